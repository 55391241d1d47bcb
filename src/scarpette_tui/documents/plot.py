"""A plain bar plot with ranges, for paper: ink on white, nothing said by colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scarpette_tui.documents.grid import OUTER, WIDTH
from scarpette_tui.documents.typography import draw, runs, text_width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIZE = 10.0
"""No text under ten points, on a plot either (H5)."""
_AXIS = 22.0
_HEAD = 24.0
_FOOT = 16.0
_HAIRLINE, _LINE, _WHISKER = 0.35, 0.7, 1.1
_FILL = 0.82
_WIDEST = 26.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_TICKS = 5


@dataclass(frozen=True)
class Bar:
    """One figure: where it stands, and its usual range. `about` None leaves the place empty."""

    label: str
    about: int | None
    low: int = 0
    high: int = 0


def draw_plot(
    canvas: Canvas, title: str, bars: Sequence[Bar], bottom: float, height: float
) -> None:
    """Draw bars with their ranges across the sheet.

    Args:
        canvas: where.
        title: one line above.
        bars: from left to right.
        bottom: lower edge in points from the foot of the sheet.
        height: in points.

    """
    left, right = OUTER + _AXIS, WIDTH - OUTER
    floor, ceiling = bottom + _FOOT, bottom + height - _HEAD
    _text(canvas, OUTER, bottom + height - SIZE, title, bold=True)
    ticks = scale(max((bar.high for bar in bars), default=0))
    unit = (ceiling - floor) / ticks[-1]
    for tick in ticks:
        y = floor + tick * unit
        canvas.setLineWidth(_LINE if tick == 0 else _HAIRLINE)
        canvas.line(left, y, right, y)
        width = text_width(str(tick), SIZE)
        _text(canvas, left - width - 5, y - SIZE * 0.35, str(tick))
    slot = (right - left) / max(1, len(bars))
    for number, bar in enumerate(bars):
        middle = left + slot * (number + 0.5)
        width = text_width(bar.label, SIZE)
        if width <= slot:
            _text(canvas, middle - width / 2, bottom + 2, bar.label)
        if bar.about is not None:
            _bar(canvas, bar, (middle, floor), min(slot * 0.6, _WIDEST), unit)


def scale(highest: int) -> tuple[int, ...]:
    """Return round values from zero to the first that is not below `highest`."""
    step = next((one for one in _STEPS if highest <= one * _MOST_TICKS), _STEPS[-1])
    count = max(1, -(-highest // step))
    return tuple(step * number for number in range(count + 1))


def _bar(canvas: Canvas, bar: Bar, foot: tuple[float, float], width: float, unit: float) -> None:
    middle, floor = foot
    assert bar.about is not None
    canvas.setFillGray(_FILL)
    canvas.setLineWidth(_LINE)
    canvas.rect(middle - width / 2, floor, width, bar.about * unit, fill=1)
    canvas.setFillGray(0)
    canvas.setLineWidth(_WHISKER)
    low, high = floor + bar.low * unit, floor + bar.high * unit
    canvas.line(middle, low, middle, high)
    for y in (low, high):
        canvas.line(middle - width / 6, y, middle + width / 6, y)


def _text(canvas: Canvas, x: float, y: float, text: str, *, bold: bool = False) -> None:
    canvas.setFillGray(0)
    draw(canvas, x, y, runs(text, SIZE, bold=bold), SIZE)
