"""Tables of the counts (SQLModel): true figures in cases.db, protected ones in counts.db.

The only module of this room that knows SQL: every function is one small question or change
inside a transaction of the caller.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import inspect
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel import Session as Session  # noqa: PLC0414 - the rest of the room names it

if TYPE_CHECKING:
    from scarpette_tui.vault.database import Database

counts_registry = registry()


class CountsTable(SQLModel, registry=counts_registry):
    """Base of the counts' tables, apart from any other SQLModel class."""


class Tally(CountsTable, table=True):
    """In cases.db, until its day is published: how many consultations were closed.

    A counter, not a list: neither order nor hour of the consultations is written.
    """

    __tablename__: ClassVar[str] = "tally"
    day: date = Field(primary_key=True)
    benefit_group: str = Field(default="", primary_key=True)
    """One of the fixed groups, empty where there is none or D8 forbids it."""
    visits: int = 0


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

    See `ledger` for the kinds. `value` may be below zero; it is empty where a row has no
    number, or where a cell may not be shown (D6).
    """

    __tablename__: ClassVar[str] = "figures"
    kind: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    cell: str = Field(default="", primary_key=True)
    value: int | None = None
    signature: str


OPEN_TABLES = (Tally, RunningTotal, ClosingMark)
"""What lies in cases.db."""
PUBLIC_TABLES = (Figure,)
"""What lies in counts.db."""


def prepare(database: "Database", models: Iterable[type[SQLModel]]) -> None:
    """Make the tables that are not there yet; writes nothing when all are."""
    tables = [counts_registry.metadata.tables[str(model.__tablename__)] for model in models]
    with database.transaction() as connection:
        known = set(inspect(connection).get_table_names())
        missing = [table for table in tables if table.name not in known]
        if missing:
            counts_registry.metadata.create_all(connection, tables=missing, checkfirst=False)


# --- cases.db: the mark ---------------------------------------------------------------------


def mark(session: Session) -> ClosingMark | None:
    """Return how far the days were closed; None before the first unlock that counts."""
    return session.get(ClosingMark, 1)


def begin(session: Session, since: date) -> ClosingMark:
    """Write the first day that counts."""
    made = ClosingMark(since=since)
    session.add(made)
    return made


def reach(session: Session, day: date) -> None:
    """Write that the days up to this one are published."""
    found = session.get_one(ClosingMark, 1)
    found.closed_to = day
    session.add(found)


# --- cases.db: visits and totals --------------------------------------------------------------


def add_visit(session: Session, day: date, group: str) -> None:
    """Count one visit."""
    row = session.get(Tally, (day, group)) or Tally(day=day, benefit_group=group)
    row.visits += 1
    session.add(row)


def take_visits(session: Session, last: date) -> dict[str, int]:
    """Return the visits by group up to and with a day, and destroy their rows.

    A visit left on an earlier day, which closed only after it was drawn, goes along: nothing
    stays behind.
    """
    rows = session.exec(select(Tally).where(col(Tally.day) <= last)).all()
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.benefit_group] = counted.get(row.benefit_group, 0) + row.visits
        session.delete(row)
    return counted


def waiting(session: Session) -> list[tuple[date, int]]:
    """Return the visits of the days not yet published."""
    return [(row.day, row.visits) for row in session.exec(select(Tally)).all()]


def add_total(session: Session, period: str, count: int) -> None:
    """Add to a running total."""
    row = session.get(RunningTotal, period) or RunningTotal(period=period)
    row.total += count
    session.add(row)


def total_of(session: Session, period: str) -> int:
    """Return a running total; 0 when there is none."""
    row = session.get(RunningTotal, period)
    return row.total if row else 0


def destroy_totals(session: Session, period: str) -> None:
    """Destroy a running total and every total by group under it."""
    under = col(RunningTotal.period).startswith(f"{period} ", autoescape=True)
    session.exec(delete(RunningTotal).where((col(RunningTotal.period) == period) | under))


# --- counts.db --------------------------------------------------------------------------------


def figure(session: Session, kind: str, period: str, cell: str) -> Figure | None:
    """Return one published figure."""
    return session.get(Figure, (kind, period, cell))


def any_figure(session: Session, kind: str, period: str) -> bool:
    """Say whether a figure of a kind and period is published."""
    wanted = select(Figure.cell).where(Figure.kind == kind, Figure.period == period)
    return session.exec(wanted.limit(1)).first() is not None


def add_figure(session: Session, row: Figure) -> None:
    """Write one figure."""
    session.add(row)


def figures(session: Session) -> list[Figure]:
    """Return every published figure, in order of kind and period."""
    order = (col(Figure.kind), col(Figure.period), col(Figure.cell))
    return list(session.exec(select(Figure).order_by(*order)).all())
