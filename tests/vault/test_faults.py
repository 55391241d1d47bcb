"""Disk and damage: each fault is one clear Italian message with its exit, and nothing is lost."""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import DiskError, ScarpetteError, VaultBusyError, VaultDamagedError
from scarpette_tui.vault import checking, faults, files, kdf, keyring, service
from scarpette_tui.vault.content import AnswersDoc
from scarpette_tui.vault.kdf import KdfParameters
from tests.vault import enter

FLIPS = int(os.environ.get("SCARPETTE_FLIPS", "60"))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "pieno"),
        (errno.EDQUOT, "pieno"),
        (errno.EACCES, "non permette"),
        (errno.EPERM, "non permette"),
        (errno.EROFS, "non permette"),
        (errno.EIO, "non risponde"),
    ],
)
def test_disk_faults_in_italian(number: int, said: str) -> None:
    with pytest.raises(DiskError, match=said) as caught, faults.translated():
        raise OSError(number, "english text", "/a/path")
    assert caught.value.exit_code == 6
    assert caught.value.kept
    assert caught.value.todo
    assert "english" not in caught.value.line()
    assert "/a/path" not in caught.value.line()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", DiskError),
        ("SQLITE_READONLY_DIRECTORY", DiskError),
        ("SQLITE_CANTOPEN_ISDIR", DiskError),
        ("SQLITE_IOERR_FSYNC", DiskError),
        ("SQLITE_CORRUPT", VaultDamagedError),
        ("SQLITE_NOTADB", VaultDamagedError),
        ("SQLITE_BUSY", VaultBusyError),
        ("SQLITE_CONSTRAINT_UNIQUE", type(None)),
    ],
)
def test_database_faults_in_italian(name: str, kind: type) -> None:
    assert type(faults.from_database(name)) is kind


def _as_nobody(folder: Path, clock: FixedClock) -> int:
    """Unlock in a child that root's powers do not help; return the exit of its fault."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            enter(folder, "Operatrice", clock).close()
            code = 0
        except ScarpetteError as fault:
            code = fault.exit_code if "non permette" in fault.line() else 98
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_folder_that_became_read_only(folder: Path, clock: FixedClock) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copy = Path(place) / "archivio"
        shutil.copytree(folder, copy)
        if os.geteuid() == 0:
            for path in (copy, *copy.rglob("*")):
                os.chown(path, 65534, 65534)
        assert _as_nobody(copy, clock) == 0
        (copy / "cases.db").chmod(0o400)
        assert _as_nobody(copy, clock) == 6
        (copy / "cases.db").chmod(0o600)
        for mode in (0o500, 0o000):
            copy.chmod(mode)
            assert _as_nobody(copy, clock) == 6
            copy.chmod(0o700)
        assert _as_nobody(copy, clock) == 0


def test_replace_leaves_the_old_file_on_any_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f"
    files.replace(path, b"vecchio")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, check=lambda fault: fault.errno == errno.ENOSPC):
        files.replace(path, b"nuovo")
    assert path.read_bytes() == b"vecchio"
    assert list(tmp_path.iterdir()) == [path]


def test_v7_flipped_bits_of_the_keyring_are_found_or_harmless(
    folder: Path, clock: FixedClock
) -> None:
    path = folder / keyring.FILE
    whole, chance = path.read_bytes(), random.Random(7)
    good = keyring.load(folder)
    found = 0
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        (folder / "attempts.json").unlink(missing_ok=True)
        try:
            with enter(folder, "Operatrice", clock) as vault:
                assert vault._keys.ring.signed_bytes() == good.signed_bytes()
        except ScarpetteError:
            found += 1
    assert found > FLIPS * 0.7


def test_v6_flipped_bytes_of_the_cases_are_found(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        case.write(AnswersDoc(phase="x" * 30_000))
    path = folder / "cases.db"
    whole, chance = path.read_bytes(), random.Random(6)
    for _ in range(FLIPS):
        at = chance.randrange(len(whole))
        path.write_bytes(
            whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        )
        try:
            with enter(folder, "Responsabile", clock) as vault:
                assert not checking.report(vault).ok, at
        except VaultDamagedError:
            pass
        path.with_name("cases.db-wal").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("per_mib_pass", "memory", "passes"),
    [
        (0.25 / 256, 256, 4),
        (0.05 / 256, 256, 16),
        (0.34 / 256, 256, 3),
        (0.60 / 256, 128, 3),
        (9.00 / 256, 64, 3),
    ],
)
def test_v4_calibration_stays_between_floor_and_ceiling(
    monkeypatch: pytest.MonkeyPatch, per_mib_pass: float, memory: int, passes: int
) -> None:
    """The stopwatch is replaced: what is tried is the choice, on machines of any speed."""
    monkeypatch.setattr(
        kdf, "_seconds", lambda p: p.memory_kib / 1024 * p.iterations * per_mib_pass
    )
    found = kdf.calibrate()
    assert found == KdfParameters(memory * 1024, passes, 4)
    assert found.within_floor()
    assert found.within_ceiling()


def test_v4_an_office_vault_at_the_floor_opens(tmp_path: Path, clock: FixedClock) -> None:
    made = tmp_path / "v"
    service.create(
        made,
        office="Sede",
        desk="1",
        users=[("R", service.Role.RESPONSABILE, "a b c")],
        clock=clock,
        kdf=KdfParameters.FLOOR,
    )
    with service.unlock(made, "R", "a b c", clock=clock) as vault:
        assert vault.purpose == "office"


def test_door_is_light_until_unlock(folder: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom scarpette_tui.vault import service\n"
        "service.state(Path(sys.argv[1]))\n"
        "sys.exit(len({'sqlmodel', 'sqlalchemy', 'sqlcipher3', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False, timeout=60)
    assert done.returncode == 0
