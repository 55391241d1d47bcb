"""What an office decides, and what each official prefers: one file beside the vault.

The file may be absent: then the defaults hold and the office is "not ready" (practice.md
section 6). Nothing in it is secret; nothing in it may name a person.
"""

from dataclasses import dataclass, field
from datetime import date

FILE_NAME = "settings.toml"
KEY_BYTES = 32
SECONDS = (60, 1800)
"""Bounds of the idle times: from 1 to 30 minutes (S9)."""
MONTHS = (1, 60)
"""Bounds of the retention (S14)."""


@dataclass(frozen=True)
class OfficeContact:
    """A contact entered by the office. `called_on`: the day it was called and answered."""

    name: str
    number: str
    hours: str = ""
    called_on: date | None = None


@dataclass(frozen=True)
class OwnChoices:
    """What an official prefers.

    Attributes:
        label: as in the vault.
        appearance: name of a theme; empty for the first one.
        style: how the interview asks, discreto or rapido; empty for the first one.
        cover_s: idle seconds before the cover, never more than the office's; 0 for the office's.

    """

    label: str
    appearance: str = ""
    style: str = ""
    cover_s: int = 0


@dataclass(frozen=True)
class Settings:
    """What an office decides.

    Attributes:
        limits_text: the limits of confidentiality as approved; empty for the starting text.
        limits_approved_on: day of approval by the legal service, or None.
        cover_s: idle seconds before the cover screen (60-1800).
        lock_s: idle seconds before the lock (60-1800).
        lock_consultation_s: the same with a consultation open.
        retention_months: how long a kept case lives (1-60).
        room: where one can talk; hours: of the desk, as printed; referent_role: never a name.
        contacts: the office's own contacts.
        closures: days on which the desk stays closed, entered in advance (D3).
        collector: X25519 public key, 32 bytes, of whoever adds up the tables of several desks
            (D6); empty for nobody.
        languages: codes offered at the gate, in this order; empty for all of them.
        printer: name of the printer of the page; empty for the system's own choice.
        officials: what each official prefers for the own work.
        publisher: Ed25519 public key, 32 bytes, of whoever signs the updates of the law for
            this office; empty for nobody: then no update is installed.

    """

    limits_text: str = ""
    limits_approved_on: date | None = None
    cover_s: int = 60
    lock_s: int = 300
    lock_consultation_s: int = 900
    retention_months: int = 12
    room: str = ""
    hours: str = ""
    referent_role: str = ""
    contacts: tuple[OfficeContact, ...] = field(default=())
    closures: tuple[date, ...] = ()
    collector: bytes = b""
    publisher: bytes = b""
    languages: tuple[str, ...] = ()
    printer: str = ""
    officials: tuple[OwnChoices, ...] = ()

    def own(self, label: str) -> OwnChoices:
        """Return what this official prefers; empty choices where nothing was said."""
        found = (one for one in self.officials if one.label == label)
        return next(found, OwnChoices(label))

    def cover_for(self, label: str) -> int:
        """Return the idle seconds before the cover: an official may only want it sooner."""
        own = self.own(label).cover_s
        return min(self.cover_s, own) if own else self.cover_s

    def lock_for(self, *, consulting: bool) -> int:
        """Return the idle seconds before the lock."""
        return self.lock_consultation_s if consulting else self.lock_s

    def not_ready(self) -> tuple[str, ...]:
        """Return what is still missing before the desk counts as ready, in Italian."""
        missing = {
            "la stanza riservata": self.room,
            "giorni e orari": self.hours,
            "il ruolo del referente": self.referent_role,
            "un centro a cui si è telefonato, con la data": any(c.called_on for c in self.contacts),
            "il testo sui limiti approvato": self.limits_approved_on,
        }
        return tuple(name for name, value in missing.items() if not value)
