"""Words for the screen: amounts, dates and states the way Italians write them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from scarpette_tui.errors import InputError

MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip

STATUS = {
    "due": "spetta",
    "obtainable": "si può ottenere",
    "possible": "da chiarire",
    "not_asked": "non ancora chiesto",
    "not_due": "con questi dati non ancora",
    "closed": "chiusa",
}

GROUPS = {
    "due": "Spetta",
    "obtainable": "Si può ottenere: manca un passo",
    "possible": "Da chiarire",
    "not_asked": "Non ancora chiesto",
    "not_due": "Con questi dati non ancora",
    "closed": "Misure chiuse",
}
"""Headings of the results, by status."""

FACT = {
    "verified": "verificata sul testo",
    "secondary": "da fonte secondaria",
    "to_verify": "da verificare",
}

PERIOD = {"month": "al mese", "once": "una volta sola", "day": "al giorno", "year": "all'anno"}

DO_WHEN = {
    "now": "si può fare ora",
    "when_out": "quando è al sicuro",
    "with_centre": "insieme al centro",
}

ORDINALS = (
    "primo", "secondo", "terzo", "quarto", "quinto", "sesto",
    "settimo", "ottavo", "nono", "decimo", "undicesimo", "dodicesimo",
)  # fmt: skip


def euro(value: Decimal) -> str:
    """Return euro and cents as "1.234,50 €"."""
    return f"{number(value, 2)} €"


def number(value: Decimal, digits: int | None = None) -> str:
    """Return a number with Italian separators, all its digits unless told how many."""
    text = f"{value:,.{digits}f}" if digits is not None else f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def day(value: date) -> str:
    """Return "22/11/2026"."""
    return value.strftime("%d/%m/%Y")


def long_day(value: date) -> str:
    """Return "22 novembre 2026"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def typed_day(text: str) -> date | None:
    """Return a day typed as gg/mm/aaaa; None where nothing was typed.

    Raises:
        InputError: no such day.

    """
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a day, no zone
    except ValueError:
        raise InputError(
            f"Il giorno «{plain_line(text).strip()}» non esiste.", "", "Scriverlo gg/mm/aaaa."
        ) from None


def listed(words: Sequence[str]) -> str:
    """Return "a, b e c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} e {words[-1]}"


def plain_line(text: str) -> str:
    """Return a text without control and direction signs, safe for any terminal (S15)."""
    return "".join(
        sign for sign in text if sign == "\n" or (sign.isprintable() and sign not in _DIRECTION)
    )


_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
