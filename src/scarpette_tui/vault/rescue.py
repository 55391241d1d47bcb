"""Recovery with the two shares, and what a responsabile does to other people's slots (V2, V11)."""

from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from scarpette_tui.errors import InputError
from scarpette_tui.vault import audit, people, slots
from scarpette_tui.vault.authority import Authority
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.kdf import KdfParameters
from scarpette_tui.vault.keyring import RECOVERY, Keyring, UserRecord
from scarpette_tui.vault.primitives import text
from scarpette_tui.vault.records import FactsDoc
from scarpette_tui.vault.renewal import Change
from scarpette_tui.vault.sealing import CaseKey, open_case_key, seal_case_key
from scarpette_tui.vault.tables import CaseRecord, DocumentRow, KeyBox, Meta
from scarpette_tui.vault.types import Role


@dataclass(frozen=True)
class Wanted:
    """Who shall be able to open the vault again.

    Attributes:
        label: a person of the vault, or a new responsabile.
        passphrase: the new one.
        take_over: label of someone whose cases pass to this person; empty for nobody.

    """

    label: str
    passphrase: str
    take_over: str = ""
    also_restricted: bool = False
    """Take over also the cases that someone here must not know of (S4); both holders of the
    shares answer for it."""

    def __repr__(self) -> str:
        return f"Wanted({self.label})"


@dataclass
class Recovered:
    """What recovery brought back: cases reopened, and those kept away by her wish (S4)."""

    cases: int = 0
    kept_away: int = 0


def plan(ring: Keyring, authority: Authority, wanted: Wanted) -> tuple[Change, Recovered]:
    """Return the change that gives a person a new key pair and, from recovery, the cases back.

    Args:
        ring: the present keyring.
        authority: from both shares.
        wanted: who, with which passphrase.

    Returns:
        The change, and what it will have found once it was made.

    Raises:
        InputError: a supervisor, an unknown person to take over from, an empty passphrase.

    """
    rescuer = authority.recovery
    assert rescuer is not None
    record = _fresh_slot(ring, wanted)
    known = ring.by_id(record.id) is not None
    users = tuple(record if user.id == record.id else user for user in ring.users)
    if not known:
        users = (*ring.users, record)
    source = _source(ring, wanted)
    found = Recovered()

    def edit(session: Session) -> None:
        if known:
            _seal_again(session, (ring.vault_id, rescuer), record, record.id, found)
        if source is not None:
            by = (ring.vault_id, rescuer)
            _seal_again(session, by, record, source, found, everything=wanted.also_restricted)
        if record.role is Role.RESPONSABILE:
            _let_read_chain(session, ring.vault_id, rescuer, record)

    action = "recupero con le due parti: chiavi nuove"
    return Change(users, (action, record.label), edit), found


def fresh_record(
    ring: Keyring, person: UserRecord, passphrase: str, *, temporary: bool
) -> UserRecord:
    """Return the person with a new key pair under a new passphrase; the id stays (V2)."""
    people.require_passphrase(passphrase)
    identity = Identity.random()
    public = text(identity.public().data)
    bare = person.model_copy(update={"public": public, "temporary": temporary})
    return slots.rewrap(ring.vault_id, bare, identity, passphrase, person.slot.parameters)


def _fresh_slot(ring: Keyring, wanted: Wanted) -> UserRecord:
    person = ring.by_label(wanted.label)
    if person is None:
        label = people.checked_label(wanted.label, tuple(user.label for user in ring.users))
        people.require_passphrase(wanted.passphrase)
        cost: KdfParameters = ring.users[0].slot.parameters
        return slots.bare_record(ring.vault_id, label, Role.RESPONSABILE, wanted.passphrase, cost)
    if not person.role.official:
        raise InputError(
            "Il recupero serve a chi apre i fascicoli.",
            "Non è stato toccato nulla.",
            "A una supervisione basta una frase segreta temporanea.",
        )
    return fresh_record(ring, person, wanted.passphrase, temporary=False)


def _source(ring: Keyring, wanted: Wanted) -> str | None:
    if not wanted.take_over:
        return None
    person = ring.by_label(wanted.take_over)
    if person is None or wanted.take_over == wanted.label:
        raise InputError(f"«{wanted.take_over}» non è tra le persone dell'archivio.", "", "")
    return person.id


def _seal_again(
    session: Session,
    by: tuple[str, Identity],
    heir: UserRecord,
    source: str,
    found: Recovered,
    *,
    everything: bool = False,
) -> None:
    """Seal to the heir every kept case of a person: their own again, or another's."""
    vault_id, rescuer = by
    theirs = set(session.exec(select(CaseRecord.id).where(col(CaseRecord.owner_id) == source)))
    if source == heir.id:  # cases of others too, where this person is the second official
        boxed = col(KeyBox.recipient) == heir.id
        theirs |= set(session.exec(select(KeyBox.case_id).where(boxed)))
        session.exec(delete(KeyBox).where(boxed))
    held = (
        select(KeyBox, CaseRecord)
        .join(CaseRecord, col(CaseRecord.id) == col(KeyBox.case_id))
        .where(col(KeyBox.recipient) == RECOVERY)
    )
    for box, record in session.exec(held).all():
        if record.id not in theirs:
            continue
        key = open_case_key(box.box, vault_id, record.id, RECOVERY, rescuer)
        if source != heir.id and not everything and not _may_have(session, key, heir.label):
            found.kept_away += 1
            continue
        mine = (col(KeyBox.case_id) == record.id) & (col(KeyBox.recipient) == heir.id)
        if session.exec(select(KeyBox.number).where(mine)).first() is None:
            sealed = seal_case_key(key, vault_id, heir.id, heir.identity)
            session.add(KeyBox(case_id=record.id, recipient=heir.id, box=sealed))
        if record.owner_id == source:
            record.owner_id = heir.id
            session.add(record)
        found.cases += 1


def _may_have(session: Session, key: CaseKey, label: str) -> bool:
    """Say whether a case may pass to a person: not one that someone here must not know (S4)."""
    query = select(DocumentRow).where(col(DocumentRow.row) == key.row(FactsDoc.kind))
    newest = session.exec(query.order_by(col(DocumentRow.version).desc()).limit(1)).first()
    if newest is None:
        return True
    facts = key.open(FactsDoc, newest.version, newest.sealed)
    return not facts.restricted or facts.second == label


def _let_read_chain(session: Session, vault_id: str, rescuer: Identity, record: UserRecord) -> None:
    secret = audit.open_secret(session, vault_id, RECOVERY, rescuer)
    if secret is None:
        raise damaged("il registro degli accessi non si apre")
    sealed = audit.seal_secret(vault_id, secret, record.id, record.identity)
    session.merge(Meta(name=audit.secret_row(record.id), value=sealed))
