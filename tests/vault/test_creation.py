"""Making a vault in two steps, the shares, the places that are refused (V11)."""

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.vault import creation, files, keyring, places, recovery, service, slots
from scarpette_tui.vault.creation import Pending
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.status import CASES, COUNTS
from scarpette_tui.vault.types import Role, StateKind
from tests.vault import enter
from tests.vault.acting import countersign

USERS = [("Responsabile", Role.RESPONSABILE, "a b c"), ("Sup", Role.SUPERVISORE, "d e f")]


def _prepare(folder: Path, clock: FixedClock, users: list[tuple[str, Role, str]]) -> Pending:
    return service.prepare(
        folder,
        office="Sede",
        desk="1",
        users=users,
        clock=clock,
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )


def test_v11_nothing_is_written_before_commit_and_abort_leaves_nothing(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "a" / "b"
    with _prepare(folder, clock, USERS) as pending:
        assert service.check_share(pending.recovery.share_a, pending.recovery.share_a).ok
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="annullata"):
        pending.commit()


def test_v11_shares_open_what_recovery_must_open(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "vault"
    with _prepare(folder, clock, USERS) as pending:
        pending.commit()
    secret = recovery.join(pending.recovery.share_b.lower(), pending.recovery.share_a)
    identity = Identity.from_secret(secret)
    ring = keyring.load(folder)
    assert identity.public() == ring.recovery()
    vmk = slots.open_key(ring, keyring.RECOVERY, identity, "vmk")
    Database(folder / CASES, keyring.database_key(vmk)).close()
    counts = slots.open_key(ring, keyring.RECOVERY, identity, "counts")
    Database(folder / COUNTS, counts).close()


def test_v11_one_share_alone_says_nothing(template: tuple[Path, service.Recovery]) -> None:
    _, made = template
    with pytest.raises(InputError, match="due parti diverse"):
        recovery.join(made.share_a, made.share_a)
    one = recovery.split(bytes(32))
    other = recovery.split(bytes(32))
    assert one.share_a != other.share_a
    assert made.share_a not in repr(made)


def test_v11_every_mistyped_sign_is_found() -> None:
    made = recovery.split(bytes(range(32)))
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for at, sign in enumerate(made.share_a):
        if sign == " ":
            continue
        wrong = made.share_a[:at] + signs[(signs.find(sign) + 7) % 32] + made.share_a[at + 1 :]
        assert not service.check_share(wrong, made.share_a).ok
        with pytest.raises(InputError):
            recovery.join(wrong, made.share_b)


def test_v11_typing_back_points_at_the_wrong_group() -> None:
    made = recovery.split(bytes(range(32)))
    groups = made.share_a.split()
    assert len(groups) == 15
    groups[4] = "0000" if groups[4] != "0000" else "1111"
    answer = service.check_share(" ".join(groups), made.share_a)
    assert (answer.ok, answer.wrong_group) == (False, 4)
    assert "gruppo 4" in answer.message
    short = service.check_share(" ".join(made.share_a.split()[:10]), made.share_a)
    assert "ancora 5 gruppi" in short.message
    assert "lettera B" in service.check_share(made.share_a, made.share_b).message
    assert service.check_share("", made.share_a).ok is False
    easy = made.share_a.lower().replace("0", "o").replace("1", "l").replace(" ", "-")
    assert service.check_share(easy, made.share_a).ok


@pytest.mark.parametrize("step", range(1, 9))
def test_disk_full_at_any_step_of_commit_leaves_nothing_half_made(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    folder = tmp_path / "nuova" / "vault"
    pending = _prepare(folder, clock, USERS)
    calls = 0

    def counted(real: object) -> object:
        def wrapper(*args: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **options)

        return wrapper

    for module, name in (
        (files, "write_new"),
        (files, "sync_folder"),
        (creation.schema, "build"),
        (Path, "rename"),
    ):
        monkeypatch.setattr(module, name, counted(getattr(module, name)))
    with pytest.raises(DiskError, match="pieno"):
        pending.commit()
    monkeypatch.undo()
    if not (folder / keyring.FILE).exists():
        assert list(tmp_path.iterdir()) == []
        pending.commit()
    service.unlock(folder, "Responsabile", "a b c", clock=clock).close()


def test_creation_cut_off_before_its_last_step_is_started_over(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "vault"
    pending = _prepare(folder, clock, USERS)
    real = Path.rename

    def dies(path: Path, target: Path) -> Path:
        if path.name == keyring.FILE:
            os._exit(9)
        return real(path, target)

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(Path, "rename", dies)
        pending.commit()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (folder / CASES).exists()
    assert service.state(folder).kind is StateKind.ABSENT
    with _prepare(folder, clock, USERS) as again:
        again.commit()
    service.unlock(folder, "Responsabile", "a b c", clock=clock).close()
    assert sorted(path.name for path in folder.iterdir()) == [
        "backups",
        CASES,
        COUNTS,
        keyring.FILE,
        "lock",
    ]


def test_a_lone_database_is_damage_and_never_overwritten(folder: Path, clock: FixedClock) -> None:
    (folder / keyring.FILE).unlink()
    before = (folder / CASES).read_bytes()
    assert service.state(folder).kind is StateKind.DAMAGED
    with pytest.raises(InputError, match="già un archivio"):
        _prepare(folder, clock, USERS)
    assert (folder / CASES).read_bytes() == before


@pytest.mark.parametrize(
    "users",
    [
        [],
        [("R", Role.RESPONSABILE, "")],
        [("R", Role.RESPONSABILE, "  ")],
        [("", Role.RESPONSABILE, "x")],
        [("O", Role.OPERATORE, "x")],
        [("R", Role.RESPONSABILE, "x"), ("r", Role.OPERATORE, "y")],
    ],
)
def test_bad_people_are_refused_and_nothing_written(
    tmp_path: Path, clock: FixedClock, users: list[tuple[str, Role, str]]
) -> None:
    with pytest.raises(InputError):
        _prepare(tmp_path / "v", clock, users)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a\x1b[31m", "x" * 201])
def test_bad_office_names_are_refused_before_any_work(
    tmp_path: Path, clock: FixedClock, name: str
) -> None:
    for office, desk in ((name, ""), ("", name)):
        with pytest.raises(InputError, match="sede o dello sportello"):
            service.prepare(tmp_path / "v", office=office, desk=desk, users=USERS, clock=clock)


def test_existing_vault_is_never_overwritten(folder: Path, clock: FixedClock) -> None:
    before = (folder / keyring.FILE).read_bytes()
    with pytest.raises(InputError, match="già un archivio"):
        _prepare(folder, clock, USERS)
    assert (folder / keyring.FILE).read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="/sys refuses every user on Linux")
def test_folder_that_refuses_is_a_disk_error(clock: FixedClock) -> None:
    pending = _prepare(Path("/sys/sportello/vault"), clock, USERS)
    with pytest.raises(DiskError, match="non permette") as caught:
        pending.commit()
    assert caught.value.exit_code == 6


def test_files_and_folder_are_private(folder: Path, clock: FixedClock) -> None:
    service.unlock(folder, "Responsabile", "sasso carta forbice", clock=clock).close()
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes.pop("backups") == 0o700
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("OneDrive - Sede/sportello", "OneDrive"),
        ("Dropbox/x", "Dropbox"),
        ("Google Drive/x", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("iCloudDrive/x", "iCloud"),
        ("Nextcloud/x", "Nextcloud"),
    ],
)
def test_synced_folders_are_refused_with_the_reason(
    tmp_path: Path, clock: FixedClock, path: str, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        _prepare(tmp_path / path, clock, USERS)
    assert list(tmp_path.iterdir()) == []


def test_a_vault_moved_into_a_synced_folder_is_refused_by_every_way_in(
    template: tuple[Path, service.Recovery], tmp_path: Path, clock: FixedClock
) -> None:
    moved = shutil.copytree(template[0], tmp_path / "OneDrive - Sede" / "sportello")
    before = {path.name: path.read_bytes() for path in moved.iterdir() if path.is_file()}
    shares = service.Shares(template[1].share_a, template[1].share_b)
    wanted = service.Wanted("Operatrice", "frase nuova")
    ways = (
        lambda: enter(moved, "Operatrice", clock),
        lambda: service.verify(moved, "Operatrice", "x", clock=clock),
        lambda: service.recover(moved, shares, wanted, countersign=countersign, clock=clock),
    )
    for way in ways:
        with pytest.raises(InputError, match="OneDrive"):
            way()
    after = {path.name: path.read_bytes() for path in moved.iterdir() if path.is_file()}
    assert after == before


def test_a_folder_on_a_network_disk_is_refused(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of mounts is another machine's: there is no share here to try."""
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path.resolve()} nfs4 rw 0 0\n"
    monkeypatch.setattr(places, "_mounts", lambda: mounts)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(InputError, match="cartella di rete"):
        _prepare(tmp_path / "v", clock, USERS)
    with pytest.raises(InputError, match="cartella di rete"):
        _prepare(Path("//server/condivisa"), clock, USERS)
    assert list(tmp_path.iterdir()) == []


def test_synced_folder_behind_a_link_or_a_marker(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "qui").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in str(places.unsafe_reason(tmp_path / "qui" / "v"))
    (tmp_path / "locale").mkdir()
    (tmp_path / "Dropbox" / "fuori").symlink_to(tmp_path / "locale")
    assert "Dropbox" in str(places.unsafe_reason(tmp_path / "Dropbox" / "fuori"))
    (tmp_path / "altro").mkdir()
    (tmp_path / "altro" / ".stfolder").mkdir()
    assert "Syncthing" in str(places.unsafe_reason(tmp_path / "altro" / "v"))
    assert places.unsafe_reason(tmp_path / "locale") is None


def test_network_shares_are_refused() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/rete nfs4 rw 0 0\n"
        "//s/d /mnt/con\\040spazio cifs rw 0 0\n/dev/sdb1 /mnt/rete/locale ext4 rw 0 0\n"
    )
    assert places.mount_type(Path("/mnt/rete/a"), mounts) == "nfs4"
    assert places.mount_type(Path("/mnt/con spazio/a"), mounts) == "cifs"
    assert places.mount_type(Path("/mnt/rete/locale/a"), mounts) == "ext4"
    assert places.mount_type(Path("/home"), mounts) == "ext4"


def test_macos_mounts_are_read_by_the_longest_point() -> None:
    mounts = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//utente@server/sede on /Volumes/sede comune (smbfs, nodev, nosuid)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n"
        "un'altra riga\n"
    )
    assert places.mac_mount_type(Path("/Applications/ufficio"), mounts) == "apfs"
    assert places.mac_mount_type(Path("/Volumes/sede comune/a"), mounts) == "smbfs"


def test_onedrive_under_another_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Documenti"))
    assert places.unsafe_reason(tmp_path / "Documenti" / "sportello") is not None
    assert places.unsafe_reason(tmp_path / "sportello") is None
    assert "rete" in str(places.unsafe_reason(Path("//server/share/x")))
