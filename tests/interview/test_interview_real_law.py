"""The engine on the law data of the repository: sound, ending, free of needless questions."""

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from interviewing import everything, least, said

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Kind, QuestionBase
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.serialise import evaluation_to_json

ON = date(2026, 11, 23)


@lru_cache
def engine() -> Engine:
    return Engine(load_catalogue())


class Woman:
    """A synthetic woman: one answer to each question, drawn from a seed when first asked."""

    def __init__(self, seed: int, silent: float = 0.1) -> None:
        self._seed, self._silent = seed, silent
        self._said: dict[str, Answer] = {}

    def __call__(self, key: str) -> Answer:
        if key not in self._said:
            ref = engine().question(key)
            draw = random.Random(f"{self._seed} {key}")
            if draw.random() < self._silent:
                self._said[key] = Answer(draw.choice([State.UNKNOWN, State.DECLINED]))
            else:
                self._said[key] = given(value_of(ref.field or ref.question, draw))
        return self._said[key]


def value_of(question: QuestionBase, draw: random.Random) -> Any:
    options = [option.value for option in question.options]
    match question.kind:
        case Kind.YES_NO:
            return draw.random() < 0.5
        case Kind.CHOICE:
            return draw.choice(options)
        case Kind.CHOICES:
            return frozenset(each for each in options if draw.random() < 0.3)
        case Kind.PEOPLE:
            return draw.choice([0, 1, 1, 2, 3])
        case Kind.DATE:
            first = question.earliest or date(2019, 1, 1)
            last = question.latest or ON + timedelta(days=400)
            first = max(first, last - timedelta(days=draw.choice([90, 900, 3000])))
            return date.fromordinal(draw.randint(first.toordinal(), last.toordinal()))
        case Kind.MONEY:
            low = int((question.min or 0) * 100)
            high = int((question.max if question.max is not None else 50000) * 100)
            return (
                Decimal(draw.randint(low, min(high, draw.choice([10**5, 10**6, 5 * 10**6])))) / 100
            )
        case _:
            low, high = int(question.min or 0), int(question.max or 60)
            return draw.randint(low, min(high, low + draw.choice([5, 20, 70, 500])))


@pytest.mark.parametrize("seed", range(12))
def test_asking_less_changes_nothing(seed: int) -> None:
    woman = Woman(seed, silent=0.1 if seed % 2 else 0)
    few, asked = least(engine(), woman, ON)
    all_ = everything(engine(), woman, ON)
    assert said(engine().evaluate(few, ON)) == said(engine().evaluate(all_, ON))
    assert len(asked) <= len(all_)


@pytest.mark.parametrize("seed", range(100, 106))
def test_asking_less_changes_no_amount(seed: int) -> None:
    woman = Woman(seed, silent=0)
    few, _ = least(engine(), woman, ON, amounts=True)
    all_ = everything(engine(), woman, ON)
    assert said(engine().evaluate(few, ON), True) == said(engine().evaluate(all_, ON), True)


def test_every_benefit_alone_can_be_interviewed() -> None:
    for benefit in engine().catalogue.benefits:
        woman = Woman(7)
        few, asked = least(engine(), woman, ON, focus=benefit.id)
        closed = engine().evaluate(Answers.empty(), ON).outcome(benefit.id).status == "closed"
        assert bool(asked) is not closed
        whole = everything(engine(), woman, ON)
        one = engine().evaluate(few, ON).outcome(benefit.id)
        assert one.status is engine().evaluate(whole, ON).outcome(benefit.id).status


def test_nothing_asked_says_nothing_certain() -> None:
    evaluation = engine().evaluate(Answers.empty(), ON)
    assert {outcome.status for outcome in evaluation.outcomes} <= {"possible", "closed"}
    assert evaluation.phase == "rights"
    assert evaluation.next_question


def test_all_declined_never_says_no() -> None:
    everyone = Answers.empty()
    while key := engine().next_question(everyone, ON, amounts=True):
        everyone = everyone.put(key, Answer(State.DECLINED))
    assert all(o.status != "not_due" for o in engine().evaluate(everyone, ON).outcomes)


def test_the_plan_keeps_the_order_of_the_steps() -> None:
    for seed in range(5):
        few, _ = least(engine(), Woman(seed), ON)
        plan = engine().evaluate(few, ON).plan
        place = {step.id: index for index, step in enumerate(plan)}
        for step in plan:
            assert all(place[other] < place[step.id] for other in step.after if other in place)


def test_an_evaluation_is_json() -> None:
    few, _ = least(engine(), Woman(3), ON, amounts=True)
    data = evaluation_to_json(engine().evaluate(few, ON), engine().catalogue)
    assert [each["benefit"] for each in data["outcomes"]] == [
        benefit.id for benefit in engine().catalogue.benefits
    ]


def test_not_knowing_is_never_mistaken_for_the_option_unknown():
    """The option "unknown" of other_parent is a value; "non so" is not (one engine, both)."""
    used, fresh = Engine(load_catalogue()), Engine(load_catalogue())
    base = Answers({"children": given(1), "children.0.age": given(3)})
    silent = base.put("other_parent", Answer(State.UNKNOWN))
    spoken = base.put("other_parent", given("unknown"))
    used.evaluate(silent, ON)
    for again, first in zip(
        used.evaluate(spoken, ON).outcomes, fresh.evaluate(spoken, ON).outcomes, strict=True
    ):
        assert again == first


@pytest.mark.parametrize("seed", range(8))
def test_why_can_be_asked_of_every_question_at_any_moment(seed: int) -> None:
    """Schedules too: the reason is looked for where no payment is the present one."""
    woman, answers = Woman(seed), Answers.empty()
    for _ in range(5 * seed):
        key = engine().next_question(answers, ON, amounts=True)
        if key is None:
            break
        answers = answers.put(key, woman(key))
    for question in engine().catalogue.questions:
        engine().explain(question.id, answers, ON)
