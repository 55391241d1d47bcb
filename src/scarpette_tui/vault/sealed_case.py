"""What an open case holds: its sealed documents and her signed consents (V1, S5)."""

from typing import TypeVar

from sqlmodel import Session, col, select

from scarpette_tui.errors import InputError
from scarpette_tui.vault import consents, records
from scarpette_tui.vault.content import Consent, ConsentDoc, ConsentPurpose, Document
from scarpette_tui.vault.keyring import RECOVERY, signing_key
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import raw
from scarpette_tui.vault.sealing import CaseKey
from scarpette_tui.vault.tables import CaseRecord, DocumentRow, KeyBox
from scarpette_tui.vault.types import CaseRow, CaseState

T = TypeVar("T", bound=Document)


class SealedCase:
    """A case and its key: documents in, documents out.

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
            record = self._record(session)
        owner = record.owner_id
        sealed = [box.recipient for box in boxes if box.recipient not in (owner, RECOVERY)]
        if sealed:
            return self._opened.label_of(sealed[0])
        facts = self.read(records.FactsDoc) if record.state == CaseState.DRAFT.value else None
        named = facts.second if facts else None
        return None if named == self._opened.label_of(owner) else named

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
            if isinstance(document, ConsentDoc):
                self._sign(session, document)

    def record_consent(self, consent: Consent) -> None:
        """Add a consent, given or refused, to those she gave; signed in the same commit.

        Raises:
            InputError: it has no nonce, or one that was used.

        """
        with self._opened.database.session() as session:
            self._record(session)
            self._add_consent(session, consent)

    def revoke_consent(self, purpose: ConsentPurpose) -> None:
        """Withdraw what she had given for a purpose; nothing happens where she had not.

        Raises:
            DiskError: nothing of it was kept.

        """
        document = self.read(ConsentDoc) or ConsentDoc()
        now = self._opened.clock.now()
        changed = tuple(
            one.model_copy(update={"revoked_at": now})
            if one.purpose == purpose and one.given and one.revoked_at is None
            else one
            for one in document.consents
        )
        if changed != document.consents:
            self.write(ConsentDoc(consents=changed))

    def consent_faults(self) -> list[str]:
        """Compare her consents with their signed rows (S5); empty when all is well."""
        document = self.read(ConsentDoc) or ConsentDoc()
        public = raw(self._opened.ring.sign_public)
        with self._opened.database.session() as session:
            return consents.faults(
                session, self._opened.vault_id, self._key, document.consents, public
            )

    def _record(self, session: Session) -> CaseRecord:
        record = session.get(CaseRecord, self.case_id)
        if record is None:
            raise InputError("Questo fascicolo è stato cancellato.", "", "Torna all'elenco.")
        return record

    def _sign(self, session: Session, document: ConsentDoc) -> None:
        vmk = self._opened.keys.vmk
        assert vmk is not None
        signer = signing_key(vmk)
        consents.sign(session, self._opened.vault_id, self._key, document.consents, signer)

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

    def _add_consent(self, session: Session, consent: Consent) -> None:
        found = self._latest(session, ConsentDoc.kind)
        before = self._key.open(ConsentDoc, found.version, found.sealed).consents if found else ()
        if not consent.nonce or any(one.nonce == consent.nonce for one in before):
            raise InputError("Questo consenso è già registrato.", "È rimasto com'era.")
        document = ConsentDoc(consents=(*before, consent))
        self._put(session, document)
        self._sign(session, document)
