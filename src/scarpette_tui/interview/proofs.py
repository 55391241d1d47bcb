"""Requirement results: the truth, its sentence, and the fewest answers that settle it."""

from scarpette_tui.interview.abstract import Abstract, Open
from scarpette_tui.interview.context import RANK, STATUSES, Context
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.items import Decided, Item
from scarpette_tui.interview.outcomes import RequirementResult
from scarpette_tui.interview.program import RequirementItem
from scarpette_tui.interview.view import View

_MAX_RESULTS = 1024


def requirement_result(
    compiled: RequirementItem, decided: Decided, view: View
) -> RequirementResult:
    """Return the result of a requirement, made once for equal answers."""
    signature = view.signature(compiled.item.marks)
    found = compiled.results.get(signature)
    if found is None:
        if len(compiled.results) >= _MAX_RESULTS:
            compiled.results.clear()
        found = compiled.results[signature] = _result(compiled, decided, view)
    return found


def _result(compiled: RequirementItem, decided: Decided, view: View) -> RequirementResult:
    rule, value = compiled.requirement, decided.value
    is_open = isinstance(value, Open)
    keys = keys_of(value)
    sentence = rule.open if is_open else rule.holds if value else rule.fails
    return RequirementResult(
        id=rule.id,
        holds=None if is_open else value,
        changeable=compiled.changeable,
        obtainable=rule.obtainable,
        sentence=sentence,
        source=rule.source,
        fact_status=STATUSES[max(decided.rank, RANK[rule.status])],
        not_asked=tuple(key for key in keys if key not in view.marks),
        open_keys=keys,
        settling=lambda: () if is_open else settling(compiled.item, value, view),
    )


def settling(item: Item, value: Abstract, view: View) -> tuple[str, ...]:
    """Return a smallest set of given answers that still settles an item to `value`.

    None of them can be left out. People are dropped after their fields.
    """
    values = dict(view.ctx.values)
    by_cases = not item.settles(Context(view.on, values), value, by_cases=False)
    for key in reversed(answers_read(item, view)):
        fewer = {other: said for other, said in values.items() if other != key}
        if item.settles(Context(view.on, fewer), value, by_cases):
            values = fewer
    return tuple(key for key in answers_read(item, view) if key in values)


def answers_read(item: Item, view: View) -> tuple[str, ...]:
    """Return the given answers that an item may read, fields after their group."""
    found = []
    for mark in item.marks:
        if mark in view.ctx.values:
            found.append(mark)
        elif ".*." in mark:
            said = (key for key, _ in view.marks.get(mark, ()))
            found += [key for key in said if key in view.ctx.values]
    return tuple(found)
