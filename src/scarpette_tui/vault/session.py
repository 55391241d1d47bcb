"""An open vault: what a person may do with it, by role."""

from sqlmodel import col, select

from scarpette_tui.errors import InputError
from scarpette_tui.vault import anchors, audit, codes, people, records, searching
from scarpette_tui.vault.cases import Case
from scarpette_tui.vault.counting import Counting
from scarpette_tui.vault.counting import of as counting_of
from scarpette_tui.vault.faults import damaged, translated
from scarpette_tui.vault.housekeeping import Housekeeping
from scarpette_tui.vault.kdf import KdfParameters
from scarpette_tui.vault.primitives import SealError
from scarpette_tui.vault.records import FactsDoc
from scarpette_tui.vault.sealing import CaseKey
from scarpette_tui.vault.tables import CaseRecord
from scarpette_tui.vault.types import (
    AuditEntry,
    CaseRow,
    CaseState,
    Hit,
    RegisterRow,
    Role,
    Stop,
    User,
)


class Vault(Housekeeping):
    """An unlocked vault; made by `service.unlock`, a context manager.

    Attributes:
        directory: its folder.
        counts: the counts' database, for the counts room.

    Every method may be called from any thread. A supervisor's vault has no cases:
    those methods raise InputError.
    """

    def counting(self) -> Counting:
        """Return the official's side of the counts.

        Raises:
            InputError: a supervisor sees what is published, and nothing else (V3).

        """
        return counting_of(self._official(), self.counts)

    def freshness_code(self) -> str:
        """Draw and keep the 12-character code of this moment, for a closing screen (V7).

        Raises:
            DiskError: there is none; everything else is as it was.

        """
        return anchors.new_code(self._official(), self.counts)

    def last_code(self) -> str:
        """Return the code that was shown last; empty before the first."""
        return anchors.last_code(self._official())

    def knows_code(self, typed: str) -> str:
        """Compare a code noted on paper: "" when this vault showed it, else what is wrong."""
        return anchors.knows_code(self._official(), typed)

    def users(self) -> tuple[User, ...]:
        """Return who may open the vault."""
        return self._keys.ring.people()

    def add_user(
        self,
        label: str,
        role: Role,
        passphrase: str,
        *,
        kdf: KdfParameters | None = None,
        temporary: bool = False,
    ) -> None:
        """Add a person; only the responsabile may.

        Args:
            label: a name nobody has yet.
            role: what the person may do.
            passphrase: the first one.
            kdf: cost of a guess; None takes that of the responsabile.
            temporary: it must be changed at the first unlock.

        Raises:
            InputError: not the responsabile, empty or doubled label, empty passphrase.
            DiskError: nothing was changed.

        """
        cases = self._official()
        if self.user.role is not Role.RESPONSABILE:
            raise InputError("Solo la persona responsabile può aggiungere persone.", "", "")
        with translated():
            people.add(
                cases,
                self.counts,
                label=label,
                role=role,
                passphrase=passphrase,
                kdf=kdf,
                temporary=temporary,
            )

    def law_installed(self, version: str) -> None:
        """Write in the audit chain that another version of the law is in use.

        Raises:
            InputError: not the responsabile.
            DiskError: it could not be written.

        """
        cases = self._official()
        if self.user.role is not Role.RESPONSABILE:
            raise InputError("Solo la persona responsabile aggiorna le norme.", "", "")
        with translated(), cases.database.session() as session:
            cases.note(session, "norme aggiornate", version)

    def change_passphrase(self, old: str, new: str, *, kdf: KdfParameters | None = None) -> None:
        """Wrap my key pairs under another passphrase; about two seconds.

        Raises:
            WrongPassphraseError: `old` is not right; counts as a failure.
            InputError: `new` is empty.
            DiskError: the old one still opens.

        """
        with translated():
            people.change_passphrase(
                self._keys, self._cases, self.counts, old=old, new=new, kdf=kdf
            )

    def new_case(
        self, *, traceless: bool | None = None, restricted: bool = False, second: str | None = None
    ) -> Case:
        """Make a draft, sealed to me; to recovery and `second` only once it is a note.

        Args:
            traceless: True `senza traccia`, False a note, None undecided.
            restricted: S4 "yes": no second official unless named here.
            second: label of the second official.

        Raises:
            InputError: my passphrase is still the one the responsabile gave me, or `second`
                cannot receive a case.

        """
        opened = self._official()
        if self.temporary:
            raise InputError(
                "Questa frase segreta la conosce anche chi gliel'ha data.",
                "Nulla è stato scritto.",
                "Prima ne scelga una Sua.",
            )
        if second:
            opened.colleague(second)
        with opened.database.session() as session:
            key, code = records.insert(opened, session, traceless=None)
        case = Case(opened, key, code)
        case.write(FactsDoc(restricted=restricted, second=second))
        if traceless is not None:
            case.set_traceless(traceless, second=second)
        return case

    def cases(
        self, state: CaseState | None = None, *, limit: int | None = None, offset: int = 0
    ) -> list[CaseRow]:
        """Return the cases that are mine or sealed to me, newest first."""
        opened = self._official()
        with opened.database.session() as session:
            return records.mine(opened, session, state, limit, offset)

    def count(self, state: CaseState | None = None) -> int:
        """Return how many cases `cases` has in all."""
        opened = self._official()
        with opened.database.session() as session:
            return records.how_many(opened, session, state)

    def search(
        self,
        text: str,
        *,
        stop: Stop = lambda: False,
        progress: searching.Progress = lambda _done, _all: None,
    ) -> list[Hit]:
        """Open every case sealed to me and look for a text, newest first (V9).

        Case and accents do not matter. For a worker: others may write meanwhile.

        Args:
            text: what to look for, as it stands in a note, a step, the contact.
            stop: asked every few cases; True ends with what was found so far.
            progress: told cases read and cases in all.

        Raises:
            InputError: nothing to look for.

        """
        return searching.search(self._official(), text, stop, progress)

    def register(self, *, limit: int | None = None, offset: int = 0) -> list[RegisterRow]:
        """Return the opaque register of notes, newest week first: code, week, owner."""
        opened = self._official()
        with opened.database.session() as session:
            return records.register(opened, session, limit, offset)

    def open(self, case_id: str) -> Case:
        """Open a case that is sealed to me; a note's opening enters the audit chain.

        Raises:
            InputError: unknown, or not sealed to me.
            VaultDamagedError: the box does not open.

        """
        opened = self._official()
        with opened.database.session() as session:
            record = session.get(CaseRecord, case_id)
            key = records.open_mine(opened, session, case_id)
            if record is None or key is None:
                raise InputError(
                    "Questo fascicolo non è affidato a Lei.",
                    "",
                    "Chieda alla persona indicata nel registro.",
                )
            if record.traceless is False:
                opened.note(session, "fascicolo aperto", record.code)
        return Case(opened, key, record.code)

    def find(self, code: str, word: str) -> Case | None:
        """Find a closed case of mine by code and her word; None when either is not right."""
        opened, wanted = self._official(), codes.normal_code(code)
        if wanted is None:
            return None
        with opened.database.session() as session:
            record = session.exec(select(CaseRecord).where(col(CaseRecord.code) == wanted)).first()
            key = records.open_mine(opened, session, record.id) if record else None
        if record is None or key is None or not _right_word(record, key, word):
            return None
        return self.open(record.id)

    def audit(self) -> tuple[AuditEntry, ...]:
        """Return the audit chain in clear, oldest first; only the responsabile can.

        Raises:
            InputError: this person is not a reader of the chain.
            VaultDamagedError: an entry does not open.

        """
        opened = self._official()
        with opened.database.session() as session:
            secret = audit.open_secret(session, opened.vault_id, opened.me.id, opened.identity)
            if secret is None:
                raise InputError("Solo la persona responsabile legge il registro.", "", "")
            try:
                return audit.entries(session, opened.vault_id, secret)
            except SealError:
                raise damaged("il registro degli accessi non si apre") from None


def _right_word(record: CaseRecord, key: CaseKey, word: str) -> bool:
    if record.word_mac is None or record.word_salt is None:
        return not word.strip()
    return key.same_word(word, record.word_salt, record.word_mac)
