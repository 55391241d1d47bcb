"""Opening SQLCipher by the rules V5, in their order, against the traps V6."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.status import check_database_file

PAGE = 4096
_AFTER_KEY = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = ON",
)
_EXPECTED = {
    "locking_mode": "exclusive",
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "temp_store": 2,
    "foreign_keys": 1,
}
_SETTLED = frozenset({"temp_store", "temp_store_directory", "key", "rekey", "cipher_log"})
"""Pragmas that nothing may change once the connection is open."""

Connection = Any
"""A sqlcipher3 connection: the package ships no types."""


class Guard:
    """The authorizer: no ATTACH but our own VACUUM's, no extensions, no settled pragma."""

    def __init__(self) -> None:
        self.vacuuming = False

    def __call__(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """Answer SQLite; anything unforeseen about these actions is a no."""
        allowed = True
        if action == dbapi2.SQLITE_ATTACH:
            allowed = self.vacuuming and first == ""
        elif action == dbapi2.SQLITE_PRAGMA:
            allowed = second is None or (first or "").lower() not in _SETTLED
        elif action == dbapi2.SQLITE_FUNCTION:
            allowed = (second or "").lower() != "load_extension"
        return int(dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY)


def connect(path: Path, key: bytes, *, new: bool = False) -> tuple[Connection, Guard]:
    """Open one database with its raw key; never creates a file.

    Args:
        path: the database; a new one is an empty file made by the caller.
        key: 32 bytes.
        new: the file is empty and about to be filled.

    Raises:
        VaultDamagedError: missing, empty, in clear, cut.
        OSError: it may not be written.
        sqlcipher3 errors: wrong key, damaged pages, refusing disk (see `faults`).

    """
    if not new:
        check_database_file(path)
    with path.open("r+b"):  # SQLite would quietly open a file it may not write to
        pass
    connection = dbapi2.connect(
        path.resolve().as_uri() + "?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for statement in _AFTER_KEY:
            connection.execute(statement)
        _check_settings(connection)
        if not new:
            _check_length(connection, path)
        guard = Guard()
        connection.set_authorizer(guard)
    except BaseException:
        connection.close()
        raise
    return connection, guard


def _check_settings(connection: Connection) -> None:
    for name, expected in _EXPECTED.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise damaged("la connessione protetta non si stabilisce come deve")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise damaged("manca la cifratura del file")


def _check_length(connection: Connection, path: Path) -> None:
    """Catch a cut at a page boundary, which every page's own HMAC passes (V6)."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    waiting = path.with_name(path.name + "-wal")
    unclean = waiting.exists() and waiting.stat().st_size > 0
    if not unclean and pages * PAGE != path.stat().st_size:
        raise damaged("un file dell'archivio è tagliato")
