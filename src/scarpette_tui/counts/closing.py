"""The night's work, done at the first unlock of a later working day (D4).

For each open day before today, in order: the true count is added to the running totals,
its events are destroyed, and the noised figure is published, signed, for good. The figure is
written first: noise depends only on key and day, so a crash in between repeats the same
figure. At the end of a month and of a quarter the running total is published and destroyed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, func, select

from scarpette_tui.counts import ledger
from scarpette_tui.counts.calendar import Calendar
from scarpette_tui.counts.noise import DAY, MONTH, QUARTER
from scarpette_tui.counts.periods import month_of, quarter_of
from scarpette_tui.counts.tables import ClosingMark, RunningTotal, TallyEvent
from scarpette_tui.counts.tally import total_of

if TYPE_CHECKING:
    from scarpette_tui.vault.counting import Counting

TABLE_FLOOR = 150
"""A quarter's table is published only if its noised total is at least this (D6)."""
CELL_FLOOR = 12
"""A cell below this is shown as "meno di 12"."""


@dataclass(frozen=True)
class Closed:
    """What a closing did.

    Attributes:
        days: the days published now, in order.
        stopped: Italian sentence when nothing was closed although something waits.

    """

    days: tuple[date, ...] = ()
    stopped: str = ""


def close_days(
    counting: "Counting", calendar: Calendar, today: date, groups: Sequence[str]
) -> Closed:
    """Publish every open day before today that was not published yet.

    Raises:
        CatalogueError: the calendar does not know the year.
        DiskError: what was published stays, the rest waits for the next unlock.

    """
    mark = _mark(counting, today)
    reached = mark.closed_to or mark.since - timedelta(days=1)
    if today <= reached:
        return Closed(stopped=_clock_went_back(reached))
    if not calendar.is_open(today):
        return Closed()
    waiting = tuple(calendar.open_days(reached + timedelta(days=1), today - timedelta(days=1)))
    for day in waiting:
        _close(counting, calendar, day, groups)
    if waiting:
        counting.database.checkpoint()
    return Closed(waiting)


def _close(counting: "Counting", calendar: Calendar, day: date, groups: Sequence[str]) -> None:
    next_day = calendar.next_open(day + timedelta(days=1))
    with counting.database.session() as session:
        counted = _events(session, day)
        noise = DAY.draw(counting.noise_key, counting.vault_id, day.isoformat())
        ledger.publish(counting, "day", day.isoformat(), "", sum(counted.values()) + noise)
        _add(session, month_of(day), sum(counted.values()))
        _add(session, quarter_of(day), sum(counted.values()))
        for group, count in counted.items():
            if group:
                _add(session, f"{quarter_of(day)} {group}", count)
        session.exec(delete(TallyEvent).where(col(TallyEvent.day) == day))
        if month_of(next_day) != month_of(day):
            _publish_month(counting, session, month_of(day))
        if quarter_of(next_day) != quarter_of(day):
            _publish_quarter(counting, session, quarter_of(day), groups)
        mark = session.get_one(ClosingMark, 1)
        mark.closed_to = day
        session.add(mark)


def _publish_month(counting: "Counting", session: Session, month: str) -> None:
    noise = MONTH.draw(counting.noise_key, counting.vault_id, month)
    ledger.publish(counting, "month", month, "", total_of(session, month) + noise)
    _destroy(session, month)


def _publish_quarter(
    counting: "Counting", session: Session, quarter: str, groups: Sequence[str]
) -> None:
    cells = {
        group: total_of(session, f"{quarter} {group}")
        + QUARTER.draw(counting.noise_key, counting.vault_id, quarter, group)
        for group in groups
    }
    shown = sum(cells.values()) >= TABLE_FLOOR
    for group, value in cells.items():
        visible = shown and value >= CELL_FLOOR
        ledger.publish(counting, "group", quarter, group, value if visible else None)
        _destroy(session, f"{quarter} {group}")
    if not shown:
        ledger.publish(counting, "group", quarter, ledger.NO_TABLE, None)
    _destroy(session, quarter)


def _events(session: Session, day: date) -> dict[str, int]:
    rows = session.exec(
        select(TallyEvent.benefit_group, func.count())
        .where(col(TallyEvent.day) == day)
        .group_by(col(TallyEvent.benefit_group))
    )
    return {group: int(count) for group, count in rows}


def _add(session: Session, period: str, count: int) -> None:
    total = session.get(RunningTotal, period) or RunningTotal(period=period, total=0)
    total.total += count
    session.add(total)


def _destroy(session: Session, period: str) -> None:
    found = session.get(RunningTotal, period)
    if found is not None:
        session.delete(found)


def _mark(counting: "Counting", today: date) -> ClosingMark:
    with counting.database.session() as session:
        mark = session.get(ClosingMark, 1)
        if mark is None:
            mark = ClosingMark(since=today)
            session.add(mark)
        return mark


def _clock_went_back(reached: date) -> str:
    return (
        f"L'orologio segna un giorno già chiuso (l'ultimo è il {reached:%d/%m/%Y}): "
        "i conteggi restano fermi. Controllare la data del computer."
    )
