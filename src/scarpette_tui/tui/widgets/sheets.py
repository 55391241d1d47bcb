"""Tabs, and a long text wrapped to its width that scrolls with the arrows."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from scarpette_tui.tui.widgets.words import Words

TABS = (("benefits", "Benefici"), ("plan", "Passi"), ("summary", "Da rileggere"))


class SheetView(VerticalScroll):
    """A long text that scrolls with the arrows."""

    help_text = "Frecce, Pag su e Pag giù scorrono il testo."

    def compose(self) -> ComposeResult:
        """One text."""
        yield Words("", classes="sheet-text")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._make: Callable[[int], Content] = lambda _: Content("")

    def set(self, make: Callable[[int], Content]) -> None:
        """Show another text from its top; `make` wraps it to a width in cells."""
        self._make = make
        self.on_resize()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Wrap the text again."""
        self.query_one(Words).set(self._make(self.size.width - 2))


class Tabs(Words):
    """Three tabs: F2 walks through them, 1 2 3 choose, the mouse too."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def current(self, tab: str, remark: str) -> None:
        """Mark the present tab with brackets: no colour needed."""
        parts: list[tuple[str, str] | str] = []
        for number, (name, label) in enumerate(TABS, 1):
            text = f"{number} {label}"
            parts.append((f"[{text}]  ", "bold $accent") if name == tab else f" {text}   ")
        parts.append((remark, "$muted"))
        self.set(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        end = self.gutter.left
        for name, label in TABS:
            end += len(label) + 6
            if event.x < end:
                self.post_message(self.Chosen(name))
                return
