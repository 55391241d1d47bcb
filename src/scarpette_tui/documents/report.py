"""The supervisor's report: one A4 page of protected figures, in the layout of the house.

Two columns of text, the plot under them across the sheet. The plot repeats what the rows
say, so it is a picture without content of its own for a screen reader.
"""

from dataclasses import dataclass, replace

from scarpette_tui.documents import handout
from scarpette_tui.documents.grid import NORMAL
from scarpette_tui.documents.layout import arrange
from scarpette_tui.documents.page import Block, Item, Level, Look, Page
from scarpette_tui.documents.plot import Bar, draw_plot
from scarpette_tui.documents.sheet import Sheet
from scarpette_tui.documents.typography import load_fonts
from scarpette_tui.errors import InputError

PLOT_ROWS = 17
"""Cells of the grid that the plot takes, at the foot of the sheet."""
_TEXT = replace(NORMAL, margin=NORMAL.margin + PLOT_ROWS + 1)


@dataclass(frozen=True)
class Section:
    """Rows under a heading: label, and what stands at the far end."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """What the page says, in Italian. Nothing about when or by whom it was made."""

    title: str
    place: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    plot_title: str
    bars: tuple[Bar, ...]


def render(report: Report) -> bytes:
    """Return the page as a PDF: the same report gives the same bytes.

    Raises:
        InputError: the texts do not fit one page.

    """
    with handout._FONTS:
        load_fonts()
        placed = arrange(_page(report), _TEXT, airy=False)
        if placed is None:
            raise InputError("Il rapporto non entra in una pagina.", "", "Scegliere meno mesi.")
        sheet = Sheet("it", NORMAL, rtl=False)
        for strip in placed:
            sheet.put(strip)
        with sheet.drawing() as canvas:
            bottom = NORMAL.top(NORMAL.last)
            draw_plot(canvas, report.plot_title, report.bars, bottom, PLOT_ROWS * NORMAL.cell)
        return sheet.finish()


def _page(report: Report) -> Page:
    blocks = [
        Block(
            f"rows{number}",
            section.title,
            Look.NUMBERS,
            tuple(Item(label, text=label, side=value) for label, value in section.rows),
        )
        for number, section in enumerate(report.sections)
    ]
    notes = tuple(Item("nota", text=note) for note in report.notes)
    blocks.append(Block("notes", "Come si leggono", Look.NOTES, notes))
    return Page(Level.NEUTRO, "it", report.title, report.place, tuple(blocks))
