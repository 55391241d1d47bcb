"""Open days: from data/calendar.toml and closures entered in advance, never from data (D3).

An open day without visits is published too, so its presence says nothing.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from scarpette_tui.errors import CatalogueError
from scarpette_tui.paths import data_root

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The open days of a desk.

    Attributes:
        weekdays: numbers of the open weekdays, Monday is 0.
        yearly: (month, day, first year) of each fixed holiday.
        dated: holidays that move, listed by date.
        first_year: the first year the list of moving holidays covers.
        last_year: the last one.
        closures: days on which this office stays closed, entered in advance.

    """

    weekdays: frozenset[int]
    yearly: frozenset[tuple[int, int, int]]
    dated: frozenset[date]
    first_year: int
    last_year: int
    closures: frozenset[date] = field(default=frozenset())

    def is_open(self, day: date) -> bool:
        """Say whether the desk is open.

        Raises:
            CatalogueError: the year is outside what the calendar knows.

        """
        if not self.first_year <= day.year <= self.last_year:
            raise CatalogueError(
                f"Il calendario non conosce l'anno {day.year}.",
                "I conteggi restano come sono.",
                "Aggiornare data/calendar.toml, o controllare l'orologio.",
            )
        return self._ordinary(day) and day not in self.closures

    def closed_between(self, after: date, before: date) -> tuple[date, ...]:
        """Return the office's closures strictly between two days, that would be open days."""
        return tuple(
            day for day in sorted(self.closures) if after < day < before and self._ordinary(day)
        )

    def _ordinary(self, day: date) -> bool:
        fixed = any(
            (day.month, day.day) == (month, number) and day.year >= since
            for month, number, since in self.yearly
        )
        return day.weekday() in self.weekdays and not fixed and day not in self.dated

    def open_days(self, first: date, last: date) -> Iterator[date]:
        """Yield the open days from first to last, both included."""
        day = first
        while day <= last:
            if self.is_open(day):
                yield day
            day += ONE_DAY

    def next_open(self, day: date) -> date:
        """Return the day itself if open, else the next open one.

        Raises:
            CatalogueError: there is none in the years the calendar knows.

        """
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def month_days(self, day: date) -> tuple[date, ...]:
        """Return the open days of the month of `day`."""
        first = day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - ONE_DAY
        return tuple(self.open_days(first, last))


def calendar(closures: Iterable[date] = ()) -> Calendar:
    """Return the shipped calendar with the closures of one office."""
    base = _shipped(data_root() / "calendar.toml")
    return Calendar(
        base.weekdays,
        base.yearly,
        base.dated,
        base.first_year,
        base.last_year,
        frozenset(closures),
    )


@lru_cache(maxsize=4)
def _shipped(path: Path) -> Calendar:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        yearly = set()
        for row in raw["yearly"]:
            month, number = (int(part) for part in row["day"].split("-"))
            yearly.add((month, number, row.get("from_year", 0)))
        return Calendar(
            weekdays=frozenset(WEEKDAYS.index(name) for name in raw["open_weekdays"]),
            yearly=frozenset(yearly),
            dated=frozenset(row["date"] for row in raw["dated"]),
            first_year=raw["first_year"],
            last_year=raw["last_year"],
        )
    except (OSError, KeyError, ValueError) as error:
        raise CatalogueError(f"calendar.toml: {error}") from error
