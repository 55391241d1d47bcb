"""Abstract values: what is known of a value when not every answer is given.

A settled value is the plain Python one (bool, Decimal, date, str, frozenset of str,
Duration). Anything else is an `Open`: the set of values it may still take (its bounds)
and its form, the residual expression. Two values with equal forms are the same function
of the answers still missing; a form names every answer its value still depends on.

A form is a nested tuple. Its leaves are `("k", key)`, an answer, and `("law", what)`, a
value that the law data does not know. Unbounded numbers end at infinity, unbounded dates
at `date.min` and `date.max`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Form = tuple[Any, ...]
"""A residual expression, see the module."""
Abstract = Any
"""A settled value or an `Open`; the language is dynamically typed, `catalogue check` is not."""

INFINITY = Decimal("Infinity")
MINUS_INFINITY = Decimal("-Infinity")
ZERO = Decimal(0)
FIRST_DAY, LAST_DAY = date.min, date.max


class Open:
    """A value not settled yet."""

    __slots__ = ("form", "keys")

    form: Form
    keys: tuple[str, ...]
    """Answers it depends on; set by `forms.keys_of` when first asked for."""

    def __init__(self, form: Form) -> None:
        self.form = form


class OpenBool(Open):
    """Neither true nor false yet."""

    __slots__ = ()


class OpenNumber(Open):
    """A number between `low` and `high`, both included."""

    __slots__ = ("high", "low")

    def __init__(self, low: Decimal, high: Decimal, form: Form) -> None:
        self.low, self.high, self.form = low, high, form


class OpenDate(Open):
    """A date between `low` and `high`, both included."""

    __slots__ = ("high", "low")

    def __init__(self, low: date, high: date, form: Form) -> None:
        self.low, self.high, self.form = low, high, form


class OpenChoice(Open):
    """One of `values`."""

    __slots__ = ("values",)

    def __init__(self, values: frozenset[str], form: Form) -> None:
        self.values, self.form = values, form


class OpenChoices(Open):
    """A set that holds all of `must` and nothing outside `may`."""

    __slots__ = ("may", "must")

    def __init__(self, must: frozenset[str], may: frozenset[str], form: Form) -> None:
        self.must, self.may, self.form = must, may, form


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days or of months."""

    unit: str
    """`days` or `months`."""
    amount: Decimal


class OpenDuration(Open):
    """Between `low` and `high` days or months."""

    __slots__ = ("high", "low", "unit")

    def __init__(self, unit: str, low: Decimal, high: Decimal, form: Form) -> None:
        self.unit, self.low, self.high, self.form = unit, low, high, form


def key_form(key: str) -> Form:
    """Return the form of an answer."""
    return ("k", key)


def form_of(value: Abstract) -> Abstract:
    """Return the form of an open value, or the settled value itself."""
    return value.form if isinstance(value, Open) else value


def number(low: Decimal, high: Decimal, form: Form) -> Decimal | OpenNumber:
    """Return an interval, settled when its ends meet."""
    if low == high and low.is_finite():
        return low
    return OpenNumber(low, high, form)


def day(low: date, high: date, form: Form) -> date | OpenDate:
    """Return an interval of dates, settled when its ends meet."""
    return low if low == high else OpenDate(low, high, form)


def unknown_number(what: str) -> OpenNumber:
    """Return a number that no answer can settle."""
    return OpenNumber(MINUS_INFINITY, INFINITY, ("law", what))


def bounds(value: Abstract) -> tuple[Any, Any]:
    """Return both ends of a number or a date."""
    if isinstance(value, OpenNumber | OpenDate):
        return value.low, value.high
    return value, value


def possible(value: Abstract) -> frozenset[str]:
    """Return the values a choice may still take."""
    return value.values if isinstance(value, OpenChoice) else frozenset((value,))


def hull(first: Abstract, second: Abstract, form: Form) -> Abstract:
    """Return the smallest abstract value that holds both; settled only if they agree."""
    if not isinstance(first, Open) and not isinstance(second, Open) and first == second:
        return first
    kind = _kind(first)
    if kind is not _kind(second):
        raise TypeError("si confrontano valori di specie diversa")
    if kind is bool:
        return OpenBool(form)
    if kind is Decimal or kind is date:
        (low, high), (other_low, other_high) = bounds(first), bounds(second)
        ends = min(low, other_low), max(high, other_high)
        return OpenNumber(*ends, form) if kind is Decimal else OpenDate(*ends, form)
    if kind is str:
        return OpenChoice(possible(first) | possible(second), form)
    if kind is frozenset:
        must, may = members(first)
        other_must, other_may = members(second)
        return OpenChoices(must & other_must, may | other_may, form)
    return _hull_of_durations(first, second, form)


def members(value: Abstract) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a set surely holds and what it may hold."""
    return (value.must, value.may) if isinstance(value, OpenChoices) else (value, value)


def span(value: Abstract) -> tuple[str, Decimal, Decimal]:
    """Return unit and both ends of a duration."""
    if isinstance(value, OpenDuration):
        return value.unit, value.low, value.high
    return value.unit, value.amount, value.amount


def _hull_of_durations(first: Abstract, second: Abstract, form: Form) -> OpenDuration:
    unit, low, high = span(first)
    other, other_low, other_high = span(second)
    if unit != other:
        raise TypeError("si confrontano durate in unità diverse")
    return OpenDuration(unit, min(low, other_low), max(high, other_high), form)


_KINDS: dict[type, type] = {
    OpenBool: bool,
    OpenNumber: Decimal,
    OpenDate: date,
    OpenChoice: str,
    OpenChoices: frozenset,
    OpenDuration: Duration,
}


def _kind(value: Abstract) -> type:
    return _KINDS.get(type(value), type(value))
