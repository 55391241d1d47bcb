"""Passphrases: five words offered, and how hard one is to guess. No rule of composition (V4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scarpette_tui.errors import InputError

ENOUGH = 10
"""Powers of ten of guesses under which a passphrase is refused.

Each guess costs about one second and 256 MiB: ten thousand million of them are three
centuries for one machine.
"""
LEVELS = ((6, "troppo facile"), (ENOUGH, "ancora facile"), (14, "buona"))
BEST = "molto buona"
LONGEST_MEASURED = 72
"""Signs that are measured; the rest can only make it stronger."""
ADVICE = "Aggiunga parole a caso: cinque bastano, non servono cifre o segni."


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess; `steps` of 4 for a meter."""

    text: str
    steps: int
    enough: bool


def suggest() -> str:
    """Return five random words of the Italian BIP 39 list: 55 bits, easy to type (V4)."""
    import secrets  # noqa: PLC0415

    return " ".join(secrets.choice(_words()) for _ in range(5))


def strength(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """Measure a passphrase.

    Args:
        passphrase: as typed.
        known: what anybody at this desk could guess: office, desk, labels.

    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists stay out of the lock screen

    if not passphrase.strip():
        return Strength("", 0, enough=False)
    guessable = [part for text in known for part in (text, *text.split())]
    found = zxcvbn(passphrase[:LONGEST_MEASURED], user_inputs=[*guessable, *_words()])
    power = float(found["guesses_log10"])
    steps = sum(power >= limit for limit, _ in LEVELS)
    text = LEVELS[steps][1] if steps < len(LEVELS) else BEST
    return Strength(text, steps + 1, enough=power >= ENOUGH)


def require(passphrase: str, known: Sequence[str] = ()) -> None:
    """Refuse a passphrase that can be guessed.

    Raises:
        InputError: empty, or too easy.

    """
    if not passphrase.strip():
        raise InputError(
            "La frase segreta è vuota.", "Nulla è cambiato.", "Scriva cinque parole a caso."
        )
    found = strength(passphrase, known)
    if not found.enough:
        raise InputError(
            f"La frase segreta è {found.text} da indovinare.", "Nulla è cambiato.", ADVICE
        )


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    from mnemonic import Mnemonic  # noqa: PLC0415

    return tuple(Mnemonic("italian").wordlist)
