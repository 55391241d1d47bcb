"""The grid of the sheet: A4, two columns, folds that fall between lines.

The sheet is folded once down the middle and twice across, to 105 x 74 mm (A7). The
distance between baselines divides a quarter of the sheet exactly, and all text sits in
grid cells: no fold ever cuts a line.
"""

from dataclasses import dataclass

WIDTH = 595.2756
HEIGHT = 841.8898
"""A4 in points."""
FOLDS = 4
"""Equal parts down the sheet."""
OUTER = 39.0
"""Margin at the sides, points."""
INNER = 22.0
"""Distance of the text from the fold in the middle, points."""
COLUMN = WIDTH / 2 - OUTER - INNER
"""Width of a column, points."""


@dataclass(frozen=True)
class Grid:
    """Sizes in points; `per_fold` cells in a quarter of the sheet.

    `first` and `last` are the cells where a column begins and ends (last excluded).
    """

    per_fold: int
    text: float
    heading: float
    title: float
    numeral: float
    speech: float
    first: int
    margin: int

    @property
    def cell(self) -> float:
        """Height of a cell."""
        return HEIGHT / FOLDS / self.per_fold

    @property
    def last(self) -> int:
        """First cell below the columns."""
        return self.per_fold * FOLDS - self.margin

    def baseline(self, row: float) -> float:
        """Return the baseline of a cell, from the bottom of the sheet."""
        return HEIGHT - self.cell * (row + 0.755)

    def top(self, row: int) -> float:
        """Return the upper edge of a cell, from the bottom of the sheet."""
        return HEIGHT - self.cell * row

    def crosses_fold(self, row: int, height: int) -> bool:
        """Say whether `height` cells from `row` on would lie on both sides of a fold."""
        return row // self.per_fold != (row + height - 1) // self.per_fold


NORMAL = Grid(
    per_fold=16, text=10, heading=11, title=22, numeral=21, speech=11.5, first=3, margin=3
)
LARGE = Grid(per_fold=13, text=12, heading=13, title=24, numeral=25, speech=13, first=2, margin=2)
