"""What a supervisor can prove: every figure is signed, and no day is missing (D4).

Checks with the public key only: whoever can check cannot forge.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.counts.ledger import Published
from scarpette_tui.counts.periods import month_of, quarter_of
from scarpette_tui.errors import CatalogueError

if TYPE_CHECKING:
    from scarpette_tui.counts.calendar import Calendar

MOST_NAMED = 5
"""How many rows or days are named; the rest are counted."""


def forged(figures: Iterable[Published], vault_id: str, public_key: bytes) -> list[Published]:
    """Return the figures whose signature does not hold."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - not for reading
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    key = Ed25519PublicKey.from_public_bytes(public_key)
    wrong = []
    for figure in figures:
        try:
            signature = base64.b64decode(figure.signature, validate=True)
            key.verify(signature, figure.message(vault_id))
        except (InvalidSignature, binascii.Error, ValueError):
            wrong.append(figure)
    return wrong


def faults(
    figures: tuple[Published, ...], vault_id: str, public_key: bytes, calendar: "Calendar"
) -> list[str]:
    """Say in Italian what does not hold; empty when all does, or nothing is published."""
    found = _wrong_signatures(forged(figures, vault_id, public_key))
    days = _dates(figures, "day")
    starts = _dates(figures, "start")
    if not days:
        return found
    if len(starts) != 1:
        return [*found, "Manca la riga che dice da quale giorno si conta."]
    return (
        found + _missing_days(figures, starts[0], days, calendar) + _missing_totals(figures, days)
    )


def _wrong_signatures(wrong: list[Published]) -> list[str]:
    if not wrong:
        return []
    names = [" ".join(filter(None, one.key)) for one in wrong]
    return [f"La firma non corrisponde: {_named(names)}."]


def _named(names: list[str]) -> str:
    more = f" e altri {len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _missing_days(
    figures: tuple[Published, ...], start: date, days: list[date], calendar: "Calendar"
) -> list[str]:
    known = {*days, *_dates(figures, "closed")}
    try:
        missing = [day for day in calendar.open_days(start, days[-1]) if day not in known]
    except CatalogueError as error:
        return [error.happened]
    if not missing:
        return []
    return [f"Mancano dei giorni di apertura: {_named([f'{day:%d/%m/%Y}' for day in missing])}."]


def _missing_totals(figures: tuple[Published, ...], days: list[date]) -> list[str]:
    """A month or a quarter with a later day must have its own figures."""
    months = {figure.period for figure in figures if figure.kind == "month"}
    quarters = {figure.period for figure in figures if figure.kind == "group"}
    ended = {month_of(day) for day in days} - {month_of(days[-1])}
    over = {quarter_of(day) for day in days} - {quarter_of(days[-1])}
    return [f"Manca il totale del mese {name}." for name in sorted(ended - months)] + [
        f"Manca la tabella del trimestre {name}." for name in sorted(over - quarters)
    ]


def _dates(figures: tuple[Published, ...], kind: str) -> list[date]:
    return sorted(date.fromisoformat(one.period) for one in figures if one.kind == kind)
