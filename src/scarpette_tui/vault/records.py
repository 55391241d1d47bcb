"""The rows of the cases: making, listing, erasing; nothing here opens a seal."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from sqlmodel import Session, col, delete, func, select

from scarpette_tui.vault import codes
from scarpette_tui.vault.content import Document
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.retention import week_of
from scarpette_tui.vault.sealing import CaseKey, open_case_key, seal_case_key
from scarpette_tui.vault.tables import CaseRecord, ConsentRow, DocumentRow, Erased, KeyBox
from scarpette_tui.vault.types import CaseRow, CaseState, RegisterRow

_REMEMBERED = 31
"""Days an erased note's id is kept: one more than the longest life of a backup."""


class FactsDoc(Document):
    """What the vault itself must remember about a case, inside the seal."""

    kind: ClassVar[str] = "facts"
    restricted: bool = False
    second: str | None = None


def insert(opened: Opened, session: Session, *, traceless: bool | None) -> tuple[CaseKey, str]:
    """Make the row, the key and the owner's box of a new draft."""
    key = CaseKey.random(secrets.token_hex(16))
    code = _free_code(session)
    today = opened.clock.today()
    record = CaseRecord(
        id=key.case_id,
        code=code,
        owner_id=opened.me.id,
        state=CaseState.DRAFT.value,
        traceless=traceless,
        week=week_of(today),
        day=today,
    )
    session.add(record)
    session.flush()
    seal_to(opened, session, key, opened.me.id)
    return key, code


def seal_to(opened: Opened, session: Session, key: CaseKey, recipient: str) -> None:
    """Give a recipient the case's key, once."""
    mine = (col(KeyBox.case_id) == key.case_id) & (col(KeyBox.recipient) == recipient)
    if session.exec(select(KeyBox.number).where(mine)).first() is None:
        box = seal_case_key(key, opened.vault_id, recipient, opened.recipient(recipient))
        session.add(KeyBox(case_id=key.case_id, recipient=recipient, box=box))


def leave_only(session: Session, case_id: str, recipients: Sequence[str]) -> bool:
    """Take a case's key away from everyone else; say whether anyone had it.

    `Database.vacuum` must follow.
    """
    others = (col(KeyBox.case_id) == case_id) & col(KeyBox.recipient).not_in(recipients)
    held = session.exec(select(KeyBox.number).where(others)).first() is not None
    session.exec(delete(KeyBox).where(others))
    return held


def take_from(session: Session, case_id: str, recipient: str) -> None:
    """Take a case's key away from one recipient; `Database.vacuum` must follow."""
    mine = (col(KeyBox.case_id) == case_id) & (col(KeyBox.recipient) == recipient)
    session.exec(delete(KeyBox).where(mine))


def open_mine(opened: Opened, session: Session, case_id: str) -> CaseKey | None:
    """Open a case's key with my box; None where none is sealed to me.

    Raises:
        VaultDamagedError: the box was moved or changed.

    """
    query = select(KeyBox).where(
        col(KeyBox.case_id) == case_id, col(KeyBox.recipient) == opened.me.id
    )
    box = session.exec(query).first()
    if box is None:
        return None
    return open_case_key(box.box, opened.vault_id, case_id, opened.me.id, opened.identity)


def erase(opened: Opened, session: Session, case_ids: Sequence[str]) -> None:
    """Delete everything of some cases; `Database.vacuum` must follow (V10).

    A note leaves its random id for as long as a backup could bring it back.
    """
    today = opened.clock.today()
    session.exec(delete(Erased).where(col(Erased.until) < today))
    for case_id in case_ids:
        record = session.get(CaseRecord, case_id)
        if record is not None and record.traceless is False:
            session.merge(Erased(case_id=case_id, until=today + timedelta(days=_REMEMBERED)))
        session.exec(delete(ConsentRow).where(col(ConsentRow.case_id) == case_id))
        session.exec(delete(KeyBox).where(col(KeyBox.case_id) == case_id))
        session.exec(delete(DocumentRow).where(col(DocumentRow.case_id) == case_id))
        session.exec(delete(CaseRecord).where(col(CaseRecord.id) == case_id))


