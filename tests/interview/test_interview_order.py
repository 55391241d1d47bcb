"""The order of the questions: it changes no outcome, keeps to a topic, and is always the same."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interviewing import least, said
from synthetic_law import ON, benefit, law, requirement, step, warning
from test_interview_asking_less import laws, oracles
from test_interview_real_law import Woman

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue, Kind, Prior, Priors
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.answers import given as value
from scarpette_tui.interview.asking import LEAST_ON_TOPIC
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.judging import Stage
from scarpette_tui.interview.likelihood import Likelihood

TODAY = date(2026, 11, 23)
SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def priors(draw: Any) -> Priors:
    """Draw assumptions about the questions of the synthetic law, however wild."""
    listed = []
    for question in law().questions:
        for asked, name in [(question, question.id)] + [
            (field, f"{question.id}.{field.id}") for field in question.fields
        ]:
            options = [option.value for option in asked.options]
            share = st.floats(0.01, 1)
            if asked.kind is Kind.YES_NO:
                listed.append(Prior(id=name, why="prova", yes=draw(st.floats(0, 1))))
            elif options:
                shares = {option: draw(share) for option in options}
                listed.append(Prior(id=name, why="prova", shares=shares))
    return Priors(priors=tuple(listed))


@SLOW
@given(laws(), oracles(), priors())
def test_no_assumption_changes_what_she_is_told(
    catalogue: Catalogue, oracle: Answers, assumed: Priors
) -> None:
    engine, other = Engine(catalogue), Engine(catalogue.model_copy(update={"priors": assumed}))
    one, _ = least(engine, oracle.__getitem__, ON)
    two, _ = least(other, oracle.__getitem__, ON)
    assert said(engine.evaluate(one, ON)) == said(engine.evaluate(two, ON))


@SLOW
@given(laws(), oracles())
def test_the_order_is_always_the_same(catalogue: Catalogue, oracle: Answers) -> None:
    used = Engine(catalogue)
    asked = least(used, oracle.__getitem__, ON)[1]
    assert asked == least(used, oracle.__getitem__, ON)[1]
    assert asked == least(Engine(catalogue), oracle.__getitem__, ON)[1]


@pytest.mark.parametrize("seed", range(8))
def test_a_topic_is_kept_for_three_questions(seed: int) -> None:
    """It changes before only where nothing live is left of it in the phase."""
    engine, woman = Engine(load_catalogue()), Woman(seed)
    answers, topic, run = Answers.empty(), "", 0
    while (key := engine.next_question(answers, TODAY)) is not None:
        section = engine.question(key).question.section
        if topic and section != topic and run < LEAST_ON_TOPIC:
            phase = engine.phase(answers, TODAY)
            live = engine.live_questions(answers, TODAY)
            safety = phase == "safety"
            left = [
                each
                for each in live
                if engine.question(each).question.section == topic
                and (engine.question(each).question.phase == "safety") is safety
                and not _only_later(engine, answers, each, phase)
            ]
            assert not left, (key, left)
        run = run + ("." not in key) if section == topic else 1
        topic = section
        answers = answers.put(key, woman(key))


def _only_later(engine: Engine, answers: Answers, key: str, phase: str) -> bool:
    """Say whether a question waits for another phase."""
    stages = [Stage.SAFETY] if phase == "safety" else [Stage.FIXED, Stage.MUTABLE, Stage.STEPS]
    judged = engine.judge(answers, TODAY)
    return not any(key in each.wanted(stage) for each in judged for stage in stages)


def test_a_deadline_near_leads() -> None:
    calm = benefit("calm", [requirement("r", "b1")], priority=1)
    near = benefit(
        "near",
        [requirement("r", "b2")],
        priority=9,
        steps=[step("apply", deadline="d1 + days(20)")],
    )
    engine = Engine(law(calm, near))
    told = Answers({"d1": value(ON)})
    assert engine.next_question(told, ON) == "b2"
    assert engine.next_question(Answers({"d1": value(date(2020, 1, 1))}), ON) == "b1"


def test_what_must_be_said_at_once_leads() -> None:
    calm = benefit("calm", [requirement("r", "b1")], priority=1)
    urgent = warning("w", "b3").model_copy(update={"urgent": True})
    danger = benefit("danger", [requirement("r", "b2")], priority=9, warnings=[urgent])
    engine = Engine(law(calm, danger))
    assert engine.next_question(Answers({"b3": value(True)}), ON) == "b2"
    assert engine.next_question(Answers({"b3": value(False)}), ON) == "b1"


def test_the_question_that_tells_most_comes_first() -> None:
    """n1 alone nearly decides; b1, b2 and b3 matter only in the middle."""
    rule = "n1 < 1 or n1 < 20 and b1 and b2 and b3"
    assert (
        Engine(law(benefit("x", [requirement("r", rule)]))).next_question(Answers.empty(), ON)
        == "n1"
    )


def chance(engine: Engine, text: str) -> tuple[Likelihood, Any]:
    likely = Likelihood(engine.chances, engine.program.compiler.law, ON)
    view = engine._look(Answers.empty(), ON)
    return likely, view.decide(engine.program.item(text)).value


@pytest.mark.parametrize(
    ("text", "least_", "most"),
    [
        ("b1", 0.27, 0.33),
        ("not b1", 0.67, 0.73),
        ("b1 or b2", 0.4, 0.6),
        ("b1 and b2 and b3", 0.0, 0.1),
        ("n1 < 0 or b1 or not b1", 1, 1),
        ("any(k.age < 200 for k in kids)", 0.8, 1),
        ("len(kids) > 0 and b1 and not b1", 0, 0),
    ],
)
def test_a_chance_is_what_the_assumptions_give(text: str, least_: float, most: float) -> None:
    likely, value_ = chance(Engine(law()), text)
    assert least_ <= likely.true([value_]) <= most


def test_an_answer_tells_all_nothing_or_something() -> None:
    likely, value_ = chance(Engine(law()), "b1 and b2")
    alone, one = chance(Engine(law()), "b1")
    assert likely.tells([value_], "b3") == 0
    assert 0 < likely.tells([value_], "b2") < 1
    assert alone.tells([one], "b1") == pytest.approx(0.88, abs=0.03)


def test_every_form_of_the_real_law_can_be_read() -> None:
    engine = Engine(load_catalogue())
    draw = random.Random(3)
    for _ in range(3):
        answers = Answers.empty()
        while key := engine.next_question(answers, TODAY):
            for judged in engine.judge(answers, TODAY):
                likely = Likelihood(engine.chances, engine.program.compiler.law, TODAY)
                assert 0 <= likely.true(judged.truths) <= 1
            answers = answers.put(key, value(engine.chances.of(key).draw(draw, TODAY)))
