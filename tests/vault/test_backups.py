"""V12, V10: backups are proven by opening, rotated and expired; restore takes two people."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import InputError, VaultBusyError, VaultDamagedError, WrongPassphraseError
from scarpette_tui.vault import (
    attempts,
    authority,
    backups,
    checking,
    copying,
    keyring,
    recovery,
    service,
    slots,
)
from scarpette_tui.vault.backup_header import HEADER, key_of, read
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.primitives import raw
from tests.vault import MORNING, PEOPLE, enter, rewrite
from tests.vault.acting import countersign, kept_case, note_of

BOTH = authority.People(
    ("Responsabile", PEOPLE["Responsabile"][1]), ("Collega", PEOPLE["Collega"][1])
)


def _backup(folder: Path, clock: FixedClock) -> int:
    with enter(folder, "Responsabile", clock) as vault:
        number: int = vault.backup().number
        return number


def _restore(folder: Path, clock: FixedClock, number: int | None = None) -> tuple[str, ...]:
    with service.prepare_restore(
        folder, number, BOTH, countersign=countersign, clock=clock
    ) as found:
        found.commit()
        return found.lines


def test_v12_made_at_close_only_when_something_changed(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock):
        pass  # the first unlock writes down everyone's public keys
    (row,) = service.backups(folder)
    assert (row.number, row.reason) == (1, "chiusura")
    assert row.expires_on == clock.today() + timedelta(days=30)
    clock.set(MORNING + timedelta(hours=2))
    with enter(folder, "Operatrice", clock):
        pass
    assert [row.number for row in service.backups(folder)] == [1]
    kept_case(folder, clock)
    assert [row.number for row in service.backups(folder)] == [2]  # the newest of the day
    kept_case(folder, clock)
    assert [row.number for row in service.backups(folder)] == [2]  # within the hour: enough


def test_v12_traceless_and_the_audit_chain_never_enter(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        vault.new_case(traceless=True)
        vault.new_case()
        kept = vault.new_case(traceless=False)
        vault.backup()
        (backup,) = backups.listed(folder / "backups")
        opened = vault.official
        key = key_of(backup.header, opened.ring.epoch, opened.keys.vmk)
        with Database(backup.folder / "cases.db", key) as copy:
            assert copying.count(copy, "cases") == 1
            assert copying.count(copy, "cases", f"id = '{kept.case_id}'") == 1
            assert copying.count(copy, "boxes", f"case_id <> '{kept.case_id}'") == 0
            assert copying.count(copy, "audit") == 0
            assert copying.count(copy, "meta", "name LIKE 'chain%'") == 0


def test_v3_a_supervisor_opens_no_backup(folder: Path, clock: FixedClock) -> None:
    kept_case(folder, clock)
    ring = keyring.load(folder)
    me = ring.by_label("Supervisione")
    assert me is not None
    wrapping = stretch(PEOPLE["Supervisione"][1], raw(me.slot.salt), me.slot.parameters)
    identity = slots.open_slot(ring.vault_id, me, wrapping)
    counts_key = slots.open_key(ring, me.id, identity, "counts")
    (backup,) = backups.listed(folder / "backups")
    for key in (counts_key, wrapping, identity.data[:32]):
        with pytest.raises(VaultDamagedError):
            key_of(backup.header, ring.epoch, key)
        for name in ("cases.db", "counts.db"):
            with pytest.raises(VaultDamagedError):
                Database(backup.folder / name, key).__enter__()
    with enter(folder, "Supervisione", clock) as vault, pytest.raises(InputError):
        vault.backup()


def test_v10_rotated_and_expired(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        for day in range(45):
            clock.set(MORNING + timedelta(days=day))
            vault.backup()
    rows = service.backups(folder)
    ages = [(clock.today() - row.made_at.date()).days for row in rows]
    assert ages[:7] == list(range(7))
    assert 9 <= len(ages) <= 12
    assert max(ages) < backups.DAYS_KEPT
    assert len(list((folder / "backups").iterdir())) == len(rows)


def test_v10_old_backups_go_at_the_next_unlock_even_if_nothing_is_written(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock)
    clock.set(MORNING + timedelta(days=29))
    with enter(folder, "Responsabile", clock) as vault:
        assert [row.number for row in service.backups(folder)] == [1]
        assert checking.report(vault).ok
        vault.leave()
    clock.set(MORNING + timedelta(days=31))
    with enter(folder, "Responsabile", clock) as vault:
        assert service.backups(folder) == ()
        assert checking.report(vault).ok  # expired, not stolen
    assert [row.number for row in service.backups(folder)] == [2]


def test_v12_restore_brings_back_and_starts_a_new_chain(folder: Path, clock: FixedClock) -> None:
    first = kept_case(folder, clock, "prima")
    number = _backup(folder, clock)
    second = kept_case(folder, clock, "dopo")
    lines = _restore(folder, clock, number)
    assert "contenuti: 1." in lines[1]
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, first) == "prima"
        assert vault.open(first).consent_faults() == []
        with pytest.raises(InputError):
            vault.open(second)
    with enter(folder, "Responsabile", clock) as vault:
        assert checking.report(vault).ok
        entry = vault.audit()[0]
        assert entry.actor == "Responsabile e Collega"
        assert "ripristinato" in entry.action
    with enter(folder, "Supervisione", clock):
        pass


@pytest.mark.parametrize("broken", ["cases.db", "counts.db", "keyring.json", "tutto"])
def test_v12_restore_after_damage(folder: Path, clock: FixedClock, broken: str) -> None:
    case_id = kept_case(folder, clock, "salva")
    names = ("cases.db", "counts.db", "keyring.json") if broken == "tutto" else (broken,)
    for name in names:
        rewrite(folder / name, lambda data: data.__setitem__(slice(10, 3000), b"\0" * 2990))
    with pytest.raises(VaultDamagedError):
        enter(folder, "Operatrice", clock)
    _restore(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, case_id) == "salva"


def test_v12_restore_with_both_shares(
    folder: Path, template: tuple[Path, service.Recovery], clock: FixedClock
) -> None:
    case_id = kept_case(folder, clock, "salva")
    (folder / "cases.db").unlink()
    shares = authority.Shares(template[1].share_a, template[1].share_b)
    with service.prepare_restore(
        folder, None, shares, countersign=countersign, clock=clock
    ) as found:
        found.commit()
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, case_id) == "salva"


def test_v12_restore_takes_two_different_people(folder: Path, clock: FixedClock) -> None:
    kept_case(folder, clock)
    boss, other = BOTH.first, BOTH.second
    cases = [
        (authority.People(boss, boss), InputError),
        (authority.People(other, boss), InputError),
        (authority.People(boss, ("Supervisione", PEOPLE["Supervisione"][1])), InputError),
        (authority.People(boss, (other[0], "sbagliata")), WrongPassphraseError),
        (authority.People((boss[0], "sbagliata"), other), WrongPassphraseError),
        (authority.People(boss, (other[0], " ")), InputError),
        (authority.People(boss, recovery.split(bytes(32)).share_a), InputError),
    ]
    before = (folder / "cases.db").read_bytes()
    for people, fault in cases:
        with pytest.raises(fault):
            service.prepare_restore(folder, None, people, countersign=countersign, clock=clock)
        clock.set(clock.now() + timedelta(hours=1))
    assert (folder / "cases.db").read_bytes() == before
    with enter(folder, "Operatrice", clock), pytest.raises(VaultBusyError):
        service.prepare_restore(folder, None, BOTH, countersign=countersign, clock=clock)
    with service.prepare_restore(folder, None, BOTH, countersign=countersign, clock=clock):
        pass  # looked at, and left alone
    assert (folder / "cases.db").read_bytes()[:16] == before[:16]
    with pytest.raises(InputError, match="non c'è"):
        service.prepare_restore(folder, 77, BOTH, countersign=countersign, clock=clock)


def test_v4_guesses_at_a_restore_are_counted_and_wait_like_all_others(
    folder: Path, clock: FixedClock
) -> None:
    """Else a colleague would try passphrases there, without end."""
    kept_case(folder, clock)
    boss, other = BOTH.first, BOTH.second

    def restore(people: authority.People) -> None:
        service.prepare_restore(folder, None, people, countersign=countersign, clock=clock).abort()

    for _ in range(attempts.FREE):
        with pytest.raises(WrongPassphraseError, match="non è giusta"):
            restore(authority.People((boss[0], "sbagliata"), other))
    with pytest.raises(WrongPassphraseError, match="Troppe"):
        restore(BOTH)
    with pytest.raises(WrongPassphraseError, match="Troppe"):
        enter(folder, boss[0], clock)
    clock.set(clock.now() + timedelta(seconds=3))
    restore(BOTH)


def test_v10_what_was_erased_does_not_come_back(folder: Path, clock: FixedClock) -> None:
    gone, stays = kept_case(folder, clock), kept_case(folder, clock)
    number = _backup(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:
        vault.open(gone).destroy()
    _restore(folder, clock, number)
    with enter(folder, "Operatrice", clock) as vault:
        assert [row.case_id for row in vault.cases()] == [stays]


def _changes(backup: Path, which: int) -> None:
    if which == 0:
        rewrite(backup / "cases.db", lambda data: data.__setitem__(5000, data[5000] ^ 1))
    elif which == 1:
        rewrite(backup / "counts.db", lambda data: data.__delitem__(slice(8192, None)))
    else:
        plain = json.loads((backup / HEADER).read_text())
        plain["tables"] += 1
        (backup / HEADER).write_text(json.dumps(plain))


@pytest.mark.parametrize("which", [0, 1, 2])
def test_v12_a_changed_backup_is_refused_and_touches_nothing(
    folder: Path, clock: FixedClock, which: int
) -> None:
    kept_case(folder, clock)
    (backup,) = backups.listed(folder / "backups")
    _changes(backup.folder, which)
    with pytest.raises(VaultDamagedError, match="copia"):
        service.prepare_restore(folder, None, BOTH, countersign=countersign, clock=clock)
    with enter(folder, "Responsabile", clock) as vault:
        *found, last = checking.report(vault).findings
        assert "copia di sicurezza" in last
        assert any("ogni riga è quella scritta per ultima" in line for line in found)


def test_v12_a_backup_under_another_number_is_refused(folder: Path, clock: FixedClock) -> None:
    """Its own freshness: an old backup does not pass for the newest."""
    kept_case(folder, clock)
    (backup,) = backups.listed(folder / "backups")
    plain = json.loads((backup.folder / HEADER).read_text())
    plain["number"] = 9
    shutil.copytree(backup.folder, folder / "backups" / "000009-aaaaaaaa")
    (folder / "backups" / "000009-aaaaaaaa" / HEADER).write_text(json.dumps(plain))
    assert read(folder / "backups" / "000009-aaaaaaaa").number == 9
    with pytest.raises(VaultDamagedError, match="non è autentica"):
        service.prepare_restore(folder, None, BOTH, countersign=countersign, clock=clock)


def test_v12_a_spoilt_keyring_is_not_restored_under(folder: Path, clock: FixedClock) -> None:
    """Nobody can unlock with it, but a restore looks at the keyring before any database."""
    kept_case(folder, clock)
    plain = json.loads((folder / "keyring.json").read_text())
    plain["users"] = [one for one in plain["users"] if one["label"] != "Operatrice"]
    (folder / "keyring.json").write_text(json.dumps(plain))
    with pytest.raises(VaultDamagedError, match="firma"):
        enter(folder, "Responsabile", clock)
    _restore(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:  # the backup's own keyring is the true one
        assert len(vault.cases()) == 1
