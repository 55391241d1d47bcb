"""Outcomes, amounts, steps and plan on small synthetic laws."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from synthetic_law import ON, amount, benefit, law, requirement, step, warning

from scarpette_tui.catalogue.model import Benefit
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.outcomes import STALE_ID, Outcome


def told(**values: Any) -> Answers:
    answers = Answers.empty()
    for key, value in values.items():
        answer = value if isinstance(value, Answer) else given(value)
        answers = answers.put(key.replace("__", "."), answer)
    return answers


def judged(one: Benefit, on: date = ON, **values: Any) -> Outcome:
    return Engine(law(one)).evaluate(told(**values), on).outcomes[0]


FIXED = requirement("fixed", "b1")
CHANGEABLE = requirement("changeable", "b2", obtainable="apply")
BOTH = benefit("x", [FIXED, CHANGEABLE])


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, "possible"),
        ({"b1": False}, "not_due"),
        ({"b1": False, "b2": True}, "not_due"),
        ({"b1": True}, "possible"),
        ({"b1": True, "b2": True}, "due"),
        ({"b1": True, "b2": False}, "obtainable"),
        ({"b1": True, "b2": Answer(State.UNKNOWN)}, "obtainable"),
        ({"b1": True, "b2": Answer(State.DECLINED)}, "obtainable"),
        ({"b1": Answer(State.DECLINED), "b2": True}, "possible"),
        ({"b1": Answer(State.DECLINED), "b2": False}, "possible"),
    ],
)
def test_status_in_the_order_of_the_design(values: dict[str, Any], status: str) -> None:
    assert judged(BOTH, **values).status == status


def test_closed_and_not_yet_open_come_first() -> None:
    shut = benefit("x", [FIXED], closed_on=ON, opened_on=date(2026, 1, 1))
    assert judged(shut, b1=True).status == "due"
    assert judged(shut, on=date(2026, 11, 24), b1=True).status == "closed"
    assert judged(shut, on=date(2025, 12, 31), b1=False).status == "closed"


def test_a_rule_to_verify_never_says_no() -> None:
    unsure = benefit("x", [requirement("r", "b1", status="to_verify")])
    no = judged(unsure, b1=False)
    assert no.status == "possible"
    assert no.requirements[0].holds is None
    assert no.fact_status == "to_verify"
    assert judged(unsure, b1=True).status == "due"
    assert Engine(law(unsure)).next_question(told(b1=False), ON) is None


def test_a_requirement_counts_only_while_it_is_law() -> None:
    later = benefit("x", [FIXED, requirement("r", "b2", valid_from=date(2027, 1, 1))])
    assert judged(later, b1=True).status == "due"
    assert [r.id for r in judged(later, b1=True).requirements] == ["fixed"]
    assert judged(later, on=date(2027, 1, 1), b1=True).status == "possible"


def test_a_proof_names_the_fewest_answers() -> None:
    proof = benefit("x", [requirement("r", "(b1 and b2) or (b3 and n1 > 3)")])
    result = judged(proof, b1=True, b2=True, b3=False, n1=9).requirements[0]
    assert (result.holds, result.keys_used, result.sentence) == (True, ("b1", "b2"), "r sì")
    failed = judged(proof, b1=False, b2=True, b3=False, n1=9).requirements[0]
    assert (failed.holds, failed.keys_used) == (False, ("b1", "b3"))
    open_ = judged(proof, b1=False, n1=9).requirements[0]
    assert (open_.holds, open_.not_asked, open_.keys_used) == (None, ("b3",), ())


def test_a_question_that_decides_nothing_more_is_not_waited_for() -> None:
    """One changeable requirement has failed and the step is needed anyway: nothing to ask."""
    two = benefit("x", [CHANGEABLE, requirement("other", "b3", obtainable="apply")])
    outcome = judged(two, b2=False)
    assert outcome.status == "obtainable"
    assert Engine(law(two)).next_question(told(b2=False), ON) is None


def test_amount_exact_and_between_two_ends() -> None:
    paid = amount("min(m1 * n1, param.p1)", payments="n1", lines=[{"label": "l", "value": "m1"}])
    one = benefit("x", [FIXED], amount=paid, no_amount="")
    exact = judged(one, b1=True, m1=Decimal("100.10"), n1=3).amount
    assert exact is not None
    assert (exact.value, exact.payments) == (Decimal("300.30"), 3)
    assert exact.lines[0].value == Decimal("100.10")
    open_ = judged(one, b1=True, n1=3).amount
    assert open_ is not None
    assert (open_.value, open_.low, open_.high) == (None, 0, Decimal("1200.50"))
    assert open_.open_keys == ("m1",)
    assert judged(one, b1=False).amount is None


def test_a_schedule_month_by_month() -> None:
    falling = amount("100", schedule={"last": "n1", "value": "100 * (1 - max(i - 2, 0) * 0.03)"})
    one = benefit("x", [FIXED], amount=falling, no_amount="")
    found = judged(one, b1=True, n1=4).amount
    assert found is not None
    paid = [(each.number, each.value) for each in found.schedule]
    assert paid == [(1, 100), (2, 100), (3, Decimal("97.00")), (4, Decimal("94.00"))]


@pytest.mark.parametrize(
    ("value", "on", "stale"),
    [
        ("param.p1", ON, False),
        ("param.p1", date(2027, 1, 1), True),
        ("param.p2", ON, True),
        ("100", date(2027, 1, 1), True),
        ("table('t1', 'base', m1)", ON, False),
        ("param_at('p1', d1)", ON, True),
    ],
)
def test_an_amount_outside_its_validity_says_so(value: str, on: date, stale: bool) -> None:
    one = benefit("x", [FIXED], amount=amount(value), no_amount="")
    outcome = judged(one, on=on, b1=True, d1=date(2027, 3, 1))
    assert outcome.stale is stale
    assert (STALE_ID in [each.id for each in outcome.warnings]) is stale


def test_the_threshold_table_falls_with_the_income() -> None:
    one = benefit("x", [FIXED], amount=amount("table('t1', 'base', m1)"), no_amount="")
    whole = judged(one, b1=True).amount
    low, high = (judged(one, b1=True, m1=Decimal(m)).amount for m in (0, 5000))
    assert whole
    assert low
    assert high
    assert (whole.low, whole.high) == (high.value, low.value)


def test_a_step_that_obtains_is_dropped_once_it_has() -> None:
    paper = step("paper", kind="prepare")
    one = benefit(
        "x",
        [FIXED, requirement("has", "b2", obtainable="paper")],
        steps=[paper, step("apply", after=("paper",))],
    )
    ids = {v: [s.id for s in judged(one, b1=True, b2=v).steps] for v in (True, False)}
    assert ids == {True: ["x.apply"], False: ["x.paper", "x.apply"]}


def test_do_when_takes_the_first_reason_that_is_not_false() -> None:
    rules = [
        {"when": "safe", "value": "when_out", "because": "posta"},
        {"when": "b3", "value": "with_centre", "because": "conto"},
    ]
    one = benefit("x", [FIXED], steps=[step("apply", do_when_if=rules)])

    def moment(**values: Any) -> tuple[str, str]:
        found = judged(one, b1=True, **values).steps[0]
        return str(found.do_when), found.because

    assert moment() == ("when_out", "posta")
    assert moment(safe=False) == ("with_centre", "conto")
    assert moment(safe=False, b3=False) == ("now", "")
    assert moment(safe=Answer(State.DECLINED), b3=False) == ("when_out", "posta")


def test_warnings_are_shown_unless_false() -> None:
    one = benefit("x", [FIXED], warnings=[warning("w", "b2"), warning("always")])
    assert [w.id for w in judged(one, b1=True).warnings] == ["w", "always"]
    assert [w.id for w in judged(one, b1=True, b2=False).warnings] == ["always"]
    assert judged(one, b1=False).warnings == ()


def test_plan_orders_by_need_then_safety_then_deadline_then_priority() -> None:
    late = benefit("late", [FIXED], priority=1, steps=[step("a", deadline="date('2026-12-31')")])
    soon = benefit("soon", [FIXED], priority=9, steps=[step("a", deadline="date('2026-12-01')")])
    out = benefit("out", [FIXED], priority=0, steps=[step("a", do_when="when_out")])
    first = benefit(
        "first", [FIXED], priority=9, prerequisite=True, steps=[step("a", do_when="with_centre")]
    )
    waits = benefit("waits", [FIXED], priority=0, steps=[step("a", after=("out.a",))])
    evaluation = Engine(law(late, soon, out, first, waits)).evaluate(told(b1=True), ON)
    order = [each.id for each in evaluation.plan]
    assert order == ["first.a", "soon.a", "late.a", "out.a", "waits.a"]
    assert evaluation.outcome("soon").deadline == date(2026, 12, 1)


def test_steps_that_wait_for_each_other_still_come_out() -> None:
    one = benefit("x", [FIXED], steps=[step("a", after=("b",)), step("b", after=("a",))])
    plan = Engine(law(one)).evaluate(told(b1=True), ON).plan
    assert [each.id for each in plan] == ["x.a", "x.b"]


def test_incompatible_benefits_are_reported_once() -> None:
    rule = {
        "benefit": "y", "text": "non insieme", "source": "legge", "status": "verified",
        "checked_on": ON, "recheck_by": ON,
    }  # fmt: skip
    engine = Engine(
        law(
            benefit("x", [FIXED], incompatible_with=[rule]),
            benefit("y", [FIXED], incompatible_with=[{**rule, "benefit": "x"}]),
        )
    )
    found = engine.evaluate(told(b1=True), ON).incompatibilities
    assert [(each.benefit, each.other) for each in found] == [("x", "y")]
    assert engine.evaluate(told(b1=False), ON).incompatibilities == ()