def expired_drafts(opened: Opened, session: Session) -> list[str]:
    """Return the ids of drafts of earlier days that leave no trace, anyone's."""
    query = select(CaseRecord.id).where(
        col(CaseRecord.state) == CaseState.DRAFT.value,
        col(CaseRecord.traceless).is_not(False),
        col(CaseRecord.day) < opened.clock.today(),
    )
    return list(session.exec(query).all())


def overdue(session: Session, today: date) -> list[CaseRecord]:
    """Return the closed cases whose retention has passed, anyone's (S14)."""
    query = select(CaseRecord).where(
        col(CaseRecord.state) == CaseState.CLOSED.value,
        col(CaseRecord.retention_until) < today,
    )
    return list(session.exec(query).all())


def mine(
    opened: Opened, session: Session, state: CaseState | None, limit: int | None, offset: int
) -> list[CaseRow]:
    """Return the cases sealed to me, newest first."""
    query = (
        select(CaseRecord)
        .join(KeyBox, col(KeyBox.case_id) == col(CaseRecord.id))
        .where(col(KeyBox.recipient) == opened.me.id)
        .order_by(col(KeyBox.number).desc())
        .limit(limit)
        .offset(offset)
    )
    if state is not None:
        query = query.where(col(CaseRecord.state) == state.value)
    return [listed(opened, record) for record in session.exec(query).all()]


def how_many(opened: Opened, session: Session, state: CaseState | None) -> int:
    """Return how many cases are sealed to me."""
    query = select(func.count()).select_from(KeyBox).where(col(KeyBox.recipient) == opened.me.id)
    if state is not None:
        query = query.join(CaseRecord, col(CaseRecord.id) == col(KeyBox.case_id))
        query = query.where(col(CaseRecord.state) == state.value)
    return session.exec(query).one()


def ending(opened: Opened, session: Session, last: date) -> list[CaseRow]:
    """Return the closed cases sealed to me whose last day is not after `last`, soonest first."""
    query = (
        select(CaseRecord)
        .join(KeyBox, col(KeyBox.case_id) == col(CaseRecord.id))
        .where(
            col(KeyBox.recipient) == opened.me.id,
            col(CaseRecord.state) == CaseState.CLOSED.value,
            col(CaseRecord.retention_until) <= last,
        )
        .order_by(col(CaseRecord.retention_until), col(CaseRecord.code))
    )
    return [listed(opened, record) for record in session.exec(query).all()]


def register(opened: Opened, session: Session, limit: int | None, offset: int) -> list[RegisterRow]:
    """Return the opaque lines every official may see; nothing that leaves no trace."""
    query = (
        select(CaseRecord)
        .where(col(CaseRecord.traceless).is_(False))
        .order_by(col(CaseRecord.week).desc(), col(CaseRecord.code))
        .limit(limit)
        .offset(offset)
    )
    return [
        RegisterRow(record.code, record.week, opened.label_of(record.owner_id))
        for record in session.exec(query).all()
    ]


def listed(opened: Opened, record: CaseRecord) -> CaseRow:
    """Return a row as lists show it."""
    return CaseRow(
        case_id=record.id,
        code=record.code,
        state=CaseState(record.state),
        traceless=record.traceless,
        owner=opened.label_of(record.owner_id),
        opened_on=record.day,
        week=record.week,
        retention_until=record.retention_until,
        has_word=record.word_mac is not None,
        mine=record.owner_id == opened.me.id,
    )


def _free_code(session: Session) -> str:
    while True:
        code = codes.new_code()
        if session.exec(select(CaseRecord.id).where(col(CaseRecord.code) == code)).first() is None:
            return code
