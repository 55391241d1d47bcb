"""What is computed case by case of a sample: comparisons, arithmetic, lengths of time."""

import math
import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from scarpette_tui.interview.abstract import Abstract, Duration, Form
from scarpette_tui.interview.chances import Column, Sample

Computed = Callable[[Form, list[Column]], Column]
"""From a form and the columns of its parts to its own column."""
_DAYS = {"days": 1.0, "months": 30.44, "years": 365.25}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITH: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
    "/": lambda a, b: a / b if b else 0.0,
}  # fmt: skip
_ALONE: dict[str, Callable[[Any], Any]] = {
    "neg": operator.neg, "abs": abs, "floor": math.floor, "ceil": math.ceil,
    "year": lambda days: math.floor(days / 365.2425) + 1,
}  # fmt: skip


def _pairs(table: dict[str, Callable[[Any, Any], Any]]) -> Computed:
    """Return how a comparison or an operation is done: form[1] is its sign."""

    def run(form: Form, columns: list[Column]) -> Column:
        do = table[form[1]]
        return [do(a, b) for a, b in zip(columns[1], columns[2], strict=True)]

    return run


def _rows(pick: Callable[..., Any]) -> Computed:
    return lambda _form, columns: [pick(*row) for row in zip(*columns, strict=True)]


def _length(form: Form, columns: list[Column]) -> Column:
    """Compute a duration, or how many whole ones lie between two days."""
    unit = _DAYS[form[0]]
    if len(columns) == 1:
        return [value * unit for value in columns[0]]
    return [math.floor((b - a) / unit) for a, b in zip(*columns, strict=True)]


COMPUTED: dict[str, Computed] = {
    "cmp": _pairs(_COMPARE),
    "arith": _pairs(_ARITH),
    "min": _rows(min),
    "max": _rows(max),
    "power": _rows(operator.pow),
    "round": lambda _form, columns: columns[1],
    **dict.fromkeys(_DAYS, _length),
    **{name: _rows(do) for name, do in _ALONE.items()},
}


def gather(name: str, values: Column) -> Sample:
    """Take any, all, count or sum over the people of one case."""
    if name == "all":
        return float(math.prod(values))
    if name == "any":
        return 1.0 - math.prod(1 - value for value in values)
    return sum(values)


def plain(value: Abstract) -> Sample:
    """Return a settled value as a sample."""
    if isinstance(value, bool | Decimal):
        return float(value)
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Duration):
        return float(value.amount) * _DAYS[value.unit]
    return value
