"""A page of facts over a list of actions: one row, one action of the screen."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.words import Words, clean, hang

LABEL = 22
"""Cells of the labels of the facts."""
WIDE = 110
MARGINS = {False: 8, True: 18}
"""Cells around the text, with room for a scrollbar, on narrow and wide terminals."""


class RowsPage(Page):
    """Subclasses give `heading`, `rows` and, where there are any, facts and remarks."""

    CSS_PATH = "../styles/cases.tcss"
    AUTO_FOCUS = ""  # it would scroll the facts away: the rows take the focus where they stand

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
        """Title, facts, rows, remarks: painted whole from the start."""
        yield Words(self.heading(), classes="title")
        facts = Words(self._facts_text(), id="fatti", classes="paragraph")
        facts.display = bool(self.facts())
        yield facts
        yield Choices(self.rows(), id="azioni")
        remarks = Words("\n".join(self.remarks()), id="osservazioni", classes="quiet")
        remarks.display = bool(self.remarks())
        yield remarks

    def on_mount(self) -> None:
        """Take the focus."""
        self.query_one("#azioni", Choices).focus(scroll_visible=False)

    def on_resize(self) -> None:
        """Wrap the facts again."""
        self.paint_facts()

    def paint_facts(self) -> None:
        """Show facts and remarks as they are now."""
        words = self.query_one("#fatti", Words)
        words.set(self._facts_text())
        words.display = bool(self.facts())
        remarks = self.query_one("#osservazioni", Words)
        remarks.set("\n".join(self.remarks()))
        remarks.display = bool(self.remarks())

    def _facts_text(self) -> Content:
        margins = MARGINS[self.app.size.width >= WIDE]
        facts = self.facts()
        parts: list[str | tuple[str, str]] = []
        for number, (label, value) in enumerate(facts):
            parts.append((f"{label:<{LABEL}}", "$muted"))
            wrapped = hang(clean(value), self.app.size.width - margins, " " * LABEL)
            parts.append(wrapped[LABEL:] + ("\n" if number + 1 < len(facts) else ""))
        return Content.assemble(*parts)

    def repaint(self) -> None:
        """Show other rows too; the row at the same place keeps the highlight."""
        rows = self.query_one("#azioni", Choices)
        rows.show(self.rows(), rows.highlighted or 0)
        rows.focus(scroll_visible=False)
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
