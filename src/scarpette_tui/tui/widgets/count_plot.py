"""The plot beside the table: a point for each figure, a line for its usual range.

It repeats what the table says, in one colour: who cannot see it misses nothing.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from scarpette_tui.desk.views.counting import CountLine
from scarpette_tui.tui.widgets.words import clean

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
_ROWS_A_TICK = 2
_LABEL = 6
"""Cells that a label under the axis needs, with the gap after it."""
POINT, RANGE = "●", "│"


class CountPlot(Widget):
    """A plot of the rows of the table, as wide and high as there is room."""

    help_text = (
        "Il disegno dei numeri della tabella: il punto è «circa N», la riga l'intervallo in cui il "
        "numero vero sta otto volte su dieci."
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[CountLine, ...] = ()

    def show(self, lines: Sequence[CountLine]) -> None:
        """Draw other rows."""
        self._lines = tuple(line for line in lines if line.about is not None)
        self.refresh()

    def render(self) -> Content:
        """Draw for the size it has now."""
        width, height = self.size
        if not self._lines or width < 16 or height < 5:
            return Content("")
        return Content(plot_text(self._lines, width, height))


def plot_text(lines: Sequence[CountLine], width: int, height: int) -> str:
    """Return the plot as plain text, without colours or control signs.

    Args:
        lines: rows that have a number.
        width: in cells.
        height: in rows.

    """
    import plotext  # noqa: PLC0415 - a tenth of a second that the lock screen never pays

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height)
    places = list(range(1, len(lines) + 1))
    for place, line in zip(places, lines, strict=True):
        plotext.plot([place, place], [line.low, line.high], marker=RANGE)
    plotext.scatter(places, [line.about for line in lines], marker=POINT)
    ticks = scale(max(line.high for line in lines), height)
    plotext.ylim(0, ticks[-1])
    plotext.yticks(ticks)
    plotext.xlim(0.5, len(lines) + 0.5)
    shown = places[:: max(1, -(-len(places) * _LABEL // max(1, width - _LABEL)))]
    plotext.xticks(shown, [short(lines[place - 1]) for place in shown])
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    text = plotext.uncolorize(plotext.build())
    return clean("\n".join(row.rstrip() for row in text.splitlines()))


def scale(highest: int, height: int) -> list[int]:
    """Return round values from zero to the first that is not below `highest`."""
    most = max(1, (height - 2) // _ROWS_A_TICK)
    step = next((one for one in _STEPS if highest <= one * most), _STEPS[-1])
    return [step * number for number in range(max(1, -(-highest // step)) + 1)]


def short(line: CountLine) -> str:
    """Return a label of at most five signs for the axis."""
    period = line.period
    if "-W" in period:
        return line.label.strip().split(" ", maxsplit=1)[0]
    if len(period) == len("2026-11-23"):
        return period[8:].lstrip("0")
    return line.label[:3] if len(period) == len("2026-11") else line.label[:5]
