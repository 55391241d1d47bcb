"""The application: session, cover, lock, navigation. Screens do the rest."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen

from scarpette_tui.clock import Clock
from scarpette_tui.desk.idle import Idle
from scarpette_tui.isolation import RELOCK
from scarpette_tui.tui import collector
from scarpette_tui.tui.commands import bindings, moving
from scarpette_tui.tui.hand import Hand
from scarpette_tui.tui.helped import HelpedApp
from scarpette_tui.tui.screens.cover import CoverScreen, Ground, SmallScreen
from scarpette_tui.tui.widgets.bars import TopBar

if TYPE_CHECKING:
    from rich.console import RenderableType

    from scarpette_tui.desk.session import FirstRun, Session
    from scarpette_tui.desk.views import DemoView

WORK, COVER, SMALL = "lavoro", "copertura", "piccolo"
SMALLEST = (80, 24)
COVER_S = 60.0
"""Idle seconds before the cover while no office has settings yet (S9)."""
FLOOR = 2
"""The ground and home stay when everything else is left."""


class Sportello(HelpedApp, inherit_bindings=False):
    """Everything an official sees. Cover and small window are modes over the same work.

    Args:
        directory: the vault folder.
        clock: the injected clock.
        demo: a temporary vault, whose secrets the lock screen shows.

    """

    TITLE = "Sportello"
    CSS_PATH = "styles/base.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*moving(), *bindings("app")]
    DEFAULT_MODE = WORK
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        COVER: CoverScreen,
        SMALL: SmallScreen,
    }

    def __init__(self, directory: Path, *, clock: Clock, demo: "DemoView | None" = None) -> None:
        super().__init__()
        self.directory = directory
        self.clock = clock
        self.demo = demo
        self.session: Session | None = None
        self.first_run: FirstRun | None = None
        self.in_consultation = False
        self.after_interview = False
        self.idle = Idle(clock)
        self.hand = Hand(clock)
        self.at_the_end: Callable[[], None] = lambda: None
        """What must happen although closing may take too long."""
        self._later: list[Callable[[], object]] = []
        self.add_mode(WORK, Ground)

    def _first(self) -> Screen[Any]:
        from scarpette_tui.tui.screens.lock import first_screen  # noqa: PLC0415 - after the class exists

        return first_screen(self.demo)

    def on_mount(self) -> None:
        """Show the first screen, and start the clock that covers and locks."""
        self.push_screen(self._first())
        self.set_interval(1.0, self.tick)
        if not gc.isenabled():  # still since the command, see `cli`
            self.call_after_refresh(collector.wake)

    # -- navigation: what happens under a cover waits there ---------------------------------

    def go(self, screen: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Show a screen over this one."""
        self.when_seen(lambda: self.push_screen(screen, then))

    def replace(self, screen: Screen[Any]) -> None:
        """Show a screen instead of this one."""
        self.when_seen(lambda: self.switch_screen(screen))

    def back(self) -> None:
        """Leave the screen on top."""
        self.when_seen(self.pop_screen)

    def home(self, message: str = "") -> None:
        """Return to home, with what just happened in its status line."""
        from scarpette_tui.tui.screens.home import HomeScreen  # noqa: PLC0415 - behind the lock

        self.after_interview |= self.in_consultation
        self.in_consultation = False

        async def unwind() -> None:
            while len(self.screen_stack) > FLOOR:
                await self.pop_screen()
            if isinstance(self.screen, HomeScreen):
                self.screen.refresh_lists(message)

        self.when_seen(lambda: self.call_later(unwind))

    def opened(self, session: "Session") -> None:
        """A session begins."""
        from scarpette_tui.tui.screens.home import first_inside  # noqa: PLC0415 - behind the lock

        self.session = session
        self.idle.touch()
        self._dress(session)
        self.replace(first_inside(session.user.role))
        if session.temporary:
            self._first_passphrase()
        self.set_timer(0.2, lambda: self._init_mode(COVER))  # so that the first F9 is as quick

    def _dress(self, session: "Session") -> None:
        """Take the appearance this official chose."""
        wanted = session.settings.own(session.user.label).appearance
        if wanted in self.available_themes:
            self.theme = wanted

    def _first_passphrase(self) -> None:
        from scarpette_tui.tui.screens.users import ChangePassphrase  # noqa: PLC0415

        self.go(ChangePassphrase(must=True))

    def action_aspetto(self) -> None:
        """Walk through the themes; an official's choice stays."""
        super().action_aspetto()
        session, name = self.session, self.theme
        if session is not None:
            from scarpette_tui.desk import office  # noqa: PLC0415 - behind the lock

            self.run_worker(
                lambda: office.choose_appearance(session, name),
                thread=True,
                group="appearance",
                exit_on_error=False,
            )

    def when_seen(self, act: Callable[[], object]) -> None:
        """Do something to the screens of the work, now or when the work is back."""
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

    def delay_update(self, delay: float = 0.05) -> None:
        """Never hold the paint back on a change of mode: the cover must come at once."""

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
        mode = SMALL if small else WORK
        if mode != self.current_mode:
            self.switch_mode(mode)
            for screen in self.screen_stack:  # it may have missed a resize while out of sight
                screen.post_message(events.Resize(self.size, self.size))

    def on_resize(self) -> None:
        """Give way while the terminal is too small, once the new size is known everywhere."""
        self.call_later(self._resized)

    def _resized(self) -> None:
        if self.current_mode != COVER:
            self._fit()

    def action_blocca(self) -> None:
        """Lock now: the page is blank at once, the process ends, a fresh one asks (V8)."""
        self.blank()
        self.exit(RELOCK, return_code=RELOCK)

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: "RenderableType | None" = None,
    ) -> None:
        """End, or lock."""
        self.at_the_end()
        super().exit(result, return_code, message)

    def lock_left(self) -> int | None:
        """Return the seconds before the lock; None when nothing is open."""
        if self.session is None:
            return None
        return self.idle.left(self.session.settings.lock_for(consulting=self.in_consultation))

    def tick(self) -> None:
        """Cover and lock when nobody is here."""
        collector.rest(self.idle.seconds())
        left = self.lock_left()
        if left == 0:
            self.action_blocca()
        elif self.current_mode != COVER and self.idle.seconds() >= self._cover_after():
            self.cover()
        self._paint_clock()

    def _cover_after(self) -> float:
        """Return the idle seconds before the cover: the first run has secrets on the screen too."""
        if self.session is not None:
            return self.session.settings.cover_for(self.session.user.label)
        secret = any(getattr(screen, "SECRET", False) for screen in self.screen_stack)
        return COVER_S if secret else float("inf")

    def _paint_clock(self) -> None:
        left = self.lock_left()
        for screen in self.screen_stack:  # also the page under a dialog: its clock must not freeze
            if isinstance(screen, CoverScreen):
                screen.left = left
            for bar in screen.query(TopBar):
                bar.left = left

    async def on_event(self, event: events.Event) -> None:
        """Note each sign of life; under the cover only F9 and Escape count."""
        if not self.hand.meant(event, lambda: self.focused):
            return
        if isinstance(
            event,
            events.Key
            | events.MouseDown
            | events.MouseScrollDown
            | events.MouseScrollUp
            | events.Paste,
        ):
            if self.current_mode != COVER:
                self.idle.touch()
            elif isinstance(event, events.Key) and event.key == "escape":
                self.uncover()
                return
        await super().on_event(event)

    def action_esci(self) -> None:
        """Leave, after asking when a session is open."""
        from scarpette_tui.tui.screens.dialogs import leave_dialog  # noqa: PLC0415

        if self.session is None and self.first_run is None:
            self.exit(0)
        elif self.current_mode == WORK and self._scope() != "dialog":
            self.go(leave_dialog(), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "esci":
            self.exit(0)
