"""Names of periods: days, weeks, months, quarters, years."""

from datetime import date, timedelta


def month_of(day: date) -> str:
    """Return "2026-11"."""
    return f"{day.year}-{day.month:02d}"


def quarter_of(day: date) -> str:
    """Return "2026-Q4"."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def year_of(day: date) -> str:
    """Return "2026"."""
    return f"{day.year}"


def week_of(day: date) -> str:
    """Return "2026-W48" (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday(week: str) -> date:
    """Return the Monday of "2026-W48"."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def quarter_of_week(week: str) -> str:
    """Return the quarter a week belongs to: the one of its Thursday, as ISO 8601 does for years."""
    return quarter_of(monday(week) + timedelta(days=3))


def quarter_of_month(month: str) -> str:
    """Return "2026-Q4" for "2026-11"."""
    return quarter_of(date.fromisoformat(f"{month}-01"))
