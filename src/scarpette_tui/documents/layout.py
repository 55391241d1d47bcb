"""From content to strips on the grid: what stands together, and where columns break.

A strip is a group of lines that is never torn apart. Columns are filled in reading order
and broken where they come out most alike, between blocks rather than inside one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scarpette_tui.documents.grid import COLUMN, Grid
from scarpette_tui.documents.page import Block, Item, Look, Page
from scarpette_tui.documents.typography import text_width, wrap

_INDENT = {Look.STEPS: 2.4, Look.BULLETS: 1.35, Look.NOTES: 1.1, Look.BOX: 1.1}
"""Indent of the text of a block, in text sizes."""
_MARKS = {Look.BULLETS: "square", Look.NOTES: "dash"}
_SIDE_GAP = 10.0
_TORN_BLOCK = 18
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
    """Lines that stay together. All distances are in cells of the grid.

    `gap`: free cells above it, except at the top of a column. `tall`: cells of each line (a
    title takes two). `below`: free cells after the lines. `shift`: how far down the lines
    are moved. `solid`: that many first cells lie on the same side of a fold.
    """

    rows: tuple[tuple[Piece, ...], ...]
    role: str = "P"
    gap: int = 0
    tall: int = 1
    below: int = 0
    shift: float = 0.0
    solid: int = 1
    with_next: bool = False
    starts_block: bool = False
    numeral: str = ""
    mark: str = ""
    ruled: bool = False
    boxed: bool = False

    @property
    def height(self) -> int:
        """Cells taken, gap excluded."""
        return len(self.rows) * self.tall + self.below


@dataclass(frozen=True)
class Placed:
    """A strip in its column (0 is read first), from a grid cell on."""

    strip: Strip
    column: int
    row: int


def arrange(page: Page, grid: Grid, *, airy: bool) -> tuple[Placed, ...] | None:
    """Return every strip in its place, or None when the page is too full.

    Args:
        page: what to say.
        grid: sizes.
        airy: a free line between the items of a list.

    """
    flow = [*_head(page, grid)]
    for block in page.blocks:
        flow.extend(_block(block, grid, airy=airy))
    best: tuple[float, tuple[Placed, ...]] | None = None
    whole = _fill(flow, 0, grid)
    for cut in range(1, len(whole) + 1):
        if flow[cut - 1].with_next or not _may_hold(flow[cut:], grid):
            continue
        left, right = whole[:cut], _fill(flow[cut:], 1, grid)
        if len(right) < len(flow) - cut:
            continue
        torn = cut < len(flow) and not flow[cut].starts_block
        cost = abs(_end(left, grid) - _end(right, grid)) + _TORN_BLOCK * torn
        if best is None or cost < best[0]:
            best = (cost, left + right)
    return best[1] if best else None


def _may_hold(strips: Sequence[Strip], grid: Grid) -> bool:
    """Cheap bound: text alone, without gaps, must not be longer than a column."""
    return sum(strip.height for strip in strips) <= grid.last - grid.first


def _fill(strips: Iterable[Strip], column: int, grid: Grid) -> tuple[Placed, ...]:
    """Place strips until one does not fit."""
    row, placed = grid.first, []
    for strip in strips:
        if row > grid.first:
            row += strip.gap
        if grid.crosses_fold(row, strip.solid):
            row += grid.per_fold - row % grid.per_fold
        if row + strip.height > grid.last:
            break
        placed.append(Placed(strip, column, row))
        row += strip.height
    return tuple(placed)


def _end(placed: tuple[Placed, ...], grid: Grid) -> int:
    return placed[-1].row + placed[-1].strip.height if placed else grid.first


def _head(page: Page, grid: Grid) -> Iterable[Strip]:
    title = wrap(page.title, grid.title, COLUMN, bold=True)
    yield Strip(
        tuple((Piece(line, grid.title, bold=True),) for line in title),
        role="H1",
        tall=2,
        shift=-0.25,
        solid=2 * len(title),
        with_next=True,
    )
    if page.intro:
        lines = wrap(page.intro, grid.text, COLUMN)
        yield Strip(tuple((Piece(line, grid.text),) for line in lines), with_next=True)


def _block(block: Block, grid: Grid, *, airy: bool) -> list[Strip]:
    if block.look is Look.BOX:
        return [_box(block, grid)]
    heading = wrap(block.title, grid.heading, COLUMN, bold=True)
    after = 2 if block.look is Look.STEPS else 1
    strips = [
        Strip(
            tuple((Piece(line, grid.heading, bold=True),) for line in heading),
            role="H2",
            gap=1,
            below=1,
            shift=0.4,
            solid=len(heading) + 1 + after,
            with_next=True,
            starts_block=True,
            ruled=True,
        )
    ]
    for index, item in enumerate(block.items):
        spaced = index > 0 and (block.look is Look.STEPS or (airy and block.look is Look.LIST))
        strips.append(_item(item, block.look, grid, gap=int(spaced)))
    return strips


def _item(item: Item, look: Look, grid: Grid, *, gap: int) -> Strip:
    indent = _INDENT.get(look, 0.0) * grid.text
    limit, size = COLUMN - indent, grid.text
    side = text_width(item.side, size) + _SIDE_GAP if item.side else 0.0
    rows: list[tuple[Piece, ...]] = []
    for text, bold in ((item.lead, True), (item.text, False)):
        for line in wrap(text, size, limit - side, bold=bold):
            rows.append((Piece(line, size, bold, indent),))
    if item.side and rows:
        rows[-1] = (*rows[-1], Piece(item.side, size, end=True))
    for detail in item.details:
        lines = wrap(detail.text, size, limit, bold=detail.strong)
        rows.extend((Piece(line, size, detail.strong, indent),) for line in lines)
    return Strip(
        tuple(rows),
        gap=gap,
        solid=2 if item.mark and len(rows) > 1 else 1,
        numeral=item.mark,
        mark=_MARKS.get(look, ""),
    )


def _box(block: Block, grid: Grid) -> Strip:
    """A framed sentence: its title small, its words larger."""
    indent = _INDENT[Look.BOX] * grid.text
    limit = COLUMN - 2 * indent
    rows = [
        (Piece(line, grid.text, indent=indent),) for line in wrap(block.title, grid.text, limit)
    ]
    for item in block.items:
        for line in wrap(item.lead, grid.speech, limit, bold=True):
            rows.append((Piece(line, grid.speech, True, indent),))
    return Strip(
        tuple(rows),
        gap=1,
        below=1,
        shift=0.5,
        solid=len(rows) + 1,
        starts_block=True,
        boxed=True,
    )
