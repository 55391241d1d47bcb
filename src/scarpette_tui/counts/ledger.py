"""The published figures: written once, signed, read by everyone who has the counts key.

Kinds: `day` and `month` with their noised value; `group`, one cell of a quarter's table
(D6), or `NO_TABLE`; `closed`, a day that the office had entered as a closure, so that a
missing day is always a missing day; `start`, the first day that counts; `desk`, whose
figures these are (period: the office, cell: the desk); `shared`, a quarter's cells sealed to
whoever adds up several desks (cell: the box, see `together`).
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scarpette_tui.counts import tables

if TYPE_CHECKING:
    from scarpette_tui.vault.counting import Counting
    from scarpette_tui.vault.database import Database

NO_TABLE = "-"
"""Cell name that says: this quarter has no table (D6)."""

Key = tuple[str, str, str]
"""Kind, period, cell: what makes a figure the same figure."""


@dataclass(frozen=True)
class Published:
    """One figure as published: see the module's text."""

    kind: str
    period: str
    cell: str = ""
    value: int | None = None
    signature: str = ""

    @property
    def key(self) -> Key:
        """Return what makes it the same figure."""
        return self.kind, self.period, self.cell

    def message(self, vault_id: str) -> bytes:
        """Return the signed bytes; they name the vault, so no desk's figure fits another."""
        parts = ["conteggio", vault_id, self.kind, self.period, self.cell, self.value]
        return json.dumps(parts, separators=(",", ":")).encode()


def prepare(counting: "Counting") -> None:
    """Make the tables in both databases, once, at an official's unlock."""
    tables.prepare(counting.database, tables.OPEN_TABLES)
    tables.prepare(counting.public, tables.PUBLIC_TABLES)


def publish(counting: "Counting", figures: Iterable[Published]) -> list[Published]:
    """Write figures for good, signed, in one transaction; on the disk when this returns.

    A figure already there is kept, whatever its value: it was seen, and changing it would
    show a late correction (D4), or undo the noise by comparing the two.

    Returns:
        The figures that stand there with another value than the one offered.

    Raises:
        DiskError: nothing of it was written.

    """
    kept = []
    with counting.public.session() as session:
        for one in figures:
            found = tables.figure(session, *one.key)
            if found is None:
                signature = counting.sign(one.message(counting.vault_id))
                row = tables.Figure(
                    kind=one.kind,
                    period=one.period,
                    cell=one.cell,
                    value=one.value,
                    signature=base64.b64encode(signature).decode(),
                )
                tables.add_figure(session, row)
            elif found.value != one.value:
                kept.append(_published(found))
    return kept


def read(database: "Database") -> tuple[Published, ...]:
    """Return every published figure; none where no day was ever closed."""
    tables.prepare(database, tables.PUBLIC_TABLES)
    with database.session() as session:
        return tuple(_published(row) for row in tables.figures(session))


def has(database: "Database", kind: str, period: str) -> bool:
    """Say whether a figure without cells is published."""
    with database.session() as session:
        return tables.figure(session, kind, period, "") is not None


def has_any(database: "Database", kind: str, period: str) -> bool:
    """Say whether any figure of a kind and period is published, whatever its cell."""
    with database.session() as session:
        return tables.any_figure(session, kind, period)


def _published(row: tables.Figure) -> Published:
    return Published(row.kind, row.period, row.cell, row.value, row.signature)
