"""Adding people and changing passphrases: a new generation of the keyring each time."""

import unicodedata
from contextlib import suppress
from pathlib import Path

from sqlmodel import Session

from scarpette_tui.errors import InputError
from scarpette_tui.vault import attempts, audit, backups, keyring, slots
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged, empty_passphrase
from scarpette_tui.vault.header import LONGEST_LABEL
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.kdf import KdfParameters, stretch
from scarpette_tui.vault.keyring import Keyring, SealedKey, UserRecord
from scarpette_tui.vault.keys import Keys
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import SealError, raw, text
from scarpette_tui.vault.schema import read_meta, write_meta
from scarpette_tui.vault.status import BACKUPS
from scarpette_tui.vault.tables import Meta
from scarpette_tui.vault.types import Purpose, Role

GENERATION = "generation"


def checked_label(label: str, taken: tuple[str, ...]) -> str:
    """Return a label as it is kept: NFC, single spaces.

    Raises:
        InputError: empty, too long, with control signs, or taken.

    """
    clean = " ".join(unicodedata.normalize("NFC", label).split())
    if not clean or len(clean) > LONGEST_LABEL or not clean.isprintable():
        raise InputError("Il nome della persona è vuoto o non valido.", "", "Lo scriva di nuovo.")
    if clean.casefold() in {other.casefold() for other in taken}:
        raise InputError(f"C'è già una persona con il nome «{clean}».", "", "Scelga un altro nome.")
    return clean


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase of nothing.

    Raises:
        InputError: empty or only spaces.

    """
    if not passphrase.strip():
        raise empty_passphrase()


def require_cost(kdf: KdfParameters, purpose: Purpose) -> None:
    """Refuse parameters that this vault would refuse to open.

    Raises:
        InputError: under the floor in an office's vault, or over the ceiling.

    """
    if not kdf.within_ceiling() or (purpose == "office" and not kdf.within_floor()):
        raise InputError("I parametri di protezione della frase segreta non sono ammessi.", "", "")


def add(
    cases: Opened,
    counts: Database,
    *,
    label: str,
    role: Role,
    passphrase: str,
    kdf: KdfParameters | None,
    temporary: bool = False,
) -> None:
    """Make a slot and save the next generation of the keyring.

    Raises:
        InputError: label or passphrase.
        OSError: nothing was changed.

    """
    keys = cases.keys
    ring, vmk = keys.ring, keys.vmk
    assert vmk is not None
    clean = checked_label(label, tuple(user.label for user in ring.users))
    require_passphrase(passphrase)
    cost = kdf or keys.me.slot.parameters
    require_cost(cost, ring.purpose)
    record, sealed = _slot(keys, vmk, (clean, role, passphrase), cost)
    record = record.model_copy(update={"temporary": temporary})
    users, boxes = (*ring.users, record), (*ring.sealed, *sealed)
    _publish(keys, cases, counts, ring.model_copy(update={"users": users, "sealed": boxes}))
    with cases.database.session() as session:
        cases.note(session, f"persona aggiunta come {role.value}", clean)
        if role is Role.RESPONSABILE:
            _let_read_chain(cases, session, record)


def _slot(
    keys: Keys, vmk: bytes, person: tuple[str, Role, str], cost: KdfParameters
) -> tuple[UserRecord, tuple[SealedKey, ...]]:
    """Make the slot by the door of the role; a supervisor's has no place for `vmk` (V3)."""
    label, role, passphrase = person
    vault_id, epoch, counts_key = keys.ring.vault_id, keys.ring.epoch, keys.counts_key
    if role is Role.SUPERVISORE:
        return slots.supervisor_slot(
            vault_id, label, passphrase, cost, epoch=epoch, counts_key=counts_key
        )
    return slots.official_slot(
        vault_id, label, role, passphrase, cost, epoch=epoch, vmk=vmk, counts_key=counts_key
    )


