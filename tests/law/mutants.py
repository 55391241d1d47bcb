"""Spoils one rule of the law at a time: a good set of cases notices every spoilt rule.

Operators are flipped, thresholds moved by a cent or by one, leaves dropped, dated values
moved by a cent. A mutant that no golden case notices survives.
"""

import ast
from collections.abc import Iterator
from decimal import Decimal

from scarpette_tui.catalogue.expressions import names, parse
from scarpette_tui.desk import law
from scarpette_tui.errors import CatalogueError
from scarpette_tui.interview.engine import Engine
from tests.law.golden import cases, seen

FLIPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CENT = Decimal("0.01")


def spoilt(text: str) -> Iterator[str]:
    """Yield every expression that differs from this one in one place."""
    text = f"({text})"  # expressions may run over several lines
    tree = ast.parse(text, mode="eval")
    for index, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            other = ast.parse(text, mode="eval")
            change(list(ast.walk(other))[index])
            yield ast.unparse(other)


def _changes(node):
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield lambda n, p=place, o=operator: n.ops.__setitem__(p, FLIPS[type(o)]())
    if isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            yield lambda n, p=place: n.values.pop(p) if len(n.values) > 2 else _only(n, 1 - p)
        yield lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for step in (-1, 1):
            yield lambda n, s=step: setattr(n, "value", n.value + s)


def _only(node, place):
    node.values = [node.values[place], ast.Constant(isinstance(node.op, ast.And))]


def mutants(catalogue):
    """Yield (where, change) where change(catalogue) gives the spoilt catalogue."""
    for number, benefit in enumerate(catalogue.benefits):
        for place, rule in enumerate(benefit.requirements):
            for text in spoilt(rule.when):
                yield f"{benefit.id}.{rule.id}: {text}", _in_rule(number, place, text), {benefit.id}
    uses = _uses(catalogue)
    for number, definition in enumerate(catalogue.definitions):
        touched = {b for b, known in uses.items() if definition.id in known}
        for text in spoilt(definition.value):
            yield f"{definition.id}: {text}", _in_definition(number, text), touched
    for number, parameter in enumerate(catalogue.parameters):
        touched = {b for b, known in uses.items() if f"param.{parameter.id}" in known}
        for place, dated in enumerate(parameter.values):
            if dated.value is None:
                continue
            step = CENT if parameter.unit == "euro" else Decimal(1)
            for value in (dated.value - step, dated.value + step):
                where = f"{parameter.id} dal {dated.valid_from}: {value}"
                yield where, _in_value(number, place, value), touched


def survives(change, touched) -> bool:
    """Say whether every golden case still comes out as the lawyer wrote it."""
    whole = law.catalogue()
    spoilt_law = change(whole)
    kept = tuple(b for b in spoilt_law.benefits if b.id in touched)
    try:
        engine = Engine(spoilt_law.model_copy(update={"benefits": kept}))
    except CatalogueError:
        return False
    for _, case in cases():
        wanted = {b: e for b, e in case.expected.items() if b in touched}
        if not wanted:
            continue
        evaluation = engine.evaluate(case.answers, case.on)
        for benefit, expected in wanted.items():
            if seen(evaluation.outcome(benefit), expected) != dict(expected):
                return False
    return True


def _replaced(items, place, **update):
    changed = items[place].model_copy(update=update)
    return (*items[:place], changed, *items[place + 1 :])


def _in_rule(number, place, text):
    def change(catalogue):
        rules = _replaced(catalogue.benefits[number].requirements, place, when=text)
        benefits = _replaced(catalogue.benefits, number, requirements=rules)
        return catalogue.model_copy(update={"benefits": benefits})

    return change


def _in_definition(number, text):
    def change(catalogue):
        definitions = _replaced(catalogue.definitions, number, value=text)
        return catalogue.model_copy(update={"definitions": definitions})

    return change


def _in_value(number, place, value):
    def change(catalogue):
        values = _replaced(catalogue.parameters[number].values, place, value=value)
        parameters = _replaced(catalogue.parameters, number, values=values)
        return catalogue.model_copy(update={"parameters": parameters})

    return change


def _uses(catalogue):
    """Return, for each benefit, the names its requirements and amount reach."""
    inner = {d.id: names(parse(d.value, d.id)) for d in catalogue.definitions}
    found = {}
    for benefit in catalogue.benefits:
        waiting = [rule.when for rule in benefit.requirements]
        if benefit.amount:
            amount = benefit.amount
            waiting += [amount.value, amount.payments, *(line.value for line in amount.lines)]
            if amount.schedule:
                waiting += [amount.schedule.last, amount.schedule.value]
        waiting += [step.deadline for step in benefit.steps]
        waiting += [step.when for step in benefit.steps]
        reached: set[str] = set()
        new = {n for text in waiting if text for n in names(parse(text, benefit.id))}
        while new:
            reached |= new
            new = {n for name in new if name in inner for n in inner[name]} - reached
        found[benefit.id] = reached
    return found
