"""The vault's door: the only module of this room that other rooms import.

Light at import time: SQLModel and the database load inside `warm_up`, while the passphrase
is typed, or inside `unlock`, while the key derivation runs.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.vault.attempts import wait_before_retry
from scarpette_tui.vault.kdf import KdfParameters, calibrate
from scarpette_tui.vault.status import state
from scarpette_tui.vault.types import (
    AuditEntry,
    BackupRow,
    CaseRow,
    CaseState,
    Hit,
    Purpose,
    Recovery,
    RegisterRow,
    Report,
    Role,
    ShareCheck,
    StateKind,
    User,
    VaultState,
)

if TYPE_CHECKING:
    from scarpette_tui.vault.acts import (
        Restoring,
        give_temporary,
        prepare_restore,
        recover,
        remove,
        rotate,
    )
    from scarpette_tui.vault.authority import People, Shares
    from scarpette_tui.vault.cases import Case
    from scarpette_tui.vault.creation import Pending
    from scarpette_tui.vault.recovery import check_share
    from scarpette_tui.vault.rescue import Recovered, Wanted
    from scarpette_tui.vault.session import Vault

__all__ = [
    "AuditEntry",
    "BackupRow",
    "Case",
    "CaseRow",
    "CaseState",
    "Hit",
    "KdfParameters",
    "Pending",
    "People",
    "Purpose",
    "Recovered",
    "Recovery",
    "RegisterRow",
    "Report",
    "Restoring",
    "Role",
    "ShareCheck",
    "Shares",
    "StateKind",
    "User",
    "Vault",
    "VaultState",
    "Wanted",
    "backups",
    "calibrate",
    "check_share",
    "create",
    "give_temporary",
    "prepare",
    "prepare_restore",
    "recover",
    "remove",
    "rotate",
    "state",
    "unlock",
    "verify",
    "wait_before_retry",
    "warm_up",
]


_ROOMS = {
    "Case": "cases",
    "Pending": "creation",
    "People": "authority",
    "Recovered": "rescue",
    "Restoring": "acts",
    "Shares": "authority",
    "Vault": "session",
    "Wanted": "rescue",
    "check_share": "recovery",
    "give_temporary": "acts",
    "prepare_restore": "acts",
    "recover": "acts",
    "remove": "acts",
    "rotate": "acts",
}


def __getattr__(name: str) -> object:
    """Load what stands behind the door only when someone asks for it by name."""
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"scarpette_tui.vault.{_ROOMS[name]}"), name)


def prepare(
    directory: Path,
    *,
    office: str,
    desk: str,
    users: Sequence[tuple[str, Role, str]],
    clock: Clock,
    kdf: KdfParameters | None = None,
    purpose: Purpose = "office",
    given: bool = False,
) -> "Pending":
    """Make every key of a new vault in memory; nothing is written until `commit`.

    Args:
        directory: where the vault shall be; must not hold one.
        office: name of the office, in clear in the header.
        desk: name of the desk, the same.
        users: (label, role, passphrase), at least one; the first is `responsabile`.
        clock: the time.
        kdf: cost of a guess; None calibrates to about one second on this machine.
        purpose: `demo` or `test` allow parameters under the floor, and are shown.
        given: the first person knows the others' passphrases: each must be changed (V2).

    Returns:
        `Pending`, a context manager that aborts unless committed.

    Raises:
        InputError: an empty passphrase or label, a doubled label, no responsabile,
            a synced or network folder, a folder that already holds a vault.

    """
    from scarpette_tui.vault import creation  # noqa: PLC0415 - loads the database

    names = {"office": office, "desk": desk}
    return creation.prepare(
        directory, **names, users=users, clock=clock, kdf=kdf, purpose=purpose, given=given
    )


def create(
    directory: Path,
    *,
    office: str,
    desk: str,
    users: Sequence[tuple[str, Role, str]],
    clock: Clock,
    kdf: KdfParameters | None = None,
    purpose: Purpose = "office",
) -> Recovery:
    """Prepare and commit at once, for `demo`, tests and the headless verb.

    Raises:
        InputError: see `prepare`.
        DiskError: the folder cannot be written; nothing half-made is left.

    """
    pending = prepare(
        directory, office=office, desk=desk, users=users, clock=clock, kdf=kdf, purpose=purpose
    )
    with pending:
        pending.commit()
    return pending.recovery


def unlock(
    directory: Path, label: str, passphrase: str, *, clock: Clock, wait: float = 0.0
) -> "Vault":
    """Open the vault for one person; about one second, so call it from a worker.

    Args:
        directory: the vault's folder.
        label: as in the keyring's header.
        passphrase: normalised to NFC before use.
        clock: the time; drafts that expired at midnight are destroyed here.
        wait: seconds to wait for another process to leave.

    Raises:
        InputError: empty passphrase, unknown label, no vault there.
        WrongPassphraseError: also while the delay after failures lasts; has
            `retry_in`, seconds.
        VaultBusyError: another process has it; says who and since when.
        VaultDamagedError: damaged, rolled back, or newer than this program.
        DiskError: full, read-only, refused.

    """
    from scarpette_tui.vault import opening  # noqa: PLC0415 - loads the database

    return opening.unlock(directory, label, passphrase, clock=clock, wait=wait)


def warm_up() -> None:
    """Load what `unlock` will need; for a worker, while the passphrase is typed."""
    from scarpette_tui.vault import opening  # noqa: PLC0415 - loads the database

    opening.load_libraries()


def backups(directory: Path) -> tuple[BackupRow, ...]:
    """Return the backups of a vault, newest first; no key is needed to count them.

    Raises:
        DiskError: the folder cannot be read.

    """
    from scarpette_tui.vault import backups as room  # noqa: PLC0415 - loads the database
    from scarpette_tui.vault.faults import translated  # noqa: PLC0415
    from scarpette_tui.vault.status import BACKUPS  # noqa: PLC0415

    with translated():
        return tuple(map(room.row_of, room.listed(directory / BACKUPS)))


def verify(directory: Path, label: str, passphrase: str, *, clock: Clock) -> Report:
    """Check pages, schema, keyring signature and audit chain; a full read.

    Raises:
        The same as `unlock`, when it cannot even be opened.

    """
    with unlock(directory, label, passphrase, clock=clock) as vault:
        return vault.check()