def change_passphrase(
    keys: Keys,
    cases: Opened | None,
    counts: Database,
    *,
    old: str,
    new: str,
    kdf: KdfParameters | None,
) -> None:
    """Prove the old passphrase, then wrap my key pairs under the new one.

    Who was given the old one by the responsabile gets new pairs: a copy of the keyring of
    before, with the passphrase that two people knew, must never open a case (V2).

    Raises:
        WrongPassphraseError: the old one is not right.
        InputError: the new one is empty.
        OSError: nothing was changed.

    """
    require_passphrase(old)
    require_passphrase(new)
    folder, ring, me = counts.path.parent, keys.ring, keys.me
    cost = kdf or me.slot.parameters
    require_cost(cost, ring.purpose)
    _prove(keys, folder, old)
    if me.temporary and cases is not None:
        _own_pairs(keys, cases, counts, new, cost)
        return
    record = slots.rewrap(ring.vault_id, me, keys.identity, new, cost)
    changed = _with(ring, record.model_copy(update={"temporary": False}))
    if cases is None:
        keyring.save(folder, changed, forget=True)
        keys.ring = changed
        _carry(folder, changed)
    else:
        _publish(keys, cases, counts, changed, forget=True)
        with cases.database.session() as session:
            cases.note(session, "frase segreta cambiata", me.label)
    keys.me = changed.by_id(me.id) or record


def _with(ring: Keyring, record: UserRecord) -> Keyring:
    users = tuple(record if user.id == record.id else user for user in ring.users)
    return ring.model_copy(update={"users": users})


def _own_pairs(
    keys: Keys, cases: Opened, counts: Database, passphrase: str, cost: KdfParameters
) -> None:
    """Draw new key pairs for me; no case is sealed to the old ones (`new_case`, `colleague`)."""
    ring, me, vmk = keys.ring, keys.me, keys.vmk
    assert vmk is not None
    with cases.database.session() as session:
        chain = audit.open_secret(session, ring.vault_id, me.id, keys.identity)
    identity = Identity.random()
    public = text(identity.public().data)
    bare = me.model_copy(update={"public": public, "temporary": False})
    record = slots.rewrap(ring.vault_id, bare, identity, passphrase, cost)
    boxes = (
        *(box for box in ring.sealed if box.to != me.id),
        *slots.seal_to_official(ring.vault_id, record, ring.epoch, vmk, keys.counts_key),
    )
    changed = _with(ring, record).model_copy(update={"sealed": boxes})
    _publish(keys, cases, counts, changed, forget=True)
    keys.me, keys.identity = record, identity
    with cases.database.session() as session:
        cases.note(session, "frase segreta scelta: chiavi nuove", me.label)
        if chain is not None:
            sealed = audit.seal_secret(ring.vault_id, chain, me.id, record.identity)
            session.merge(Meta(name=audit.secret_row(me.id), value=sealed))


def _prove(keys: Keys, folder: Path, passphrase: str) -> None:
    """Let the person at the keyboard prove the passphrase; a failure counts."""
    me, slot = keys.me, keys.me.slot
    attempts.require_patience(folder, me.label, keys.clock)
    try:
        slots.open_slot(
            keys.ring.vault_id, me, stretch(passphrase, raw(slot.salt), slot.parameters)
        )
    except SealError:
        raise attempts.failed(folder, me.label, keys.clock) from None
    attempts.succeeded(folder, me.label)


def record_generation(ring: Keyring, *databases: Database) -> None:
    """Tell the databases which generation of the keyring is the newest they have seen."""
    for database in databases:
        if read_meta(database).get(GENERATION) == str(ring.generation):
            continue
        with database.transaction() as connection:
            write_meta(connection, GENERATION, str(ring.generation))


def _publish(
    keys: Keys, cases: Opened, counts: Database, ring: Keyring, *, forget: bool = False
) -> None:
    """Sign and save; the databases learn of it afterwards, so a crash leaves it valid."""
    assert keys.vmk is not None
    changed = ring.model_copy(update={"generation": ring.generation + 1}).signed(keys.vmk)
    keyring.save(counts.path.parent, changed, forget=forget)
    keys.ring = changed
    record_generation(changed, cases.database, counts)
    if forget:
        _carry(counts.path.parent, changed)


def _carry(folder: Path, ring: Keyring) -> None:
    with suppress(OSError):  # the next backup does it
        backups.carry(folder / BACKUPS, ring)


def _let_read_chain(cases: Opened, session: Session, record: UserRecord) -> None:
    secret = audit.open_secret(session, cases.vault_id, cases.me.id, cases.identity)
    if secret is None:
        raise damaged("il registro degli accessi non si apre")
    sealed = audit.seal_secret(cases.vault_id, secret, record.id, record.identity)
    session.add(Meta(name=audit.secret_row(record.id), value=sealed))
