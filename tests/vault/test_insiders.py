"""A1, A3, A4: what colleagues, supervisors and who administers the PC do with every file."""

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.upkeep import remarks
from scarpette_tui.errors import InputError, ScarpetteError, VaultDamagedError
from scarpette_tui.settings import Settings
from scarpette_tui.vault import backups, checking, copying, keyring, service, slots
from scarpette_tui.vault.backup_header import key_of
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.keyring import RECOVERY, Keyring
from scarpette_tui.vault.primitives import raw, text
from scarpette_tui.vault.sealing import open_case_key
from tests.vault import PEOPLE, enter
from tests.vault.acting import countersign, kept_case, note_of

FILES = ("keyring.json", "cases.db", "counts.db")


def _identity(ring: Keyring, label: str) -> Identity:
    me = ring.by_label(label)
    assert me is not None
    wrapping = stretch(PEOPLE[label][1], raw(me.slot.salt), me.slot.parameters)
    return slots.open_slot(ring.vault_id, me, wrapping)


def _vmk(ring: Keyring, label: str) -> bytes:
    me = ring.by_label(label)
    assert me is not None
    return slots.open_key(ring, me.id, _identity(ring, label), "vmk")


# --- A1: a colleague with the vault key and his own tool -----------------------------------------


def test_a1_v1_a_colleague_opens_backups_and_still_reads_no_case(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock, "segreto della signora")
    ring = keyring.load(folder)
    (backup,) = backups.listed(folder / "backups")
    key = key_of(backup.header, ring.epoch, _vmk(ring, "Collega"))
    mine = _identity(ring, "Collega")
    with Database(backup.folder / "cases.db", key) as copy, copy.driver() as connection:
        boxes = connection.execute("SELECT case_id, recipient, box FROM boxes").fetchall()
        sealed = connection.execute("SELECT sealed FROM documents").fetchall()
    assert len(boxes) == 2  # owner and recovery
    me = ring.by_label("Collega")
    assert me is not None
    for case_id, recipient, box in boxes:
        for name in (recipient, me.id):
            with pytest.raises(VaultDamagedError):
                open_case_key(box, ring.vault_id, case_id, name, mine)
    assert sealed
    assert all(b"signora" not in row[0] for row in sealed)


def _forge(folder: Path, change: dict[str, Any], clock: FixedClock) -> None:
    """Replace the keyring by another of the same generation, signed with the true key."""
    ring = keyring.load(folder)
    forged = ring.model_copy(update=change).signed(_vmk(ring, "Collega"))
    (folder / keyring.FILE).write_bytes(keyring.encode(forged))


def test_a1_v2_a_colleague_who_puts_his_own_recovery_key_is_stopped(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock)
    own = text(Identity.random().public().data)
    _forge(folder, {"recovery_public": own}, clock)
    with pytest.raises(VaultDamagedError, match="recupero"):
        enter(folder, "Operatrice", clock)


def test_a1_v2_a_colleague_who_swaps_another_ones_key_is_seen(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock)
    kept_case(folder, clock, label="Responsabile")
    ring = keyring.load(folder)
    own = text(Identity.random().public().data)
    users = tuple(
        one.model_copy(update={"public": own}) if one.label == "Responsabile" else one
        for one in ring.users
    )
    _forge(folder, {"users": users}, clock)
    with enter(folder, "Operatrice", clock) as vault:
        assert vault.changed_keys == ("Responsabile",)
        assert any("avvisare subito" in line for line in vault.check().findings)
    with pytest.raises(ScarpetteError):  # her own passphrase no longer fits her slot
        enter(folder, "Responsabile", clock)


def test_a1_v2_who_wipes_the_memory_of_the_keys_is_seen(folder: Path, clock: FixedClock) -> None:
    kept_case(folder, clock)
    with (
        enter(folder, "Collega", clock) as vault,
        vault.official.database.transaction() as connection,
    ):
        connection.execute(sql("DELETE FROM meta WHERE name LIKE 'pins.%'"))
    with enter(folder, "Operatrice", clock) as vault:
        assert len(vault.changed_keys) == 1
    with enter(folder, "Operatrice", clock) as vault:
        assert vault.changed_keys == ()


def test_v2_a_temporary_passphrase_is_told_to_the_others_once(
    folder: Path, clock: FixedClock
) -> None:
    for label in ("Operatrice", "Collega"):
        with enter(folder, label, clock) as vault:
            assert vault.changed_keys == ()
    with enter(folder, "Responsabile", clock) as vault:
        service.give_temporary(vault, "Collega", "per oggi", countersign=countersign)
    for expected in (("Collega",), ()):
        with enter(folder, "Operatrice", clock) as vault:
            assert vault.changed_keys == expected
            said = remarks(Session(vault, Settings(), clock)).remarks
            assert [line for line in said if "Chiavi cambiate" in line] == [
                f"Chiavi cambiate dall'ultimo accesso: {label}. Se nessuno ha chiesto una frase "
                "temporanea o un recupero, lo dica subito al responsabile."
                for label in expected
            ]


