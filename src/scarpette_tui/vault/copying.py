"""Copying a database row by row into another file under another key.

A logical copy, not a copy of pages: what is left out was never written, so there is nothing
to erase in the copy, and a damaged free page does not travel.
"""

from collections.abc import Mapping
from pathlib import Path

from scarpette_tui.vault import files
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.roots import ROW

_OBJECTS = "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND type = ?"
_NOTED = "SELECT case_id FROM erased"
NOTHING = "0"
"""Condition that leaves a table empty."""


def copy(source: Database, target: Database, where: Mapping[str, str] | None = None) -> None:
    """Copy tables, rows and indexes in one transaction on each side.

    Args:
        source: read in one transaction, so the copy is of one moment.
        target: new and empty.
        where: table -> SQL condition on its rows; a table not named is copied whole.

    """
    conditions = {"meta": f"name <> '{ROW}'", **(where or {})}
    with source.driver() as here, target.driver() as there:
        there.execute("PRAGMA defer_foreign_keys = ON")
        for _, name, sql in here.execute(_OBJECTS, ("table",)).fetchall():
            there.execute(sql)
            columns = [str(row[1]) for row in here.execute(f"PRAGMA table_info({name})")]
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            condition = conditions.get(name, "1")
            rows = here.execute(f"SELECT {names} FROM main.{name} WHERE {condition}")  # noqa: S608 - our own names
            there.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # noqa: S608
        for _, _, sql in here.execute(_OBJECTS, ("index",)).fetchall():
            there.execute(sql)
        if target.root:
            target.root.rebuild()


def into_new_file(
    source: Database,
    path: Path,
    key: bytes,
    *,
    root_key: bytes | None = None,
    where: Mapping[str, str] | None = None,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Make a file with a copy, and prove it by opening it again.

    Args:
        source: what is copied.
        path: the new file.
        key: its raw key.
        root_key: keeps a root over its rows; None keeps none.
        where: see `copy`.
        facts: more meta rows.

    Raises:
        VaultDamagedError: the copy does not read back.
        OSError: the disk refuses.

    """
    files.write_new(path, b"")
    with Database(path, key, new=True, root_key=root_key) as target:
        copy(source, target, where)
        with target.driver() as connection:
            connection.executemany("INSERT INTO meta VALUES (?, ?)", list((facts or {}).items()))
        target.checkpoint()
    with Database(path, key, root_key=root_key) as again:
        if again.page_faults() or (root_key and not again.rows_agree()):
            raise damaged("la copia appena scritta non si rilegge")


def count(database: Database, table: str, condition: str = "1") -> int:
    """Return how many rows of a table meet a condition."""
    with database.driver() as connection:
        found = connection.execute(f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608
        return int(found.fetchone()[0])


def erased(database: Database) -> frozenset[str]:
    """Return the ids of cases that must not come back."""
    with database.driver() as connection:
        return frozenset(str(row[0]) for row in connection.execute(_NOTED))
