"""Names of periods: days, weeks, months, quarters, years."""

from collections.abc import Iterator
from datetime import date, timedelta


def month_of(day: date) -> str:
    """Return "2026-11"."""
    return f"{day.year}-{day.month:02d}"


def quarter_of(day: date) -> str:
    """Return "2026-Q4"."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def week_of(day: date) -> str:
    """Return "2026-W48" (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def months_of_quarter(quarter: str) -> tuple[str, ...]:
    """Return the three months of "2026-Q4"."""
    year, _, number = quarter.partition("-Q")
    first = (int(number) - 1) * 3 + 1
    return tuple(f"{year}-{month:02d}" for month in range(first, first + 3))


def first_day(month: str) -> date:
    """Return the first day of "2026-11"."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """Return the last day of "2026-11"."""
    return (first_day(month) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def months(first: date, last: date) -> Iterator[str]:
    """Yield the months from first to last, both included."""
    day = first.replace(day=1)
    while day <= last:
        yield month_of(day)
        day = last_day(month_of(day)) + timedelta(days=1)
