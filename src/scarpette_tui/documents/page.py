"""The page as content: titles, blocks, items, and what may go when there is no room.

Nothing here knows fonts or millimetres. Every text is already in the reader's language;
`label` and `left_off` are Italian, because the official reads them.
"""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

METADATA_TITLE = "Informazioni"
"""Title of every PDF and print job, whatever the page says (H6)."""


NO_ROOM = "non c'è spazio in una pagina"


class Level(StrEnum):
    """Paper levels (P10). The third, `nessuno`, prints nothing."""

    NEUTRO = "neutro"
    COMPLETO = "completo"


class Drop(IntEnum):
    """What goes when the page is full: the highest first, KEEP never (H5)."""

    KEEP = 0
    SECOND_STEP = 1
    DUE = 2
    CONTACT = 3
    ENTRANCE = 4
    THIRD_STEP = 5
    OBTAINABLE = 6
    STEP_DATE = 7
    WARNING = 8
    DOCUMENT = 9
    POSSIBLE = 10
    CONTACT_NOTE = 11
    STEP_WHERE = 12
    DESK = 13
    DATE = 14
    PLAIN_NAME = 15
    MORE_WARNING = 16
    MORE_DOCUMENT = 17
    STEP_WHO = 18
    NOTE = 19
    WHERE = 20
    PROMISE = 21


@dataclass(frozen=True)
class Detail:
    """A line below an item. `label` names it for the official if it is left off."""

    text: str
    label: str
    drop: Drop
    strong: bool = False


@dataclass(frozen=True)
class Item:
    """One thing said: a mark, a lead in bold, a plain text, details below.

    `side` stands at the far end, after the text (a phone number).
    """

    label: str
    lead: str = ""
    text: str = ""
    details: tuple[Detail, ...] = ()
    mark: str = ""
    side: str = ""
    drop: Drop = Drop.KEEP


class Look(StrEnum):
    """How a block is laid out."""

    STEPS = "steps"
    LIST = "list"
    PLAIN = "plain"
    NOTES = "notes"
    BULLETS = "bullets"
    BOX = "box"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Block:
    """A titled group of items."""

    id: str
    title: str
    look: Look
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Page:
    """One page, before it is laid out.

    `left_off` says in Italian, with its reason, what is not printed: to be said aloud.
    """

    level: Level
    language: str
    title: str
    intro: str
    blocks: tuple[Block, ...]
    left_off: tuple[str, ...] = ()

    def droppable(self) -> tuple[tuple[int, int, int | None], ...]:
        """Return the pieces that may go, first to go first: block, item, detail or None."""
        found: list[tuple[Drop, tuple[int, int, int | None]]] = []
        for b, block in enumerate(self.blocks):
            for i, item in enumerate(block.items):
                if item.drop is not Drop.KEEP:
                    found.append((item.drop, (b, i, None)))
                found.extend(
                    (detail.drop, (b, i, d))
                    for d, detail in enumerate(item.details)
                    if detail.drop is not Drop.KEEP
                )
        # Of equal rank the last on the page goes first; a detail before its own item.
        found.sort(key=lambda entry: (entry[0], _place(entry[1])), reverse=True)
        return tuple(place for _, place in found)

    def without(self, gone: tuple[tuple[int, int, int | None], ...]) -> "Page":
        """Return the page without some pieces, which are added to `left_off`."""
        missing = set(gone)
        blocks: list[Block] = []
        said: dict[str, list[str]] = {}
        for b, block in enumerate(self.blocks):
            items: list[Item] = []
            for i, item in enumerate(block.items):
                if (b, i, None) in missing:
                    said.setdefault(item.label, [])
                    continue
                kept = tuple(x for d, x in enumerate(item.details) if (b, i, d) not in missing)
                for d, detail in enumerate(item.details):
                    if (b, i, d) in missing:
                        said.setdefault(item.label, []).append(detail.label)
                items.append(replace(item, details=kept))
            if items:
                blocks.append(replace(block, items=tuple(items)))
        reasons = tuple(
            f"{', '.join(dict.fromkeys(parts))}, per {what}: {NO_ROOM}"
            if parts
            else f"{what}: {NO_ROOM}"
            for what, parts in said.items()
        )
        return replace(self, blocks=tuple(blocks), left_off=self.left_off + reasons)


def _place(where: tuple[int, int, int | None]) -> tuple[int, int, int]:
    block, item, detail = where
    return block, item, -1 if detail is None else detail
