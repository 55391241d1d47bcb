"""The few operations everything else is built from; no primitive of our own.

Every context string is length-prefixed, so that no two different contexts ever
become the same bytes.
"""

import base64
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
_SEAL_FORMAT = b"\x01"


class SealError(Exception):
    """A seal does not open: wrong key, wrong place, or changed bytes."""


def random_key() -> bytes:
    """Return 256 random bits from the system."""
    return os.urandom(KEY_BYTES)


def context(*parts: str | int | bytes) -> bytes:
    """Join parts unambiguously, for AAD and HPKE info."""
    raws = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return b"".join([len(raw).to_bytes(4, "big") + raw for raw in raws])


def derive(key: bytes, label: str, *, salt: bytes | None = None, length: int = KEY_BYTES) -> bytes:
    """Derive a key for one use (HKDF-SHA256)."""
    info = context("scarpette", label)
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)


def mac(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256."""
    return hmac.digest(key, message, "sha256")


def seal(key: bytes, plain: bytes, aad: bytes) -> bytes:
    """Seal with AES-256-GCM and a random nonce: format byte, nonce, text and tag."""
    nonce = os.urandom(NONCE_BYTES)
    return _SEAL_FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Open what `seal` made.

    Raises:
        SealError: wrong key, wrong place (AAD), changed or cut bytes.

    """
    start = len(_SEAL_FORMAT) + NONCE_BYTES
    if sealed[:1] != _SEAL_FORMAT or len(sealed) < start + 16:
        raise SealError
    try:
        return AESGCM(key).decrypt(sealed[1:start], sealed[start:], aad)
    except InvalidTag:
        raise SealError from None


def canonical(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return the one JSON form that is signed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def text(raw: bytes) -> str:
    """Return bytes as base64 for the keyring."""
    return base64.b64encode(raw).decode()


def raw(encoded: str) -> bytes:
    """Return the bytes of a base64 text.

    Raises:
        SealError: not base64.

    """
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        raise SealError from None
