"""How long things stay: months for notes (S14), the day for what leaves no trace."""

import calendar
from datetime import date, timedelta

from scarpette_tui.errors import InputError

DEFAULT_MONTHS = 12
LONGEST_MONTHS = 60
WARNED = 7
"""Days before its last day from which a note's owner is told (S14)."""
LAST_DAY = "last_day"
"""Meta row: the day of the last unlock whose clock was believed."""
LONGEST_ABSENCE = 45
"""Days after which the clock, not the calendar, is suspected: nothing is erased by itself."""


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def week_end(day: date) -> date:
    """Return the Sunday of a day's week.

    Last days stand outside the seal: the day itself, counted back, would tell a colleague on
    which day she came, where the register says only the week (A1).
    """
    return day + timedelta(days=7 - day.isoweekday())


def last_day(today: date, months: int) -> date:
    """Return the last day of a note kept for some months from this week's end (S14)."""
    return week_end(months_later(week_end(today), months))


def checked(until: date | None, today: date) -> date:
    """Return the last day a closed case is kept: always a Sunday.

    Raises:
        InputError: under one month or over sixty from today.

    """
    if until is None:
        return last_day(today, DEFAULT_MONTHS)
    if not months_later(today, 1) <= until <= last_day(today, LONGEST_MONTHS):
        raise InputError(
            "La data di conservazione deve stare tra 1 e 60 mesi da oggi.",
            "Il fascicolo è rimasto com'era.",
            "Scelga un'altra data.",
        )
    return week_end(until)


def doubtful(last: str, today: date) -> bool:
    """Say whether the clock jumped: far ahead of the last unlock, or back by more than a day.

    A battery that dies, or a mistyped year, must not erase every note.
    """
    if not last:
        return False
    return not -1 <= (today - date.fromisoformat(last)).days <= LONGEST_ABSENCE


def week_of(day: date) -> str:
    """Return the ISO week of a day, "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
