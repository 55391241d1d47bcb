"""How many questions are left: bounds that always hold, and a usual range that mostly does."""

import random
from datetime import date

from hypothesis import HealthCheck, given, settings
from interviewing import least
from synthetic_law import ON
from test_interview_asking_less import laws, oracles

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.answers import given as value
from scarpette_tui.interview.engine import Engine

TODAY = date(2026, 11, 23)
ENGINE = Engine(load_catalogue())


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


def test_the_usual_range_is_usual() -> None:
    """Eight times in ten, over whole interviews of women drawn from the priors."""
    inside = steps = 0
    for seed in range(12):
        draw = random.Random(seed)
        answers, shown = Answers.empty(), []
        while (key := ENGINE.next_question(answers, TODAY)) is not None:
            shown.append(ENGINE.left(answers, TODAY))
            answers = answers.put(key, value(ENGINE.chances.of(key).draw(draw, TODAY)))
        for done, left in enumerate(shown):
            steps += 1
            inside += left.usual_least <= len(shown) - done <= left.usual_most
        assert shown[0].usual_most < 70 < shown[0].most
    assert inside >= 0.8 * steps
