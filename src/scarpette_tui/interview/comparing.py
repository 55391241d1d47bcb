"""Comparisons and membership on abstract values."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from scarpette_tui.interview.abstract import (
    Abstract,
    Open,
    OpenBool,
    OpenChoices,
    bounds,
    form_of,
    members,
    possible,
)
from scarpette_tui.interview.context import Context, Run

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge,
}  # fmt: skip


def pair(op: str, left: Run, right: Run) -> Run:
    """Compile `left op right`."""
    operator = _OPERATORS[op]

    def run(ctx: Context) -> Abstract:
        first, second = left(ctx), right(ctx)
        if not isinstance(first, Open) and not isinstance(second, Open):
            return operator(first, second)
        truth = _decide(op, first, second)
        if truth is None:
            return OpenBool(("cmp", op, form_of(first), form_of(second)))
        return truth

    return run


def _decide(op: str, first: Abstract, second: Abstract) -> bool | None:
    if isinstance(first, Open) and isinstance(second, Open) and first.form == second.form:
        return op in {"==", "<=", ">="}
    if op in {"==", "!="}:
        return None if _may_be_equal(first, second) else op == "!="
    low, high = bounds(first)
    other_low, other_high = bounds(second)
    match op:
        case "<":
            return _ordered(high < other_low, low >= other_high)
        case "<=":
            return _ordered(high <= other_low, low > other_high)
        case ">":
            return _ordered(low > other_high, high <= other_low)
        case _:
            return _ordered(low >= other_high, high < other_low)


def _ordered(surely: bool, never: bool) -> bool | None:
    return True if surely else False if never else None


def _may_be_equal(first: Abstract, second: Abstract) -> bool:
    if isinstance(first, OpenBool) or isinstance(second, OpenBool):
        return True
    if isinstance(first, OpenChoices) or isinstance(second, OpenChoices):
        (must, may), (other_must, other_may) = members(first), members(second)
        return must <= other_may and other_must <= may
    settled = second if isinstance(first, Open) else first
    kind = type(settled)
    if kind is str or hasattr(first, "values") or hasattr(second, "values"):
        return not possible(first).isdisjoint(possible(second))
    if kind in {Decimal, date} or hasattr(settled, "low"):
        low, high = bounds(first)
        other_low, other_high = bounds(second)
        return bool(low <= other_high and other_low <= high)
    return True


def in_set(item: Run, values: frozenset[str]) -> Run:
    """Compile `item in {"a", "b"}`."""

    def run(ctx: Context) -> Abstract:
        value = item(ctx)
        if not isinstance(value, Open):
            return value in values
        left = possible(value)
        if left <= values:
            return True
        if left.isdisjoint(values):
            return False
        return OpenBool(("in", value.form, values))

    return run


def in_answer(item: Run, container: Run) -> Run:
    """Compile `item in answer`, the answer of a `choices` question."""

    def run(ctx: Context) -> Abstract:
        value, holder = item(ctx), container(ctx)
        must, may = members(holder)
        wanted = possible(value)
        if wanted <= must:
            return True
        if wanted.isdisjoint(may):
            return False
        return OpenBool(("has", form_of(holder), form_of(value)))

    return run
