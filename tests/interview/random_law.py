"""Hypothesis strategies: expressions of the law language, complete answers, partial answers."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from scarpette_tui.catalogue.model import Catalogue, Kind, QuestionBase
from scarpette_tui.interview.answers import Answer, Answers, State, given

_COMPARE = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


def _loops(inside: str) -> tuple[str, ...]:
    return (inside,) if inside else ()


@st.composite
def truths(draw: Any, depth: int = 3, loop: str = "", people: bool = True) -> str:
    """Draw the text of a truth; `loop` is a variable over the kids in sight."""
    leaves = ["b1", "b2", "b3", "g1", "either", "ch == 'a'", "ch in {'a', 'b'}", "'x' in cs"]
    leaves += ["'y' not in cs", "permitted('one')", "safe", "ch != 'b'"]
    leaves += [f"{loop}.mine"] if loop else []
    if depth == 0:
        return draw(st.sampled_from(leaves))
    inner = {"loop": loop, "people": people}
    below = truths(depth - 1, **inner)
    match draw(st.integers(0, 7 if people and not loop else 6)):
        case 0:
            return draw(st.sampled_from(leaves))
        case 1 | 2:
            op = draw(st.sampled_from(["and", "or"]))
            return f"({draw(below)} {op} {draw(below)})"
        case 3:
            return f"(not {draw(below)})"
        case 4:
            number = numbers(depth - 1, **inner)
            return f"({draw(number)} {draw(_COMPARE)} {draw(number)})"
        case 5:
            days = dates(depth - 1)
            return f"({draw(days)} {draw(_COMPARE)} {draw(days)})"
        case 6:
            return f"({draw(below)} if {draw(below)} else {draw(below)})"
        case _:
            each = truths(depth - 1, "k", people=False)
            kind = draw(st.sampled_from(["any", "all"]))
            return f"{kind}({draw(each)} for k in kids if {draw(each)})"


@st.composite
def numbers(draw: Any, depth: int = 3, loop: str = "", people: bool = True) -> str:
    """Draw the text of a number."""
    leaves = ["n1", "m1", "g2", "param.p1", "param.p2", "3", "0", "1200.50", "small", "len(kids)"]
    leaves += [f"{loop}.age", f"{loop}.cost"] if loop else []
    if depth == 0:
        return draw(st.sampled_from(leaves))
    inner = {"loop": loop, "people": people}
    below = numbers(depth - 1, **inner)
    match draw(st.integers(0, 10 if people and not loop else 9)):
        case 0 | 1:
            return draw(st.sampled_from(leaves))
        case 2 | 3:
            op = draw(st.sampled_from(["+", "-", "*", "/"]))
            return f"({draw(below)} {op} {draw(below)})"
        case 4:
            return f"{draw(st.sampled_from(['min', 'max']))}({draw(below)}, {draw(below)})"
        case 5:
            name = draw(st.sampled_from(["abs", "floor", "ceil"]))
            return f"{name}({draw(below)})"
        case 6:
            return f"round_half_up({draw(below)}, {draw(st.integers(0, 2))})"
        case 7:
            return f"({draw(below)} if {draw(truths(depth - 1, **inner))} else {draw(below)})"
        case 8:
            dated = [
                f"days_between({draw(dates(1))}, {draw(dates(1))})",
                f"months_between({draw(dates(1))}, {draw(dates(1))})",
                f"years_between({draw(dates(0))}, {draw(dates(0))})",
                f"year({draw(dates(1))})",
                f"param_at('p1', {draw(dates(0))})",
                f"table('t1', 'base', {draw(below)})",
                f"(-{draw(below)})",
            ]
            return draw(st.sampled_from(dated))
        case 9:
            return f"({draw(below)} ** {draw(st.integers(0, 2))})"
        case _:
            condition = draw(truths(depth - 1, "k", people=False))
            if draw(st.booleans()):
                return f"count(k for k in kids if {condition})"
            return (
                f"sum({draw(numbers(depth - 1, 'k', people=False))} for k in kids if {condition})"
            )


@st.composite
def dates(draw: Any, depth: int = 1) -> str:
    """Draw the text of a date."""
    leaves = ["d1", "on", "date('2026-02-28')", "date('2024-02-29')"]
    if depth == 0:
        return draw(st.sampled_from(leaves))
    unit = draw(st.sampled_from(["days", "months", "years"]))
    many = draw(st.sampled_from(["n1", "3", "g2", "param.p3"]))
    shifted = f"({draw(dates(depth - 1))} {draw(st.sampled_from(['+', '-']))} {unit}({many}))"
    return draw(st.sampled_from([*leaves, shifted]))


def value_of(question: QuestionBase) -> st.SearchStrategy[Any]:
    """Return the answers a question may have."""
    options = [option.value for option in question.options]
    match question.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(options)
        case Kind.CHOICES:
            return st.frozensets(st.sampled_from(options))
        case Kind.DATE:
            first, last = question.earliest or date(2015, 1, 1), question.latest or date(2027, 6, 1)
            return st.dates(first, last)
        case Kind.MONEY:
            cents = int((question.max or 20000) * 100)
            low = int((question.min or 0) * 100)
            return st.integers(low, cents).map(lambda c: Decimal(c) / 100)
        case _:
            low = int(question.min or 0)
            high = int(question.max) if question.max is not None else low + 60
            return st.integers(low, min(high, 3) if question.kind is Kind.PEOPLE else high)


@st.composite
def complete(draw: Any, catalogue: Catalogue) -> Answers:
    """Draw an answer to every question and every field, asked or not."""
    answers: dict[str, Answer] = {}
    for question in catalogue.questions:
        value = draw(value_of(question))
        answers[question.id] = given(value)
        if question.kind is Kind.PEOPLE:
            for index in range(value):
                for each in question.fields:
                    answers[f"{question.id}.{index}.{each.id}"] = given(draw(value_of(each)))
    return Answers(answers)


@st.composite
def partial(draw: Any, whole: Answers) -> Answers:
    """Draw some of the answers; a person is told only when the people are counted."""
    kept = {key for key in whole if draw(st.booleans())}
    kept = {key for key in kept if "." not in key or key.partition(".")[0] in kept}
    answers = {}
    for key in kept:
        state = draw(st.sampled_from([State.GIVEN] * 6 + [State.UNKNOWN, State.DECLINED]))
        people = any(other.startswith(f"{key}.") for other in kept)
        answers[key] = whole[key] if state is State.GIVEN or people else Answer(state)
    return Answers(answers)


def plain(answers: Answers, catalogue: Catalogue) -> dict[str, Any]:
    """Return complete answers as plain values, people as lists of dicts."""
    found: dict[str, Any] = {}
    for question in catalogue.questions:
        if question.kind is Kind.PEOPLE:
            many = int(answers.values_given[question.id])
            found[question.id] = [
                {f.id: answers.values_given[f"{question.id}.{i}.{f.id}"] for f in question.fields}
                for i in range(many)
            ]
        else:
            found[question.id] = answers.values_given[question.id]
    return found
