"""What the engine says: results of requirements, amounts, steps, warnings, benefits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from scarpette_tui.catalogue.model import (
    Benefit,
    DoWhen,
    FactStatus,
    Status,
    Trace,
)

IN_PLAY = frozenset({Status.DUE, Status.OBTAINABLE, Status.POSSIBLE})
"""Statuses whose steps, warnings and amounts are shown."""
WIDEST_RANGE = 40
"""An amount whose upper end is more than this many times the lower one says nothing."""
WIDEST_IF_POSSIBLE = 2
"""The same for a benefit that is only possible."""
STALE_ID = "importi_da_verificare"
STALE_TEXT = (
    "Importi da verificare: per questa data qualche valore della legge non è ancora "
    "confermato nel catalogo."
)


@dataclass(frozen=True)
class RequirementResult:
    """One condition of the law, as far as the answers decide it.

    `not_asked`: keys never asked that it still depends on.
    """

    id: str
    holds: bool | None
    changeable: bool
    obtainable: str
    sentence: str
    source: str
    fact_status: FactStatus
    not_asked: tuple[str, ...]
    open_keys: tuple[str, ...]
    """All keys it still depends on, unknown and declined ones included."""
    settling: Callable[[], tuple[str, ...]] = field(repr=False, compare=False)

    @cached_property
    def keys_used(self) -> tuple[str, ...]:
        """Answers that settle it, none of which can be left out. Found when first read."""
        return self.settling()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: exact, or between two ends (None = not bounded)."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class AmountLineResult(Figure):
    """One line of arithmetic of the proof."""

    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Payment(Figure):
    """Payment number `number` of a schedule, from 1, in euro."""

    number: int


@dataclass(frozen=True, slots=True)
class AmountResult(Figure):
    """How much, in euro per period."""

    period: str
    payments: int | None
    schedule: tuple[Payment, ...]
    lines: tuple[AmountLineResult, ...]
    source: str
    fact_status: FactStatus
    note: str
    open_keys: tuple[str, ...]
    """Keys the figures still depend on."""
    stale: bool
    """A value outside its known validity was used."""
    at_most: bool = False
    """The value is a ceiling: said as "fino a"."""

    def telling(self, status: Status) -> bool:
        """Say whether the figure informs: exact, or a range not too wide to mean anything.

        The ends never come from the bounds of a question. What is only possible needs a
        narrower range: on paper a wide one is a false hope.
        """
        if self.value is not None:
            return True
        if self.low is None or self.high is None or self.low < 0:
            return False
        if status is Status.POSSIBLE:
            return self.high <= WIDEST_IF_POSSIBLE * self.low
        return self.high <= WIDEST_RANGE * max(self.low, Decimal(1))


@dataclass(frozen=True, slots=True)
class StepResult:
    """One thing to do, resolved for her. `id` is `benefit.step`."""

    id: str
    benefit: str
    kind: str
    do: str
    paper: str
    who: str
    where: str
    channel: str
    documents: tuple[str, ...]
    deadline: date | None
    deadline_text: str
    traces: tuple[Trace, ...]
    no_traces: str
    do_when: DoWhen
    because: str
    after: tuple[str, ...]
    source: str
    fact_status: FactStatus
    when: bool | None
    """True, or None while it is not known whether it is needed."""


@dataclass(frozen=True, slots=True)
class WarningResult:
    """Something to say before she acts; `when` is None while open."""

    id: str
    text: str
    urgent: bool
    paper: bool
    source: str
    fact_status: FactStatus
    when: bool | None


STALE = WarningResult(STALE_ID, STALE_TEXT, False, True, "", FactStatus.TO_VERIFY, True)


@dataclass(frozen=True)
class Outcome:
    """What the answers prove of one benefit.

    `deadline` is the first of its steps' deadlines. `missing`: keys still open that its
    status depends on. Figures take time and few ask for them: they are made when first read.
    """

    benefit: Benefit
    status: Status
    fact_status: FactStatus
    requirements: tuple[RequirementResult, ...]
    steps: tuple[StepResult, ...] = ()
    said: tuple[WarningResult, ...] = ()
    """Warnings of the law data."""
    deadline: date | None = None
    missing: tuple[str, ...] = ()
    unknown_law: bool = False
    """A requirement waits for a value that the law data does not know on the day."""
    figures: Callable[[], AmountResult | None] = field(
        default=lambda: None, repr=False, compare=False
    )

    @cached_property
    def amount(self) -> AmountResult | None:
        """How much, None where there is nothing to compute."""
        return self.figures()

    @property
    def stale(self) -> bool:
        """Whether a value outside its known validity was used."""
        return self.unknown_law or bool(self.amount and self.amount.stale)

    @property
    def warnings(self) -> tuple[WarningResult, ...]:
        """What to say before she acts."""
        return (*self.said, STALE) if self.stale else self.said


@dataclass(frozen=True, slots=True)
class IncompatibilityResult:
    """Two benefits that she may both have, but not together. Reported, never decided."""

    benefit: str
    other: str
    text: str
    source: str
    fact_status: FactStatus


def incompatibilities(outcomes: Sequence[Outcome]) -> tuple[IncompatibilityResult, ...]:
    """Return the incompatible pairs among benefits due or obtainable, each pair once."""
    live = {
        outcome.benefit.id
        for outcome in outcomes
        if outcome.status in {Status.DUE, Status.OBTAINABLE}
    }
    found: dict[frozenset[str], IncompatibilityResult] = {}
    for outcome in outcomes:
        if outcome.benefit.id not in live:
            continue
        for rule in outcome.benefit.incompatible_with:
            pair = frozenset({outcome.benefit.id, rule.benefit})
            if rule.benefit in live and pair not in found:
                found[pair] = IncompatibilityResult(
                    outcome.benefit.id, rule.benefit, rule.text, rule.source, rule.status
                )
    return tuple(found.values())
