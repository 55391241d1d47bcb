"""What each question may be answered: its whole domain, its cells, the default value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product
from typing import Any

from scarpette_tui.catalogue.model import Kind, QuestionBase
from scarpette_tui.interview.abstract import (
    FIRST_DAY,
    INFINITY,
    LAST_DAY,
    ZERO,
    Abstract,
    Form,
    OpenBool,
    OpenChoice,
    OpenChoices,
    OpenDate,
    OpenNumber,
    key_form,
)
from scarpette_tui.interview.forms import parts

CENT = Decimal("0.01")
MAX_CELLS = 32
_CAPPED = frozenset({Kind.MONEY, Kind.PEOPLE})


@dataclass(frozen=True, slots=True)
class Domain:
    """The values a question or a field may have.

    Numbers lie between `low` and `high`, both included, on multiples of `step` (1, or a
    cent for money); dates between `low` and `high`.
    """

    kind: Kind
    options: frozenset[str]
    low: Any
    high: Any
    step: Decimal

    @property
    def capped(self) -> bool:
        """Whether its highest value is only ours: money and people have none in the world.

        A year has twelve months, and four years 208 weeks: those are kept.
        """
        return self.kind in _CAPPED and bool(self.high.is_finite())

    def whole(self, form: Form) -> Abstract:
        """Return the abstract value of an answer that is not given, known by its form."""
        match self.kind:
            case Kind.YES_NO:
                return OpenBool(form)
            case Kind.CHOICE:
                return OpenChoice(self.options, form)
            case Kind.CHOICES:
                return OpenChoices(frozenset(), self.options, form)
            case Kind.DATE:
                return OpenDate(self.low, self.high, form)
            case _:
                return OpenNumber(self.low, self.high, form)

    def cells(self, key: str, form: Form) -> list[Abstract]:
        """Split the domain by what a form asks of it.

        Together the cells hold every value of the domain. Returns none when there are more
        than MAX_CELLS or nothing to split by.
        """
        own = key_form(key)
        match self.kind:
            case Kind.YES_NO:
                return [True, False]
            case Kind.CHOICE:
                return sorted(self.options) if len(self.options) <= MAX_CELLS else []
            case Kind.CHOICES:
                return self._subsets(own, form)
            case Kind.DATE:
                return self._date_cells(own, form)
            case Kind.PEOPLE:
                return []
            case _:
                return self._number_cells(own, form)

    def tries(self, key: str, form: Form) -> list[Abstract]:
        """Return some of the domain, to find a value under which a form is settled.

        The cells, and both ends of numbers and days: a limit that is itself open splits
        nothing. Of people, that there are none, or one.
        """
        if self.kind is Kind.PEOPLE:
            return [self.low, self.low + 1]
        tries = self.cells(key, form)
        if self.kind is Kind.DATE:
            return [*tries, self.low, self.high]
        if self.kind in {Kind.COUNT, Kind.MONEY, Kind.MONTHS}:
            return [*tries, *(end for end in (self.low, self.high) if end.is_finite())]
        return tries

    def _subsets(self, own: Form, form: Form) -> list[Abstract]:
        asked = sorted({part[2] for part in _about(own, form) if part[0] == "has"} & self.options)
        if not asked or 2 ** len(asked) > MAX_CELLS:
            return []
        cells: list[Abstract] = []
        for picks in product((False, True), repeat=len(asked)):
            must = frozenset(item for item, taken in zip(asked, picks, strict=True) if taken)
            out = frozenset(asked) - must
            may = self.options - out
            cells.append(must if must == may else OpenChoices(must, may, own))
        return cells

    def _number_cells(self, own: Form, form: Form) -> list[Abstract]:
        points = sorted(
            {value for value in _compared(own, form, Decimal) if self.low <= value <= self.high}
        )
        cells: list[Abstract] = []
        low = self.low
        for point in points[:MAX_CELLS]:
            below, above = self._beside(point)
            cells += [OpenNumber(low, below, own)] if low < below else []
            cells += [below] if low == below else []
            cells += [point] if below < point < above and point % self.step == 0 else []
            low = above
        if points and low <= self.high:
            cells.append(low if low == self.high else OpenNumber(low, self.high, own))
        return cells if 1 < len(cells) <= MAX_CELLS else []

    def _beside(self, point: Decimal) -> tuple[Decimal, Decimal]:
        steps = point / self.step
        below = (steps.to_integral_value(ROUND_CEILING) - 1) * self.step
        above = (steps.to_integral_value(ROUND_FLOOR) + 1) * self.step
        return below, above

    def _date_cells(self, own: Form, form: Form) -> list[Abstract]:
        points = sorted(p for p in _compared(own, form, date) if self.low < p < self.high)
        one = timedelta(days=1)
        cells: list[Abstract] = []
        low = self.low
        for point in points[:MAX_CELLS]:
            if low < point:
                before = point - one
                cells.append(low if low == before else OpenDate(low, before, own))
            cells.append(point)
            low = point + one
        if points and low <= self.high:
            cells.append(low if low == self.high else OpenDate(low, self.high, own))
        return cells if 1 < len(cells) <= MAX_CELLS else []


def domain_of(question: QuestionBase) -> Domain:
    """Return the domain of a question or of a field. Numbers start at 0 unless it says less."""
    options = frozenset(option.value for option in question.options)
    if question.kind is Kind.DATE:
        first, last = question.earliest or FIRST_DAY, question.latest or LAST_DAY
        return Domain(question.kind, options, first, last, Decimal(1))
    low = ZERO if question.min is None else question.min
    high = INFINITY if question.max is None else question.max
    step = CENT if question.kind is Kind.MONEY else Decimal(1)
    return Domain(question.kind, options, low, high, step)


def _about(own: Form, form: Form) -> Iterator[Form]:
    """Yield the parts of a form that stand directly over an answer."""
    return (part for part in parts(form) if own in part[1:])


def _compared(own: Form, form: Form, kind: type) -> set[Any]:
    found = set()
    for part in _about(own, form):
        if part[0] == "cmp":
            other = part[3] if part[2] == own else part[2]
            if type(other) is kind:
                found.add(other)
    return found
