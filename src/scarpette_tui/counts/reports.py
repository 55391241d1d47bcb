"""Series of published figures: any period, with what is known of it. Pure.

Built once from what `ledger.read` returns; nothing here can tell more than the figures do.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scarpette_tui.counts import estimates
from scarpette_tui.counts.estimates import Estimate
from scarpette_tui.counts.ledger import NO_TABLE, Published
from scarpette_tui.counts.periods import (
    month_of,
    quarter_of,
    quarter_of_month,
    quarter_of_week,
    week_of,
    year_of,
)

NAMES: dict[str, Callable[[date], str]] = {
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
    "year": year_of,
}


@dataclass(frozen=True)
class Part:
    """What is known of one period.

    Attributes:
        period: its name.
        estimate: unbiased, with its variance.
        days: the published days of it, in order.

    """

    period: str
    estimate: Estimate
    days: tuple[date, ...]

    @property
    def daily(self) -> Estimate:
        """Return the mean of an open day, to compare periods of unequal length."""
        return self.estimate.scaled(Fraction(1, max(1, len(self.days))))


class Series:
    """The published figures of one desk, ready to be asked."""

    def __init__(self, figures: Iterable[Published]) -> None:
        self.days: dict[date, int] = {}
        self.months: dict[str, int] = {}
        self.closures: set[date] = set()
        self.groups: dict[str, dict[str, int | None]] = {}
        self.start: date | None = None
        for one in figures:
            self._take(one)
        self._members: dict[tuple[str, str], list[date]] = {}
        for day in sorted(self.days):
            for unit, name in NAMES.items():
                self._members.setdefault((unit, name(day)), []).append(day)

    @property
    def last(self) -> date | None:
        """Return the last published day; None before the first."""
        return max(self.days) if self.days else None

    def periods(self, unit: str) -> tuple[str, ...]:
        """Return the periods of a unit that have a published day, oldest first."""
        return tuple(name for kind, name in self._members if kind == unit)

    def inside(self, unit: str, quarter_or_year: str) -> tuple[str, ...]:
        """Return the weeks of a quarter, or the months of a year."""
        if unit == "week":
            return tuple(n for n in self.periods("week") if quarter_of_week(n) == quarter_or_year)
        return tuple(name for name in self.periods(unit) if name[:4] == quarter_or_year)

    def part(self, unit: str, period: str) -> Part:
        """Return what is known of a week, month, quarter or year."""
        days = tuple(self._members.get((unit, period), ()))
        if unit == "week":
            estimate = estimates.days(self.days[day] for day in days)
        elif unit == "month":
            drawn = self.months.get(period)
            estimate = estimates.month([self.days[day] for day in days], drawn)
        else:
            name = quarter_of_month if unit == "quarter" else _year_of_month
            months = [month for month in self.periods("month") if name(month) == period]
            estimate = estimates.total(self.part("month", month).estimate for month in months)
        return Part(period, estimate, days)

    def table(self, quarter: str) -> dict[str, int | None] | None:
        """Return the cells of a quarter's table; None where there is none (D6)."""
        cells = self.groups.get(quarter)
        return None if cells is None or NO_TABLE in cells else cells

    def _take(self, one: Published) -> None:
        if one.kind == "day" and one.value is not None:
            self.days[date.fromisoformat(one.period)] = one.value
        elif one.kind == "month" and one.value is not None:
            self.months[one.period] = one.value
        elif one.kind == "closed":
            self.closures.add(date.fromisoformat(one.period))
        elif one.kind == "group":
            self.groups.setdefault(one.period, {})[one.cell] = one.value
        elif one.kind == "start":
            self.start = date.fromisoformat(one.period)


def _year_of_month(month: str) -> str:
    return month[:4]
