"""any, all, count and sum over the people of a group, known one by one or not counted."""

from typing import Any

from scarpette_tui.interview.abstract import (
    ZERO,
    Abstract,
    Form,
    Open,
    OpenBool,
    OpenNumber,
    bounds,
    form_of,
    hull,
    key_form,
    number,
)
from scarpette_tui.interview.arithmetic import times
from scarpette_tui.interview.context import Context, Run
from scarpette_tui.interview.truth import both, either, negation


def loop(kind: str, item: Run, condition: Run, counted: Run, *, var: str, group: str) -> Run:
    """Compile a comprehension.

    Args:
        kind: `any`, `all`, `count` or `sum`.
        item: what is taken of each person.
        condition: which people.
        counted: the compiled count.
        var: the loop variable.
        group: the question that counts the people.

    """
    each = {
        "any": both([condition, item]),
        "all": either([negation(condition), item]),
        "count": both([condition, item]),
        "sum": _if_taken(condition, item),
    }[kind]
    known, unknown = _KNOWN[kind], _UNKNOWN[kind]

    def run(ctx: Context) -> Abstract:
        many = counted(ctx)
        outer = ctx.loops
        try:
            if isinstance(many, Open):
                ctx.loops = {**outer, var: (group, None)}
                return unknown(each(ctx), bounds(many), key_form(group))
            values = []
            for index in range(int(many)):
                ctx.loops = {**outer, var: (group, index)}
                values.append(each(ctx))
            return known(values)
        finally:
            ctx.loops = outer

    return run


def _if_taken(condition: Run, item: Run) -> Run:
    def run(ctx: Context) -> Abstract:
        taken = condition(ctx)
        if taken is False:
            return ZERO
        value = item(ctx)
        if taken is True:
            return value
        return hull(value, ZERO, ("if", taken.form, form_of(value), ZERO))

    return run


def _any(values: list[Abstract]) -> Abstract:
    if True in values:
        return True
    forms = [value.form for value in values if isinstance(value, Open)]
    return OpenBool(("or", *forms)) if forms else False


def _all(values: list[Abstract]) -> Abstract:
    if False in values:
        return False
    forms = [value.form for value in values if isinstance(value, Open)]
    return OpenBool(("and", *forms)) if forms else True


def _count(values: list[Abstract]) -> Abstract:
    sure = ZERO + sum(1 for value in values if value is True)
    forms = [value.form for value in values if isinstance(value, Open)]
    return number(sure, sure + len(forms), ("count", sure, *forms))


def _sum(values: list[Abstract]) -> Abstract:
    low = high = ZERO
    for value in values:
        least, most = bounds(value)
        low, high = low + least, high + most
    return number(low, high, ("sum", *(form_of(value) for value in values)))


_KNOWN = {"any": _any, "all": _all, "count": _count, "sum": _sum}


def _some_any(each: Abstract, many: tuple[Any, Any], form: Form) -> Abstract:
    if each is False:
        return False
    return True if each is True and many[0] >= 1 else OpenBool(("any", form, form_of(each)))


def _some_all(each: Abstract, many: tuple[Any, Any], form: Form) -> Abstract:
    if each is True:
        return True
    return False if each is False and many[0] >= 1 else OpenBool(("all", form, form_of(each)))


def _some_count(each: Abstract, many: tuple[Any, Any], form: Form) -> Abstract:
    least = many[0] if each is True else ZERO
    most = ZERO if each is False else many[1]
    return number(least, most, ("count", form, form_of(each)))


def _some_sum(each: Abstract, many: tuple[Any, Any], form: Form) -> Abstract:
    low, high = bounds(each)
    ends = [times(end, times_) for end in (low, high) for times_ in many]
    return OpenNumber(min(ends), max(ends), ("sum", form, form_of(each)))


_UNKNOWN = {"any": _some_any, "all": _some_all, "count": _some_count, "sum": _some_sum}
