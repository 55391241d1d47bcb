"""How many questions are left: bounds that always hold, and a usual range that mostly does."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from interviewing import least
from synthetic_law import ON
from test_interview_asking_less import laws, oracles

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.answers import given as value
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.remaining import Left

TODAY = date(2026, 11, 23)
ENGINE = Engine(load_catalogue())
QUICK = pytest.mark.parametrize("quick", [False, True], ids=["discreto", "rapido"])


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(laws(), oracles())
def test_the_bounds_hold_and_the_usual_range_lies_inside(
    catalogue: Catalogue, oracle: Answers
) -> None:
    engine = Engine(catalogue)
    _, asked = least(engine, oracle.__getitem__, ON)
    answers = Answers.empty()
    for done, key in enumerate(asked):
        left = engine.left(answers, ON)
        assert 1 <= left.least <= len(asked) - done <= left.most
        assert left.least <= left.usual_least <= left.usual_most <= left.most
        answers = answers.put(key, oracle[key])
    assert engine.left(answers, ON) == (0, 0, 0, 0)


def ranges(seed: int, *, quick: bool) -> list[tuple[Left, int]]:
    """Interview a woman drawn from the priors: screen by screen what is said, and what came.

    As on the screen, the upper end of the range never rises.
    """
    draw = random.Random(seed)
    answers, shown, ceiling = Answers.empty(), [], 1000
    while (key := ENGINE.next_question(answers, TODAY)) is not None:
        left = ENGINE.left(answers, TODAY)
        ceiling = min(ceiling, left.usual_most)
        shown.append((left._replace(usual_most=ceiling), len(answers)))
        for each in ENGINE.together(key, answers, TODAY) if quick else (key,):
            answers = answers.put(each, value(ENGINE.chances.of(each).draw(draw, TODAY)))
    return [(left, len(answers) - before) for left, before in shown]


def held(left: Left, came: int) -> bool:
    return left.usual_least <= came <= left.usual_most


@QUICK
def test_the_usual_range_is_usual(quick: bool) -> None:
    for seed in range(3):
        shown = ranges(seed, quick=quick)
        assert sum(held(*each) for each in shown) >= 0.8 * len(shown)
        assert shown[0][0].usual_most < 70 < shown[0][0].most


@pytest.mark.campaign
@QUICK
def test_the_usual_range_holds_nine_times_in_ten_wherever_one_looks(quick: bool) -> None:
    """At the start, half way and near the end of 200 interviews."""
    at = {"start": 0, "half way": 0, "near the end": 0}
    for seed in range(1000, 1200):
        shown = ranges(seed, quick=quick)
        places = (0, len(shown) // 2, -min(5, len(shown)))
        for name, place in zip(at, places, strict=True):
            at[name] += held(*shown[place])
    print(f"quick: {quick}, held in 200: {at}")
    assert min(at.values()) >= 180, at
