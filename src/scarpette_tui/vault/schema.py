"""Versions of the two databases, forward inside one transaction; newer is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged, newer
from scarpette_tui.vault.tables import (
    AuditRow,
    CaseRecord,
    ConsentRow,
    DocumentRow,
    Erased,
    FreshCode,
    KeyBox,
    Meta,
    vault_registry,
)

Step = Callable[[Connection], None]


@dataclass(frozen=True)
class Schema:
    """One database's present tables and the steps that led to them.

    Attributes:
        version: what this program writes.
        tables: names of the tables of a new database.
        steps: step `n` leads from version `n` to `n + 1`.

    """

    version: int
    tables: tuple[str, ...]
    steps: Mapping[int, Step]


def _names(*models: type[SQLModel]) -> tuple[str, ...]:
    return tuple(str(model.__tablename__) for model in models)


def _freshness(connection: Connection) -> None:
    """1 to 2: signed consents, codes of the closing screen, what must not come back."""
    known = vault_registry.metadata.tables
    tables = [known[name] for name in _names(ConsentRow, FreshCode, Erased)]
    vault_registry.metadata.create_all(connection, tables=tables, checkfirst=False)


CASES = Schema(
    version=2,
    tables=_names(Meta, CaseRecord, KeyBox, DocumentRow, ConsentRow, FreshCode, Erased, AuditRow),
    steps={1: _freshness},
)
COUNTS = Schema(version=1, tables=(str(Meta.__tablename__),), steps={})


def build(database: Database, schema: Schema, facts: Mapping[str, str]) -> None:
    """Make the tables of a new database and write its meta rows, in one transaction."""
    known = vault_registry.metadata.tables
    tables: Sequence[Table] = [known[name] for name in schema.tables]
    with database.transaction() as connection:
        vault_registry.metadata.create_all(connection, tables=tables, checkfirst=False)
        for name, value in {"schema": str(schema.version), **facts}.items():
            connection.execute(known["meta"].insert().values(name=name, value=value))
        if database.root:
            database.root.rebuild()


def read_meta(database: Database) -> dict[str, str]:
    """Return the meta rows.

    Raises:
        VaultDamagedError: an empty or strange database, as a 0-byte file opens (V6).

    """
    meta = vault_registry.metadata.tables["meta"]
    try:
        with database.reading() as connection:
            rows = connection.execute(select(meta.c.name, meta.c.value)).all()
    except OperationalError:
        raise damaged("manca la riga che dice che cos'è questo file") from None
    facts = {str(name): str(value) for name, value in rows}
    if not facts.get("schema", "").isdigit():
        raise damaged("manca la riga che dice che cos'è questo file")
    return facts


def write_meta(connection: Connection, name: str, value: str) -> None:
    """Set one meta row inside a transaction."""
    statement = "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value"
    connection.execute(sql(statement), {"name": name, "value": value})


def pending(database: Database, schema: Schema) -> int:
    """Return the version found.

    Raises:
        VaultDamagedError: newer than the program, or a version nobody released.

    """
    found = int(read_meta(database)["schema"])
    if found > schema.version:
        raise newer()
    if any(version not in schema.steps for version in range(found, schema.version)):
        raise damaged("è di una versione che questo programma non conosce")
    return found


def migrate(database: Database, schema: Schema) -> int:
    """Bring a database to the present version; the whole way or nothing.

    Returns:
        How many steps were made.

    Raises:
        VaultDamagedError: newer than the program, or a version nobody released.

    """
    found = pending(database, schema)
    if found == schema.version:
        return 0
    with database.transaction() as connection:
        if database.root:
            database.root.unwatch()
        for version in range(found, schema.version):
            schema.steps[version](connection)
        write_meta(connection, "schema", str(schema.version))
        if database.root:
            database.root.rebuild()
    return schema.version - found
