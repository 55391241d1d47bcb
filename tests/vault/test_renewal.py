"""V2, V11: new keys for everyone; who left, or lost a passphrase, opens nothing any more."""

import errno
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import (
    InputError,
    ScarpetteError,
    VaultDamagedError,
    WrongPassphraseError,
)
from scarpette_tui.vault import backups, checking, files, keyring, recovery, service, slots, swap
from scarpette_tui.vault.backup_header import key_of
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.primitives import SealError, raw
from scarpette_tui.vault.sealing import open_case_key
from scarpette_tui.vault.tables import KeyBox
from tests.vault import PEOPLE, enter
from tests.vault.acting import agreed, countersign, kept_case, note_of

Template = tuple[Path, service.Recovery]


def _keys(ring: keyring.Keyring, label: str, passphrase: str) -> Any:
    """Return whatever vault key a person reaches in a keyring; None for nothing."""
    me = ring.by_label(label)
    if me is None:
        return None
    try:
        wrapping = stretch(passphrase, raw(me.slot.salt), me.slot.parameters)
        identity = slots.open_slot(ring.vault_id, me, wrapping)
        return slots.open_key(ring, me.id, identity, "vmk")
    except SealError:
        return None


def _rings(folder: Path) -> list[keyring.Keyring]:
    """Return every keyring in a vault's folder, the backups' too."""
    found = [backup.header.ring for backup in backups.listed(folder / "backups")]
    for name in (keyring.FILE, keyring.PREVIOUS):
        if (folder / name).exists():
            found.append(keyring.Keyring.model_validate(json.loads((folder / name).read_text())))
    return found


def _shares(template: Template) -> service.Shares:
    return service.Shares(template[1].share_a, template[1].share_b)


def test_v2_rotation_keeps_everything_and_everyone(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock, "resta", second="Collega")
    before = keyring.load(folder)
    with enter(folder, "Responsabile", clock) as vault:
        service.rotate(vault, countersign=countersign)
    after = keyring.load(folder)
    assert (after.epoch, after.users) == (before.epoch + 1, before.users)
    assert after.sign_public != before.sign_public
    for label in PEOPLE:
        with enter(folder, label, clock) as vault:
            if label in ("Operatrice", "Collega"):
                assert note_of(vault, case_id) == "resta"
                assert vault.open(case_id).consent_faults() == []
            if label == "Responsabile":
                assert checking.report(vault).ok
                assert "chiavi dell'archivio rinnovate" in {e.action for e in vault.audit()}
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()


def test_v2_who_was_removed_reaches_no_key(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock, second="Collega")
    old = keyring.load(folder)
    old_vmk = _keys(old, "Collega", PEOPLE["Collega"][1])
    assert old_vmk is not None
    with enter(folder, "Responsabile", clock) as vault:
        service.remove(vault, "Collega", countersign=countersign)
    assert all(ring.by_label("Collega") is None for ring in _rings(folder))
    with pytest.raises(InputError):
        enter(folder, "Collega", clock)
    (backup, *_) = backups.listed(folder / "backups")
    for epoch in (1, 2):
        with pytest.raises(VaultDamagedError):
            key_of(backup.header, epoch, old_vmk)
    (folder / keyring.FILE).write_bytes(keyring.encode(old))
    with pytest.raises(ScarpetteError):  # the old header opens nothing of the new files
        enter(folder, "Collega", clock)
    (folder / keyring.FILE).write_bytes(keyring.encode(_rings(folder)[0]))
    with enter(folder, "Operatrice", clock) as vault:
        assert vault.open(case_id).second is None


def test_v2_removal_only_once_the_cases_are_handed_over(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock, "resta")
    with enter(folder, "Responsabile", clock) as vault:
        with pytest.raises(InputError, match="«Operatrice»: 1"):
            service.remove(vault, "Operatrice", countersign=countersign)
        for label in ("Responsabile", "Nessuno"):
            with pytest.raises(InputError):
                service.remove(vault, label, countersign=countersign)
    with enter(folder, "Collega", clock) as vault, pytest.raises(InputError, match="responsabile"):
        service.remove(vault, "Operatrice", countersign=countersign)
    with enter(folder, "Operatrice", clock) as vault:
        vault.open(case_id).hand_over("Collega", agreed(clock))
    with enter(folder, "Responsabile", clock) as vault:
        service.remove(vault, "Operatrice", countersign=countersign)
    with enter(folder, "Collega", clock) as vault:
        assert note_of(vault, case_id) == "resta"
        assert vault.open(case_id).row.mine


