"""From content to strips on the grid: what stands together, and where columns break.

A strip is a group of lines that is never torn apart. Columns are filled in reading order;
the block of numbers stands at the foot of the second one, where a hand finds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scarpette_tui.documents.grid import COLUMN, Grid
from scarpette_tui.documents.page import Block, Item, Look, Page
from scarpette_tui.documents.typography import text_width, wrap

_INDENT = {Look.STEPS: 2.4, Look.BULLETS: 1.35, Look.BOX: 1.1}
"""Indent of the text of a block, in text sizes."""
_SIDE_GAP = 10.0
_TORN_BLOCK = 7
"""How many cells of imbalance are better than a block torn between columns."""


@dataclass(frozen=True)
class Piece:
    """One line of text inside a strip. `end` = set against the far edge."""

    text: str
    size: float
    bold: bool = False
    indent: float = 0.0
    end: bool = False


@dataclass(frozen=True)
class Strip:
    """Lines that stay together.

    `gap`: free cells above it, except at the top of a column. `solid`: that many first
    cells lie on the same side of a fold. `tall`: cells of each line (a title takes two).
    """

    rows: tuple[tuple[Piece, ...], ...]
    role: str = "P"
    gap: int = 0
    solid: int = 1
    tall: int = 1
    with_next: bool = False
    starts_block: bool = False
    numeral: str = ""
    tick: bool = False
    ruled: bool = False
    boxed: bool = False

    @property
    def height(self) -> int:
        """Cells taken, gap excluded."""
        return len(self.rows) * self.tall


@dataclass(frozen=True)
class Placed:
    """A strip in its column (0 is read first), from a grid cell on."""

    strip: Strip
    column: int
    row: int


def arrange(page: Page, grid: Grid) -> tuple[Placed, ...] | None:
    """Return every strip in its place, or None when the page is too full."""
    flow = [*_head(page, grid)]
    foot: list[Strip] = []
    for block in page.blocks:
        strips = _block(block, grid)
        if block.look is Look.NUMBERS:
            foot.extend(strips)
        else:
            flow.extend(strips)
    return _columns(flow, foot, grid)


def _columns(flow: list[Strip], foot: list[Strip], grid: Grid) -> tuple[Placed, ...] | None:
    """Choose the break that leaves the columns most alike, rather between blocks."""
    best: tuple[float, tuple[Placed, ...]] | None = None
    below = _stand(foot, grid)
    if foot and below is None:
        return None
    limit = below[0].row - 1 if below else grid.last
    for cut in range(1, len(flow) + 1):
        if flow[cut - 1].with_next:
            continue
        left = _fill(flow[:cut], 0, grid, grid.last)
        right = _fill(flow[cut:], 1, grid, limit)
        if left is None or right is None:
            continue
        torn = cut < len(flow) and not flow[cut].starts_block
        cost = abs(_end(left, grid) - _end(right, grid) - _height(below or ()))
        cost += _TORN_BLOCK * torn
        if best is None or cost < best[0]:
            best = (cost, left + right + (below or ()))
    return best[1] if best else None


def _fill(
    strips: Iterable[Strip], column: int, grid: Grid, limit: int, start: int | None = None
) -> tuple[Placed, ...] | None:
    first = grid.first if start is None else start
    row, placed = first, []
    for strip in strips:
        if row > first:
            row += strip.gap
        if grid.crosses_fold(row, strip.solid):
            row += grid.per_fold - row % grid.per_fold
        if row + strip.height > limit:
            return None
        placed.append(Placed(strip, column, row))
        row += strip.height
    return tuple(placed)


def _stand(strips: list[Strip], grid: Grid) -> tuple[Placed, ...] | None:
    """Fill from the lowest start that reaches the foot of the second column."""
    if not strips:
        return ()
    height = sum(strip.height + strip.gap for strip in strips) - strips[0].gap
    for start in range(grid.last - height, grid.first - 1, -1):
        placed = _fill(strips, 1, grid, grid.last, start)
        if placed is not None:
            return placed
    return None


def _end(placed: tuple[Placed, ...], grid: Grid) -> int:
    return placed[-1].row + placed[-1].strip.height if placed else grid.first


def _height(placed: tuple[Placed, ...]) -> int:
    return placed[-1].row + placed[-1].strip.height - placed[0].row if placed else 0


def _head(page: Page, grid: Grid) -> Iterable[Strip]:
    title = wrap(page.title, grid.title, COLUMN, bold=True)
    yield Strip(
        tuple((Piece(line, grid.title, bold=True),) for line in title),
        role="H1",
        tall=2,
        solid=2 * len(title),
        with_next=True,
    )
    if page.intro:
        lines = wrap(page.intro, grid.text, COLUMN)
        yield Strip(tuple((Piece(line, grid.text),) for line in lines), with_next=True)


def _block(block: Block, grid: Grid) -> list[Strip]:
    heading = wrap(block.title, grid.heading, COLUMN, bold=True)
    strips = [
        Strip(
            tuple((Piece(line, grid.heading, bold=True),) for line in heading),
            role="H2",
            gap=2,
            solid=len(heading) + 1,
            with_next=True,
            starts_block=True,
            ruled=True,
        )
    ]
    for index, item in enumerate(block.items):
        spaced = block.look in (Look.STEPS, Look.LIST) and index > 0
        strips.append(_item(item, block.look, grid, gap=int(spaced)))
    return strips


def _item(item: Item, look: Look, grid: Grid, *, gap: int) -> Strip:
    indent = _INDENT.get(look, 0.0) * grid.text
    limit = COLUMN - 2 * indent if look is Look.BOX else COLUMN - indent
    rows: list[tuple[Piece, ...]] = []
    size = grid.speech if look is Look.BOX else grid.text
    side = text_width(item.side, size) + _SIDE_GAP if item.side else 0.0
    for text, bold in ((item.lead, True), (item.text, False)):
        for line in wrap(text, size, limit - side, bold=bold):
            rows.append((Piece(line, size, bold, indent),))
    if item.side and rows:
        rows[0] = (*rows[0], Piece(item.side, size, end=True))
    for detail in item.details:
        rows.extend((Piece(line, size, indent=indent),) for line in wrap(detail.text, size, limit))
    return Strip(
        tuple(rows),
        role="LI",
        gap=gap,
        solid=len(rows) if look is Look.BOX else min(2, len(rows)),
        numeral=item.mark if look is Look.STEPS else "",
        tick=look is Look.BULLETS,
        boxed=look is Look.BOX,
    )
