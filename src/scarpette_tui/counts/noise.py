"""Noise that cannot be undone: the two-sided geometric distribution, drawn exactly (D2).

P(k) = (1 - a) / (1 + a) * a**|k|. One visit more or less changes the probability of any
published value by at most 1 / a, which stays below e**epsilon because `a` is rounded up.
The draw is exact: Bernoulli trials on integers taken from HMAC-SHA-256 in counter mode,
no floating point, so no low bit can betray the true value (Mironov 2012).
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Mechanism:
    """A two-sided geometric mechanism for counts where one visit weighs one.

    Attributes:
        name: what it protects, in the label of the draw.
        epsilon: privacy loss of one visit, an upper bound.
        ratio: `a`, a rational not below e**-epsilon.

    """

    name: str
    epsilon: Fraction
    ratio: Fraction

    def draw(self, key: bytes, *what: str) -> int:
        """Return the noise of one figure: always the same for the same key and figure.

        Args:
            key: 32 secret bytes, out of reach of whoever reads the figure.
            what: desk and period, e.g. ("Milano Nord 1", "2026-11-23").

        """
        bits = _stream(key, self.name, *what)
        return self._failures(bits) - self._failures(bits)

    def probability(self, noise: int) -> Fraction:
        """Return the exact probability of one value."""
        return (1 - self.ratio) / (1 + self.ratio) * self.ratio ** abs(noise)

    @property
    def variance(self) -> Fraction:
        """Return the variance: 2a / (1 - a)**2."""
        return 2 * self.ratio / (1 - self.ratio) ** 2

    def _failures(self, bits: Iterator[int]) -> int:
        count = 0
        while _below(bits, self.ratio.denominator) < self.ratio.numerator:
            count += 1
        return count


DAY = Mechanism("giorno", Fraction(7, 10), Fraction(4966, 10_000))
"""Each open day: 0.7 of the budget; e**-0.7 = 0.49658..."""

MONTH = Mechanism("mese", Fraction(2, 10), Fraction(8188, 10_000))
"""Each month's total, drawn apart: 0.2; e**-0.2 = 0.81873..."""

QUARTER = Mechanism("trimestre", Fraction(2, 10), Fraction(8188, 10_000))
"""Each cell of the quarter's one-way table: 0.2, since a visit is in one cell only."""


def _stream(key: bytes, *what: str) -> Iterator[int]:
    """Yield 32-bit numbers; the parts of the label are length-prefixed, so never ambiguous."""
    label = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in what)
    counter = 0
    while True:
        block = hmac.digest(key, counter.to_bytes(8, "big") + label, hashlib.sha256)
        for start in range(0, len(block), 4):
            yield int.from_bytes(block[start : start + 4], "big")
        counter += 1


def _below(bits: Iterator[int], bound: int) -> int:
    """Return a number uniform in [0, bound), exactly, by rejection."""
    limit = 2**32 - 2**32 % bound
    return next(number for number in bits if number < limit) % bound
