"""The published figures under new keys: signed again, never changed (D4, V2)."""

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING

from scarpette_tui.counts import ledger, tables
from scarpette_tui.counts.proving import forged

if TYPE_CHECKING:
    from scarpette_tui.vault.database import Database


def sign_again(
    database: "Database", vault_id: str, old_public: bytes, sign: Callable[[bytes], bytes]
) -> None:
    """Sign with a new key every figure that the old key signed; a forged one stays wrong.

    Args:
        database: the new counts.db.
        vault_id: whose figures they are.
        old_public: Ed25519 public key that signed them, 32 bytes.
        sign: the new signature.

    """
    figures = {one.key: one for one in ledger.read(database)}
    wrong = {one.key for one in forged(figures.values(), vault_id, old_public)}
    with database.session() as session:
        for row in tables.figures(session):
            key = (row.kind, row.period, row.cell)
            if key not in wrong:
                signature = sign(figures[key].message(vault_id))
                row.signature = base64.b64encode(signature).decode()
                tables.add_figure(session, row)
