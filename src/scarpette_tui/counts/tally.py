"""One consultation closed is one visit, if it counts (D1, D7, D8)."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.counts import tables
from scarpette_tui.counts.calendar import ONE_DAY, Calendar
from scarpette_tui.counts.periods import month_of, quarter_of

if TYPE_CHECKING:
    from scarpette_tui.vault.counting import Counting


def record(
    counting: "Counting", calendar: Calendar, today: date, *, group: str, hidden: bool
) -> date:
    """Count a consultation closed today; return the day it stands on.

    The day is never one already published, even if the clock went back: a visit written
    there would stay for ever, outside every figure.

    Args:
        counting: the official's side of the counts.
        calendar: the open days.
        today: the day of closing.
        group: the fixed group of what she can claim first.
        hidden: someone in this office must not know (D8): the day is drawn among the month's
            open days not yet published, the group is dropped, and nothing marks the visit.

    Raises:
        CatalogueError: the calendar does not know the year.
        DiskError: nothing was written.

    """
    with counting.database.session() as session:
        mark = tables.mark(session) or tables.begin(session, today)
        earliest = mark.closed_to + ONE_DAY if mark.closed_to else mark.since
        day = calendar.next_open(max(today, earliest))
        if hidden:
            left = [other for other in calendar.month_days(day) if other >= earliest]
            day = secrets.choice(left)
        tables.add_visit(session, day, "" if hidden else group)
    return day


def running(counting: "Counting", today: date) -> dict[str, int]:
    """Return the exact totals of the month and quarter still running (responsabile, D1)."""
    month, quarter = month_of(today), quarter_of(today)
    with counting.database.session() as session:
        days = tables.waiting(session)
        in_month = sum(count for day, count in days if month_of(day) == month)
        in_quarter = sum(count for day, count in days if quarter_of(day) == quarter)
        return {
            month: tables.total_of(session, month) + in_month,
            quarter: tables.total_of(session, quarter) + in_quarter,
        }
