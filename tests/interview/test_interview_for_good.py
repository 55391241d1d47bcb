"""What she does not say stays open for good; what that makes pointless is not asked."""

from collections.abc import Iterable

import pytest
from synthetic_law import ON, benefit, law, requirement, step

from scarpette_tui.catalogue.model import Requirement, Status
from scarpette_tui.interview.answers import Answer, Answers, State
from scarpette_tui.interview.answers import given as value
from scarpette_tui.interview.engine import Engine

SILENT = pytest.mark.parametrize("state", [State.UNKNOWN, State.DECLINED])


def engine(*requirements: Requirement) -> Engine:
    return Engine(law(benefit("x", requirements, steps=[step("apply")])))


def asked(found: Engine, state: State, silent: Iterable[str], **said: bool) -> set[str]:
    """Return the live questions when some answers never come and others were given."""
    told = {key: Answer(state) for key in silent} | {k: value(v) for k, v in said.items()}
    return set(found.live_questions(Answers(told), ON))


@SILENT
def test_what_a_silent_answer_may_excuse_cannot_say_no(state: State) -> None:
    found = engine(
        requirement("permit", "permitted('one')"),
        requirement("stay", "permit == 'it' or b1 and n1 > 5"),
        requirement("own", "b2"),
    )
    assert asked(found, state, ["permit"]) == {"b2"}
    assert asked(found, State.UNKNOWN, []) == {"permit", "b1", "n1", "b2"}


@SILENT
def test_two_that_say_no_together_are_still_asked(state: State) -> None:
    """Whichever the permit is, one of the two fails when b1 is false."""
    found = engine(
        requirement("one", "permit == 'it' or b1"), requirement("two", "permit != 'it' or b1")
    )
    assert asked(found, state, ["permit"]) == {"b1"}
    told = Answers({"permit": Answer(state), "b1": value(False)})
    assert found.evaluate(told, ON).outcomes[0].status is Status.NOT_DUE


@SILENT
def test_a_rule_to_verify_that_cannot_open_the_right_is_not_asked(state: State) -> None:
    found = engine(
        requirement("sure", "b1"),
        requirement("unsure", "b2 and ch == 'a' or not b2 and n1 > 5", status="to_verify"),
    )
    assert asked(found, state, ["b1"]) == set()
    assert asked(found, state, [], b1=True) == {"b2", "ch", "n1"}


@SILENT
def test_what_a_step_obtains_is_not_asked_when_the_right_cannot_be_sure(state: State) -> None:
    found = engine(requirement("sure", "b1 and b2"), requirement("paper", "b3", obtainable="apply"))
    assert asked(found, state, ["b1"]) == {"b2"}  # false, it still says no
    assert asked(found, state, [], b1=True) == {"b2", "b3"}


@SILENT
def test_how_many_children_she_has_stays_hers(state: State) -> None:
    found = engine(
        requirement("some", "len(kids) > 0"),
        requirement("few", "len(kids) < 2 or m1 < 100"),
        requirement("own", "b2"),
    )
    assert asked(found, state, ["kids"]) == {"b2"}


def test_what_follows_from_another_requirement_is_not_asked() -> None:
    found = engine(
        requirement("only", "ch == 'a'"),
        requirement("means", "ch == 'a' or m1 < param.p1 and not b3"),
        requirement("other", "ch == 'b' or b2"),
    )
    assert asked(found, State.UNKNOWN, []) == {"ch", "b2"}


def test_of_two_equal_requirements_one_is_asked() -> None:
    found = engine(requirement("one", "b1"), requirement("two", "not not b1"))
    assert asked(found, State.UNKNOWN, []) == {"b1"}
    assert found.evaluate(Answers({"b1": value(True)}), ON).outcomes[0].status is Status.DUE


def test_nothing_follows_from_a_requirement_that_may_stay_open() -> None:
    """The third permit leaves the first open: then the second still says no."""
    found = engine(
        requirement("permit", "permitted('one')"),
        requirement("stay", "permit in {'it', 'eu'} or b1"),
    )
    assert asked(found, State.UNKNOWN, []) == {"permit", "b1"}
    told = Answers({"permit": value("other"), "b1": value(False)})
    assert found.evaluate(told, ON).outcomes[0].status is Status.NOT_DUE


def test_a_rule_that_fails_on_the_only_road_leaves_the_road_unasked() -> None:
    road = "b1 and n1 > 5"
    found = engine(
        requirement("road", road, status="to_verify"),
        requirement("stay", "b2", applies=road, status="to_verify"),
        requirement("own", "b3"),
    )
    assert asked(found, State.UNKNOWN, [], b2=False) == {"b3"}
    assert asked(found, State.UNKNOWN, [], b2=True) == {"b1", "n1", "b3"}


@SILENT
def test_a_limit_that_is_open_itself_is_failed_by_an_income_high_enough(state: State) -> None:
    found = engine(
        requirement("income", "m1 < (100 if b1 else 200)"),
        requirement("unsure", "b2", status="to_verify"),
        requirement("own", "b3"),
    )
    assert asked(found, state, ["m1"]) == {"b3"}


@SILENT
def test_a_question_whose_turn_never_comes_does_not_ask_for_its_turn(state: State) -> None:
    """g3 is asked when g1 is true and b3 is not: who does not say b3 is not asked for g1."""
    found = engine(requirement("late", "g3", obtainable="apply"))
    assert asked(found, State.UNKNOWN, []) == {"b1", "b3"}
    assert asked(found, state, ["b3"]) == set()
    assert asked(found, State.UNKNOWN, [], b3=False) == {"b1"}
