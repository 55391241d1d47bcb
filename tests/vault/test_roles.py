"""V2, V3: who can open what; the supervisor's separation is tried with everything at hand."""

import inspect
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlmodel import select

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import InputError, VaultDamagedError, WrongPassphraseError
from scarpette_tui.vault import keyring, service, slots
from scarpette_tui.vault.content import NotesDoc
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.kdf import KdfParameters, stretch
from scarpette_tui.vault.keyring import RECOVERY, database_key
from scarpette_tui.vault.primitives import SealError, derive, raw, text
from scarpette_tui.vault.tables import KeyBox
from scarpette_tui.vault.types import Role
from tests.vault import PEOPLE, enter


def test_v3_supervisor_slot_has_no_parameter_for_the_vault_key() -> None:
    names = set(inspect.signature(slots.supervisor_slot).parameters)
    assert names == {"vault_id", "label", "passphrase", "kdf", "epoch", "counts_key"}


def _supervisor(folder: Path) -> tuple[keyring.Keyring, keyring.UserRecord, Identity]:
    ring = keyring.load(folder)
    me = ring.by_label("Supervisione")
    assert me is not None
    wrapping = stretch(PEOPLE["Supervisione"][1], raw(me.slot.salt), me.slot.parameters)
    return ring, me, slots.open_slot(ring.vault_id, me, wrapping)


