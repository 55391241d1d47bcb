"""One consultation closed is one event, if it counts (D1, D7, D8)."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, func, select

from scarpette_tui.counts.calendar import Calendar
from scarpette_tui.counts.periods import month_of, quarter_of
from scarpette_tui.counts.tables import RunningTotal, TallyEvent

if TYPE_CHECKING:
    from scarpette_tui.vault.counting import Counting


def record(
    counting: "Counting", calendar: Calendar, today: date, *, group: str, hidden: bool
) -> date:
    """Write the event of a consultation closed today; return the day it stands on.

    Args:
        counting: the official's side of the counts.
        calendar: the open days.
        today: the day of closing.
        group: the fixed group of what she can claim first.
        hidden: someone in this office must not know (D8): the day is drawn among the month's
            open days not yet published, the group is dropped, and nothing marks the event.

    """
    day = calendar.next_open(today)
    if hidden:
        left = [other for other in calendar.month_days(day) if other >= day]
        day = secrets.choice(left)
    event = TallyEvent(day=day, benefit_group="" if hidden else group)
    with counting.database.session() as session:
        session.add(event)
    return day


def running(counting: "Counting", today: date) -> dict[str, int]:
    """Return the exact totals of the month and quarter still running (responsabile, D1)."""
    month, quarter = month_of(today), quarter_of(today)
    with counting.database.session() as session:
        waiting = session.exec(select(TallyEvent.day, func.count()).group_by(col(TallyEvent.day)))
        days = [(day, int(count)) for day, count in waiting]
        return {
            month: total_of(session, month) + _sum(days, month, month_of),
            quarter: total_of(session, quarter) + _sum(days, quarter, quarter_of),
        }


def total_of(session: Session, period: str) -> int:
    """Return a running total; 0 when there is none."""
    found = session.get(RunningTotal, period)
    return found.total if found else 0


def _sum(days: list[tuple[date, int]], period: str, name: object) -> int:
    assert callable(name)
    return sum(count for day, count in days if name(day) == period)
