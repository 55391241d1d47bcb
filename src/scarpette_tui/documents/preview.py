"""The page as plain lines for the terminal: the same text that will be printed."""

import unicodedata
from collections.abc import Iterator

from scarpette_tui.documents.page import Block, Item, Look, Page

_MARKS = {Look.BULLETS: "□ ", Look.NOTES: "– "}
_NARROWEST = 24


def preview_lines(page: Page, width: int, *, large: bool = False) -> list[str]:
    """Return the page, as fitted to one sheet, in lines of at most `width` cells.

    Args:
        page: what was chosen for her.
        width: cells of the terminal; less than 24 counts as 24.
        large: the page is printed in 12 pt, so more may be left off.

    """
    from scarpette_tui.documents.handout import fit  # noqa: PLC0415 - loads the PDF library

    width = max(width, _NARROWEST)
    page = fit(page, large=large)
    lines = [*_wrap(page.title.upper(), width), *_wrap(page.intro, width)]
    for block in page.blocks:
        lines.append("")
        lines.extend(_block(block, width))
    return lines


def _block(block: Block, width: int) -> Iterator[str]:
    yield from _wrap(block.title, width)
    yield "─" * min(width, _cells(block.title))
    for index, item in enumerate(block.items):
        if index and block.look in (Look.STEPS, Look.LIST):
            yield ""
        yield from _item(item, block.look, width)


def _item(item: Item, look: Look, width: int) -> Iterator[str]:
    mark = f"{item.mark}. " if look is Look.STEPS and item.mark else _MARKS.get(look, "")
    margin = " " * _cells(mark)
    side = f"  {item.side}" if item.side else ""
    inner = width - len(margin)
    narrow = max(inner - _cells(side), _NARROWEST // 2)
    lines = [line for text in (item.lead, item.text) for line in _wrap(text, narrow)]
    if side and lines:
        lines[-1] += " " * max(0, inner - _cells(lines[-1]) - _cells(side)) + side
    for detail in item.details:
        lines.extend(_wrap(detail.text, inner))
    for index, line in enumerate(lines):
        yield f"{margin if index else mark}{line}"


def _wrap(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        while _cells(word) > width:
            if line:
                yield line
                line = ""
            head = _head(word, width)
            yield head
            word = word[len(head) :]  # noqa: PLW2901 - what is left of a too long word
        longer = f"{line} {word}" if line else word
        if _cells(longer) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _head(word: str, width: int) -> str:
    end = len(word)
    while end > 1 and _cells(word[:end]) > width:
        end -= 1
    return word[:end]


def _cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
