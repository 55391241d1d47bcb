"""Is a question live? Two completions of the answers that differ only in it, told apart.

A witness is two whole interviews about one benefit, answered alike but for the question,
that end with another status, step or warning: it proves the question live beyond doubt. The
completions are searched at random over discretised domains: every option, and the numbers
and days at which the golden cases stand, around every threshold of the law.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from scarpette_tui.catalogue.model import Catalogue, Kind, Status
from scarpette_tui.interview.answers import Answer, Answers, given
from scarpette_tui.interview.context import mark_of
from scarpette_tui.interview.engine import Engine

HOPEFUL = 0.7
"""Share of the completions that avoid what closes the benefit."""
PATIENCE = 6
"""Answers tried, to avoid it."""


class Brute:
    """Searches witnesses for the questions of one catalogue.

    Args:
        catalogue: the law data.
        on: the day of the consultation.
        stood: for each question or `group.*.field`, values at which cases stand.

    """

    def __init__(self, catalogue: Catalogue, on: date, stood: dict[str, set[Any]]) -> None:
        self.engine = Engine(catalogue)
        self.on = on
        self._stood = {name: sorted(values) for name, values in stood.items()}
        self._alone = {
            benefit.id: Engine(catalogue.model_copy(update={"benefits": (benefit,)}))
            for benefit in catalogue.benefits
        }
        self._proved: set[Any] = set()

    def is_live(self, answers: Answers, key: str, draw: random.Random, tries: int) -> bool:
        """Say whether a witness was found within so many tries for each benefit."""
        wanting = [
            judged.outcome.benefit.id
            for judged in self.engine.judge(answers, self.on)
            if any(key in judged.wanted(stage) for stage in range(4))
        ]
        signatures = [self._signature(benefit, answers, key) for benefit in wanting]
        if self._proved.intersection(signatures):
            return True
        for _ in range(tries):
            for benefit, signature in zip(wanting, signatures, strict=True):
                if self._differs(benefit, answers, key, draw):
                    self._proved.add(signature)
                    return True
        return False

    def _signature(self, benefit: str, answers: Answers, key: str) -> Any:
        reads = self._alone[benefit].program.by_id[benefit].reads
        return benefit, key, tuple(map(answers.marks.get, reads))

    def _differs(self, benefit: str, answers: Answers, key: str, draw: random.Random) -> bool:
        """Try one completion under several answers to the question."""
        completion: dict[str, Answer] = {}
        hopeful = draw.random() < HOPEFUL
        told = None
        for value in self._values(key, draw):
            told_now = self._ended(
                benefit, answers.put(key, given(value)), completion, hopeful, draw
            )
            told = told or told_now
            if told_now != told:
                return True
        return False

    def _ended(
        self,
        benefit: str,
        answers: Answers,
        completion: dict[str, Answer],
        hopeful: bool,
        draw: random.Random,
    ) -> Any:
        """End the interview about one benefit; what is not in the completion yet enters it.

        A hopeful completion avoids, where it can, the answers that close the benefit: what
        matters only to a right that is there is seen only so.
        """
        engine = self._alone[benefit]
        while (asked := engine.next_question(answers, self.on)) is not None:
            if asked not in completion:
                for _ in range(PATIENCE if hopeful else 1):
                    completion[asked] = given(self.value(asked, draw))
                    after = engine.evaluate(answers.put(asked, completion[asked]), self.on)
                    if after.outcomes[0].status is not Status.NOT_DUE:
                        break
            answers = answers.put(asked, completion[asked])
        outcome = engine.evaluate(answers, self.on).outcomes[0]
        return outcome.status, outcome.steps, outcome.said

    def _values(self, key: str, draw: random.Random) -> list[Any]:
        chance = self.engine.chances.of(key)
        match chance.domain.kind:
            case Kind.YES_NO:
                return [True, False]
            case Kind.CHOICE:
                options = sorted(chance.domain.options)
                return draw.sample(options, min(4, len(options)))
            case _:
                return [self.value(key, draw) for _ in range(4)]

    def value(self, key: str, draw: random.Random) -> Any:
        """Draw a value: as the priors say, from the whole domain, or near a threshold."""
        chance = self.engine.chances.of(key)
        domain = chance.domain
        if domain.kind in {Kind.YES_NO, Kind.CHOICE}:
            return draw.choice(sorted(domain.options) or [True, False])
        if domain.kind is Kind.CHOICES:
            share = draw.choice([0.1, 0.4])
            return frozenset(name for name in sorted(domain.options) if draw.random() < share)
        stood = self._stood.get(mark_of(key), [])
        if not stood or draw.random() < 0.4:
            return chance.draw(draw, self.on)
        found = draw.choice(stood)
        if domain.kind is Kind.DATE:
            return max(
                domain.low, min(found + timedelta(days=draw.choice([-1, 0, 1])), domain.high)
            )
        step = draw.choice([-1, 0, 1]) * (Decimal("0.01") if domain.kind is Kind.MONEY else 1)
        if domain.kind is Kind.MONEY:
            return max(domain.low, min(found + step, domain.high))
        return int(max(domain.low, min(found + step, domain.high)))


def stood_at(cases: Iterator[Answers]) -> dict[str, set[Any]]:
    """Return the numbers and days given in some cases, by question or `group.*.field`."""
    found: dict[str, set[Any]] = {}
    for answers in cases:
        for key, value in answers.values_given.items():
            if isinstance(value, Decimal | date):
                found.setdefault(mark_of(key), set()).add(value)
    return found
