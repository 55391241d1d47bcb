"""A page of facts over a list of actions: one row, one action of the screen."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.words import Words, clean, hang

LABEL = 22
"""Cells of the labels of the facts."""


class RowsPage(Page):
    """Subclasses give `heading`, `rows` and, where there are any, facts and remarks."""

    CSS_PATH = "../styles/cases.tcss"

    def heading(self) -> str:
        """Return the title of the page."""
        return self.PLACE

    def facts(self) -> Sequence[tuple[str, str]]:
        """Return labels and values above the rows."""
        return ()

    def rows(self) -> Sequence[Choice]:
        """Return the rows; the value of each names an action of this screen, or is handled."""
        return ()

    def remarks(self) -> Sequence[str]:
        """Return smaller lines under the rows."""
        return ()

    def content(self) -> ComposeResult:
        """Title, facts, rows, remarks."""
        yield Words(self.heading(), classes="title")
        yield Words("", id="fatti", classes="paragraph")
        yield Choices(self.rows(), id="azioni")
        yield Words("", id="osservazioni", classes="quiet")

    def on_mount(self) -> None:
        """Paint and take the focus."""
        self.query_one(Choices).focus(scroll_visible=False)
        self.call_after_refresh(self.paint_facts)

    def on_resize(self) -> None:
        """Wrap the facts again."""
        self.call_after_refresh(self.paint_facts)

    def paint_facts(self) -> None:
        """Show facts and remarks as they are now."""
        words = self.query_one("#fatti", Words)
        facts = self.facts()
        parts: list[str | tuple[str, str]] = []
        for number, (label, value) in enumerate(facts):
            parts.append((f"{label:<{LABEL}}", "$muted"))
            wrapped = hang(clean(value), words.size.width or 70, " " * LABEL)
            parts.append(wrapped[LABEL:] + ("\n" if number + 1 < len(facts) else ""))
        words.set(Content.assemble(*parts))
        words.display = bool(facts)
        remarks = self.query_one("#osservazioni", Words)
        remarks.set("\n".join(self.remarks()))
        remarks.display = bool(self.remarks())

    async def repaint(self) -> None:
        """Show other rows too; the row at the same place keeps the highlight."""
        old = self.query_one("#azioni", Choices)
        place = old.highlighted
        fresh = Choices(self.rows(), id="azioni")
        await old.remove()
        await self.query_one("#corpo").mount(fresh, before="#osservazioni")
        if fresh.option_count:
            fresh.highlighted = min(place or 0, fresh.option_count - 1)
        fresh.focus(scroll_visible=False)
        self.paint_facts()

    def on_char(self, char: str) -> bool:
        """One key, one row."""
        return not self.busy and self.query_one("#azioni", Choices).on_char(char)

    async def on_choices_picked(self, event: Choices.Picked) -> None:
        """One row."""
        event.stop()
        await self.picked(event.value)

    async def picked(self, value: str) -> None:
        """Do what a row says: by default it names an action of this screen."""
        await self.run_action(f"screen.{value}")
