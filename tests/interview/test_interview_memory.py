"""What an engine remembers saves time and changes nothing: used and fresh engines agree."""

import random
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interviewing import said
from synthetic_law import ON
from test_interview_asking_less import laws, oracles

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.interview.answers import Answer, Answers, State
from scarpette_tui.interview.answers import given as value
from scarpette_tui.interview.engine import Engine

TODAY = date(2026, 11, 23)


def everything_told(engine: Engine, answers: Answers, on: date) -> list[Any]:
    evaluation = engine.evaluate(answers, on)
    return [
        said(evaluation, amounts=True),
        [outcome.requirements for outcome in evaluation.outcomes],
        engine.live_questions(answers, on, amounts=True),
        engine.next_question(answers, on, amounts=True),
        engine.remaining(answers, on),
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(laws(), oracles(), st.randoms(use_true_random=False))
def test_a_used_engine_agrees_with_a_fresh_one(
    catalogue: Catalogue, oracle: Answers, draw: random.Random
) -> None:
    used, answers = Engine(catalogue), Answers.empty()
    for _ in range(12):
        answers = _another(used, answers, oracle, draw)
        used.evaluate(answers, ON)
    assert everything_told(used, answers, ON) == everything_told(Engine(catalogue), answers, ON)


def _another(engine: Engine, answers: Answers, oracle: Answers, draw: random.Random) -> Answers:
    """Answer something, take something back, or turn it into "non so"."""
    lot = draw.random()
    if answers and lot < 0.2:
        return engine.prune(answers.drop(draw.choice(list(answers))), ON)[0]
    if answers and lot < 0.3:
        return answers.put(draw.choice(list(answers)), Answer(State.UNKNOWN))
    live = engine.live_questions(answers, ON, amounts=True)
    key = draw.choice(live) if live else None
    return answers.put(key, oracle[key]) if key else answers


def test_the_real_law_is_remembered_exactly() -> None:
    catalogue = load_catalogue()
    used = Engine(catalogue)
    draw = random.Random(7)
    answers = Answers.empty()
    for step in range(45):
        live = used.live_questions(answers, TODAY, amounts=True)
        if answers and draw.random() < 0.15:
            answers = used.prune(answers.drop(draw.choice(list(answers))), TODAY)[0]
        elif live:
            key = draw.choice(live)
            answers = answers.put(key, value(used.chances.of(key).draw(draw, TODAY)))
        told = everything_told(used, answers, TODAY)
        if step % 9 == 0:
            assert told == everything_told(Engine(catalogue), answers, TODAY)
