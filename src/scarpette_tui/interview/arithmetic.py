"""Arithmetic on abstract numbers, dates and durations: end by end, exact, never narrower.

Decimal operations round to 28 digits in the default context; rounding is monotone, so the
ends computed here bound what any completion computes.
"""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

from scarpette_tui.interview.abstract import (
    INFINITY,
    MINUS_INFINITY,
    ZERO,
    Abstract,
    Duration,
    Open,
    OpenDate,
    OpenDuration,
    bounds,
    day,
    form_of,
    number,
    span,
    unknown_number,
)
from scarpette_tui.interview.calendar_math import shift
from scarpette_tui.interview.context import Context as Evaluation
from scarpette_tui.interview.context import Run

_WIDE = Context(prec=80)
_MAX_POWER = 100
_UNITS = {"days": ("days", Decimal(1)), "months": ("months", Decimal(1))}
_UNITS["years"] = ("months", Decimal(12))


def times(first: Decimal, second: Decimal) -> Decimal:
    """Multiply; zero times an unbounded end is zero."""
    return ZERO if first == 0 or second == 0 else first * second


def product(first: Abstract, second: Abstract, form: tuple[Any, ...]) -> Abstract:
    """Multiply two abstract numbers."""
    (low, high), (other_low, other_high) = bounds(first), bounds(second)
    ends = [times(a, b) for a in (low, high) for b in (other_low, other_high)]
    return number(min(ends), max(ends), form)


def _quotient(first: Abstract, second: Abstract, form: tuple[Any, ...]) -> Abstract:
    (low, high), (other_low, other_high) = bounds(first), bounds(second)
    if other_low <= 0 <= other_high:
        return _undefined(first, second, form)
    ends = [
        ZERO if b.is_infinite() else a / b for a in (low, high) for b in (other_low, other_high)
    ]
    return number(min(ends), max(ends), form)


def _undefined(first: Abstract, second: Abstract, form: tuple[Any, ...]) -> Abstract:
    if isinstance(first, Open) or isinstance(second, Open):
        return number(MINUS_INFINITY, INFINITY, form)
    return unknown_number("divisione per zero")


def _sum(first: Abstract, second: Abstract, form: tuple[Any, ...]) -> Abstract:
    (low, high), (other_low, other_high) = bounds(first), bounds(second)
    return number(low + other_low, high + other_high, form)


def _difference(first: Abstract, second: Abstract, form: tuple[Any, ...]) -> Abstract:
    (low, high), (other_low, other_high) = bounds(first), bounds(second)
    if isinstance(low, date):
        low, high = Decimal(low.toordinal()), Decimal(high.toordinal())
        other_low, other_high = Decimal(other_low.toordinal()), Decimal(other_high.toordinal())
    return number(low - other_high, high - other_low, form)


def _shifted(when: Abstract, by: Abstract, sign: int, form: tuple[Any, ...]) -> Abstract:
    unit, low, high = span(by)
    if sign < 0:
        low, high = -high, -low
    first, last = bounds(when)
    return day(shift(first, unit, low), shift(last, unit, high), form)


def arith(op: str, left: Run, right: Run) -> Run:
    """Compile `left op right` for + - * /."""
    exact: dict[str, Callable[[Any, Any], Any]] = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    }  # fmt: skip
    wide = {"+": _sum, "-": _difference, "*": product, "/": _quotient}[op]
    quick = exact.get(op)
    sign = -1 if op == "-" else 1

    def run(ctx: Evaluation) -> Abstract:
        first, second = left(ctx), right(ctx)
        if type(first) is Decimal and type(second) is Decimal and quick:
            return quick(first, second)
        form = ("arith", op, form_of(first), form_of(second))
        if isinstance(second, Duration | OpenDuration):
            return _shifted(first, second, sign, form)
        if op == "+" and isinstance(first, Duration | OpenDuration):
            return _shifted(second, first, 1, form)
        return wide(first, second, form)

    return run


def negative(operand: Run) -> Run:
    """Compile `-x`."""

    def run(ctx: Evaluation) -> Abstract:
        value = operand(ctx)
        low, high = bounds(value)
        return number(-high, -low, ("neg", form_of(value)))

    return run


