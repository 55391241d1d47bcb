"""One thing a screen: the shape of the gate, the wizard, the paper and the closing."""

from textual.app import ComposeResult

from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask, AskView


class Flow(Page):
    """Steps with names; each step is one `Ask`, and going back blanks nothing.

    A subclass gives FIRST, `ask()` for the step in `self.step`, and one method
    `got_<step>(answer)` for each step that takes an answer (a value, several, or a form).
    """

    FIRST = ""
    SCOPE = "flow"
    CSS_PATH = "../styles/flow.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.step = self.FIRST
        self.trail: list[str] = []

    def content(self) -> ComposeResult:
        """One question."""
        yield AskView(self.ask(), id="domanda")

    def ask(self) -> Ask:
        """Return what to show for `self.step`."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Let the first answer have the focus."""
        self.query_one(AskView).take_focus()

    async def to(self, step: str, *, trail: bool = True) -> None:
        """Show another step."""
        if trail:
            self.trail.append(self.step)
        self.step = step
        self.say("")
        await self.paint()

    async def paint(self) -> None:
        """Show the step as it is now."""
        self.query_one("#corpo").scroll_home(animate=False)
        await self.query_one(AskView).show(self.ask())
        self.replace_place()

    def on_char(self, char: str) -> bool:
        """Pass keys to the answers."""
        return not self.busy and self.query_one(AskView).on_char(char)

    async def on_ask_view_chosen(self, event: AskView.Chosen) -> None:
        """One row."""
        event.stop()
        await self._answer(event.value)

    async def on_ask_view_marked(self, event: AskView.Marked) -> None:
        """Several rows."""
        event.stop()
        await self._answer(event.values)

    async def on_ask_view_filled(self, event: AskView.Filled) -> None:
        """A form."""
        event.stop()
        await self._answer(event.values)

    async def _answer(self, answer: object) -> None:
        if self.busy:
            return
        await getattr(self, f"got_{self.step}")(answer)

    def trouble(self, text: str) -> None:
        """Say under the answer what is wrong."""
        self.query_one(AskView).trouble(text)

    def input_failed(self, error: ScarpetteError) -> None:
        """Show a fault beside the answer, so that nothing typed is lost."""
        self.say("")
        self.trouble(error.line())

    async def action_indietro(self) -> None:  # type: ignore[override]
        """Go back one step, or leave."""
        if self.busy:
            return
        if self.trail:
            await self.to(self.trail.pop(), trail=False)
        else:
            self.leave()

    def leave(self) -> None:
        """Leave the flow from its first step."""
        shell(self).back()