def test_v3_supervisor_cannot_unwrap_anything_but_the_counts_key(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        case.write(NotesDoc())
        with vault.official.database.session() as session:
            boxes = [
                (box.case_id, box.recipient, box.box) for box in session.exec(select(KeyBox)).all()
            ]
    ring, me, identity = _supervisor(folder)
    opened: list[bytes] = []
    recipients = [RECOVERY, *(user.id for user in ring.users)]
    for sealed, to, name in product(ring.sealed, recipients, ("vmk", "counts")):
        info = slots._key_info(ring.vault_id, to, name, sealed.epoch)
        try:
            opened.append(identity.open_key(raw(sealed.box), info))
        except SealError:
            continue
    assert len(opened) == 1
    for case_id, recipient, box in boxes:
        for to in (recipient, me.id):
            with pytest.raises(SealError):
                identity.open_case_key(box, slots.context("case", ring.vault_id, case_id, to))
    wrapping = stretch(PEOPLE["Supervisione"][1], raw(me.slot.salt), me.slot.parameters)
    reachable = [*opened, wrapping, identity.data, identity.data[:32], identity.data[96:]]
    reachable += [derive(key, label) for key in reachable[:2] for label in ("db", "vmk", "sign")]
    reachable += [database_key(key) for key in opened]
    for key in reachable:
        with pytest.raises(VaultDamagedError):
            Database(folder / "cases.db", key[:32]).close()


def test_v3_supervisor_session_has_no_cases(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Supervisione", clock) as vault:
        assert vault.official is None
        for act in (vault.cases, vault.register, vault.new_case, vault.tidy, vault.audit):
            with pytest.raises(InputError, match="solo i conteggi"):
                act()


def test_v3_supervisor_cannot_sign_but_can_change_own_passphrase(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Supervisione", clock) as vault:
        vault.change_passphrase(PEOPLE["Supervisione"][1], "quattro cinque")
        vault.change_passphrase("quattro cinque", "sei sette")
    service.unlock(folder, "Supervisione", "sei sette", clock=clock).close()
    enter(folder, "Operatrice", clock).close()


def test_v3_v7_a_supervisor_who_chooses_his_own_passphrase_locks_nobody_out(
    folder: Path, clock: FixedClock
) -> None:
    """He must at his first entrance, and has nothing to sign with."""
    with enter(folder, "Responsabile", clock) as vault:
        for label in ("Nuova supervisione", "Altra supervisione"):
            vault.add_user(label, Role.SUPERVISORE, "data dal responsabile", temporary=True)
        vault.backup()
    with service.unlock(
        folder, "Nuova supervisione", "data dal responsabile", clock=clock
    ) as vault:
        assert vault.temporary
        vault.change_passphrase("data dal responsabile", "scelta da solo")
    with service.unlock(folder, "Nuova supervisione", "scelta da solo", clock=clock) as vault:
        assert not vault.temporary
    with enter(folder, "Responsabile", clock) as vault:
        assert vault.check().ok


def test_v7_a_keyring_signed_as_before_still_opens(folder: Path, clock: FixedClock) -> None:
    """Earlier versions signed a supervisor's mark of a temporary passphrase too."""
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Nuova supervisione", Role.SUPERVISORE, "data", temporary=True)
        ring, vmk = vault.keys.ring, vault.keys.vmk
    assert vmk is not None
    old = keyring.signing_key(vmk).sign(ring.signed_bytes(as_before=True))
    assert old != raw(ring.signature)
    keyring.save(folder, ring.model_copy(update={"signature": text(old)}))
    enter(folder, "Operatrice", clock).close()


def test_v2_added_people_open_what_their_role_opens(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Nuova", Role.OPERATORE, "a b c")
        vault.add_user("Altra supervisione", Role.SUPERVISORE, "d e f")
        vault.add_user("Seconda responsabile", Role.RESPONSABILE, "g h i")
    with service.unlock(folder, "Nuova", "a b c", clock=clock) as vault:
        vault.new_case(traceless=False)
        with pytest.raises(InputError):
            vault.audit()
    with service.unlock(folder, "Altra supervisione", "d e f", clock=clock) as vault:
        assert vault.official is None
    with service.unlock(folder, "Seconda responsabile", "g h i", clock=clock) as vault:
        assert [entry.action for entry in vault.audit()][-1] == "fascicolo creato"


def test_v2_only_the_responsabile_adds_people(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault, pytest.raises(InputError, match="Solo"):
        vault.add_user("X", Role.OPERATORE, "x")


@pytest.mark.parametrize("label", ["", "  ", "operatrice", "a\x1b[31mb", "x" * 81])
def test_bad_labels_are_refused(folder: Path, clock: FixedClock, label: str) -> None:
    with enter(folder, "Responsabile", clock) as vault:
        with pytest.raises(InputError):
            vault.add_user(label, Role.OPERATORE, "x")
        assert len(vault.users()) == 4


def test_v4_weak_parameters_are_refused_for_a_new_person_too(
    folder: Path, clock: FixedClock
) -> None:
    hostile = KdfParameters(64 * 1024 * 1024, 3, 4)
    with enter(folder, "Responsabile", clock) as vault, pytest.raises(InputError):
        vault.add_user("X", Role.OPERATORE, "x", kdf=hostile)


def test_v4_change_of_passphrase_needs_the_old_one_and_counts_guesses(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        for _ in range(3):
            with pytest.raises(WrongPassphraseError, match="non è giusta"):
                vault.change_passphrase("sbagliata", "nuova")
        with pytest.raises(WrongPassphraseError, match="Troppe"):
            vault.change_passphrase(PEOPLE["Operatrice"][1], "nuova")
        clock.set(clock.now() + timedelta(minutes=1))
        with pytest.raises(InputError):
            vault.change_passphrase(PEOPLE["Operatrice"][1], " ")
    enter(folder, "Operatrice", clock).close()


def test_v2_slots_and_sealed_keys_are_bound_to_their_place(folder: Path) -> None:
    """Before any signature: a slot opens for one person and role, a box for one name and epoch."""
    ring = keyring.load(folder)
    me, other = ring.by_label("Operatrice"), ring.by_label("Collega")
    assert me is not None
    assert other is not None
    wrapping = stretch(PEOPLE["Operatrice"][1], raw(me.slot.salt), me.slot.parameters)
    identity = slots.open_slot(ring.vault_id, me, wrapping)
    for change in ({"role": Role.RESPONSABILE}, {"id": other.id}, {"public": other.public}):
        with pytest.raises(SealError):
            slots.open_slot(ring.vault_id, me.model_copy(update=change), wrapping)
    assert slots.open_key(ring, me.id, identity, "vmk")
    elsewhere = ring.model_copy(update={"vault_id": "0" * 32})
    with pytest.raises(SealError):
        slots.open_slot(elsewhere.vault_id, me, wrapping)
    with pytest.raises(SealError):
        slots.open_key(elsewhere, me.id, identity, "vmk")
    (box,) = [one for one in ring.sealed if (one.to, one.key) == (me.id, "vmk")]
    for change in ({"epoch": 2}, {"key": "counts"}, {"to": other.id}):
        moved = box.model_copy(update=change)
        moved_ring = ring.model_copy(update={"epoch": moved.epoch, "sealed": (moved,)})
        with pytest.raises(SealError):
            slots.open_key(moved_ring, moved.to, identity, moved.key)


def test_keys_do_not_show_in_reprs(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case()
        shown = repr([vault, vault.official, vault._keys, case, case._key, vault._keys.identity])
        for secret in (vault._keys.vmk, vault._keys.identity.data, case._key.key):
            assert repr(secret)[2:20] not in shown
            assert secret.hex()[:16] not in shown
