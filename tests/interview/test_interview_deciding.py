"""The fewest answers that decide a benefit: enough, and none of them too many."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from interviewing import least
from synthetic_law import ON, benefit, law, requirement
from test_interview_asking_less import laws, oracles
from test_interview_real_law import Woman

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.answers import given as value
from scarpette_tui.interview.deciding import DECIDED
from scarpette_tui.interview.engine import Engine

TODAY = date(2026, 11, 23)


def prove(engine: Engine, answers: Answers, on: date) -> int:
    """Check every benefit; return how many are decided by their answers."""
    decided = 0
    for outcome in engine.evaluate(answers, on).outcomes:
        name = outcome.benefit.id
        keys = engine.deciding(name, answers, on).keys
        if outcome.status not in DECIDED:
            assert keys == ()
            continue
        decided += 1
        kept = Answers({key: answers[key] for key in keys})
        assert engine.evaluate(kept, on).outcome(name).status is outcome.status
        for key in keys:
            without = engine.evaluate(kept.drop(key), on).outcome(name).status
            assert without is not outcome.status, (name, key)
    return decided


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(laws(), oracles())
def test_without_any_one_of_them_the_outcome_is_another(
    catalogue: Catalogue, oracle: Answers
) -> None:
    engine = Engine(catalogue)
    prove(engine, least(engine, oracle.__getitem__, ON)[0], ON)


@pytest.mark.parametrize("seed", range(5))
def test_under_the_real_law_too(seed: int) -> None:
    engine = Engine(load_catalogue())
    answers, _ = least(engine, Woman(seed), TODAY)
    assert prove(engine, answers, TODAY) > 10


def test_the_shortest_no_is_told_with_its_article() -> None:
    engine = Engine(
        law(
            benefit(
                "x",
                [
                    requirement("long", "b1 and b2", source="art. 1"),
                    requirement("short", "b3", source="art. 2"),
                ],
            )
        )
    )
    told = Answers({"b1": value(True), "b2": value(False), "b3": value(False)})
    found = engine.deciding("x", told, ON)
    assert len(found.keys) == 1
    assert found.sources in {("art. 1",), ("art. 2",)}


def test_the_dated_values_are_named() -> None:
    engine = Engine(law(benefit("x", [requirement("r", "m1 < param.p1")])))
    found = engine.deciding("x", Answers({"m1": value(Decimal(0))}), ON)
    assert found.keys == ("m1",)
    assert found.parameters == ("p1",)
