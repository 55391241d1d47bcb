"""The recovery secret in two printed shares that a person can type back (V11).

A share is 32 bytes: A is random, B is the secret xor A; neither alone says anything.
On paper: the letter, then 14 groups of 4 signs of Crockford's base 32 (no I, L, O, U);
13 groups hold the bytes, the last checks them.
"""

import hashlib
import os
from itertools import zip_longest
from typing import Literal

from scarpette_tui.errors import InputError
from scarpette_tui.vault.types import Recovery, ShareCheck

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_DATA_SIGNS = 52
_GROUP = 4
_GROUPS = 14
Letter = Literal["A", "B"]


def split(secret: bytes) -> Recovery:
    """Split a 32-byte secret in two shares."""
    mask = os.urandom(len(secret))
    other = bytes(a ^ b for a, b in zip(secret, mask, strict=True))
    return Recovery(_write("A", mask), _write("B", other))


def join(share_a: str, share_b: str) -> bytes:
    """Return the secret from both shares as typed.

    Raises:
        InputError: a share is mistyped, or the two are the same letter.

    """
    one, mask = _read(share_a)
    two, other = _read(share_b)
    if {one, two} != {"A", "B"}:
        raise InputError(
            "Servono le due parti diverse, A e B.", "", "Controlli le due buste e riprovi."
        )
    return bytes(a ^ b for a, b in zip(mask, other, strict=True))


def marks(shares: Recovery) -> tuple[str, str]:
    """Return what lets one share be recognised alone; of 256 random bits, it tells nothing."""
    return _mark(*_read(shares.share_a)), _mark(*_read(shares.share_b))


def held(share: str, known: tuple[str, ...]) -> str:
    """Return the letter of a share that belongs to a vault.

    Args:
        share: as typed.
        known: what `marks` gave.

    Raises:
        InputError: mistyped, or of another vault.

    """
    letter, data = _read(share)
    if _mark(letter, data) not in known:
        raise InputError(
            "Questa parte di recupero non è di questo archivio.",
            "Non è stato toccato nulla.",
            "Controlli la busta, oppure servono due persone o tutte e due le parti.",
        )
    return letter


def check_share(text: str, expected: str) -> ShareCheck:
    """Compare a share typed back with the one printed, and point at the first wrong group.

    Args:
        text: as typed; case, spaces, dashes and look-alike signs do not matter.
        expected: `Recovery.share_a` or `.share_b`.

    """
    typed, wanted = _normal(text), _normal(expected)
    if typed == wanted:
        return ShareCheck(True, None, "La parte è giusta.")
    if typed[:1] != wanted[:1]:
        return ShareCheck(False, None, f"Comincia con la lettera {wanted[:1]}.")
    pairs = zip_longest(_groups(typed[1:]), _groups(wanted[1:]), fillvalue="")
    for number, (mine, right) in enumerate(pairs, 1):
        if mine != right and not (right.startswith(mine) and len(typed) < len(wanted)):
            return ShareCheck(False, number, f"Il gruppo {number} non corrisponde: lo ricontrolli.")
    missing = -(-(len(wanted) - len(typed)) // _GROUP)
    return ShareCheck(False, None, f"Mancano ancora {missing} gruppi.")


def _write(letter: Letter, data: bytes) -> str:
    number = int.from_bytes(data, "big") << 4
    signs = "".join(_SIGNS[number >> shift & 31] for shift in range(5 * (_DATA_SIGNS - 1), -1, -5))
    return " ".join((letter, *_groups(signs + _check(letter, data))))


def _read(text: str) -> tuple[str, bytes]:
    signs = _normal(text)
    letter, body = signs[:1], signs[1:]
    good = letter in ("A", "B") and len(body) == _GROUPS * _GROUP
    if not good or any(sign not in _SIGNS for sign in body):
        raise _mistyped()
    number = 0
    for sign in body[:_DATA_SIGNS]:
        number = number << 5 | _SIGNS.index(sign)
    if number & 0b1111:
        raise _mistyped()
    data = (number >> 4).to_bytes(32, "big")
    if _check("A" if letter == "A" else "B", data) != body[_DATA_SIGNS:]:
        raise _mistyped()
    return letter, data


def _check(letter: Letter, data: bytes) -> str:
    digest = hashlib.sha256(b"scarpette share " + letter.encode() + data).digest()
    number = int.from_bytes(digest[:3], "big") >> 4
    return "".join(_SIGNS[number >> shift & 31] for shift in (15, 10, 5, 0))


def _mark(letter: str, data: bytes) -> str:
    return hashlib.sha256(b"scarpette share mark " + letter.encode() + data).hexdigest()


def _normal(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum()).translate(_LOOKALIKES)


def _groups(signs: str) -> list[str]:
    return [signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP)]


def _mistyped() -> InputError:
    return InputError(
        "La parte di recupero non è scritta bene: il gruppo di controllo non torna.",
        "",
        "Ricopi la lettera e i 14 gruppi dal foglio e riprovi.",
    )
