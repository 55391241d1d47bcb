"""Ways of choosing the next question, measured on the same women by the same engine."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, NamedTuple

from benchmarks.women import Woman, everything
from scarpette_tui.catalogue.model import Status
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.asking import author_order
from scarpette_tui.interview.engine import Engine, Evaluation
from scarpette_tui.interview.judging import Judged, Stage

RIGHTS_AND_SAFETY = (Stage.FIXED, Stage.MUTABLE, Stage.STEPS, Stage.SAFETY)
Chooser = Callable[[Engine, Answers, date], str | None]


class Walk(NamedTuple):
    """One interview: what was asked, and how long she waited for good news."""

    asked: tuple[str, ...]
    first_right: int | None
    all_rights: int | None
    burden: int


def asking_least(engine: Engine, answers: Answers, on: date) -> str | None:
    """Return the engine's own choice."""
    return engine.next_question(answers, on)


def backward_chaining(engine: Engine, answers: Answers, on: date) -> str | None:
    """Return the first open condition of the first benefit that has one, depth first."""
    for judged in engine.judge(answers, on):
        for keys in _wanted(judged):
            if keys:
                return keys[0]
    return None


def occurrence_score(engine: Engine, answers: Answers, on: date) -> str | None:
    """Return the question that the most benefits miss; the author's order breaks ties."""
    missed = Counter[str]()
    for judged in engine.judge(answers, on):
        missed.update({key for keys in _wanted(judged) for key in keys})
    if not missed:
        return None
    return min(missed, key=lambda key: (-missed[key], author_order(engine.program, key)))


def _wanted(judged: Judged) -> list[tuple[str, ...]]:
    return [judged.wanted(stage) for stage in RIGHTS_AND_SAFETY]


CHOOSERS: dict[str, Chooser] = {
    "asking_least": asking_least,
    "backward_chaining": backward_chaining,
    "occurrence_score": occurrence_score,
}


def walk(engine: Engine, woman: Woman, on: date, choose: Chooser) -> tuple[Answers, Walk]:
    """Run one interview to its end."""
    answers, asked = Answers.empty(), list[str]()
    rights = [_rights(engine.evaluate(answers, on))]
    while (key := choose(engine, answers, on)) is not None:
        asked.append(key)
        answers = answers.put(key, woman(key))
        rights.append(_rights(engine.evaluate(answers, on)))
    return answers, _walk(engine, asked, rights)


def fixed_form(engine: Engine, woman: Woman, on: date) -> tuple[Answers, Walk]:
    """Ask all that any right can ever need, in the author's order, with its gates.

    What is due for certain stays so: the two screens are found by halving.
    """
    asked = everything(engine, woman, on, amounts=False)
    after = [Answers.empty()]
    for key in asked:
        after.append(after[-1].put(key, woman(key)))
    last = _rights(engine.evaluate(after[-1], on))
    if not last:
        return after[-1], Walk(tuple(asked), None, None, _burden(engine, asked))

    def rights(place: int) -> frozenset[str]:
        return _rights(engine.evaluate(after[place], on))

    places = range(len(after))
    first = bisect_left(places, True, key=lambda place: bool(rights(place)))
    whole = bisect_left(places, True, lo=first, key=lambda place: rights(place) >= last)
    return after[-1], Walk(tuple(asked), first, whole, _burden(engine, asked))


def in_screens(engine: Engine, woman: Woman, on: date) -> Walk:
    """Run one interview in the quick style: `asked` are screens, named after their first key."""
    answers, asked = Answers.empty(), list[str]()
    rights = [_rights(engine.evaluate(answers, on))]
    while (key := engine.next_question(answers, on)) is not None:
        for each in engine.together(key, answers, on):
            answers = answers.put(each, woman(each))
        asked.append(key)
        rights.append(_rights(engine.evaluate(answers, on)))
    return _walk(engine, asked, rights)


def _rights(evaluation: Evaluation) -> frozenset[str]:
    return frozenset(
        each.benefit.id
        for each in evaluation.outcomes
        if each.status is Status.DUE and not each.benefit.prerequisite
    )


def _walk(engine: Engine, asked: list[str], rights: list[frozenset[str]]) -> Walk:
    last = rights[-1]
    first = next((place for place, sure in enumerate(rights) if sure), None)
    whole = next((place for place, sure in enumerate(rights) if sure >= last), None)
    return Walk(tuple(asked), first, whole if last else None, _burden(engine, asked))


def _burden(engine: Engine, asked: list[str]) -> int:
    return sum(engine.question(key).question.burden for key in asked)


def told(evaluation: Evaluation) -> list[Any]:
    """Return all that she would be told but the figures."""
    said: list[Any] = [
        (each.benefit.id, each.status, each.steps, each.said) for each in evaluation.outcomes
    ]
    return [*said, evaluation.plan]


def certificate(engine: Engine, starts: list[Answers], on: date, random: Random) -> int:
    """Return the fewest facts, among several greedy searches, that settle all she is told.

    From each set of answers, facts are dropped one by one in three orders (the last asked
    first, the first asked first, at random) as long as nothing is left to ask and she is told
    the same. It is never below the least certificate, and hardly above it.
    """
    wanted = told(engine.evaluate(starts[0], on))
    fewest = min(map(len, starts))
    for full in starts:
        order = list(full)
        for keys in (order[::-1], order, random.sample(order, len(order))):
            kept = full
            for key in keys:
                less = kept.drop(key)
                if (
                    not engine.live_questions(less, on)
                    and told(engine.evaluate(less, on)) == wanted
                ):
                    kept = less
            fewest = min(fewest, len(kept))
    return fewest
