"""How likely an answer, and a truth, is under the priors: a guide for the order, no proof.

Answers are taken as independent of each other. A wrong prior makes an interview longer and
never changes what she is told.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.catalogue.priors import Prior, Priors
from scarpette_tui.interview.abstract import Abstract, Form
from scarpette_tui.interview.answers import Value
from scarpette_tui.interview.domains import CENT, Domain

NEUTRAL_YES = 0.3
NEUTRAL_MEMBER = 0.2
POINTS = 64
"""How finely a spread of numbers is looked at."""
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Chance:
    """The spread of one answer.

    `yes` for yes or no; `shares` per option, made to add up to 1 for a choice; `points` an
    even sample of numbers, or of days before the consultation.
    """

    domain: Domain
    yes: float
    shares: dict[str, float]
    between: tuple[tuple[float, float, float], ...]
    points: tuple[float, ...]

    def below(self, value: Abstract, on: date, *, included: bool) -> float:
        """Return the chance that a number or a date lies below a value."""
        if isinstance(value, date):
            days = float((on - value).days)  # an earlier date is more days before
            place = bisect_left(self.points, days) if included else bisect_right(self.points, days)
            return 1 - place / len(self.points)
        find = bisect_right if included else bisect_left
        return find(self.points, float(value)) / len(self.points)

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


class Chances:
    """Looks up spreads and reads forms.

    Args:
        priors: the assumptions; questions not listed are even.
        domains: domain of each question, and of each `group.field`.

    """

    def __init__(self, priors: Priors, domains: dict[str, Domain]) -> None:
        listed = {prior.id: prior for prior in priors.priors}
        self._kept = {name: _chance(listed.get(name), each) for name, each in domains.items()}

    def of(self, key: str) -> Chance:
        """Return the spread of an answer."""
        group, _, rest = key.partition(".")
        return self._kept[f"{group}.{rest.partition('.')[2]}" if rest else group]

    def true(self, form: Abstract, on: date) -> float:
        """Return how likely a residual truth is to turn out true."""
        return _Reader(self, on).true(form)


class _Reader:
    """Reads one form; shared parts once."""

    def __init__(self, chances: Chances, on: date) -> None:
        self._chances = chances
        self._on = on
        self._seen: dict[int, float] = {}

    def true(self, form: Abstract) -> float:
        if isinstance(form, bool):
            return float(form)
        if not isinstance(form, tuple):
            return _EVEN
        kept = self._seen.get(id(form))
        if kept is None:
            kept = self._seen[id(form)] = self._read(form)
        return kept

    def _read(self, form: Form) -> float:
        found = _EVEN
        match form[0]:
            case "k":
                chance = self._chances.of(form[1])
                found = chance.yes if chance.domain.kind is Kind.YES_NO else _EVEN
            case "and":
                found = _product(self.true(part) for part in form[1:])
            case "or":
                found = 1 - _product(1 - self.true(part) for part in form[1:])
            case "not":
                found = 1 - self.true(form[1])
            case "to_verify":
                found = self.true(form[1])
            case "if":
                taken = self.true(form[1])
                found = taken * self.true(form[2]) + (1 - taken) * self.true(form[3])
            case "cmp":
                found = self._compare(*form[1:])
            case "in" | "has":
                found = self._member(form[1], form[2])
        return found

    def _member(self, holder: Abstract, wanted: Abstract) -> float:
        if not _is_key(holder):
            return _EVEN
        shares = self._chances.of(holder[1]).shares
        values = wanted if isinstance(wanted, frozenset) else (wanted,)
        return min(1.0, sum(shares.get(value, 0.0) for value in values if isinstance(value, str)))

    def _compare(self, op: str, left: Abstract, right: Abstract) -> float:
        if _is_key(right) and not isinstance(left, tuple):
            op, left, right = _MIRRORED[op], right, left
        if not _is_key(left) or isinstance(right, tuple):
            return _EVEN
        chance = self._chances.of(left[1])
        if isinstance(right, str):
            share = chance.shares.get(right, 0.0)
            return share if op == "==" else 1 - share
        if isinstance(right, bool) or not isinstance(right, Decimal | date) or not chance.points:
            return _EVEN
        under = chance.below(right, self._on, included=False)
        upto = chance.below(right, self._on, included=True)
        return {
            "<": under, "<=": upto, ">": 1 - upto, ">=": 1 - under,
            "==": upto - under, "!=": 1 - upto + under,
        }[op]  # fmt: skip


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def _is_key(form: Abstract) -> bool:
    return isinstance(form, tuple) and form[0] == "k"


def _product(values: Iterator[float]) -> float:
    found = 1.0
    for value in values:
        found *= value
    return found


def _chance(prior: Prior | None, domain: Domain) -> Chance:
    yes = NEUTRAL_YES if prior is None or prior.yes is None else prior.yes
    given = prior.shares if prior else {}
    shares = {option: given.get(option, 0.0) for option in domain.options}
    if not given:
        even = NEUTRAL_MEMBER if domain.kind is Kind.CHOICES else 1 / max(1, len(shares))
        shares = dict.fromkeys(domain.options, even)
    elif domain.kind is Kind.CHOICE:
        whole = sum(shares.values()) or 1.0
        shares = {option: share / whole for option, share in shares.items()}
    between = (prior.between if prior else ()) or _neutral_stretch(domain)
    return Chance(domain, yes, shares, between, _points(between))


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


def _points(between: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    whole = sum(weight for _, _, weight in between)
    found: list[float] = []
    for low, high, weight in between:
        many = max(1, round(POINTS * weight / whole))
        found += [low + (high - low) * (place + 0.5) / many for place in range(many)]
    return tuple(sorted(found))