def test_v2_a_changed_passphrase_is_nowhere(folder: Path, clock: FixedClock) -> None:
    kept_case(folder, clock)
    old = PEOPLE["Operatrice"][1]
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()
        vault.add_user("Nuova", service.Role.OPERATORE, "prima frase")
    with enter(folder, "Operatrice", clock) as vault:
        vault.change_passphrase(old, "una frase nuova")
    rings = _rings(folder)
    assert len(rings) >= 3
    assert [_keys(ring, "Operatrice", old) for ring in rings] == [None] * len(rings)
    assert _keys(keyring.load(folder), "Operatrice", "una frase nuova") is not None


def test_v2_a_changed_passphrase_leaves_the_backups_at_the_next_one(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk refused at the change itself, which must not fail for that."""

    def refuse(*_: object) -> None:
        raise OSError

    old = PEOPLE["Operatrice"][1]
    with enter(folder, "Responsabile", clock) as vault:
        number = vault.backup().number
    clock.set(clock.now() + timedelta(days=1))  # so that the copy of that day stays
    monkeypatch.setattr(backups, "carry", refuse)
    with enter(folder, "Operatrice", clock) as vault:
        vault.change_passphrase(old, "una frase nuova")
        assert any(_keys(ring, "Operatrice", old) for ring in _rings(folder))
        monkeypatch.undo()
        vault.backup()
    assert number in [backup.number for backup in service.backups(folder)]
    assert not any(_keys(ring, "Operatrice", old) for ring in _rings(folder))


def test_v2_a_disk_that_refuses_midway_leaves_no_keyring_of_the_old_passphrase(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new keyring is in force although its twin cannot be written: then it is no failure."""
    old, replace = PEOPLE["Operatrice"][1], files.replace
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Nuova", service.Role.OPERATORE, "prima frase")
    assert (folder / keyring.PREVIOUS).exists()

    def refuse(path: Path, data: bytes) -> None:
        if path.name == keyring.PREVIOUS:
            raise OSError(errno.ENOSPC, "full")
        replace(path, data)

    with enter(folder, "Operatrice", clock) as vault:
        monkeypatch.setattr(files, "replace", refuse)
        vault.change_passphrase(old, "una frase nuova")
        monkeypatch.undo()
        assert vault.keys.ring.generation == keyring.load(folder).generation
        vault.backup()
    assert not any(_keys(ring, "Operatrice", old) for ring in _rings(folder))
    assert not (folder / keyring.PREVIOUS).exists()
    assert _keys(keyring.load(folder), "Operatrice", old) is None
    assert _keys(keyring.load(folder), "Operatrice", "una frase nuova") is not None


def test_v2_temporary_passphrase_is_a_new_key_pair(folder: Path, clock: FixedClock) -> None:
    mine = kept_case(folder, clock, "della collega", second="Collega")
    alone = kept_case(folder, clock, "sola")
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()
        service.give_temporary(vault, "Operatrice", "per un giorno", countersign=countersign)
    with pytest.raises(WrongPassphraseError):
        enter(folder, "Operatrice", clock)
    assert all(
        _keys(ring, "Operatrice", PEOPLE["Operatrice"][1]) is None for ring in _rings(folder)
    )
    with service.unlock(folder, "Operatrice", "per un giorno", clock=clock) as vault:
        assert vault.temporary
        for case_id in (mine, alone):
            with pytest.raises(InputError):
                vault.open(case_id)
        vault.change_passphrase("per un giorno", PEOPLE["Operatrice"][1])
    with enter(folder, "Collega", clock) as vault:
        vault.open(mine).hand_over("Operatrice")
    with enter(folder, "Operatrice", clock) as vault:
        assert not vault.temporary
        assert note_of(vault, mine) == "della collega"
        assert vault.open(mine).second == "Collega"
        with pytest.raises(InputError):
            vault.open(alone)


@pytest.mark.parametrize("role", [service.Role.OPERATORE, service.Role.RESPONSABILE])
def test_v2_who_gave_a_passphrase_never_opens_a_case_with_it(
    folder: Path, clock: FixedClock, role: service.Role
) -> None:
    """A copy of the keyring and the passphrase that two people knew: no case opens."""
    given, own = "data dal responsabile", "scelta da lei sola"
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Nuova", role, given, temporary=True)
    copy = keyring.load(folder)
    with enter(folder, "Operatrice", clock) as vault:
        draft = vault.new_case(traceless=False)
        with pytest.raises(InputError, match="non ha ancora scelto"):
            draft.close_case(word="luna", second="Nuova")
    with service.unlock(folder, "Nuova", given, clock=clock) as vault:
        with pytest.raises(InputError, match="la conosce anche"):
            vault.new_case()
        vault.change_passphrase(given, own)
        vault.new_case(traceless=False)
        assert _reads_chain(vault) == (role is service.Role.RESPONSABILE)
    with service.unlock(folder, "Nuova", own, clock=clock) as vault:
        assert checking.report(vault).ok
        (case,) = vault.cases()
        boxes = _boxes(vault, case.case_id)
        mine = vault.keys.me.id
        assert vault.open(case.case_id).code == case.code
    me = copy.by_label("Nuova")
    assert me is not None
    wrapping = stretch(given, raw(me.slot.salt), me.slot.parameters)
    old = slots.open_slot(copy.vault_id, me, wrapping)
    assert boxes
    for box in boxes:
        with pytest.raises(VaultDamagedError):
            open_case_key(box, copy.vault_id, case.case_id, mine, old)
    assert all(_keys(ring, "Nuova", given) is None for ring in _rings(folder))


def _reads_chain(vault: service.Vault) -> bool:
    try:
        return bool(vault.audit())
    except InputError:
        return False


def _boxes(vault: service.Vault, case_id: str) -> list[bytes]:
    assert vault.official is not None
    with vault.official.database.session() as session:
        return [
            box.box for box in session.exec(select(KeyBox).where(col(KeyBox.case_id) == case_id))
        ]


def test_v11_recovery_brings_the_cases_back(
    folder: Path, template: Template, clock: FixedClock
) -> None:
    mine = kept_case(folder, clock, "sola")
    wanted = service.Wanted("Operatrice", "frase ritrovata")
    done = service.recover(folder, _shares(template), wanted, countersign=countersign, clock=clock)
    assert (done.cases, done.kept_away) == (1, 0)
    with pytest.raises(WrongPassphraseError):
        enter(folder, "Operatrice", clock)
    with service.unlock(folder, "Operatrice", "frase ritrovata", clock=clock) as vault:
        assert note_of(vault, mine) == "sola"
    with enter(folder, "Responsabile", clock) as vault:
        assert checking.report(vault).ok
        (entry,) = [one for one in vault.audit() if one.action.startswith("recupero")]
        assert (entry.actor, entry.subject) == ("le due parti di recupero", "Operatrice")


@pytest.mark.parametrize("also", [False, True])
def test_v11_s4_taking_over_leaves_out_what_someone_must_not_know(
    folder: Path, template: Template, clock: FixedClock, also: bool
) -> None:
    plain = kept_case(folder, clock, "una")
    private = kept_case(folder, clock, "due", restricted=True)
    named = kept_case(folder, clock, "tre", restricted=True, second="Collega")
    wanted = service.Wanted("Collega", "frase nuova", take_over="Operatrice", also_restricted=also)
    done = service.recover(folder, _shares(template), wanted, countersign=countersign, clock=clock)
    assert done.kept_away == (0 if also else 1)
    with service.unlock(folder, "Collega", "frase nuova", clock=clock) as vault:
        seen = {row.case_id for row in vault.cases()}
        assert seen == {plain, named} | ({private} if also else set())
        assert note_of(vault, plain) == "una"


def test_v11_a_new_responsabile_when_nobody_is_left(
    folder: Path, template: Template, clock: FixedClock
) -> None:
    wanted = service.Wanted("Nuova responsabile", "frase di chi arriva")
    service.recover(folder, _shares(template), wanted, countersign=countersign, clock=clock)
    with service.unlock(folder, wanted.label, wanted.passphrase, clock=clock) as vault:
        assert vault.user.role is service.Role.RESPONSABILE
        assert vault.audit()
        assert vault.cases() == []


def test_v11_v7_a4_recovery_stops_at_a_forged_keyring_and_at_an_older_file(
    folder: Path, template: Template, clock: FixedClock, tmp_path: Path
) -> None:
    """Nobody unlocks before it: what unlocking proves, recovery must prove by itself."""
    wanted = service.Wanted("Operatrice", "frase ritrovata")

    def stops() -> None:
        with pytest.raises(VaultDamagedError):
            service.recover(folder, _shares(template), wanted, countersign=countersign, clock=clock)

    kept_case(folder, clock)
    old = {name: (folder / name).read_bytes() for name in (keyring.FILE, "cases.db", "counts.db")}
    with enter(folder, "Operatrice", clock) as vault:
        vault.change_passphrase(PEOPLE["Operatrice"][1], "una frase nuova")
    for name, before in old.items():
        now = (folder / name).read_bytes()
        (folder / name).write_bytes(before)
        stops()
        (folder / name).write_bytes(now)
    ring = keyring.load(folder)
    one, two, *others = ring.users  # an official's cases would be sealed again to another's key
    swapped = (one, two.model_copy(update={"public": one.public}), *others)
    (folder / keyring.FILE).write_bytes(keyring.encode(ring.model_copy(update={"users": swapped})))
    stops()
    (folder / keyring.FILE).write_bytes(keyring.encode(ring))
    service.recover(folder, _shares(template), wanted, countersign=countersign, clock=clock)


def test_v11_shares_of_elsewhere_and_supervisors_are_refused(
    folder: Path, template: Template, clock: FixedClock
) -> None:
    a, b = template[1].share_a, template[1].share_b
    foreign = recovery.split(bytes(32))  # well written, of another vault
    strangers = service.Shares(foreign.share_a, foreign.share_b)
    wanted = service.Wanted("Operatrice", "frase")
    wrong = (
        (service.Shares(a, a), "due parti diverse"),
        (service.Shares(b, b), "due parti diverse"),
        (service.Shares(a, b[:-1]), "non è scritta bene"),
    )
    for shares, said in wrong:
        with pytest.raises(InputError, match=said):
            service.recover(folder, shares, wanted, countersign=countersign, clock=clock)
    for shares in (strangers, service.Shares(a, foreign.share_b)):
        with pytest.raises(InputError, match="non sono di questo archivio"):
            service.recover(folder, shares, wanted, countersign=countersign, clock=clock)
    for refused in (service.Wanted("Supervisione", "frase"), service.Wanted("Operatrice", " ")):
        with pytest.raises(InputError):
            service.recover(
                folder, _shares(template), refused, countersign=countersign, clock=clock
            )
    with enter(folder, "Operatrice", clock):
        pass


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_v2_an_exchange_cut_short_is_finished_by_the_next_start(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """The one step that decides was made; after it come moves, any of which may be the last."""
    case_id = kept_case(folder, clock, "resta")

    def cut(directory: Path) -> None:
        decided = directory / ".scambio"
        for name in ("cases.db", "counts.db", keyring.FILE)[:moved]:
            (decided / name).replace(directory / name)
        raise KeyboardInterrupt

    with enter(folder, "Responsabile", clock) as vault, monkeypatch.context() as patch:
        patch.setattr(swap, "finish", cut)
        with pytest.raises(KeyboardInterrupt):
            service.rotate(vault, countersign=countersign)
    seen = service.state(folder)
    assert seen.kind is service.StateKind.READY, seen.detail
    assert len(seen.users) == len(PEOPLE)
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, case_id) == "resta"
        assert vault.keys.ring.epoch == 2
    assert not (folder / ".scambio").exists()


def test_v6_a_prepared_file_whose_log_was_left_behind_is_not_put_into_place(
    folder: Path, clock: FixedClock
) -> None:
    """SQLite's close says nothing when its last checkpoint fails: the log stays, with commits."""
    ready = swap.prepare(folder)
    for name in ("cases.db", "counts.db", keyring.FILE):
        (ready / name).write_bytes((folder / name).read_bytes())
    (ready / "counts.db-wal").write_bytes(bytes(32))
    with pytest.raises(OSError, match="log"):
        swap.decide(folder)
    assert not swap.pending(folder)
    enter(folder, "Operatrice", clock).close()
