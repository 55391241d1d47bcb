"""Spoils the law in one place at a time: a good set of cases notices every spoilt place.

Operators are flipped, thresholds moved (money by a cent, days, months and counts by one, dates
by a day), leaves dropped, dated values and tables moved, over requirements, definitions,
amounts, payments, schedules, steps, deadlines, warnings. A mutant is judged only by the golden
cases that expect something of a benefit it touches; one that none of them notices survives.
"""

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from scarpette_tui.catalogue.checks.sites import Site, sites
from scarpette_tui.catalogue.expressions import names, parse
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.desk import law
from scarpette_tui.errors import CatalogueError
from scarpette_tui.interview.case_proof import seen
from scarpette_tui.interview.engine import Engine
from tests.law.golden import cases

CENT = Decimal("0.01")
FLIPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
SHARED = frozenset({"definition", "value", "table"})
"""Kinds of mutants that may reach several benefits."""
EXTREMES = {"min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One spoilt law. `change` spoils a catalogue; `touched` are the benefits it reaches."""

    kind: str
    where: str
    change: Callable[[Catalogue], Catalogue]
    touched: frozenset[str]


def spoilt(text: str, *, condition: bool = False) -> Iterator[str]:
    """Yield every expression that differs from this one in one place.

    A condition may also be dropped whole: it then always holds.
    """
    text = f"({text})"  # expressions may run over several lines
    tree = ast.parse(text, mode="eval")
    if condition and not isinstance(tree.body, ast.Constant | ast.BoolOp):
        yield "True"
    for index, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            other = ast.parse(text, mode="eval")
            change(list(ast.walk(other))[index])
            yield ast.unparse(other)


def _changes(node):
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield lambda n, p=place, o=operator: n.ops.__setitem__(p, FLIPS[type(o)]())
    elif isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            yield lambda n, p=place: n.values.pop(p) if len(n.values) > 2 else _only(n, 1 - p)
        yield lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in FLIPS:
        yield lambda n: setattr(n, "op", FLIPS[type(n.op)]())
    elif isinstance(node, ast.IfExp):
        yield _swap
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _call_changes(node)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        step = 1 if isinstance(node.value, int) else Decimal("0.01")
        for moved in (Decimal(str(node.value)) - step, Decimal(str(node.value)) + step):
            value = int(moved) if isinstance(node.value, int) else float(moved)
            yield lambda n, v=value: setattr(n, "value", v)


def _call_changes(node):
    if node.func.id in EXTREMES:
        yield lambda n: setattr(n.func, "id", EXTREMES[n.func.id])
    if node.func.id == "date":
        for step in (-1, 1):
            moved = date.fromisoformat(node.args[0].value) + timedelta(days=step)
            yield lambda n, d=str(moved): setattr(n.args[0], "value", d)


def _swap(node):
    node.body, node.orelse = node.orelse, node.body


def _only(node, place):
    node.values = [node.values[place], ast.Constant(isinstance(node.op, ast.And))]


def mutants(catalogue: Catalogue) -> Iterator[Mutant]:
    """Yield every spoilt law that reaches a benefit."""
    yield from (each for each in _all(catalogue) if each.touched)


def _all(catalogue):
    uses = reached(catalogue)
    for site in sites(catalogue):
        if site.kind == "questions":
            continue
        own = site.kind == "benefits"
        touched = frozenset({site.ident}) if own else _touched(uses, site.ident)
        kind = _kind(site)
        for text in spoilt(site.text, condition=site.wanted == "bool"):
            where = f"{site.ident}{_place(catalogue, site)}: {text}"
            yield Mutant(kind, where, at(site.kind, site.ident, site.path, text), touched)
    yield from _values(catalogue, uses)
    yield from _tables(catalogue, uses)
    yield from _days(catalogue)


def _values(catalogue, uses):
    for parameter in catalogue.parameters:
        touched = _touched(uses, f"param.{parameter.id}")
        step = {"euro": CENT, "factor": CENT}.get(parameter.unit, Decimal(1))
        for place, dated in enumerate(parameter.values):
            if dated.value is None:
                continue
            for value in (dated.value - step, dated.value + step):
                where = f"{parameter.id} dal {dated.valid_from}: {value}"
                path = ("values", place, "value")
                yield Mutant("value", where, at("parameters", parameter.id, path, value), touched)


def _tables(catalogue, uses):
    for table in catalogue.tables:
        touched = _touched(uses, f"table.{table.id}")
        moves = [(("first",), table.first, CENT), (("step",), table.step, CENT)]
        for place, column in enumerate(table.columns):
            moves += [
                (("columns", place, "base"), column.base, Decimal("0.1")),
                (("columns", place, "per_step"), column.per_step, CENT),
            ]
        for place, rate in enumerate(table.rates):
            moves.append((("rates", place, "rate"), rate.rate, Decimal("0.001")))
        for path, old, step in moves:
            for value in (old - step, old + step):
                where = f"{table.id} {path}: {value}"
                yield Mutant("table", where, at("tables", table.id, path, value), touched)


def _days(catalogue):
    """Yield the days on which a measure closes, opens, or a requirement enters the law."""
    for benefit in catalogue.benefits:
        paths = [("closed_on",), ("opened_on",)]
        for place in range(len(benefit.requirements)):
            paths += [("requirements", place, "valid_from"), ("requirements", place, "valid_to")]
        for path in paths:
            if (day := read(benefit, path)) is None:
                continue
            for step in (-1, 1):
                moved = day + timedelta(days=step)
                where = f"{benefit.id} {path}: {moved}"
                change = at("benefits", benefit.id, path, moved)
                yield Mutant("day", where, change, frozenset({benefit.id}))


def survives(mutant: Mutant, catalogue: Catalogue) -> bool:
    """Say whether every golden case still comes out as the lawyer wrote it."""
    try:
        engine = _engine(mutant, mutant.change(catalogue))
    except CatalogueError:
        return False
    waiting = _cases_of(mutant.touched)
    for place, (case, wanted) in enumerate(waiting):
        if not _as_written(engine, case, wanted):
            waiting.insert(0, waiting.pop(place))  # who notices one often notices the next
            return False
    return True


def _engine(mutant, spoilt_law) -> Engine:
    """Return an engine over the spoilt benefits.

    A rule of one benefit is put into an engine kept for it: all that is not spoilt is compiled,
    and decided for the cases, only once. A shared value or definition has its own engine.
    """
    if mutant.kind in SHARED:
        kept = tuple(b for b in spoilt_law.benefits if b.id in mutant.touched)
        return Engine(spoilt_law.model_copy(update={"benefits": kept}))
    (ident,) = mutant.touched
    base = _base(ident)
    program = copy(base._program)
    (benefit,) = (b for b in spoilt_law.benefits if b.id == ident)
    program.benefits = (program._benefit(benefit),)
    engine = copy(base)
    engine._program, engine._kept = program, [{}]
    return engine


@lru_cache(maxsize=1)
def _base(ident) -> Engine:
    catalogue = law.catalogue()
    kept = tuple(b for b in catalogue.benefits if b.id == ident)
    return Engine(catalogue.model_copy(update={"benefits": kept}))


def _as_written(engine, case, wanted) -> bool:
    try:
        evaluation = engine.evaluate(case.answers, case.on)
        return all(
            seen(evaluation.outcome(benefit), expected) == dict(expected)
            for benefit, expected in wanted.items()
        )
    except (ArithmeticError, TypeError, ValueError):  # a sum that cannot be done is noticed
        return False


@lru_cache(maxsize=256)
def _cases_of(touched):
    found = []
    for _, case in cases():
        if wanted := {b: e for b, e in case.expected.items() if b in touched}:
            found.append((case, wanted))
    return found


def reached(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return, for each benefit, every name its expressions reach."""
    inner = {d.id: names(parse(d.value, d.id)) for d in catalogue.definitions}
    found: dict[str, set[str]] = {benefit.id: set() for benefit in catalogue.benefits}
    for site in sites(catalogue):
        if site.kind != "benefits":
            continue
        known, new = found[site.ident], set(names(parse(site.text, site.ident)))
        while new := new - known:
            known |= new
            new = {n for name in new if name in inner for n in inner[name]}
    return found


def _touched(uses, name):
    return frozenset(benefit for benefit, known in uses.items() if name in known)


def _kind(site: Site) -> str:
    if site.kind == "definitions":
        return "definition"
    part = str(site.path[0])
    return "deadline" if site.path[-1] == "deadline" else part


def _place(catalogue, site: Site) -> str:
    if site.kind != "benefits":
        return ""
    benefit = next(b for b in catalogue.benefits if b.id == site.ident)
    if not isinstance(site.path[1], int):
        return "." + ".".join(map(str, site.path))
    part = getattr(benefit, site.path[0])[site.path[1]] if site.path[0] != "amount" else None
    return f".{getattr(part, 'id', site.path[1])}." + ".".join(map(str, site.path[2:]))


def read(thing, path):
    """Return what stands at a path of keys and indexes."""
    for key in path:
        thing = thing[key] if isinstance(key, int) else getattr(thing, key)
    return thing


def _put(thing, path, value):
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        return (*thing[:head], _put(thing[head], rest, value), *thing[head + 1 :])
    return thing.model_copy(update={head: _put(getattr(thing, head), rest, value)})


def at(attribute, ident, path, value):
    """Return the change that puts a value at a path of a thing of the catalogue."""

    def change(catalogue):
        things = getattr(catalogue, attribute)
        place = next(i for i, each in enumerate(things) if each.id == ident)
        return catalogue.model_copy(update={attribute: _put(things, (place, *path), value)})

    return change
