"""Whole sets of answers near the thresholds of the law, and what is left when she is silent."""

import random
from datetime import timedelta
from decimal import Decimal

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.desk import law
from scarpette_tui.interview.answers import Answer, Answers, State, given
from tests.law.golden import cases

CENT = Decimal("0.01")


def woman(rng: random.Random):
    """Return (day, answers): a golden case with every other question answered at random."""
    _, case = rng.choice(cases())
    answers = {k: a for k, a in case.answers.items() if a.state is State.GIVEN}
    for question in law.catalogue().questions:
        if question.id not in answers or rng.random() < 0.03:
            answers[question.id] = given(_value(question, case.on, rng))
    whole = Answers(_with_people(answers, case.on, rng))
    return case.on, law.engine().prune(whole, case.on)[0]


def silent(answers: Answers, rng: random.Random, share: float = 0.4) -> Answers:
    """Return the answers, a share of them not known, not said or never asked."""
    kept, gone = {}, set()
    for key, answer in answers.items():
        if key.partition(".")[0] in gone:
            continue
        if rng.random() >= share:
            kept[key] = answer
            continue
        if "." not in key:
            gone.add(key)
        lot = rng.random()
        if lot < 0.8:
            kept[key] = Answer(State.UNKNOWN if lot < 0.4 else State.DECLINED)
    people = {key for key in gone if any(k.startswith(f"{key}.") for k in kept)}
    return Answers(
        {k: a for k, a in kept.items() if k.partition(".")[0] not in people or "." not in k}
    )


def _with_people(answers, on, rng):
    for group in (q for q in law.catalogue().questions if q.kind is Kind.PEOPLE):
        count = min(int(answers[group.id].value), 5)
        answers[group.id] = given(count)
        answers = {
            k: a
            for k, a in answers.items()
            if not k.startswith(f"{group.id}.") or int(k.split(".")[1]) < count
        }
        for index in range(count):
            for field in group.fields:
                key = f"{group.id}.{index}.{field.id}"
                if key not in answers:
                    answers[key] = given(_value(field, on, rng))
    return answers


def _value(question, on, rng):
    if question.kind is Kind.YES_NO:
        return rng.random() < 0.5
    if question.kind is Kind.CHOICE:
        return rng.choice(question.options).value
    if question.kind is Kind.CHOICES:
        return frozenset(o.value for o in question.options if rng.random() < 0.3)
    if question.kind is Kind.DATE:
        day = on - timedelta(days=rng.randrange(-200, 1200))
        day = max(day, question.earliest) if question.earliest else day
        return min(day, question.latest) if question.latest else day
    if question.kind is Kind.PEOPLE:
        return rng.choice((0, 0, 1, 2, 3, 4))
    low, high = question.min or Decimal(0), question.max or Decimal(100_000)
    if question.kind is Kind.MONEY:
        near = [value.value for p in law.catalogue().parameters for value in p.values]
        choice = rng.choice([v for v in near if v is not None] or [low])
        value = choice + rng.choice((-CENT, Decimal(0), CENT, Decimal(rng.randrange(2000))))
        return min(max(value.quantize(CENT), low), high)
    return int(min(max(low, Decimal(rng.randrange(0, 80))), high))
