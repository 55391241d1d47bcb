"""A person's key pairs, and sealing to a person (V1, V2).

Two pairs each: a hybrid post-quantum one (ML-KEM-768 with X25519) for the vault's own
keys, and an X25519 one for the small boxes of the cases. Both are HPKE (RFC 9180) from
the `cryptography` library; the suites are recorded in the keyring.
"""

import os
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from scarpette_tui.vault.primitives import SealError, derive

_KEYS = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_CASES = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SEED = 64
_CURVE = 32
_LATTICE_PUBLIC = 1184
PRIVATE_BYTES = _SEED + 2 * _CURVE
PUBLIC_BYTES = _LATTICE_PUBLIC + 2 * _CURVE


@dataclass(frozen=True)
class PublicIdentity:
    """The public halves: 1248 bytes, ML-KEM, X25519 of the hybrid, X25519 of the cases."""

    data: bytes

    def seal_key(self, key: bytes, info: bytes) -> bytes:
        """Seal a vault key (hybrid suite)."""
        lattice = MLKEM768PublicKey.from_public_bytes(self.data[:_LATTICE_PUBLIC])
        curve = X25519PublicKey.from_public_bytes(
            self.data[_LATTICE_PUBLIC : _LATTICE_PUBLIC + _CURVE]
        )
        return _KEYS.encrypt(key, MLKEM768X25519PublicKey(lattice, curve), info)

    def seal_case_key(self, key: bytes, info: bytes) -> bytes:
        """Seal a case's key (X25519 suite): 80 bytes."""
        curve = X25519PublicKey.from_public_bytes(self.data[_LATTICE_PUBLIC + _CURVE :])
        return _CASES.encrypt(key, curve, info)


@dataclass(frozen=True)
class Identity:
    """The private halves: 128 bytes, ML-KEM seed, X25519 of the hybrid, X25519 of the cases."""

    data: bytes

    def __repr__(self) -> str:
        return "Identity(…)"

    @classmethod
    def random(cls) -> "Identity":
        """Make new key pairs."""
        return cls(os.urandom(PRIVATE_BYTES))

    @classmethod
    def from_secret(cls, secret: bytes) -> "Identity":
        """Make the recovery key pairs from the 32-byte secret that the two shares hold."""
        return cls(derive(secret, "recovery", length=PRIVATE_BYTES))

    def public(self) -> PublicIdentity:
        """Return the public halves."""
        lattice, hybrid, cases = self._parts()
        return PublicIdentity(
            lattice.public_key().public_bytes_raw()
            + hybrid.public_key().public_bytes_raw()
            + cases.public_key().public_bytes_raw()
        )

    def open_key(self, box: bytes, info: bytes) -> bytes:
        """Open a vault key sealed to me.

        Raises:
            SealError: not for me, not for this place, or changed.

        """
        lattice, hybrid, _ = self._parts()
        return _open(_KEYS, box, MLKEM768X25519PrivateKey(lattice, hybrid), info)

    def open_case_key(self, box: bytes, info: bytes) -> bytes:
        """Open a case's key sealed to me.

        Raises:
            SealError: not for me, not for this place, or changed.

        """
        return _open(_CASES, box, self._case_key, info)

    @cached_property
    def _case_key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.data[_SEED + _CURVE :])

    def _parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey, X25519PrivateKey]:
        return (
            MLKEM768PrivateKey.from_seed_bytes(self.data[:_SEED]),
            X25519PrivateKey.from_private_bytes(self.data[_SEED : _SEED + _CURVE]),
            self._case_key,
        )


def _open(
    suite: Suite, box: bytes, private: MLKEM768X25519PrivateKey | X25519PrivateKey, info: bytes
) -> bytes:
    try:
        return suite.decrypt(box, private, info)
    except (InvalidTag, ValueError):
        raise SealError from None