def power(base: Run, exponent: Run) -> Run:
    """Compile `base ** exponent`; the exponent is a whole number, at most 100."""

    def run(ctx: Evaluation) -> Abstract:
        value, times_ = base(ctx), exponent(ctx)
        form = ("power", form_of(value), form_of(times_))
        if isinstance(times_, Open):
            return number(MINUS_INFINITY, INFINITY, form)
        if times_ != times_.to_integral_value() or abs(times_) > _MAX_POWER:
            return unknown_number("esponente")
        result = _raised(value, abs(int(times_)), form)
        return result if times_ >= 0 else _quotient(Decimal(1), result, form)

    return run


def _raised(value: Abstract, exponent: int, form: tuple[Any, ...]) -> Abstract:
    low, high = bounds(value)
    ends = [_repeat(low, exponent), _repeat(high, exponent)]
    if exponent % 2 == 0 and exponent and low < 0 < high:
        ends.append(ZERO)
    return number(min(ends), max(ends), form)


def _repeat(value: Decimal, exponent: int) -> Decimal:
    result = Decimal(1)
    for _ in range(exponent):
        result = times(result, value)
    return result


def monotone(name: str, change: Callable[[Decimal], Decimal], operand: Run) -> Run:
    """Compile a function of one number that never falls."""

    def run(ctx: Evaluation) -> Abstract:
        value = operand(ctx)
        if not isinstance(value, Open):
            return change(value)
        low, high = bounds(value)
        return number(_at_end(change, low), _at_end(change, high), (name, value.form))

    return run


def _at_end(change: Callable[[Decimal], Decimal], end: Decimal) -> Decimal:
    return end if end.is_infinite() else change(end)


def floor(value: Decimal) -> Decimal:
    """Return the greatest whole number not above."""
    return value.to_integral_value(ROUND_FLOOR)


def ceil(value: Decimal) -> Decimal:
    """Return the smallest whole number not below."""
    return value.to_integral_value(ROUND_CEILING)


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """Round to `digits` decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, context=_WIDE)


def rounding(operand: Run, digits: Run) -> Run:
    """Compile `round_half_up(x, digits)`."""

    def run(ctx: Evaluation) -> Abstract:
        value, places = operand(ctx), int(digits(ctx))
        if not isinstance(value, Open):
            return round_half_up(value, places)
        low, high = (_at_end(lambda end: round_half_up(end, places), e) for e in bounds(value))
        return number(low, high, ("round", places, value.form))

    return run


def absolute(operand: Run) -> Run:
    """Compile `abs(x)`."""

    def run(ctx: Evaluation) -> Abstract:
        value = operand(ctx)
        low, high = bounds(value)
        least = ZERO if low < 0 < high else min(abs(low), abs(high))
        return number(least, max(abs(low), abs(high)), ("abs", form_of(value)))

    return run


def extreme(name: str, operands: list[Run]) -> Run:
    """Compile `min(...)` or `max(...)` of numbers or dates."""
    pick: Callable[[Any], Any] = min if name == "min" else max

    def run(ctx: Evaluation) -> Abstract:
        values = [operand(ctx) for operand in operands]
        ends = [bounds(value) for value in values]
        low, high = pick(end[0] for end in ends), pick(end[1] for end in ends)
        form = (name, *(form_of(value) for value in values))
        return day(low, high, form) if isinstance(low, date) else number(low, high, form)

    return run


def duration(name: str, operand: Run) -> Run:
    """Compile `days(n)`, `months(n)`, `years(n)`."""
    unit, factor = _UNITS[name]

    def run(ctx: Evaluation) -> Abstract:
        value = operand(ctx)
        if not isinstance(value, Open):
            return Duration(unit, value * factor)
        low, high = bounds(value)
        return OpenDuration(unit, low * factor, high * factor, (name, value.form))

    return run


def between(name: str, measure: Callable[[date, date], Decimal], first: Run, second: Run) -> Run:
    """Compile a distance that grows with the second date and falls with the first."""

    def run(ctx: Evaluation) -> Abstract:
        start, end = first(ctx), second(ctx)
        if not isinstance(start, Open) and not isinstance(end, Open):
            return measure(start, end)
        (low, high), (other_low, other_high) = bounds(start), bounds(end)
        form = (name, form_of(start), form_of(end))
        return number(measure(high, other_low), measure(low, other_high), form)

    return run


def year_of(operand: Run) -> Run:
    """Compile `year(d)`."""

    def run(ctx: Evaluation) -> Abstract:
        value = operand(ctx)
        if isinstance(value, OpenDate):
            return number(Decimal(value.low.year), Decimal(value.high.year), ("year", value.form))
        return Decimal(value.year)

    return run
