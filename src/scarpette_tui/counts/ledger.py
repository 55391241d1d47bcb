"""The published figures: written once, signed, read by everyone who has the counts key."""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import SQLModel, col, select

from scarpette_tui.counts.tables import OPEN_TABLES, PUBLIC_TABLES, Figure, counts_registry
from scarpette_tui.errors import VaultDamagedError

if TYPE_CHECKING:
    from scarpette_tui.vault.counting import Counting
    from scarpette_tui.vault.database import Database

NO_TABLE = "-"
"""Cell name that says: this quarter has no table (D6)."""


@dataclass(frozen=True)
class Published:
    """One figure as published: see `tables.Figure`."""

    kind: str
    period: str
    cell: str
    value: int | None
    signature: str

    def message(self, vault_id: str) -> bytes:
        """Return the signed bytes."""
        return json.dumps(
            [vault_id, self.kind, self.period, self.cell, self.value], separators=(",", ":")
        ).encode()


def prepare(database: "Database", *, public: bool) -> None:
    """Make the tables that are not there yet."""
    models: Iterable[type[SQLModel]] = PUBLIC_TABLES if public else OPEN_TABLES
    names = [str(model.__tablename__) for model in models]
    tables = [counts_registry.metadata.tables[name] for name in names]
    with database.transaction() as connection:
        counts_registry.metadata.create_all(connection, tables=tables)


def publish(counting: "Counting", kind: str, period: str, cell: str, value: int | None) -> None:
    """Write one figure for good; a figure already there is kept, never redrawn (D2, D4).

    Raises:
        VaultDamagedError: another value stands there.

    """
    figure = Published(kind, period, cell, value, "")
    signature = base64.b64encode(counting.sign(figure.message(counting.vault_id))).decode()
    with counting.public.session() as session:
        found = session.get(Figure, (kind, period, cell))
        if found is None:
            session.add(
                Figure(kind=kind, period=period, cell=cell, value=value, signature=signature)
            )
        elif found.value != value:
            raise VaultDamagedError(
                f"Il conteggio di {period} era già pubblicato con un altro valore.",
                "Resta quello pubblicato.",
                "Chiamare il responsabile: l'archivio potrebbe essere stato riportato indietro.",
            )


def read(database: "Database") -> tuple[Published, ...]:
    """Return every published figure, in order of kind and period."""
    with database.session() as session:
        rows = session.exec(
            select(Figure).order_by(col(Figure.kind), col(Figure.period), col(Figure.cell))
        ).all()
    return tuple(
        Published(row.kind, row.period, row.cell, row.value, row.signature) for row in rows
    )


def forged(figures: Iterable[Published], vault_id: str, public_key: bytes) -> list[Published]:
    """Return the figures whose signature does not hold."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - not for reading
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    key = Ed25519PublicKey.from_public_bytes(public_key)
    wrong = []
    for figure in figures:
        try:
            key.verify(base64.b64decode(figure.signature), figure.message(vault_id))
        except (InvalidSignature, binascii.Error, ValueError):
            wrong.append(figure)
    return wrong
