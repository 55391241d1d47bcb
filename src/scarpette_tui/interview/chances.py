"""How each answer is spread under the priors: an even sample, and draws for synthetic women.

Answers are taken as independent of each other. A wrong prior makes an interview longer and
never changes what she is told.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from scarpette_tui.catalogue.model import Kind, Prior, Priors
from scarpette_tui.interview.answers import Value
from scarpette_tui.interview.domains import CENT, Domain

NEUTRAL_YES = 0.3
NEUTRAL_MEMBER = 0.2
SAMPLES = 32
"""Cases looked at side by side."""

Sample = Any
"""A share of truth, a number, days since year 1, a word, a set of words."""
Column = list[Sample]
"""One sample for each case."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The spread of one answer.

    `yes` for yes or no; `shares` per option, made to add up to 1 for a choice; `between`
    stretches of numbers, or of days before the consultation.
    """

    domain: Domain
    yes: float
    shares: dict[str, float]
    between: tuple[tuple[float, float, float], ...]

    def draw(self, random: Random, on: date) -> Value:
        """Draw an answer."""
        match self.domain.kind:
            case Kind.YES_NO:
                return random.random() < self.yes
            case Kind.CHOICE:
                names = sorted(self.shares)
                return random.choices(names, [self.shares[name] for name in names])[0]
            case Kind.CHOICES:
                names = sorted(self.shares)
                return frozenset(name for name in names if random.random() < self.shares[name])
            case _:
                return self._draw_number(random, on)

    def _draw_number(self, random: Random, on: date) -> Value:
        low, high, _ = random.choices(self.between, [each[2] for each in self.between])[0]
        least, most = self.domain.low, self.domain.high
        drawn: Value
        if self.domain.kind is Kind.DATE:
            drawn = on - timedelta(days=random.randint(int(low), int(high)))
        elif self.domain.kind is Kind.MONEY:
            drawn = Decimal(random.randint(int(low * 100), int(high * 100))) * CENT
        else:
            drawn = random.randint(int(low), int(high))
        within: Value = max(least, min(drawn, most))
        # The ends of whole numbers are Decimal, the answer is an int.
        if isinstance(drawn, int) and isinstance(within, Decimal):
            return int(within)
        return within

    def column(self, name: str, on: date) -> Column:
        """Return SAMPLES values spread as the prior says, in an order that the name fixes."""
        random = Random(name)  # noqa: S311 - a fixed shuffle, nothing secret
        match self.domain.kind:
            case Kind.YES_NO:
                found: Column = _split({True: self.yes, False: 1 - self.yes})
            case Kind.CHOICE:
                found = _split(self.shares)
            case Kind.CHOICES:
                return self._sets(random)
            case Kind.DATE:
                found = [on.toordinal() - days for days in self._numbers()]
            case Kind.MONEY:
                found = self._numbers()
            case _:
                found = [round(number) for number in self._numbers()]
        random.shuffle(found)
        return found

    def _sets(self, random: Random) -> Column:
        members: list[set[str]] = [set() for _ in range(SAMPLES)]
        for name in sorted(self.shares):
            for place in random.sample(range(SAMPLES), round(SAMPLES * self.shares[name])):
                members[place].add(name)
        return [frozenset(each) for each in members]

    def _numbers(self) -> list[float]:
        whole = sum(weight for _, _, weight in self.between)
        found = []
        for place in range(SAMPLES):
            left = (place + 0.5) / SAMPLES * whole
            for low, high, weight in self.between:
                if left <= weight:
                    found.append(low + (high - low) * left / weight)
                    break
                left -= weight
        return found


class Chances:
    """Looks up spreads.

    Args:
        priors: the assumptions; questions not listed are even.
        domains: domain of each question, and of each `group.field`.

    """

    def __init__(self, priors: Priors, domains: dict[str, Domain]) -> None:
        listed = {prior.id: prior for prior in priors.priors}
        self._kept = {name: _chance(listed.get(name), each) for name, each in domains.items()}
        self._columns: dict[tuple[str, date], Column] = {}

    def of(self, key: str) -> Chance:
        """Return the spread of an answer."""
        group, _, rest = key.partition(".")
        return self._kept[f"{group}.{rest.partition('.')[2]}" if rest else group]

    def column(self, key: str, on: date) -> Column:
        """Return the sample of an answer, the same at every call."""
        if (key, on) not in self._columns:
            self._columns[key, on] = self.of(key).column(key, on)
        return self._columns[key, on]


def _split(shares: dict[Any, float]) -> Column:
    """Return each value as often as its share says, as exactly as SAMPLES allow."""
    found: Column = []
    reached = 0.0
    for value, share in shares.items():
        reached += share
        found += [value] * (round(reached * SAMPLES) - len(found))
    return found + [max(shares, key=lambda value: shares[value])] * (SAMPLES - len(found))


def _chance(prior: Prior | None, domain: Domain) -> Chance:
    yes = NEUTRAL_YES if prior is None or prior.yes is None else prior.yes
    given = prior.shares if prior else {}
    shares = {option: given.get(option, 0.0) for option in sorted(domain.options)}
    if not given:
        even = NEUTRAL_MEMBER if domain.kind is Kind.CHOICES else 1 / max(1, len(shares))
        shares = dict.fromkeys(sorted(domain.options), even)
    elif domain.kind is Kind.CHOICE:
        whole = sum(shares.values()) or 1.0
        shares = {option: share / whole for option, share in shares.items()}
    between = (prior.between if prior else ()) or _neutral_stretch(domain)
    return Chance(domain, yes, shares, between)


def _neutral_stretch(domain: Domain) -> tuple[tuple[float, float, float], ...]:
    match domain.kind:
        case Kind.YES_NO | Kind.CHOICE | Kind.CHOICES:
            return ()
        case Kind.DATE:
            return ((0.0, 1000.0, 1.0),)
        case Kind.MONEY:
            return ((float(domain.low), min(float(domain.high), 20000.0), 1.0),)
        case _:
            return ((float(domain.low), min(float(domain.high), float(domain.low) + 30), 1.0),)
