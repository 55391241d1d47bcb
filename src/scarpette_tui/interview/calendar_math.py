"""Days and months: the arithmetic of dates that the law language uses.

All functions are monotone in each argument, so that intervals may be taken end by end.
Dates beyond the calendar stop at its first or last day.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from scarpette_tui.interview.abstract import FIRST_DAY, LAST_DAY

_TOO_MANY = Decimal(4_000_000)


def whole(value: Decimal) -> int:
    """Return the greatest integer not above `value`, kept within the calendar's reach."""
    if value >= _TOO_MANY:
        return int(_TOO_MANY)
    if value <= -_TOO_MANY:
        return -int(_TOO_MANY)
    return int(value.to_integral_value(ROUND_FLOOR))


def shift(day: date, unit: str, amount: Decimal) -> date:
    """Return the day `amount` days or months later (earlier when negative).

    A month later is the same day number, or the last day of a shorter month.
    """
    steps = whole(amount)
    if unit == "days":
        try:
            return day + timedelta(days=steps)
        except OverflowError:
            return LAST_DAY if steps > 0 else FIRST_DAY
    return _add_months(day, steps)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < FIRST_DAY.year:
        return FIRST_DAY
    if year > LAST_DAY.year:
        return LAST_DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, second: date) -> Decimal:
    """Return the complete months from `first` to `second`: the most that still fit."""
    months = (second.year - first.year) * 12 + second.month - first.month
    return Decimal(months - 1 if _add_months(first, months) > second else months)


def years_between(first: date, second: date) -> Decimal:
    """Return the complete years from `first` to `second`."""
    return Decimal(int(months_between(first, second)) // 12)


def days_between(first: date, second: date) -> Decimal:
    """Return the days from `first` to `second`, negative when it comes before."""
    return Decimal((second - first).days)
