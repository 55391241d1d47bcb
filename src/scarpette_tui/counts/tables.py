"""Tables of the counts (SQLModel): true figures in cases.db, protected ones in counts.db."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

counts_registry = registry()


class CountsTable(SQLModel, registry=counts_registry):
    """Base of the counts' tables, apart from any other SQLModel class."""


class TallyEvent(CountsTable, table=True):
    """In cases.db, until its day is published: one consultation closed. Nothing else."""

    __tablename__: ClassVar[str] = "tally"
    number: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    benefit_group: str = ""
    """One of the fixed groups, empty where D8 forbids it."""


class RunningTotal(CountsTable, table=True):
    """In cases.db, until its period is published: the exact total so far.

    `period` is "2026-11", "2026-Q4" or "2026-Q4 figli".
    """

    __tablename__: ClassVar[str] = "totals"
    period: str = Field(primary_key=True)
    total: int = 0


class ClosingMark(CountsTable, table=True):
    """In cases.db: how far the days were closed. One row."""

    __tablename__: ClassVar[str] = "closing"
    number: int = Field(default=1, primary_key=True)
    since: date
    """First day that counts."""
    closed_to: date | None = None
    """Last day published, None before the first."""


class Figure(CountsTable, table=True):
    """In counts.db: one published, protected, signed figure; never changed.

    `kind` is day, month or group; `period` an ISO day, "2026-11" or "2026-Q4"; `cell` the
    benefit group of a quarter's table. `value` may be below zero; it is empty where a cell
    may not be shown (D6).
    """

    __tablename__: ClassVar[str] = "figures"
    kind: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    cell: str = Field(default="", primary_key=True)
    value: int | None = None
    signature: str


OPEN_TABLES = (TallyEvent, RunningTotal, ClosingMark)
"""What lies in cases.db."""
PUBLIC_TABLES = (Figure,)
"""What lies in counts.db."""
