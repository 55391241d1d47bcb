"""Values as of a day: parameters and tables by steps, never the last one in silence."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from scarpette_tui.catalogue.model import Column, DatedValue, Parameter, Sourced, StepTable


@dataclass(frozen=True, slots=True)
class Known:
    """A value in force, and the fact that says so (its source, its status)."""

    value: Decimal
    fact: Sourced


@dataclass(frozen=True, slots=True)
class Unknown:
    """No value: `reason` is an Italian phrase; `fact` where the law data says why."""

    reason: str
    fact: Sourced | None = None


def value_at(parameter: Parameter, day: date) -> Known | Unknown:
    """Return the value of a parameter in force on a day, in the parameter's unit."""
    dated = dated_value(parameter, day)
    if dated is None:
        return Unknown(f"{parameter.title}: nessun valore noto al {day:%d/%m/%Y}")
    if dated.value is None:
        return Unknown(f"{parameter.title}: {dated.missing}", dated)
    return Known(dated.value, dated)


def dated_value(parameter: Parameter, day: date) -> DatedValue | None:
    """Return the entry of a parameter whose validity holds `day`; None in a hole."""
    for dated in parameter.values:
        if dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to):
            return dated
    return None


def table_at(table: StepTable, column: str, income: Decimal | None, day: date) -> Known | Unknown:
    """Return the amount of a column for an income, in euro, as of a day.

    Args:
        table: the table by steps.
        column: id of one of its columns.
        income: euro; None (no figure) reads the last step.
        day: the table of its year is read.

    Raises:
        KeyError: the table has no such column.

    """
    return ladder(table).amount(column, income, day)


class Ladder:
    """A step table with its years computed once.

    Each year's thresholds and amounts are the previous year's, times the rate, rounded half
    up: the chain of roundings is the rule, a single product is not.
    """

    def __init__(self, table: StepTable) -> None:
        self.table = table
        self._columns = {column.id: column for column in table.columns}
        self._rates = {rate.year: rate for rate in table.rates}
        self._thresholds: dict[int, tuple[Decimal, ...]] = {}
        self._amounts: dict[tuple[str, int], tuple[Decimal, ...]] = {}

    def fact(self, year: int) -> Sourced | None:
        """Return the fact a year's table rests on: its rate; None where a year is unknown."""
        first = self.table.first_year
        if any(before not in self._rates for before in range(first + 1, year + 1)):
            return None
        if year == first:
            return self.table
        return self._rates[year] if year > first else None

    def thresholds(self, year: int) -> tuple[Decimal, ...]:
        """Return the thresholds of a known year, in euro, from step 0 to the last."""
        if year not in self._thresholds:
            table = self.table
            bases = (table.first + table.step * step for step in range(table.steps + 1))
            self._thresholds[year] = self._chain(bases, table.threshold_digits, year)
        return self._thresholds[year]

    def amounts(self, column: str, year: int) -> tuple[Decimal, ...]:
        """Return the amounts of a column in a known year, in euro, from step 0 to the last."""
        if (column, year) not in self._amounts:
            shape: Column = self._columns[column]
            steps = range(self.table.steps + 1)
            bases = (shape.base - shape.per_step * step for step in steps)
            self._amounts[column, year] = self._chain(bases, self.table.amount_digits, year)
        return self._amounts[column, year]

    def amount(self, column: str, income: Decimal | None, day: date) -> Known | Unknown:
        """Return the amount of a column for an income (None: the last step) as of a day."""
        amounts_of = self._columns[column].id
        if (fact := self.fact(day.year)) is None:
            return Unknown(f"{self.table.title}: importi del {day.year} non noti")
        thresholds = self.thresholds(day.year)
        step = self.table.steps
        if income is not None:
            step = min(bisect_left(thresholds, income), step)
        return Known(self.amounts(amounts_of, day.year)[step], fact)

    def _chain(self, bases: Iterable[Decimal], digits: int, year: int) -> tuple[Decimal, ...]:
        unit = Decimal(1).scaleb(-digits)
        values = [base.quantize(unit, ROUND_HALF_UP) for base in bases]
        for each in range(self.table.first_year + 1, year + 1):
            rate = self._rates[each].rate
            values = [(value * rate).quantize(unit, ROUND_HALF_UP) for value in values]
        return tuple(values)


_KEPT = 64
_LADDERS: dict[int, Ladder] = {}


def ladder(table: StepTable) -> Ladder:
    """Return the ladder of a table, the same one each time.

    Found by identity: a frozen model would be hashed field by field at each look-up. The
    ladder holds its table, so an identity kept here is never reused.
    """
    found = _LADDERS.get(id(table))
    if found is None:
        if len(_LADDERS) >= _KEPT:
            _LADDERS.clear()
        found = _LADDERS[id(table)] = Ladder(table)
    return found
