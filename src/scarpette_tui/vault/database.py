"""One open database: an engine over a single SQLCipher connection, one thread at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2
from sqlmodel import Session

from scarpette_tui.vault.connection import connect
from scarpette_tui.vault.faults import damaged, translated
from scarpette_tui.vault.roots import Root


class Database:
    """A SQLCipher file behind SQLModel sessions.

    Args:
        path: the file.
        key: 32 bytes, used raw.
        new: the file is empty and about to be filled.
        root_key: 32 bytes; keeps a root over all rows (V7). None keeps none.

    Attributes:
        root: the root, where one is kept.
        closed: nothing can be read or written any more.

    Raises:
        VaultDamagedError: not readable with this key, cut, empty, in clear.
        DiskError: the disk refuses.

    """

    def __init__(
        self, path: Path, key: bytes, *, new: bool = False, root_key: bytes | None = None
    ) -> None:
        waiting = path.with_name(path.name + "-wal")
        self.path = path
        self.closed = False
        self._lock = RLock()
        with translated():
            self.stopped_unclean = waiting.exists() and waiting.stat().st_size > 0
            self._raw, self._guard = connect(path, key, new=new)
            self.root: Root | None = None
            try:
                self.root = Root(self._raw, root_key) if root_key else None
            except BaseException:
                self._raw.close()
                raise
        self._engine = self._make_engine()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end, on the disk when this returns.

        Raises:
            DiskError: full, read-only, refused; nothing of it was kept.
            VaultDamagedError: a page does not open.

        """
        with (
            self._lock,
            translated(),
            self._rooted(),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session
            session.flush()
            self._settle(tables_may_be_new=False)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction below SQLModel, for tables and migrations."""
        with self._lock, translated(), self._rooted(), self._engine.begin() as connection:
            yield connection
            self._settle(tables_may_be_new=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that cannot change anything: the root need not follow yet."""
        with self._lock, translated(), self._engine.begin() as connection:
            self._raw.execute("PRAGMA query_only = ON")
            try:
                yield connection
            finally:
                self._raw.execute("PRAGMA query_only = OFF")

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """One transaction on the driver's own connection, for copies of many rows."""
        with self._lock, translated(), self._rooted():
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield self._raw
                self._settle(tables_may_be_new=True)
                self._raw.execute("COMMIT")
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                raise

    def rows_agree(self) -> bool:
        """Add all rows up and compare with the root: False when a page was replayed (V7)."""
        with self._lock, translated():
            return self.root is not None and self.root.agrees()

    def foretold(self, name: str, value: str) -> int:
        """Return the root's total as it will be once a meta row has this value.

        The lock here is not for order alone: SQLite calls back into Python (`Guard`, the
        root), so two threads at once on one connection wait for each other for ever.
        """
        with self._lock, translated():
            assert self.root is not None
            return self.root.foretold(name, value)

    def checkpoint(self) -> None:
        """Bring the log into the file and cut the log to nothing.

        Raises:
            DiskError: the disk refuses.

        """
        with self._lock, translated():
            busy = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise damaged("il registro delle scritture non si chiude")

    def vacuum(self) -> None:
        """Rewrite the file without what was deleted, then cut the log (V10)."""
        with self._lock, translated():
            self.checkpoint()
            self._guard.vacuuming = True
            try:
                self._raw.execute("VACUUM")
            finally:
                self._guard.vacuuming = False
            self.checkpoint()

    def page_faults(self) -> list[str]:
        """Check every page and SQLite's own structure; empty when all is well (V6).

        The log is brought into the file first: the check reads the main file only.
        """
        with self._lock, translated():
            self.checkpoint()
            pages = [str(row[0]) for row in self._raw.execute("PRAGMA cipher_integrity_check")]
            if pages:
                return pages
            found = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check(10)")]
            return [] if found == ["ok"] else found

    def close(self) -> None:
        """Close the file; SQLite brings the log into it first. Safe to call twice."""
        self.closed = True
        with self._lock, translated():
            self._engine.dispose()
            self._raw.close()

    @contextmanager
    def _rooted(self) -> Iterator[None]:
        """Keep what a transaction noted about the root only once it is committed."""
        if self.root:
            self.root.follow()
        try:
            yield
        except BaseException:
            if self.root:
                self.root.forget()
            raise
        if self.root:
            self.root.committed()

    def _settle(self, *, tables_may_be_new: bool) -> None:
        if self.root:
            self.root.settle(tables_may_be_new=tables_may_be_new)

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite://",
            creator=lambda: self._raw,
            module=dbapi2,
            poolclass=StaticPool,
            hide_parameters=True,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine
