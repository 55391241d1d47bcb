"""The audit chain: append-only, forward-secure, unreadable for colleagues (V7).

Each entry is sealed to an audit key pair whose private half only the responsabili and
recovery can open; it is linked by SHA-256 to the one before, and authenticated by an
HMAC whose key is replaced by its own derivative in the same transaction. Who opens the
database can follow the links; who holds the first key (responsabile, recovery) can also
prove that no past entry was rewritten and no last one cut. The chain lives only here.
"""

import hashlib
import json
from datetime import datetime

from sqlmodel import Session, col, select

from scarpette_tui.vault.identity import Identity, PublicIdentity
from scarpette_tui.vault.primitives import SealError, canonical, context, derive, mac, raw, text
from scarpette_tui.vault.sealing import pad, unpad
from scarpette_tui.vault.tables import AuditRow, Meta
from scarpette_tui.vault.types import AuditEntry

KEY = "chain_key"
PUBLIC = "chain_public"
_SECRET = "chain_secret."  # noqa: S105 - the name of a row


def start(vault_id: str, secret: bytes, readers: dict[str, PublicIdentity]) -> dict[str, str]:
    """Return the meta rows that start a chain.

    Args:
        vault_id: binds the boxes.
        secret: 32 random bytes; they exist afterwards only in the readers' boxes.
        readers: recipient id -> public halves, the responsabili and recovery.

    """
    rows = {
        KEY: text(derive(secret, "chain")),
        PUBLIC: text(Identity.from_secret(secret).public().data),
    }
    for to, public in readers.items():
        rows[_SECRET + to] = seal_secret(vault_id, secret, to, public)
    return rows


def seal_secret(vault_id: str, secret: bytes, to: str, public: PublicIdentity) -> str:
    """Seal the chain's secret to one more reader."""
    return text(public.seal_key(secret, context("chain", vault_id, to)))


def secret_row(to: str) -> str:
    """Return the name of the meta row with a reader's box."""
    return _SECRET + to


def open_secret(session: Session, vault_id: str, to: str, identity: Identity) -> bytes | None:
    """Return the chain's secret for a reader; None for anyone else."""
    row = session.get(Meta, _SECRET + to)
    if row is None:
        return None
    try:
        return identity.open_key(raw(row.value), context("chain", vault_id, to))
    except SealError:
        return None


def append(
    session: Session, vault_id: str, *, at: datetime, actor: str, action: str, subject: str = ""
) -> None:
    """Add an entry and evolve the key, inside the caller's transaction."""
    key_row, public_row = session.get(Meta, KEY), session.get(Meta, PUBLIC)
    assert key_row is not None
    assert public_row is not None
    last = session.exec(select(AuditRow).order_by(col(AuditRow.number).desc()).limit(1)).first()
    number = last.number + 1 if last else 1
    before = last.link if last else _genesis(vault_id)
    body = canonical([at.isoformat(), actor, action, subject])
    public = PublicIdentity(raw(public_row.value))
    sealed = public.seal_case_key(pad(body), context("entry", vault_id, number))
    link = _link(before, number, sealed)
    key = raw(key_row.value)
    session.add(AuditRow(number=number, sealed=sealed, link=link, mac=mac(key, link)))
    key_row.value = text(derive(key, "next"))
    session.add(key_row)


def entries(session: Session, vault_id: str, secret: bytes) -> tuple[AuditEntry, ...]:
    """Return the entries in clear, oldest first.

    Raises:
        SealError: an entry does not open.

    """
    reader = Identity.from_secret(secret)
    found = []
    for row in session.exec(select(AuditRow).order_by(col(AuditRow.number))):
        info = context("entry", vault_id, row.number)
        at, actor, action, subject = json.loads(unpad(reader.open_case_key(row.sealed, info)))
        found.append(AuditEntry(row.number, datetime.fromisoformat(at), actor, action, subject))
    return tuple(found)


def faults(session: Session, vault_id: str, secret: bytes | None) -> list[str]:
    """Check the chain and say in Italian what is wrong; empty when nothing is.

    Args:
        session: a transaction.
        vault_id: binds the first link.
        secret: the reader's secret; without it only the links are followed.

    """
    before, key = _genesis(vault_id), derive(secret, "chain") if secret else None
    rows = session.exec(select(AuditRow).order_by(col(AuditRow.number)))
    for number, row in enumerate(rows, 1):
        if row.number != number:
            return [f"Nel registro degli accessi manca la riga {number}."]
        if row.link != _link(before, number, row.sealed):
            return [f"La riga {number} del registro degli accessi è stata cambiata."]
        if key is not None:
            if row.mac != mac(key, row.link):
                return [f"La riga {number} del registro degli accessi non è autentica."]
            key = derive(key, "next")
        before = row.link
    present = session.get(Meta, KEY)
    if present is None or (key is not None and raw(present.value) != key):
        return ["Il registro degli accessi è stato tagliato alla fine."]
    return []


def _genesis(vault_id: str) -> bytes:
    return hashlib.sha256(context("chain", vault_id)).digest()


def _link(before: bytes, number: int, sealed: bytes) -> bytes:
    return hashlib.sha256(context(before, number, sealed)).digest()
