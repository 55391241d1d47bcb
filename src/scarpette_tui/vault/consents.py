"""The signed rows of her consents: none can be made up, left out, or played twice (S5, V7)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Row, Table, bindparam
from sqlmodel import Session, col, select

from scarpette_tui.vault import schema
from scarpette_tui.vault.content import Consent
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.primitives import context, derive, mac
from scarpette_tui.vault.sealing import CaseKey
from scarpette_tui.vault.tables import ConsentRow, Meta, vault_registry
from scarpette_tui.vault.types import Stop

SINCE = "signed_since"
"""Meta row: consents of before, from versions that did not sign, have no row."""


def sign(
    session: Session,
    vault_id: str,
    key: CaseKey,
    consents: Sequence[Consent],
    signer: Ed25519PrivateKey,
) -> None:
    """Add a signed row for each consent that has none yet; a withdrawal is a row of its own."""
    known = {row.nonce: row for row in _rows(session, key.case_id)}
    number = len(known)
    for consent in consents:
        for nonce, digest in _marks(key, consent):
            if nonce in known:
                if known[nonce].digest != digest:
                    raise damaged("un consenso firmato non corrisponde")
                continue
            number += 1
            message = _message(vault_id, key.case_id, nonce, number, digest)
            session.add(
                ConsentRow(
                    nonce=nonce,
                    case_id=key.case_id,
                    number=number,
                    digest=digest,
                    signature=signer.sign(message),
                )
            )


def faults(
    session: Session, vault_id: str, key: CaseKey, consents: Sequence[Consent], public: bytes
) -> list[str]:
    """Compare what is sealed with its signed rows; Italian sentences, empty when all is well."""
    since = _since(session)
    verifier = Ed25519PublicKey.from_public_bytes(public)
    rows = _rows(session, key.case_id)
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        return ["Manca una riga firmata dei consensi."]
    for row in rows:
        if not _holds(verifier, vault_id, row):
            return ["La firma di un consenso non è autentica."]
    known = {row.nonce for row in rows}
    signed = [one for one in consents if one.nonce in known or one.at >= since]
    wanted = dict(mark for consent in signed for mark in _marks(key, consent))
    if wanted != {row.nonce: row.digest for row in rows}:
        return ["I consensi nel fascicolo non sono quelli firmati."]
    return []


def begin(database: Database, now: datetime) -> None:
    """Note from when on every consent is signed, in a vault of an earlier version."""
    if SINCE not in schema.read_meta(database):
        with database.transaction() as connection:
            schema.write_meta(connection, SINCE, now.isoformat())


def _since(session: Session) -> datetime:
    row = session.get(Meta, SINCE)
    if row is None:
        raise damaged("manca la data da cui i consensi sono firmati")
    return datetime.fromisoformat(row.value)


def signatures(
    database: Database, vault_id: str, public: bytes, stop: Stop
) -> tuple[int, list[str]]:
    """Check every row's signature; return how many rows, and Italian sentences of what is wrong.

    The database is held only while the rows are read: somebody may want to write meanwhile.
    No row is checked any more once `stop` says so.
    """
    verifier = Ed25519PublicKey.from_public_bytes(public)
    with database.session() as session:  # no objects: there may be many thousands
        rows = session.connection().execute(_table().select()).all()
    wrong = sum(not (stop() or _holds(verifier, vault_id, row)) for row in rows)
    return len(rows), [f"Consensi con una firma non autentica: {wrong}."] if wrong else []


def sign_again(
    session: Session, vault_id: str, old_public: bytes, signer: Ed25519PrivateKey
) -> None:
    """Sign with a new epoch's key every row that the old key signed; others stay wrong."""
    verifier = Ed25519PublicKey.from_public_bytes(old_public)
    connection, table = session.connection(), _table()
    fresh = []
    for row in connection.execute(table.select()):  # no objects: there may be many thousands
        if _holds(verifier, vault_id, row):
            message = _message(vault_id, row.case_id, row.nonce, row.number, row.digest)
            fresh.append({"signed": row.nonce, "signature": signer.sign(message)})
    if fresh:
        connection.execute(table.update().where(table.c.nonce == bindparam("signed")), fresh)


def _rows(session: Session, case_id: str) -> list[ConsentRow]:
    query = select(ConsentRow).where(col(ConsentRow.case_id) == case_id)
    return list(session.exec(query.order_by(col(ConsentRow.number))).all())


def _marks(key: CaseKey, consent: Consent) -> list[tuple[str, bytes]]:
    """Return nonce and keyed digest of a consent, and of its withdrawal."""
    if not consent.nonce:
        return []
    secret = derive(key.key, "consent")
    given = consent.model_copy(update={"revoked_at": None})
    marks = [(consent.nonce, mac(secret, given.model_dump_json().encode()))]
    if consent.revoked_at is not None:
        nonce = mac(secret, context("revoca", consent.nonce))[:16].hex()
        marks.append((nonce, mac(secret, consent.model_dump_json().encode())))
    return marks


def _table() -> Table:
    return vault_registry.metadata.tables["consents"]


def _holds(verifier: Ed25519PublicKey, vault_id: str, row: ConsentRow | Row[Any]) -> bool:
    message = _message(vault_id, row.case_id, row.nonce, row.number, row.digest)
    try:
        verifier.verify(row.signature, message)
    except InvalidSignature:
        return False
    return True


def _message(vault_id: str, case_id: str, nonce: str, number: int, digest: bytes) -> bytes:
    return context("consent", vault_id, case_id, nonce, number, digest)
