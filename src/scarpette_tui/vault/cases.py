"""One case, open for a person it is sealed to (V1)."""

import secrets
from datetime import date
from typing import TypeVar

from sqlmodel import Session, col, select

from scarpette_tui.errors import InputError
from scarpette_tui.vault import records, retention
from scarpette_tui.vault.content import Document
from scarpette_tui.vault.keyring import RECOVERY
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.sealing import CaseKey
from scarpette_tui.vault.tables import CaseRecord, DocumentRow, KeyBox
from scarpette_tui.vault.types import CaseRow, CaseState

T = TypeVar("T", bound=Document)
_SALT_BYTES = 16


class Case:
    """A case and its key; made by `Vault.new_case`, `Vault.open` and `Vault.find`.

    Every method that changes something is one transaction, on the disk when it returns.
    """

    def __init__(self, opened: Opened, key: CaseKey, code: str) -> None:
        self._opened = opened
        self._key = key
        self.code = code

    def __repr__(self) -> str:
        return f"Case({self.code})"

    @property
    def case_id(self) -> str:
        """Return the case's id: 32 hex digits."""
        return self._key.case_id

    @property
    def row(self) -> CaseRow:
        """Return the case as lists show it, read now.

        Raises:
            InputError: the case was destroyed.

        """
        with self._opened.database.session() as session:
            return records.listed(self._opened, self._record(session))

    @property
    def restricted(self) -> bool:
        """Say whether someone in the office must not know (S4): kept inside the seal."""
        facts = self.read(records.FactsDoc)
        return facts is not None and facts.restricted

    @property
    def second(self) -> str | None:
        """Return the label of the second official the case is sealed to, or shall be."""
        with self._opened.database.session() as session:
            boxes = session.exec(select(KeyBox).where(col(KeyBox.case_id) == self.case_id)).all()
            owner = self._record(session).owner_id
        sealed = [box.recipient for box in boxes if box.recipient not in (owner, RECOVERY)]
        if sealed:
            return self._opened.label_of(sealed[0])
        facts = self.read(records.FactsDoc)
        return facts.second if facts else None

    def read(self, kind: type[T]) -> T | None:
        """Return the present version of a document, or None where there is none.

        Raises:
            VaultDamagedError: the seal does not open.

        """
        with self._opened.database.session() as session:
            found = self._latest(session, kind.kind)
        return self._key.open(kind, found.version, found.sealed) if found else None

    def history(self, kind: type[T]) -> tuple[T, ...]:
        """Return every kept version of a document, oldest first."""
        with self._opened.database.session() as session:
            query = select(DocumentRow).where(col(DocumentRow.row) == self._key.row(kind.kind))
            rows = session.exec(query.order_by(col(DocumentRow.version))).all()
        return tuple(self._key.open(kind, row.version, row.sealed) for row in rows)

    def write(self, document: Document) -> None:
        """Seal and commit a document; it survives a power cut once this returns.

        Raises:
            DiskError: nothing of it was kept; the version before is still there.
            InputError: the case was destroyed.

        """
        with self._opened.database.session() as session:
            self._record(session)
            self._put(session, document)

    def set_traceless(self, traceless: bool, *, second: str | None = None) -> None:
        """Decide between a note and `senza traccia`; undecided counts as traceless.

        A note is sealed to recovery and to the second official too, and enters the audit
        chain; `senza traccia` takes those boxes away.

        Raises:
            InputError: closed already, or the second official cannot receive it.

        """
        facts = self.read(records.FactsDoc) or records.FactsDoc()
        wanted = second or facts.second
        colleague = self._opened.colleague(wanted) if wanted and not traceless else None
        with self._opened.database.session() as session:
            record = self._record(session)
            if record.state == CaseState.CLOSED.value:
                raise InputError("Questo fascicolo è già chiuso.", "È rimasto com'era.")
            before, record.traceless = record.traceless, traceless
            session.add(record)
            if traceless:
                records.leave_only(session, self.case_id, record.owner_id)
            else:
                records.seal_to(self._opened, session, self._key, RECOVERY)
                if colleague:
                    records.seal_to(self._opened, session, self._key, colleague.id)
                if before is not False:
                    self._opened.note(session, "fascicolo creato", self.code)
        if traceless and before is False:
            self._opened.database.vacuum()  # the boxes taken away must not stay in free space

    def close_case(
        self,
        *,
        word: str | None = None,
        second: str | None = None,
        retention_until: date | None = None,
    ) -> None:
        """Close: a note is kept under code and word, `senza traccia` is destroyed.

        Args:
            word: her word; None or empty when she wants none.
            second: label of a second official, if not chosen before.
            retention_until: last day it is kept; None means 12 months (S14).

        Raises:
            InputError: undecided whether to keep it, or retention outside 1-60 months.

        """
        record = self.row
        if record.traceless is None:
            raise InputError(
                "Non è ancora deciso se tenere una nota o chiudere senza traccia.",
                "La bozza è rimasta com'era.",
                "Chiedilo a lei, poi chiudi.",
            )
        if record.traceless:
            self.destroy()
            return
        today = self._opened.clock.today()
        until = retention.checked(retention_until, today)
        colleague = self._opened.colleague(second) if second else None
        with self._opened.database.session() as session:
            stored = self._record(session)
            stored.state, stored.day, stored.retention_until = CaseState.CLOSED.value, None, until
            self._keep_word(stored, word or "")
            session.add(stored)
            if colleague:
                records.seal_to(self._opened, session, self._key, colleague.id)
            self._opened.note(session, "fascicolo chiuso", self.code)

    def destroy(self) -> None:
        """Erase the case for good: boxes, rows, and the space they stood in (V10).

        Raises:
            DiskError: the disk refuses; what is gone stays gone, call again.

        """
        with self._opened.database.session() as session:
            record = session.get(CaseRecord, self.case_id)
            if record is not None:
                if record.traceless is False:
                    self._opened.note(session, "fascicolo cancellato", self.code)
                records.erase(session, [self.case_id])
        self._opened.database.vacuum()

    def _record(self, session: Session) -> CaseRecord:
        record = session.get(CaseRecord, self.case_id)
        if record is None:
            raise InputError("Questo fascicolo è stato cancellato.", "", "Torna all'elenco.")
        return record

    def _keep_word(self, record: CaseRecord, word: str) -> None:
        if word.strip():
            record.word_salt = secrets.token_bytes(_SALT_BYTES)
            record.word_mac = self._key.word_mac(word, record.word_salt)

    def _latest(self, session: Session, kind: str) -> DocumentRow | None:
        query = select(DocumentRow).where(col(DocumentRow.row) == self._key.row(kind))
        return session.exec(query.order_by(col(DocumentRow.version).desc()).limit(1)).first()

    def _put(self, session: Session, document: Document) -> None:
        before = self._latest(session, document.kind)
        version = before.version + 1 if before else 1
        if before is not None and not document.keeps_history:
            session.delete(before)
        sealed = self._key.seal(document, version)
        row = self._key.row(document.kind)
        session.add(DocumentRow(row=row, version=version, case_id=self.case_id, sealed=sealed))
