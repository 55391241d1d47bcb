"""Replacing the vault's files all together: before or after, never in between.

What is new is prepared in a folder of its own; giving that folder its final name is the one
step that decides. Whoever comes next, after a crash too, moves its files into place.
"""

import shutil
from pathlib import Path

from scarpette_tui.vault import files, keyring
from scarpette_tui.vault.status import CASES, COUNTS, DECIDED

PREPARING = ".scambio.tmp"
_NAMES = (CASES, COUNTS, keyring.FILE)


def prepare(directory: Path) -> Path:
    """Return an empty folder for the new files; what an earlier attempt left is removed."""
    folder = directory / PREPARING
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    return folder


def decide(directory: Path) -> None:
    """Make the prepared files the vault; both databases must be closed.

    Raises:
        OSError: nothing was replaced, or the rest follows at the next start.

    """
    files.require_no_log(directory / PREPARING)
    files.sync_folder(directory / PREPARING)
    (directory / PREPARING).rename(directory / DECIDED)
    files.sync_folder(directory)
    finish(directory)


def abandon(directory: Path) -> None:
    """Remove what was prepared; the vault is as it was."""
    shutil.rmtree(directory / PREPARING, ignore_errors=True)


def pending(directory: Path) -> bool:
    """Say whether a decided exchange waits to be finished."""
    return (directory / DECIDED).is_dir()


def finish(directory: Path) -> None:
    """Move decided files into place; again and again until it is done."""
    decided = directory / DECIDED
    if not decided.is_dir():
        return
    for name in _NAMES:
        if (decided / name).exists():
            for leftover in (f"{name}-wal", f"{name}-shm"):
                (directory / leftover).unlink(missing_ok=True)
            (decided / name).replace(directory / name)
    (directory / keyring.PREVIOUS).unlink(missing_ok=True)
    files.sync_folder(directory)
    shutil.rmtree(decided)
    files.sync_folder(directory)
