"""The application: session, cover, lock, navigation. Screens do the rest."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.worker import WorkerFailed

from scarpette_tui.clock import Clock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.commands import bindings, moving
from scarpette_tui.tui.idle import Idle
from scarpette_tui.tui.screens.cover import CoverScreen, SmallScreen
from scarpette_tui.tui.shell import RELOCK
from scarpette_tui.tui.themes import DARK, THEMES
from scarpette_tui.tui.widgets.bars import TopBar

if TYPE_CHECKING:
    from scarpette_tui.desk.session import FirstRun, Session

WORK, COVER, SMALL = "lavoro", "copertura", "piccolo"
SMALLEST = (80, 24)


class Sportello(App[int], inherit_bindings=False):
    """Everything an official sees. Cover and small window are modes over the same work.

    Args:
        directory: the vault folder.
        clock: the injected clock.
        demo: label and passphrase of a temporary vault, shown on the lock screen.

    """

    TITLE = "Sportello"
    CSS_PATH = "styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS = [*moving(), *bindings("app")]
    DEFAULT_MODE = WORK
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {COVER: CoverScreen, SMALL: SmallScreen}

    def __init__(self, directory: Path, *, clock: Clock, demo: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.directory = directory
        self.clock = clock
        self.demo = demo
        self.session: Session | None = None
        self.first_run: FirstRun | None = None
        self.in_consultation = False
        self.idle = Idle(clock)
        self._later: list[Callable[[], object]] = []
        self.add_mode(WORK, self._first)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def _first(self) -> Screen[Any]:
        from scarpette_tui.tui.screens.lock import first_screen  # noqa: PLC0415 - after the class exists

        return first_screen(self.directory, self.demo)

    def on_mount(self) -> None:
        """Start the clock that covers and locks."""
        self.set_interval(1.0, self.tick)

    # -- navigation: what happens under a cover waits there ---------------------------------

    def go(self, screen: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Show a screen over this one."""
        self._visible(lambda: self.push_screen(screen, then))

    def replace(self, screen: Screen[Any]) -> None:
        """Show a screen instead of this one."""
        self._visible(lambda: self.switch_screen(screen))

    def back(self) -> None:
        """Leave the screen on top."""
        self._visible(self.pop_screen)

    def home(self, message: str = "") -> None:
        """Return to home, with what just happened in its status line."""
        from scarpette_tui.tui.screens.home import HomeScreen  # noqa: PLC0415 - behind the lock

        self.in_consultation = False

        async def unwind() -> None:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            if isinstance(self.screen, HomeScreen):
                self.screen.refresh_lists(message)

        self._visible(lambda: self.call_later(unwind))

    def opened(self, session: "Session") -> None:
        """A session begins."""
        from scarpette_tui.tui.screens.home import HomeScreen  # noqa: PLC0415 - behind the lock

        self.session = session
        self.idle.touch()
        self.replace(HomeScreen())

    def _visible(self, act: Callable[[], object]) -> None:
        if self.current_mode == WORK:
            act()
        else:
            self._later.append(act)

    # -- cover, lock, small window ---------------------------------------------------------

    def action_copri(self) -> None:
        """Cover, or bring the work back."""
        if self.current_mode == COVER:
            self.uncover()
        else:
            self.cover()

    def cover(self) -> None:
        """Hide everything at once."""
        self.switch_mode(COVER)
        self._paint_clock()

    def uncover(self) -> None:
        """Bring the work back, with whatever waited under the cover."""
        self.idle.touch()
        self._fit()
        if self.current_mode == WORK:
            waiting, self._later = self._later, []
            for act in waiting:
                act()

    def _fit(self) -> None:
        small = self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]
        self.switch_mode(SMALL if small else WORK)

    def on_resize(self, event: events.Resize) -> None:
        """Give way while the terminal is too small."""
        if self.current_mode != COVER:
            small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
            self.switch_mode(SMALL if small else WORK)

    def action_blocca(self) -> None:
        """Lock now: the process ends, a fresh one asks for the passphrase (V8)."""
        self.exit(RELOCK, return_code=RELOCK)

    def lock_left(self) -> int | None:
        """Return the seconds before the lock; None when nothing is open."""
        if self.session is None:
            return None
        settings = self.session.settings
        return self.idle.left(settings.lock_consultation_s if self.in_consultation else settings.lock_s)

    def tick(self) -> None:
        """Cover and lock when nobody is here."""
        left = self.lock_left()
        if left is None or self.session is None:
            return
        if left == 0:
            self.action_blocca()
        elif self.current_mode != COVER and self.idle.seconds() >= self.session.settings.cover_s:
            self.cover()
        self._paint_clock()

    def _paint_clock(self) -> None:
        screen = self.screen
        if isinstance(screen, CoverScreen):
            screen.left = self.lock_left()
        for bar in screen.query(TopBar):
            bar.left = self.lock_left()

    async def on_event(self, event: events.Event) -> None:
        """Note each sign of life; under the cover only F9 and Escape count."""
        if isinstance(event, events.Key | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp | events.Paste):
            if self.current_mode != COVER:
                self.idle.touch()
            elif isinstance(event, events.Key) and event.key == "escape":
                self.uncover()
                return
        await super().on_event(event)

    # -- help, palette, appearance ---------------------------------------------------------

    def _scope(self) -> str:
        return str(getattr(self.screen, "SCOPE", "dialog"))

    def action_aiuto(self) -> None:
        """Open or close the help."""
        from scarpette_tui.tui.screens.helping import HelpWindow, help_window  # noqa: PLC0415

        if isinstance(self.screen, HelpWindow):
            self.screen.action_annulla()
        elif self.current_mode == WORK:
            self.go(help_window(self._scope(), self.focused))

    def action_comandi(self) -> None:
        """Open the palette."""
        from scarpette_tui.tui.screens.helping import Palette  # noqa: PLC0415

        page = self.screen

        async def run(action: str) -> None:
            if action:
                await self.run_action(action, page)

        self.go(Palette(self._scope()), lambda action: self.call_later(run, action))

    def action_aspetto(self) -> None:
        """Walk through the themes."""
        names = [one.name for one in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(f"Aspetto: {self.theme}")

    def action_niente(self) -> None:
        """Ctrl C neither copies nor closes."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say("Per uscire: Ctrl Q")

    def action_esci(self) -> None:
        """Leave, after asking when a session is open."""
        from scarpette_tui.tui.screens.dialogs import leave_dialog  # noqa: PLC0415

        if self.session is None and self.first_run is None:
            self.exit(0)
        elif self.current_mode == WORK and self._scope() != "dialog":
            self.go(leave_dialog(), lambda answer: self.exit(0) if answer == "esci" else None)

    # -- nothing leaves the screen (S15) -----------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing is copied: no OSC 52."""

    def save_screenshot(self, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """No picture is ever written."""
        return ""

    def deliver_screenshot(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """No picture is ever delivered."""

    def notify(self, message: str, **kwargs: Any) -> None:  # noqa: ARG002
        """Messages go to the status line, never to a floating window over the cover."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(message)

    def _handle_exception(self, error: Exception) -> None:
        """End with a short message: no traceback, no local variable (S15)."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self._exit_renderables:
            self._exit_renderables.append(Text(crash_text(cause)))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print our message and nothing else."""
        for one in self._exit_renderables[:1]:
            self.error_console.print(one)
        self._exit_renderables.clear()


def crash_text(error: BaseException) -> str:
    """Return what to say after a crash: no value, no message of the error, only where."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        "Il programma si è fermato per un errore imprevisto.\n"
        "Le risposte già registrate sono nell'archivio cifrato: nulla di scritto è perduto.\n"
        "Riapra il programma: la consultazione riprende da dov'era. Se succede ancora, lo segnali "
        f"con questo riferimento: {type(error).__name__} {where}"
    )


def run(directory: Path, *, clock: Clock, demo: tuple[str, str] | None = None) -> int:
    """Run the application until it ends.

    Args:
        directory: the vault folder.
        clock: the injected clock.
        demo: label and passphrase of a temporary vault.

    Returns:
        The exit code: 0, RELOCK when locked, 1 after a crash.

    """
    app = Sportello(directory, clock=clock, demo=demo)
    _terminal("\x1b]0;Sportello\x07")
    try:
        code = app.run()
    finally:
        _close(app)
    if app.return_code == 1:
        return 1
    _terminal("\x1b[H\x1b[2J")
    return code or 0


def _close(app: Sportello) -> None:
    try:
        if app.first_run is not None:
            app.first_run.abort()
        if app.session is not None:
            app.session.close()
    except ScarpetteError as error:
        sys.stderr.write(f"{error.line()}\n")


def _terminal(sequence: str) -> None:
    if sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb":
        sys.stdout.write(sequence)
        sys.stdout.flush()
