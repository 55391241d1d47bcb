"""What keyring.json says in clear, within bounds, before anything of it is trusted (V4).

The lock screen reads it, so neither cryptography nor pydantic is loaded here. `keyring` reads
the file through here too: each bound stands in one place. The shape of the rest (keys, boxes)
is checked there at unlock, and the signature after it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import files
from scarpette_tui.vault.faults import absent, damaged, newer
from scarpette_tui.vault.kdf import KdfParameters
from scarpette_tui.vault.types import Purpose, Role, User

FILE = "keyring.json"
FORMAT: Final = 1
LARGEST_FILE = 2 * 1024 * 1024
LONGEST_NAME = 200
"""Longest name of an office or a desk."""
LONGEST_LABEL = 80
MOST_PEOPLE = 200
SUITES = {
    "keys": "HPKE MLKEM768_X25519 HKDF_SHA256 AES_256_GCM",
    "cases": "HPKE X25519 HKDF_SHA256 AES_256_GCM",
    "content": "AES_256_GCM",
    "passphrase": "Argon2id",
    "signature": "Ed25519",
}
"""What the keyring says and this program accepts: nothing else is opened."""
KEYS = frozenset({
    "format", "vault_id", "purpose", "office", "desk", "desk_id", "suites", "generation", "epoch",
    "recovery_public", "sign_public", "shares", "users", "sealed", "signature",
})  # fmt: skip
USER_KEYS = frozenset({"id", "label", "role", "public", "slot", "temporary"})
SLOT_KEYS = frozenset({"memory_kib", "iterations", "lanes", "salt", "wrapped"})
"""Every name that the file may hold, here and in a person and in a slot; `keyring` has the same."""


@dataclass(frozen=True)
class Header:
    """Names and roles as the file says them; unproven until unlock."""

    purpose: Purpose
    office: str
    desk: str
    people: tuple[User, ...]


def read(directory: Path) -> dict[str, Any]:
    """Return the JSON object of the file, of a format that this program knows.

    Raises:
        InputError: no vault here.
        VaultDamagedError: too large, no JSON object, or newer than the program.
        OSError: the disk refuses.

    """
    try:
        plain = json.loads(files.read_small(directory / FILE, LARGEST_FILE))
    except FileNotFoundError:
        raise absent() from None
    except files.TooLargeError:
        raise damaged("il file delle chiavi è troppo grande") from None
    except (ValueError, RecursionError):
        raise unreadable() from None
    found = plain.get("format") if isinstance(plain, dict) else None
    if not isinstance(found, int):
        raise unreadable()
    if found > FORMAT:
        raise newer()
    return dict(plain)


def check(plain: dict[str, Any]) -> Header:
    """Refuse what would be hostile to show or to work with, before any work.

    Raises:
        VaultDamagedError: wrong types, names too long, doubled or unprintable, unknown suites,
            too much or too little work.

    """
    try:
        purpose = next(known for known in get_args(Purpose) if known == plain["purpose"])
        office, desk = (_text(plain[name], LONGEST_NAME) for name in ("office", "desk"))
        users = _some(plain["users"], MOST_PEOPLE)
        people = tuple(
            User(_text(user["label"], LONGEST_LABEL), Role(user["role"])) for user in users
        )
        work = [_work(user["slot"]) for user in users]
        _refuse_unknown(plain, users)
        suites = plain["suites"]
    except (KeyError, TypeError, ValueError, StopIteration):
        raise unreadable() from None
    if suites != SUITES:
        raise damaged("il file delle chiavi nomina cifrature che questo programma non usa")
    _check_work(work, purpose)
    _check_names((office, desk), [user.label for user in people])
    return Header(purpose, office, desk, people)


def unreadable() -> VaultDamagedError:
    """Return the error for a file that is not a keyring."""
    return damaged("il file delle chiavi non si legge")


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise TypeError
    return value


def _some(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        raise TypeError
    return value


def _refuse_unknown(plain: dict[str, Any], users: list[Any]) -> None:
    """Refuse a name that no version of this program writes, already on the lock screen."""
    if plain.keys() - KEYS:
        raise TypeError
    if any(user.keys() - USER_KEYS or user["slot"].keys() - SLOT_KEYS for user in users):
        raise TypeError


def _work(slot: dict[str, object]) -> KdfParameters:
    numbers = [slot[name] for name in ("memory_kib", "iterations", "lanes")]
    if not all(type(number) is int for number in numbers):  # a bool is an int too
        raise TypeError
    return KdfParameters(*numbers)  # type: ignore[arg-type]


def _check_work(work: Sequence[KdfParameters], purpose: Purpose) -> None:
    for parameters in work:
        if not parameters.within_ceiling():
            raise damaged("il file delle chiavi chiede un lavoro fuori misura")
        if purpose == "office" and not parameters.within_floor():
            raise damaged("il file delle chiavi chiede un lavoro troppo piccolo per essere sicuro")


def _check_names(places: Sequence[str], labels: Sequence[str]) -> None:
    if not all(labels):
        raise unreadable()
    if not all(shown.isprintable() for shown in (*labels, *places)):
        raise damaged("il file delle chiavi contiene segni che non si possono mostrare")
    if len(set(labels)) != len(labels):
        raise damaged("il file delle chiavi ha due persone con lo stesso nome")
