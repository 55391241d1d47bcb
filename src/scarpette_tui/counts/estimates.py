"""Longer periods from what is published: unbiased sums with their range (D3, D5).

Only published figures enter, so nothing here can tell more than they do.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scarpette_tui.counts.noise import DAY, MONTH, QUARTER

USUAL = 1.2816
"""Half width of the usual range in standard deviations: eight times out of ten."""


@dataclass(frozen=True)
class Estimate:
    """A count as far as it is known.

    Attributes:
        value: unbiased, may be below zero.
        variance: of the noise.

    """

    value: Fraction
    variance: Fraction

    @property
    def shown(self) -> int:
        """Return the N of "circa N": rounded half up, never below zero (D3)."""
        return max(0, math.floor(self.value + Fraction(1, 2)))

    @property
    def usual(self) -> tuple[int, int]:
        """Return the whole numbers that hold the true count eight times out of ten."""
        low = max(0, math.ceil(float(self.value) - self._half))
        return low, max(low, math.floor(float(self.value) + self._half))

    @property
    def _half(self) -> float:
        return USUAL * math.sqrt(self.variance)

    def scaled(self, by: Fraction) -> "Estimate":
        """Return the estimate of a multiple of the count."""
        return Estimate(self.value * by, self.variance * by * by)

    def against(self, before: "Estimate") -> int:
        """Compare with another period: 1 more, -1 less, 0 no clear difference."""
        change = Estimate(self.value - before.value, self.variance + before.variance)
        if abs(change.value) <= change._half:
            return 0
        return 1 if change.value > 0 else -1


def day(noised: int) -> Estimate:
    """Return one day, as stored."""
    return Estimate(Fraction(noised), DAY.variance)


def cell(noised: int) -> Estimate:
    """Return one cell of a quarter's table, as stored."""
    return Estimate(Fraction(noised), QUARTER.variance)


def days(noised: Iterable[int]) -> Estimate:
    """Return the sum of stored, unclamped days: a week, or what a month has so far."""
    values = list(noised)
    return Estimate(Fraction(sum(values)), DAY.variance * len(values))


def month(noised_days: Sequence[int], drawn: int | None) -> Estimate:
    """Return a month: its own draw and the sum of its days, by inverse variance.

    Args:
        noised_days: the stored days of the month.
        drawn: the stored month figure, None while the month runs.

    """
    total = days(noised_days)
    if drawn is None:
        return total
    own = Estimate(Fraction(drawn), MONTH.variance)
    return combine(own, total) if noised_days else own


def combine(first: Estimate, second: Estimate) -> Estimate:
    """Return the best unbiased mean of two independent estimates of the same count."""
    weight = second.variance / (first.variance + second.variance)
    value = first.value * weight + second.value * (1 - weight)
    variance = first.variance * second.variance / (first.variance + second.variance)
    return Estimate(value, variance)


def total(parts: Iterable[Estimate]) -> Estimate:
    """Return the sum of independent estimates: quarter, year, several desks."""
    values = list(parts)
    return Estimate(
        sum((part.value for part in values), Fraction(0)),
        sum((part.variance for part in values), Fraction(0)),
    )
