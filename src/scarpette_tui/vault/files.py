"""Small files written so that a power cut leaves the old or the new one, never half."""

import errno
import os
import sys
from pathlib import Path


class TooLargeError(Exception):
    """A file is larger than anything this program writes."""


def read_small(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most `limit` bytes, without reading more.

    Raises:
        TooLargeError: it is larger.
        OSError: it cannot be read.

    """
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError
    return data


def replace(path: Path, data: bytes) -> None:
    """Write a file atomically: temporary 0600 beside it, fsync, rename, fsync the folder.

    Raises:
        OSError: nothing was changed.

    """
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        write_new(temporary, data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def clear_unfinished(folder: Path) -> None:
    """Remove what `replace` left when a crash cut it short; the caller holds the vault.

    It could be a keyring whose passphrase was changed since (V2).
    """
    for leftover in folder.glob(f".{'[0-9a-f]' * 16}.tmp"):
        leftover.unlink(missing_ok=True)


def write_new(path: Path, data: bytes) -> None:
    """Create a file that must not exist, 0600, and bring it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def require_no_log(folder: Path) -> None:
    """Refuse databases that are to be moved and whose write-ahead log is still beside them.

    Closing brings the log into the file, and says nothing when the disk refuses that: moved
    alone, the file would lack its last commits.

    Raises:
        OSError: a log was left.

    """
    if any(folder.glob("*-wal")):
        raise OSError(errno.EIO, "a write-ahead log was left behind")


def sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to the disk; Windows has no such call."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
