"""The abstract value of an expression holds its value under every completion."""

from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from plain_reading import UNKNOWN, Reading
from random_law import complete, dates, numbers, partial, plain, truths
from synthetic_law import ON, law

from scarpette_tui.interview.abstract import Open, OpenBool, bounds
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.context import Context
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.program import Program

LAW = law()
PROGRAM = Program(LAW)
expressions = st.one_of(truths(), numbers(), dates())


def holds(abstract: Any, concrete: Any) -> bool:
    """Say whether a concrete value is one of those an abstract value stands for."""
    if not isinstance(abstract, Open):
        return bool(abstract == concrete)
    if isinstance(abstract, OpenBool):
        return isinstance(concrete, bool)
    low, high = bounds(abstract)
    return bool(low <= concrete <= high)


def decided(text: str, answers: Answers) -> Any:
    return PROGRAM.item(text).fresh(Context(ON, answers.values_given)).value


@settings(max_examples=400, deadline=None)
@given(st.data(), expressions, complete(LAW))
def test_every_completion_lies_in_the_abstract_value(
    data: st.DataObject, text: str, whole: Answers
) -> None:
    told = data.draw(partial(whole))
    concrete = Reading(LAW, plain(whole, LAW), ON).read(text)
    if concrete is not UNKNOWN:
        assert holds(decided(text, told), concrete), text


@settings(max_examples=300, deadline=None)
@given(expressions, complete(LAW))
def test_complete_answers_settle_what_the_law_knows(text: str, whole: Answers) -> None:
    concrete = Reading(LAW, plain(whole, LAW), ON).read(text)
    value = decided(text, whole)
    assert keys_of(value) == ()
    if concrete is not UNKNOWN and "p2" not in text and "p1" not in text and "/" not in text:
        assert value == concrete


@settings(max_examples=300, deadline=None)
@given(st.data(), truths(), complete(LAW))
def test_a_settled_truth_never_changes_when_more_is_said(
    data: st.DataObject, text: str, whole: Answers
) -> None:
    less = data.draw(partial(whole))
    more = Answers({**whole, **{k: a for k, a in less.items() if a.value is not None}})
    before = decided(text, less)
    if not isinstance(before, Open):
        assert decided(text, more) == before


@settings(max_examples=300, deadline=None)
@given(st.data(), expressions, complete(LAW), complete(LAW))
def test_an_answer_outside_the_form_never_matters(
    data: st.DataObject, text: str, whole: Answers, other: Answers
) -> None:
    """Two completions that differ only outside the residual keys give the same value."""
    told = data.draw(partial(whole))
    wanted = set(keys_of(decided(text, told)))
    if any("." in key or key == "kids" for key in wanted) or whole["kids"] != other["kids"]:
        return
    open_ = [key for key in whole if key not in told.values_given]
    first = Answers({**told, **{key: whole[key] for key in open_}})
    swapped = {key: (whole if key in wanted else other)[key] for key in open_}
    second = Answers({**told, **swapped})
    one = Reading(LAW, plain(first, LAW), ON).read(text)
    two = Reading(LAW, plain(second, LAW), ON).read(text)
    if UNKNOWN not in (one, two):
        assert one == two


@given(complete(LAW))
@example(Answers.empty())
def test_cases_settle_what_three_values_alone_leave_open(answers: Answers) -> None:
    without = answers.drop("b1").drop("n1").drop("cs")
    assert decided("b1 or not b1", without) is True
    assert decided("n1 < 5 or n1 >= 5", without) is True
    assert decided("n1 < 5 and n1 > 5", without) is False
    assert decided("'x' in cs or 'x' not in cs", without) is True
    assert decided("3 if b1 else 3", without) == Decimal(3)


def test_short_circuits_leave_nothing_to_ask() -> None:
    no = Answers.from_json({"b1": {"state": "given", "value": False, "provenance": "detto"}}, LAW)
    assert decided("b1 and b2", no) is False
    assert keys_of(decided("b1 or b2", no)) == ("b2",)
    assert keys_of(decided("b2 and b3", Answers.empty())) == ("b2", "b3")
    assert decided("min(n1, 0)", Answers.empty()) == 0
    assert decided("m1 * 0", Answers.empty()) == 0


def test_people_not_counted_yet_are_not_their_number() -> None:
    """A field of somebody, of somebody else, and how many they are: three different values."""
    for text in (
        "any(k.age < len(kids) for k in kids)",
        "any(k.age < k.cost for k in kids)",
        "any(any(k.age < j.age for j in kids) for k in kids)",
    ):
        assert isinstance(decided(text, Answers.empty()), OpenBool), text
        assert keys_of(decided(text, Answers.empty())) == ("kids",)


def test_division_by_what_may_be_zero_says_nothing() -> None:
    value = decided("m1 / n1", Answers.empty())
    assert not any(end.is_finite() for end in bounds(value))
    assert set(keys_of(value)) == {"m1", "n1"}


def test_a_missing_parameter_is_unknown_and_marked() -> None:
    found = PROGRAM.item("n1 < param.p2").fresh(Context(ON, {"n1": Decimal(1)}))
    assert isinstance(found.value, OpenBool)
    assert found.stale
    assert keys_of(found.value) == ()
