"""The table by group of several desks together, for the desks too quiet for their own (D6).

A quiet desk's noised cells are shown nowhere at the desk. They leave it sealed to whoever
collects, who opens them only to add them up: the floors of D6 hold for the sum. The cells
carry their noise already, so the box protects a quiet desk from being looked at alone, not
her: her protection does not depend on it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from scarpette_tui.counts.estimates import Estimate
from scarpette_tui.counts.noise import QUARTER

TABLE_FLOOR = 150
"""A table is published only if its noised total is at least this (D6)."""
CELL_FLOOR = 12
"""A cell below this is shown as "meno di 12"."""
FEWEST_DESKS = 2
"""One desk is not "several desks together"."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_BLOCK = 512


class BoxError(Exception):
    """A box does not open: another collector's key, another desk or quarter, changed bytes."""


@dataclass(frozen=True)
class Together:
    """One quarter of several desks.

    Attributes:
        quarter: "2026-Q4".
        desks: how many are in the sum.
        cells: group and estimate, None where the cell is below the floor; empty when the
            whole is too small to be shown.

    """

    quarter: str
    desks: int
    cells: Mapping[str, Estimate | None]


def seal(cells: Mapping[str, int], vault_id: str, quarter: str, collector: bytes) -> bytes:
    """Seal a quarter's noised cells to the collector's public key (HPKE, RFC 9180).

    Args:
        cells: noised value by group, unclamped.
        vault_id: whose; it and `quarter` are bound into the box.
        quarter: "2026-Q4".
        collector: X25519 public key, 32 bytes.

    Returns:
        A box whose length does not tell how large the numbers are.

    """
    plain = json.dumps(dict(sorted(cells.items())), separators=(",", ":")).encode()
    padded = plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)
    key = X25519PublicKey.from_public_bytes(collector)
    return _SUITE.encrypt(padded, key, _info(vault_id, quarter))


def unseal(box: bytes, vault_id: str, quarter: str, private: X25519PrivateKey) -> dict[str, int]:
    """Open what `seal` made.

    Raises:
        BoxError: not for this key, this desk or this quarter, or changed.

    """
    try:
        found = json.loads(_SUITE.decrypt(box, private, _info(vault_id, quarter)))
    except (InvalidTag, ValueError):
        raise BoxError from None
    if not isinstance(found, dict) or any(type(value) is not int for value in found.values()):
        raise BoxError
    return found


def add_up(quarter: str, desks: Iterable[Mapping[str, int]]) -> Together | None:
    """Return the table of several desks; None when they are not several.

    Args:
        quarter: "2026-Q4".
        desks: noised cells, one mapping for each desk.

    """
    several = list(desks)
    if len(several) < FEWEST_DESKS:
        return None
    sums: dict[str, int] = {}
    drawn: dict[str, int] = {}
    for cells in several:
        for group, value in cells.items():
            sums[group] = sums.get(group, 0) + value
            drawn[group] = drawn.get(group, 0) + 1
    if sum(sums.values()) < TABLE_FLOOR:
        return Together(quarter, len(several), {})
    return Together(
        quarter,
        len(several),
        {
            group: Estimate(Fraction(value), QUARTER.variance * drawn[group])
            if value >= CELL_FLOOR
            else None
            for group, value in sums.items()
        },
    )


def _info(vault_id: str, quarter: str) -> bytes:
    return json.dumps(["conteggi insieme", vault_id, quarter], separators=(",", ":")).encode()
