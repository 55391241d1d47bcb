"""One process at a time: a lock of the operating system, free by itself after a crash."""

import errno
import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.errors import VaultBusyError
from scarpette_tui.vault import files

FILE = "lock"
HOLDER = "holder.json"
PATIENCE = 0.3
"""Seconds every start tries for: a state check holds the lock for an instant."""


@dataclass(frozen=True)
class Holder:
    """Who has the vault, as its side file says; empty where it says nothing."""

    label: str = ""
    since: datetime | None = None


class VaultLock:
    """The lock of one vault folder."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._descriptor: int | None = None

    def acquire(self, label: str, clock: Clock, wait: float = 0.0) -> None:
        """Take the vault for `label`.

        Args:
            label: who, for the side file.
            clock: the time, for the side file.
            wait: seconds to wait for another process.

        Raises:
            VaultBusyError: another process has it; says who and since when.
            OSError: the folder refuses.

        """
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._directory / FILE, flags, 0o600)
        end = time.monotonic() + max(wait, PATIENCE)
        try:
            while not _try_lock(descriptor):
                if time.monotonic() >= end:
                    raise _busy(holder(self._directory))
                time.sleep(0.02)
            self._descriptor = descriptor
            note = {"label": label, "since": clock.now().isoformat()}
            files.replace(self._directory / HOLDER, json.dumps(note).encode())
        except BaseException:
            self._descriptor = None
            os.close(descriptor)
            raise

    def release(self) -> None:
        """Give the vault back; nothing happens when it is not held."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            (self._directory / HOLDER).unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None


def holder(directory: Path) -> Holder:
    """Read the side file."""
    try:
        note = json.loads(files.read_small(directory / HOLDER, 10_000))
        label = "".join(sign for sign in str(note["label"])[:80] if sign.isprintable())
        return Holder(label, datetime.fromisoformat(note["since"]))
    except (OSError, ValueError, TypeError, KeyError, files.TooLargeError):
        return Holder()


def is_held(directory: Path) -> bool:
    """Say whether another process has the vault; a folder without lock file is free."""
    try:
        descriptor = os.open(directory / FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)


def _busy(who: Holder) -> VaultBusyError:
    name = f" da {who.label}" if who.label else ""
    since = f" dalle {who.since:%H:%M} del {who.since:%d/%m/%Y}" if who.since else ""
    return VaultBusyError(
        f"L'archivio è già aperto{name}{since}.",
        "Non è stato toccato nulla.",
        "Aspetti che chi lo usa lo chiuda o lo blocchi, poi riprovi.",
    )


def _try_lock(descriptor: int) -> bool:
    """Take the lock without waiting; it ends with the descriptor or the process."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists only there

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