def test_a1_v7_an_opening_cannot_be_taken_out_of_the_chain_unseen(
    folder: Path, clock: FixedClock
) -> None:
    case_id = kept_case(folder, clock, second="Collega")
    with enter(folder, "Collega", clock) as vault:
        vault.open(case_id)
        with vault.official.database.transaction() as connection:
            connection.execute(
                sql("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
            )
    with enter(folder, "Responsabile", clock) as vault:
        report = checking.report(vault)
        assert not report.ok
        assert any("tagliato" in line for line in report.findings)


def test_a1_s11_the_register_shows_code_week_owner_and_nothing_else(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock, "segreto")
    with enter(folder, "Collega", clock) as vault:
        (row,) = vault.register()
        assert set(vars(row)) == {"code", "week", "owner_label"}
        assert vault.cases() == vault.expiring() == vault.search("segreto") == []


def test_v2_a_supervisor_who_was_removed_opens_no_counts(folder: Path, clock: FixedClock) -> None:
    ring = keyring.load(folder)
    watcher = ring.by_label("Supervisione")
    assert watcher is not None
    key = slots.open_key(ring, watcher.id, _identity(ring, "Supervisione"), "counts")
    with enter(folder, "Responsabile", clock) as vault:
        service.remove(vault, "Supervisione", countersign=countersign)
    with pytest.raises(InputError):
        enter(folder, "Supervisione", clock)
    with pytest.raises(VaultDamagedError), Database(folder / "counts.db", key):
        pass


# --- A3: the supervisor ---------------------------------------------------------------------------


def test_a3_v3_no_keyring_of_any_epoch_seals_the_vault_key_to_a_supervisor(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock)
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()
        service.rotate(vault, countersign=countersign)
    rings = [backup.header.ring for backup in backups.listed(folder / "backups")]
    rings.append(keyring.load(folder))
    for ring in rings:
        watcher = ring.by_label("Supervisione")
        assert watcher is not None
        assert {one.key for one in ring.sealed if one.to == watcher.id} == {"counts"}
        assert {one.to for one in ring.sealed if one.key == "vmk"} == {
            RECOVERY,
            *(user.id for user in ring.users if user.role.official),
        }


# --- A4: who administers the PC ---------------------------------------------------------------------


def test_a4_v7_every_mixture_of_two_epochs_stops(
    folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    case_id = kept_case(folder, clock, "resta")
    old = tmp_path / "prima"
    shutil.copytree(folder, old)
    with enter(folder, "Responsabile", clock) as vault:
        service.rotate(vault, countersign=countersign)
    new = tmp_path / "dopo"
    shutil.copytree(folder, new)
    for choice in range(1, 7):
        for bit, name in enumerate(FILES):
            shutil.copy((new if choice >> bit & 1 else old) / name, folder / name)
        for label in ("Operatrice", "Responsabile"):
            with pytest.raises(ScarpetteError):
                enter(folder, label, clock)
    for name in FILES:
        shutil.copy(new / name, folder / name)
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, case_id) == "resta"


def test_a4_v12_a_missing_newest_backup_is_told(folder: Path, clock: FixedClock) -> None:
    kept_case(folder, clock)
    (backup,) = backups.listed(folder / "backups")
    shutil.rmtree(backup.folder)
    with enter(folder, "Responsabile", clock) as vault:
        report = checking.report(vault)
        assert not report.ok
        assert "Manca la copia di sicurezza più recente, la n. 1." in report.findings


def test_a4_v12_a_forged_header_is_not_taken_for_a_backup(folder: Path, clock: FixedClock) -> None:
    """Dated tomorrow it would otherwise keep the next automatic backup from being made."""
    kept_case(folder, clock)
    (backup,) = backups.listed(folder / "backups")
    plain = json.loads((backup.folder / "copia.json").read_text())
    fake = folder / "backups" / "000099-00000000"
    fake.mkdir()
    plain |= {"number": 99, "made_at": "2026-11-23T10:00:00+00:00"}
    (fake / "copia.json").write_text(json.dumps(plain))
    with enter(folder, "Responsabile", clock) as vault:
        source = backups.Source.of(vault.official, vault.counts)
        newest = backups.newest_of(source)
        assert newest is not None
        assert newest.header.number == 1


def test_v12_a_backup_is_of_one_moment_while_others_write(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                vault.new_case(traceless=False)

        worker = threading.Thread(target=write)
        worker.start()
        try:
            rows = [vault.backup() for _ in range(3)]
        finally:
            stop.set()
            worker.join()
        source = backups.Source.of(vault.official, vault.counts)
        newest = backups.newest_of(source)
        assert newest is not None
        assert [row.number for row in rows] == [1, 2, 3]
        key = key_of(newest.header, source.ring.epoch, source.vmk)
        with Database(newest.folder / "cases.db", key) as copy:
            cases = copying.count(copy, "cases")
            assert cases > 0
            for orphan in ("boxes", "documents"):
                where = "case_id NOT IN (SELECT id FROM cases)"
                assert copying.count(copy, orphan, where) == 0
            assert copying.count(copy, "boxes") == 2 * cases


def test_supervisors_open_none_of_the_new_doors(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Supervisione", clock) as vault:
        for act in (vault.backup, vault.expiring, vault.overdue, vault.erase_expired, vault.count):
            with pytest.raises(InputError):
                act()
        with pytest.raises(InputError):
            vault.search("x")
        with pytest.raises(InputError):
            service.rotate(vault, countersign=countersign)
