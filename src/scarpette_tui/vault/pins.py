"""What each official remembers of everyone's public keys (A1).

Every official holds the vault key, and so could sign a keyring in which a colleague's public
key, or the one of recovery, is his own: from then on cases would be sealed to him. So each
keeps, sealed under the own private key, what the others' keys were at the last unlock.
"""

import hashlib
import json

from sqlmodel import col, select

from scarpette_tui.vault import schema
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.keyring import RECOVERY, Keyring
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import (
    SealError,
    canonical,
    context,
    derive,
    raw,
    seal,
    text,
    unseal,
)
from scarpette_tui.vault.tables import CaseRecord

LOST = "l'elenco delle chiavi conosciute"
"""What is said when the memory itself is gone, though this person has cases."""


def compare(opened: Opened) -> tuple[str, ...]:
    """Return whose keys changed since my last unlock, and remember the present ones.

    People who were added or removed are not named: their own entries of the audit chain are.

    Raises:
        VaultDamagedError: the key of recovery changed, which no act of the program does.

    """
    present = _present(opened.ring)
    row, key = f"pins.{opened.me.id}", derive(opened.identity.data, "pins")
    place = context("pins", opened.vault_id, opened.me.id)
    value = schema.read_meta(opened.database).get(row)
    known = _known(value, key, place)
    if known == present:
        return ()
    if known is not None and known[RECOVERY] != present[RECOVERY]:
        raise damaged("la chiave di recupero non è più quella di prima: è stata sostituita")
    with opened.database.transaction() as connection:
        schema.write_meta(connection, row, text(seal(key, canonical(present), place)))
    if known is None:
        return (LOST,) if _has_cases(opened) else ()
    return tuple(
        opened.label_of(one)
        for one, mark in present.items()
        if one != opened.me.id and known.get(one, mark) != mark
    )


def _present(ring: Keyring) -> dict[str, str]:
    public = {user.id: f"{user.role} {user.public}" for user in ring.users}
    public[RECOVERY] = ring.recovery_public
    return {one: hashlib.sha256(key.encode()).hexdigest() for one, key in public.items()}


def _known(value: str | None, key: bytes, place: bytes) -> dict[str, str] | None:
    try:
        return dict(json.loads(unseal(key, raw(value), place))) if value else None
    except (SealError, ValueError):
        return None


def _has_cases(opened: Opened) -> bool:
    query = select(CaseRecord.id).where(col(CaseRecord.owner_id) == opened.me.id).limit(1)
    with opened.database.session() as session:
        return session.exec(query).first() is not None
