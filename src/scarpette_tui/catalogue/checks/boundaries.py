"""Proof 6: each threshold of a requirement has its cases, one step apart.

Money: a cent below, on, a cent above. What is counted in whole units or days: the two
values between which the comparison changes.

Thresholds are comparisons between an answer and a number or day that the law fixes
(`income <= param.limit`, `isee <= param_at("limit", c.birth)`, `c.age < 18`); sums and products
of answers are for the tests. What is missing is an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeGuard

from scarpette_tui.catalogue.checks.cases import Case
from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.checks.meaning import Read
from scarpette_tui.catalogue.checks.sites import Site
from scarpette_tui.catalogue.expressions import (
    Call,
    Compare,
    Comprehension,
    FieldRef,
    Literal,
    Name,
    Node,
    Param,
)
from scarpette_tui.catalogue.model import Catalogue, Kind, QuestionBase
from scarpette_tui.catalogue.nodes import children
from scarpette_tui.catalogue.parameters import Known, value_at

_UNITS = {Kind.MONEY: Decimal("0.01"), Kind.COUNT: Decimal(1), Kind.MONTHS: Decimal(1)}
_SIDES = {-1: "appena sotto", 0: "esatto", 1: "appena sopra"}
_FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}

Figure = Decimal | date
Fixed = Literal | Param | Call


@dataclass(frozen=True)
class Threshold:
    """An answer compared with what the law fixes. `group` is empty for a question.

    `day_group` names the people whose field is the day of a `param_at`.
    """

    site: Site
    group: str
    key: str
    op: str
    fixed: Fixed
    day_group: str = ""

    @property
    def said(self) -> str:
        """What the law fixes, as the file says it."""
        match self.fixed:
            case Literal(value=value):
                return str(value)
            case Param(id=name) | Call(args=(Literal(value=name), *_)):
                return f"param.{name}"
        return ""


def prove_boundaries(proof: Proof, read: Read, cases: list[Case]) -> None:
    """Report thresholds that lack a case; count those that lack none."""
    found = list(dict.fromkeys(_all(proof.catalogue, read)))
    whole = 0
    for one in found:
        missing = _missing(proof.catalogue, one, cases)
        whole += not missing
        if missing:
            key = f"{one.group}.{one.key}" if one.group else one.key
            message = f"soglia {key} {one.op} {one.said}: nessun caso {', '.join(missing)}"
            proof.error(message, one.site.kind, one.site.ident, *one.site.path)
    proof.report.coverage["soglie con tutti i casi vicini"] = (whole, len(found))


def _all(catalogue: Catalogue, read: Read) -> Iterator[Threshold]:
    for site, node in read:
        if site.kind == "definitions" or site.path[0] == "requirements":
            for one in _thresholds(site, node, {}):
                if _question(catalogue, one) is not None:
                    yield one


def _thresholds(site: Site, node: Node, scope: dict[str, str]) -> Iterator[Threshold]:
    if isinstance(node, Comprehension):
        scope = {**scope, node.var: node.group}
    if isinstance(node, Compare):
        left = node.left
        for op, right in node.rest:
            for answer, sign, fixed in ((left, op, right), (right, _FLIP.get(op, op), left)):
                if sign not in _FLIP or not _is_fixed(fixed):
                    continue
                day = _day(fixed)
                of = scope.get(day.var, "") if isinstance(day, FieldRef) else ""
                if isinstance(answer, Name):
                    yield Threshold(site, "", answer.id, sign, fixed, of)
                elif isinstance(answer, FieldRef):
                    group = scope.get(answer.var, "")
                    yield Threshold(site, group, answer.field, sign, fixed, of)
            left = right
    for child in children(node):
        yield from _thresholds(site, child, scope)


def _is_fixed(node: Node) -> TypeGuard[Fixed]:
    if isinstance(node, Call):
        return node.function == "param_at" and isinstance(_day(node), Name | FieldRef)
    return isinstance(node, Literal | Param)


def _day(node: Node) -> Node | None:
    """Return the day on which a `param_at` is read."""
    return node.args[1] if isinstance(node, Call) else None


def _question(catalogue: Catalogue, one: Threshold) -> QuestionBase | None:
    """Return the question (or field) of a threshold; None when it is something else."""
    listed: tuple[QuestionBase, ...] = catalogue.questions
    if one.group:
        groups = (question for question in catalogue.questions if question.id == one.group)
        listed = next((question.fields for question in groups), ())
    found = next((question for question in listed if question.id == one.key), None)
    return found if found and (found.kind in _UNITS or found.kind == Kind.DATE) else None


def _missing(catalogue: Catalogue, one: Threshold, cases: list[Case]) -> list[str]:
    """Return the sides of a threshold on which no case stands."""
    question = _question(catalogue, one)
    assert question is not None
    sides, possible = set[int](), set[int]()
    for case in cases:
        people = case.people.get(one.group, []) if one.group else [case.answers]
        answers = {_figure(person.get(one.key)) for person in people}
        counts = one.site.kind != "benefits" or one.site.ident in case.expected
        for fixed in _fixed(catalogue, one, case):
            beside = {side: _beside(question, fixed, side) for side in _SIDES}
            possible |= {side for side in _SIDES if _allowed(question, beside[side])}
            sides |= {side for side in _SIDES if counts and beside[side] in answers}
    wanted = set(_SIDES)
    if question.kind != Kind.MONEY:
        wanted = {-1, 0} if one.op in {"<", ">="} else {0, 1}
    if cases:
        wanted &= possible
    return [said for side, said in _SIDES.items() if side in wanted - sides]


def _beside(question: QuestionBase, fixed: Figure, side: int) -> Figure | None:
    if isinstance(fixed, date):
        return fixed + timedelta(days=side) if question.kind == Kind.DATE else None
    return fixed + side * _UNITS[question.kind] if question.kind in _UNITS else None


def _allowed(question: QuestionBase, figure: Figure | None) -> bool:
    if isinstance(figure, Decimal):
        low, high = question.min, question.max
        return (low is None or low <= figure) and (high is None or figure <= high)
    return figure is not None


def _fixed(catalogue: Catalogue, one: Threshold, case: Case) -> set[Figure]:
    """Return what the law fixes for a case: one figure, or one for each person's day."""
    if isinstance(one.fixed, Literal):
        return {figure} if (figure := _figure(one.fixed.value)) is not None else set()
    days: list[object] = [case.on]
    name: object = one.fixed.id if isinstance(one.fixed, Param) else None
    if isinstance(one.fixed, Call):
        first, day = one.fixed.args[0], _day(one.fixed)
        name = first.value if isinstance(first, Literal) else None
        if isinstance(day, FieldRef):
            days = [person.get(day.field) for person in case.people.get(one.day_group, [])]
        elif isinstance(day, Name) and day.id != "on":
            days = [case.answers.get(day.id)]
    parameter = next((each for each in catalogue.parameters if each.id == name), None)
    values = [value_at(parameter, day) for day in days if parameter and isinstance(day, date)]
    return {value.value for value in values if isinstance(value, Known)}


def _figure(raw: object) -> Figure | None:
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, date):
        return raw
    try:
        return Decimal(str(raw))
    except InvalidOperation:
        return None
