"""Two styles, one engine: several questions on one screen end as one at a time does."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from interviewing import Oracle, least, said
from synthetic_law import ON
from test_interview_asking_less import laws, oracles
from test_interview_real_law import Woman

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue, Kind
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.asking import MOST_TOGETHER
from scarpette_tui.interview.engine import Engine

TODAY = date(2026, 11, 23)


def in_groups(engine: Engine, oracle: Oracle, on: date) -> tuple[Answers, int]:
    """Answer whole screens until nothing is left; return the answers and how many screens."""
    answers, screens = Answers.empty(), 0
    while (key := engine.next_question(answers, on)) is not None:
        keys = engine.together(key, answers, on)
        assert key in keys
        assert len(keys) <= MOST_TOGETHER
        assert set(keys) <= set(engine.live_questions(answers, on))
        if len(keys) > 1:
            refs = [engine.question(each) for each in keys]
            assert {ref.asked.kind for ref in refs} == {Kind.YES_NO}
            assert len({(ref.question.section, ref.index) for ref in refs}) == 1
        screens += 1
        for each in keys:
            answers = answers.put(each, oracle(each))
    return answers, screens


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(laws(), oracles())
def test_both_styles_tell_her_the_same(catalogue: Catalogue, oracle: Answers) -> None:
    engine = Engine(catalogue)
    one, _ = least(engine, oracle.__getitem__, ON)
    many, _ = in_groups(engine, oracle.__getitem__, ON)
    assert said(engine.evaluate(one, ON)) == said(engine.evaluate(many, ON))


@pytest.mark.parametrize("seed", range(4))
def test_both_styles_tell_the_same_under_the_real_law(seed: int) -> None:
    engine, woman = Engine(load_catalogue()), Woman(seed)
    one, asked = least(engine, woman, TODAY)
    many, screens = in_groups(engine, woman, TODAY)
    assert said(engine.evaluate(one, TODAY)) == said(engine.evaluate(many, TODAY))
    assert screens < len(asked)
