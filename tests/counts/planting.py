"""Figures written straight into counts.db: the same every time, for pictures and long series."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.counts import tables
from scarpette_tui.counts.calendar import ONE_DAY, calendar
from scarpette_tui.counts.ledger import NO_TABLE, Published
from scarpette_tui.counts.periods import month_of, quarter_of
from scarpette_tui.vault import service
from tests.conftest import PASSPHRASE, SUPERVISOR

GROUPS = ("protezioni", "reddito", "lavoro", "figli", "salute", "tutele")


def years(first: date, last: date, *, rate: int = 4, seed: int = 1) -> Iterator[Published]:
    """Yield the figures of every open day, month and quarter, from a seeded generator."""
    seeded = random.Random(seed)
    known = calendar()
    yield Published("start", first.isoformat())
    yield Published("desk", "Sede di prova", "Sportello 1")
    months: dict[str, int] = {}
    quarters: dict[str, int] = {}
    day = first
    while day <= last:
        if day.weekday() < 5 and known.is_open(day):
            true = seeded.randint(0, 2 * rate)
            yield Published("day", day.isoformat(), value=true + seeded.randint(-2, 2))
            months[month_of(day)] = months.get(month_of(day), 0) + true
            quarters[quarter_of(day)] = quarters.get(quarter_of(day), 0) + true
        day += ONE_DAY
    months.pop(month_of(last))
    quarters.pop(quarter_of(last), None)
    for month, total in months.items():
        yield Published("month", month, value=total + seeded.randint(-6, 6))
    for quarter, total in quarters.items():
        if total < 150:
            yield Published("group", quarter, NO_TABLE)
            continue
        for place, group in enumerate(GROUPS):
            share = total // (2 + 2 * place)
            yield Published("group", quarter, group, share if share >= 12 else None)


def plant(folder: Path, clock: Clock, figures: Iterator[Published]) -> None:
    """Write figures, unsigned, as the pictures need them."""
    with service.unlock(folder, SUPERVISOR, PASSPHRASE, clock=clock) as vault:
        tables.prepare(vault.counts, tables.PUBLIC_TABLES)
        with vault.counts.session() as session:
            for one in figures:
                row = tables.Figure(
                    kind=one.kind,
                    period=one.period,
                    cell=one.cell,
                    value=one.value,
                    signature="",
                )
                tables.add_figure(session, row)
