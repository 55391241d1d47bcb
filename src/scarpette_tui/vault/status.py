"""What stands in a folder before any passphrase; cheap enough for the lock screen."""

from pathlib import Path

from scarpette_tui.errors import InputError, VaultDamagedError
from scarpette_tui.vault import header, lock
from scarpette_tui.vault.faults import damaged, newer, translated
from scarpette_tui.vault.types import StateKind, VaultState

CASES = "cases.db"
COUNTS = "counts.db"
BACKUPS = "backups"
STAGING = ".nuovo"
"""Folder of a vault being made: while the keyring is in it, nothing is final."""
DECIDED = ".scambio"
"""Folder of an exchange that was decided: its files are the vault (see `swap`)."""
_PLAINTEXT = b"SQLite format 3\0"
_PAGE = 4096


def state(directory: Path) -> VaultState:
    """Look at a folder without opening anything.

    Raises:
        DiskError: the folder cannot be read.

    """
    with translated():
        if unfinished(directory) or not _anything(directory):
            return VaultState(StateKind.ABSENT)
        try:
            decided = (directory / DECIDED / header.FILE).exists()
            said = header.check(header.read(directory / DECIDED if decided else directory))
            if not decided:  # else the next unlock moves the new files into place
                check_files(directory)
        except InputError:
            detail = damaged("manca il file delle chiavi").line()
            return VaultState(StateKind.DAMAGED, detail=detail)
        except VaultDamagedError as fault:
            kind = StateKind.NEWER if fault.happened == newer().happened else StateKind.DAMAGED
            return VaultState(kind, detail=fault.line())
        held = lock.is_held(directory)
        who = lock.holder(directory) if held else lock.Holder()
        return VaultState(
            StateKind.BUSY if held else StateKind.READY,
            users=said.people,
            office=said.office,
            desk=said.desk,
            busy_since=who.since,
            busy_user=who.label,
            purpose=said.purpose,
        )


def unfinished(directory: Path) -> bool:
    """Say whether a creation was cut off before its last step: nothing there is final."""
    staged = directory / STAGING / header.FILE
    return staged.exists() and not (directory / header.FILE).exists()


def check_files(directory: Path) -> None:
    """Look at the first bytes and the sizes of both databases, without keys (V6).

    Raises:
        VaultDamagedError: missing, empty, in clear, or cut.
        OSError: the disk refuses.

    """
    for name in (CASES, COUNTS):
        check_database_file(directory / name)


def check_database_file(path: Path) -> None:
    """Look at one database file.

    Raises:
        VaultDamagedError: missing, empty, in clear, or cut.
        OSError: the disk refuses.

    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            first = stream.read(len(_PLAINTEXT))
    except FileNotFoundError:
        raise damaged("manca un file dell'archivio") from None
    if first == _PLAINTEXT:
        raise damaged("un file dell'archivio è in chiaro, quindi non è quello di prima")
    if size < _PAGE:
        raise damaged("un file dell'archivio è vuoto o tagliato")
    waiting = path.with_name(path.name + "-wal")
    if size % _PAGE and not (waiting.exists() and waiting.stat().st_size):
        raise damaged("un file dell'archivio è tagliato")


def _anything(directory: Path) -> bool:
    return any((directory / name).exists() for name in (header.FILE, CASES, COUNTS, DECIDED))
