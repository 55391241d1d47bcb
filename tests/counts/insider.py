"""The insider: knows every other visit, sees every release, asks whether one woman came.

The best test there is (Neyman-Pearson): compare how likely the releases are with her and
without her. The same harness is turned on raw counts, which it must break.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scarpette_tui.counts.noise import DAY, MONTH, QUARTER, Mechanism

Likelihood = Callable[[int], Fraction]
"""Probability that a release stands this far from the count of all the others."""


@dataclass(frozen=True)
class Release:
    """One published figure that her visit touches."""

    draw: Callable[[str], int]
    likelihood: Likelihood


def protected(key: bytes, mechanism: Mechanism) -> Release:
    """Return a figure as the desk publishes it."""
    return Release(lambda what: mechanism.draw(key, "sportello", what), mechanism.probability)


def raw() -> Release:
    """Return a figure without noise."""
    return Release(lambda _: 0, lambda off: Fraction(off == 0))


def surer_by_rule(publish: Callable[[int], int | None], others: int, visit: int) -> Fraction:
    """Return how sure he is after a figure that a rule without chance made of the count."""
    seen = publish(others + visit)
    came, gone = (Fraction(publish(others + one) == seen) for one in (1, 0))
    return came / (came + gone)


def every_release(key: bytes) -> tuple[Release, ...]:
    """Return all that a visit touches: its day, its month, its cell of the quarter (D2)."""
    return tuple(protected(key, one) for one in (DAY, MONTH, QUARTER))


def posterior(releases: Sequence[Release], seen: Sequence[int]) -> Fraction:
    """Return how sure the insider is that she came, who was half sure before."""
    came = gone = Fraction(1)
    for release, off in zip(releases, seen, strict=True):
        came *= release.likelihood(off - 1)
        gone *= release.likelihood(off)
    return came / (came + gone)


def look(releases: Sequence[Release], what: str, visit: int) -> tuple[int, ...]:
    """Return what the insider sees, less the visits he knows of."""
    return tuple(release.draw(what) + visit for release in releases)
