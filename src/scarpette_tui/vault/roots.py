"""The root over every row of cases.db, kept as rows change (V7).

SQLCipher proves each page, not that the page is the newest one. So each row is a term, a
keyed hash of its table and its values; the root is the sum of all terms modulo 2^256. A
transaction adds what it inserts and takes away what it deletes, in the same commit, at the
price of one small row; a full check adds everything up again. Without the vault key nobody
can tell which rows would give the same sum.
"""

import hashlib
import struct
from dataclasses import dataclass
from typing import Any

from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.primitives import derive

ROW = "root"
"""Meta row with the root: the only row that is not part of it."""
_MODULUS = 1 << 256
_frame = struct.Struct(">cQ").pack
"""Kind and length of a value, before its bytes."""
_TABLES = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_WATCHED = "SELECT DISTINCT tbl_name FROM temp.sqlite_master WHERE type = 'trigger'"


def root_key(vmk: bytes) -> bytes:
    """Return the key of the terms (label `root`)."""
    return derive(vmk, "root")


@dataclass(frozen=True)
class RootState:
    """How far a database has come.

    Attributes:
        writes: committed transactions that changed something, since it was made.
        total: sum of the terms of all rows.

    """

    writes: int
    total: int

    def text(self) -> str:
        """Return the meta row's value."""
        return f"{self.writes}:{self.total:064x}"

    @classmethod
    def from_text(cls, text: str) -> "RootState":
        """Read the meta row's value.

        Raises:
            VaultDamagedError: it is not one.

        """
        writes, _, total = text.partition(":")
        try:
            return cls(int(writes), int(total, 16))
        except ValueError:
            raise damaged("la radice di controllo non si legge") from None


class Root:
    """Follows one connection's changes.

    Args:
        connection: the driver's connection, keyed, no transaction open.
        key: from `root_key`.

    """

    def __init__(self, connection: Any, key: bytes) -> None:  # noqa: ANN401 - untyped driver
        self._connection = connection
        self._keyed = hashlib.blake2b(key=key, digest_size=32)
        self._delta = 0
        self._touched = False
        self._following = False
        self._rebuilt: RootState | None = None
        self._next: RootState | None = None
        self.state: RootState | None = None
        self.changed = False
        """Whether this connection committed anything."""
        connection.create_function("rooted", -1, self._note)
        found = self._stored()
        if found is not None:
            self.state = RootState.from_text(found)

    def follow(self) -> None:
        """Watch every table from now on; to be called before anything can change."""
        if self.state is not None and not self._following:
            for table in self._names(_TABLES):
                self._watch(table)
            self._following = True

    def settle(self, *, tables_may_be_new: bool) -> None:
        """Write the root of this transaction; to be called just before its commit."""
        if self._rebuilt is None and self.state is None:
            return
        if tables_may_be_new:
            for table in self._names(_TABLES) - self._names(_WATCHED):
                self._watch(table)
                self._delta += self._sum(table)
                self._touched = True
        base = self._rebuilt or self.state
        assert base is not None
        if self._touched or self._rebuilt:
            self._next = RootState(base.writes + 1, (base.total + self._delta) % _MODULUS)
            self._connection.execute(
                "INSERT INTO meta (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (ROW, self._next.text()),
            )

    def committed(self) -> None:
        """Remember what the commit made true."""
        if self._next is not None:
            self.state = self._next
            self.changed = True
        self.forget()

    def forget(self) -> None:
        """Drop what a rolled back transaction had noted."""
        self._delta, self._touched, self._rebuilt, self._next = 0, False, None, None

    def rebuild(self) -> None:
        """Start from the rows as they are: a new database, or one just migrated."""
        names = self._names(_TABLES)
        for table in self._names(_WATCHED):
            self._unwatch(table)
        self._delta = 0
        writes = self.state.writes if self.state else 0
        self._rebuilt = RootState(writes, sum(map(self._sum, names)) % _MODULUS)
        for table in names:
            self._watch(table)
        self._following = True

    def unwatch(self) -> None:
        """Let a migration change tables; `rebuild` follows."""
        for table in self._names(_WATCHED):
            self._unwatch(table)

    def agrees(self) -> bool:
        """Add every row up again: False when a page is not the newest one."""
        stored = self._stored()
        if stored is None or self.state is None or RootState.from_text(stored) != self.state:
            return False
        return sum(map(self._sum, self._names(_TABLES))) % _MODULUS == self.state.total

    def foretold(self, name: str, value: str) -> int:
        """Return the total as it will be once a meta row has this value, and nothing else changed."""
        assert self.state is not None
        query = "SELECT value FROM meta WHERE name = ?"
        before = self._connection.execute(query, (name,)).fetchone()
        gone = self._term(("meta", name, before[0])) if before else 0
        return (self.state.total - gone + self._term(("meta", name, value))) % _MODULUS

    def _note(self, sign: int, *values: Any) -> None:  # noqa: ANN401 - whatever SQLite stores
        self._delta += sign * self._term(values)
        self._touched = True

    def _term(self, values: tuple[Any, ...]) -> int:
        framed: list[bytes] = []
        for value in values:  # inline: a full check asks for millions of values
            if isinstance(value, str):
                kind, data = b"s", value.encode()
            elif isinstance(value, bytes):
                kind, data = b"b", value
            else:
                kind, data = (b"n", b"") if value is None else (b"i", repr(value).encode())
            framed += (_frame(kind, len(data)), data)
        digest = self._keyed.copy()
        digest.update(b"".join(framed))
        return int.from_bytes(digest.digest(), "big")

    def _sum(self, table: str) -> int:
        columns, term = ", ".join(self._columns(table)), self._term
        where = f" WHERE name <> '{ROW}'" if table == "meta" else ""
        rows = self._connection.execute(f"SELECT {columns} FROM main.{table}{where}")  # noqa: S608 - our own names
        return sum(term((table, *row)) for row in rows)

    def _columns(self, table: str) -> list[str]:
        return [f'"{row[1]}"' for row in self._connection.execute(f"PRAGMA table_info({table})")]

    def _watch(self, table: str) -> None:
        columns = self._columns(table)
        for event, signs in (("insert", "+"), ("delete", "-"), ("update", "-+")):
            calls = "".join(
                f"SELECT rooted({sign}1, '{table}', "
                + ", ".join(f"{'NEW' if sign == '+' else 'OLD'}.{name}" for name in columns)
                + "); "
                for sign in signs
            )
            side = "OLD" if event == "delete" else "NEW"
            when = f"WHEN {side}.name <> '{ROW}' " if table == "meta" else ""
            self._connection.execute(
                f"CREATE TEMP TRIGGER rooted_{table}_{event} AFTER {event} ON main.{table} "
                f"{when}BEGIN {calls}END"
            )

    def _unwatch(self, table: str) -> None:
        for event in ("insert", "delete", "update"):
            self._connection.execute(f"DROP TRIGGER temp.rooted_{table}_{event}")

    def _names(self, query: str) -> set[str]:
        return {str(row[0]) for row in self._connection.execute(query)}

    def _stored(self) -> str | None:
        if "meta" not in self._names(_TABLES):
            return None
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (ROW,)).fetchone()
        return str(row[0]) if row else None
