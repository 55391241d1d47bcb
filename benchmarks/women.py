"""Synthetic women drawn from the priors: seeded, and the same whatever is asked first."""

from datetime import date, timedelta
from random import Random

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.chances import Chances
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.view import View

UNKNOWN, DECLINED = 0.02, 0.01
"""How often she does not know, or prefers not to say: assumed too."""


class Woman:
    """What she would answer to each question, drawn when first asked."""

    def __init__(self, chances: Chances, on: date, seed: str, *, silent: bool = True) -> None:
        self._chances, self._on, self._seed, self._silent = chances, on, seed, silent
        self._said: dict[str, Answer] = {}

    def __call__(self, key: str) -> Answer:
        """Return her answer: it depends on her and on the question alone."""
        if key not in self._said:
            self._said[key] = self._draw(key)
        return self._said[key]

    def _draw(self, key: str) -> Answer:
        random = Random(f"{self._seed}:{key}")
        mood = random.random()
        if self._silent and "." not in key and mood < UNKNOWN + DECLINED:
            return Answer(State.UNKNOWN if mood < UNKNOWN else State.DECLINED)
        if key.endswith(".birth"):  # a birth agrees with the age
            age = self(key.replace(".birth", ".age")).value
            assert isinstance(age, int)
            return given(_birthday(self._on, age, random))
        return given(self._chances.of(key).draw(random, self._on))


def _birthday(on: date, age: int, random: Random) -> date:
    latest = date(on.year - age, on.month, min(on.day, 28))
    return latest - timedelta(days=random.randint(0, 364))


def everything(engine: Engine, woman: Woman, on: date, *, amounts: bool = True) -> list[str]:
    """Return the keys of a fixed form with gates, in the author's order."""
    wanted = {
        name
        for benefit in engine.catalogue.benefits
        for name in engine.program.questions_of(benefit.id, amounts)
    }
    answers, asked, found = Answers.empty(), list[str](), True
    while found:
        found = False
        for question in engine.catalogue.questions:
            if question.id not in wanted:
                continue
            names = [question.id]
            if question.kind is Kind.PEOPLE:
                many = int(answers.values_given.get(question.id, 0))
                names += [f"{question.id}.{i}.{f.id}" for i in range(many) for f in question.fields]
            for name in names:
                if name not in answers and View(engine.program, answers, on).guard(name) is True:
                    answers, found = answers.put(name, woman(name)), True
                    asked.append(name)
    return asked
