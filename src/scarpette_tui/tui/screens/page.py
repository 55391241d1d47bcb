"""What every screen shares: three bars, a body, work in a thread, clear errors."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.worker import WorkType

from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.commands import bindings, moving
from scarpette_tui.tui.hand import types
from scarpette_tui.tui.leaving import Leaving
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import AskView
from scarpette_tui.tui.widgets.bars import KeyBar, StatusLine, TopBar
from scarpette_tui.tui.widgets.choices import Choices

T = TypeVar("T")
NONE_MARKED = "Nessuna voce segnata: prema di nuovo Invio per «nessuna»."
BASE_SCOPES = ("lock", "home", "told")


class Page(Leaving[Any], inherit_bindings=False):
    """A whole screen. Subclasses give `PLACE`, `SCOPE` and `content`."""

    PLACE: ClassVar[str] = ""
    SCOPE: ClassVar[str] = "flow"
    BINDINGS: ClassVar[list[BindingType]] = [*moving()]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual declares it

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Give each screen the keys of its scope."""
        cls.BINDINGS = [*moving(), *bindings(cls.SCOPE)]
        super().__init_subclass__(**kwargs)

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._greeting = ""

    async def _dispatch_message(self, message: Message) -> None:
        """Take no answer to what was asked before for one to what is asked now."""
        if not (isinstance(message, AskView.Answered) and message.stale):
            await super()._dispatch_message(message)

    def compose(self) -> ComposeResult:
        """Top bar, body, status, keys."""
        bar = TopBar(id="sopra")
        bar.set_reactive(TopBar.place, self.place())
        bar.set_reactive(TopBar.left, shell(self).lock_left())
        yield bar
        yield from self.body()
        status = StatusLine(id="stato")
        status.set_reactive(StatusLine.message, self._greeting)
        yield status
        keys = KeyBar(id="tasti")
        keys.set_reactive(KeyBar.scope, self.SCOPE)
        yield keys

    def body(self) -> ComposeResult:
        """Yield the body; by default one column that scrolls."""
        with VerticalScroll(id="corpo", can_focus=False):
            yield from self.content()

    def content(self) -> ComposeResult:
        """Yield what stands in the column."""
        yield from ()

    def place(self) -> str:
        """Return where we are, for the top bar: never a name."""
        return f"Sportello  ›  {self.PLACE}" if self.PLACE else "Sportello"

    def replace_place(self) -> None:
        """Paint the top bar again."""
        self.query_one(TopBar).place = self.place()

    def greet(self, text: str) -> None:
        """Set what the status line says when the screen opens."""
        self._greeting = text

    def say(self, text: str) -> None:
        """Acknowledge an action."""
        self._status(text, trouble=False)

    def on_choices_untouched(self, event: Choices.Untouched) -> None:
        """Enter came before a choice."""
        event.stop()
        self.say(
            NONE_MARKED
            if event.none
            else "Scelga prima una voce: con le frecce, o con il suo tasto."
        )

    def on_choices_touched(self, event: Choices.Touched) -> None:
        """Now a row is marked."""
        event.stop()
        for line in self.query(StatusLine):
            if line.message == NONE_MARKED:
                line.message = ""

    def complain(self, text: str) -> None:
        """Say what did not work, in one line."""
        self._status(text, trouble=True)

    def _status(self, text: str, *, trouble: bool) -> None:
        for line in self.query(StatusLine):  # none on a screen that is just leaving
            line.trouble = trouble
            line.message = text

    def failed(self, error: ScarpetteError) -> None:
        """Show a fault: what happened, what was kept, what to do."""
        from scarpette_tui.tui.screens.dialogs import fault  # noqa: PLC0415 - only when needed

        shell(self).go(fault(error))

    def desk(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        *,
        failed: Callable[[ScarpetteError], object] | None = None,
        wait: str = "",
    ) -> bool:
        """Ask the desk in a thread; keys that answer are ignored meanwhile.

        Args:
            work: what to do, without touching any widget.
            then: gets the result, in the interface; may be a coroutine function.
            failed: gets a clear fault; a dialog shows it by default.
            wait: what the status line says meanwhile.

        Returns:
            False when something is still under way, and nothing was started.

        """
        if self.busy:
            return False
        self.busy = True
        if wait:
            self.say(wait)

        async def asked() -> None:  # a coroutine only once the worker begins: the program may end
            await self._desk(work, then, failed or self.failed, wait)

        begin: WorkType[None] = asked
        self.run_worker(begin, group="desk")
        return True

    async def _desk(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[ScarpetteError], object],
        wait: str,
    ) -> None:
        answer: Callable[[], object]
        try:
            answer = partial(then, await asyncio.to_thread(work))
        except ScarpetteError as error:
            answer = partial(failed, error)
        self._waited(wait)
        with self.unless_gone():
            painting = answer()
            if asyncio.iscoroutine(painting):
                await painting

    def _waited(self, wait: str) -> None:
        """Take away what the status line said meanwhile, unless something else was said."""
        self.busy = False
        for line in self.query(StatusLine):
            if wait and line.message == wait:
                line.message = ""

    def typing(self) -> bool:
        """Say whether the focus is in a field, where letters are text."""
        return types(self.focused)

    def on_key(self, event: events.Key) -> None:
        """Offer a printable key to the answers, wherever the focus is."""
        if (
            event.character
            and event.is_printable
            and not self.typing()
            and self.on_char(event.character)
        ):
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """A pasted text never answers (S15)."""
        if not self.typing():
            event.stop()
            self.say("Il testo incollato qui non vale: si sceglie con un tasto.")

    def on_char(self, char: str) -> bool:  # noqa: ARG002 - screens without answers ignore it
        """Take one key; say whether it meant something here."""
        return False

    def action_indietro(self) -> None:
        """Leave this screen."""
        shell(self).back()

    def help_widget(self) -> Widget | None:
        """Return the widget that help explains."""
        return self.focused
