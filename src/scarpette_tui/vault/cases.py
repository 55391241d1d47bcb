"""The life of a case: kept or not, closed, shared, handed over, erased (V1, V10)."""

import secrets
from datetime import date

from scarpette_tui.errors import InputError
from scarpette_tui.vault import records, retention
from scarpette_tui.vault.content import Consent, ConsentPurpose
from scarpette_tui.vault.keyring import RECOVERY
from scarpette_tui.vault.sealed_case import SealedCase
from scarpette_tui.vault.tables import CaseRecord
from scarpette_tui.vault.types import CaseState

_SALT_BYTES = 16


class Case(SealedCase):
    """A case and its key; made by `Vault.new_case`, `Vault.open` and `Vault.find`.

    Every method that changes something is one transaction, on the disk when it returns.
    """

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
                records.leave_only(session, self.case_id, [record.owner_id])
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
                "Lo chieda a lei, poi chiuda.",
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
                records.erase(self._opened, session, [self.case_id])
        self._opened.database.vacuum()

    def hand_over(self, label: str, consent: Consent | None = None) -> None:
        """Give a kept case to another official, who becomes its owner, with her consent.

        The owner's own box goes; who was the second official stays so. A second official may
        only give a case back to its owner, whose key pair was made anew: that needs no new
        consent.

        Args:
            label: who receives it.
            consent: hers, for `HAND_OVER`; recorded and signed in the same commit.

        Raises:
            InputError: a draft, no consent, or the person cannot receive it.

        """
        heir = self._opened.colleague(label)
        with self._opened.database.session() as session:
            record = self._record(session)
            if record.state != CaseState.CLOSED.value:
                raise InputError("Si affida solo un fascicolo chiuso.", "È rimasto com'era.")
            back = record.owner_id == heir.id
            if not back:
                self._require_owner(record)
                _require_consent(consent)
            if consent is not None:
                self._add_consent(session, consent)
            records.seal_to(self._opened, session, self._key, heir.id)
            if not back:
                records.take_from(session, self.case_id, self._opened.me.id)
            record.owner_id = heir.id
            session.add(record)
            action = "fascicolo riaperto al suo titolare" if back else "fascicolo affidato"
            self._opened.note(session, f"{action}: {heir.label}", self.code)
        self._opened.database.vacuum()  # the box taken away must not stay in free space

    def set_second(self, label: str | None) -> None:
        """Choose who else can open it; None for nobody. Only the owner may.

        A draft that is no note yet is sealed to nobody else: what is chosen holds from
        `set_traceless`.

        Raises:
            InputError: not mine, or the person cannot receive it.

        """
        colleague = self._opened.colleague(label) if label else None
        facts = self.read(records.FactsDoc) or records.FactsDoc()
        with self._opened.database.session() as session:
            record = self._record(session)
            self._require_owner(record)
            self._put(session, facts.model_copy(update={"second": label or None}))
            if record.traceless is not False:
                return
            keep = [record.owner_id, RECOVERY, *([colleague.id] if colleague else [])]
            gone = records.leave_only(session, self.case_id, keep)
            if colleague:
                records.seal_to(self._opened, session, self._key, colleague.id)
            self._opened.note(session, f"seconda persona: {label or 'nessuna'}", self.code)
        if gone:
            self._opened.database.vacuum()

    def change_retention(self, until: date) -> None:
        """Set the last day a kept case stays (S14): 1 to 60 months from today.

        Raises:
            InputError: outside the bounds, or still a draft.

        """
        until = retention.checked(until, self._opened.clock.today())
        with self._opened.database.session() as session:
            record = self._record(session)
            if record.state != CaseState.CLOSED.value:
                raise InputError("La data si sceglie alla chiusura.", "È rimasto com'era.")
            record.retention_until = until
            session.add(record)
            self._opened.note(session, "conservazione cambiata", self.code)

    def _require_owner(self, record: CaseRecord) -> None:
        if record.owner_id != self._opened.me.id:
            raise InputError(
                "Questo lo fa solo chi ha il fascicolo in carico.", "È rimasto com'era."
            )

    def _keep_word(self, record: CaseRecord, word: str) -> None:
        if word.strip():
            record.word_salt = secrets.token_bytes(_SALT_BYTES)
            record.word_mac = self._key.word_mac(word, record.word_salt)


def _require_consent(consent: Consent | None) -> None:
    if consent is None or consent.purpose != ConsentPurpose.HAND_OVER or not consent.given:
        raise InputError(
            "Per affidare il fascicolo a un'altra persona serve il suo consenso.",
            "Il fascicolo è rimasto com'era.",
            "Glielo chieda; se non è qui, si aspetta il suo ritorno.",
        )
