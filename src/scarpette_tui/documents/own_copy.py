"""What is kept about her, on paper, for her: as many sheets as it takes, nothing left off.

The rules of every paper hold (H3, H6, H7): no name, no code, no day of a visit, no official.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scarpette_tui.documents import handout
from scarpette_tui.documents.grid import NORMAL
from scarpette_tui.documents.layout import arrange
from scarpette_tui.documents.page import Block, Item, Level, Look, Page
from scarpette_tui.documents.typography import load_fonts
from scarpette_tui.errors import InputError

LONGEST = 600
"""Signs of one piece: a longer note goes on in the next, so that it never needs a whole sheet."""


@dataclass(frozen=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


def pages(title: str, intro: str, sections: Sequence[Section]) -> tuple[Page, ...]:
    """Return the sheets, each as full as it can be.

    Raises:
        InputError: a single line does not fit a sheet.

    """
    todo = [
        (section.title, piece)
        for section in sections
        for line in section.lines
        for piece in _pieces(line)
    ]
    found: list[Page] = []
    with handout._FONTS:
        load_fonts()
        while todo or not found:
            empty = Page(Level.COMPLETO, "it", title, intro if not found else "", ())
            count = _most(empty, todo)
            found.append(replace(empty, blocks=_blocks(todo[:count])))
            todo = todo[count:]
    return tuple(found)


def _most(page: Page, todo: Sequence[tuple[str, str]]) -> int:
    """Return how many lines fit the sheet, by halving."""
    low, high = 0, len(todo)
    while low < high:
        middle = (low + high + 1) // 2
        candidate = replace(page, blocks=_blocks(todo[:middle]))
        if arrange(candidate, NORMAL, airy=True) is None:
            high = middle - 1
        else:
            low = middle
    if todo and not low:
        raise InputError("Una riga non entra in un foglio.", "Non è stato stampato nulla.")
    return low


def _blocks(lines: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    titles = dict.fromkeys(title for title, _ in lines)
    return tuple(
        Block(
            f"part{number}",
            title,
            Look.NOTES,
            tuple(Item("riga", text=text) for owner, text in lines if owner == title),
        )
        for number, title in enumerate(titles)
    )


def _pieces(line: str) -> list[str]:
    pieces, now = [], ""
    for word in line.split():
        if now and len(now) + len(word) >= LONGEST:
            pieces.append(now)
            now = ""
        now = f"{now} {word}" if now else word
    return [*pieces, now] if now else pieces
