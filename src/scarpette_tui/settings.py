"""Settings of an office: one TOML file beside its vault, every key documented here.

The file may be absent: then the defaults hold and the office is "not ready" (practice.md
section 6). Nothing in it is secret; nothing in it may name a person.
"""

import base64
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from scarpette_tui.errors import DiskError, InputError

FILE_NAME = "settings.toml"
KEY_BYTES = 32

TEMPLATE = """\
# Impostazioni dello sportello. Nessun nome di persona in questo file.

[limits]            # il testo letto prima del colloquio, approvato dal servizio legale
text = ""           # vuoto: si legge il testo di partenza, segnato "da approvare"
# approved_on = 2026-01-31

[times]             # secondi; da 60 a 1800
cover = 60          # copre lo schermo quando nessuno tocca i tasti
lock = 300          # blocca
lock_consultation = 900

[retention]
months = 12         # da 1 a 60

[desk]              # serve perché lo sportello sia "pronto"
room = ""           # dove si parla in riservatezza
hours = ""          # giorni e orari, come stampati sul foglio
referent_role = ""  # ruolo, mai il nome

[calendar]          # giorni di chiusura della sede, scritti prima che vengano
closures = []       # per esempio [2026-12-24, 2026-12-31]

[counts]            # se un ufficio somma le tabelle di più sportelli: la riga che dà
collector = ""      # "scarpette counts key"

# Un centro si stampa solo dopo averlo chiamato:
# [[contact]]
# name = "Centro di zona"
# number = "02 000000"
# hours = "lun-ven 9-18"
# called_on = 2026-01-31
"""


@dataclass(frozen=True)
class OfficeContact:
    """A contact entered by the office. `called_on`: the day it was called and answered."""

    name: str
    number: str
    hours: str = ""
    called_on: date | None = None


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

    def not_ready(self) -> tuple[str, ...]:
        """Return what is still missing before the desk counts as ready, in Italian."""
        missing = {
            "la stanza riservata": self.room,
            "giorni e orari": self.hours,
            "il ruolo del referente": self.referent_role,
            "un centro chiamato e datato": any(c.called_on for c in self.contacts),
            "il testo sui limiti approvato": self.limits_approved_on,
        }
        return tuple(name for name, value in missing.items() if not value)


def load(directory: Path) -> Settings:
    """Read the settings beside the vault, or the defaults.

    Raises:
        InputError: broken TOML, unknown key or value outside its bounds; names file, line, key.
        DiskError: the file is there but cannot be read.

    """
    path = directory / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise DiskError(
            f"Il file {FILE_NAME} non si legge.",
            "L'archivio è intatto.",
            "Controllare i permessi e che il testo sia in UTF-8.",
        ) from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refuse(f"{FILE_NAME}: {error}") from error
    return _Reader(text).settings(raw)


class _Reader:
    """Turns the raw table into Settings, naming the line of whatever is wrong."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def settings(self, raw: dict[str, object]) -> Settings:
        allowed = {
            "limits": {"text", "approved_on"},
            "times": {"cover", "lock", "lock_consultation"},
            "retention": {"months"},
            "desk": {"room", "hours", "referent_role"},
            "calendar": {"closures"},
            "counts": {"collector"},
        }
        for section, table in raw.items():
            if section == "contact":
                continue
            if section not in allowed or not isinstance(table, dict):
                raise self._wrong(section, "chiave sconosciuta")
            for key in table:
                if key not in allowed[section]:
                    raise self._wrong(key, "chiave sconosciuta")
        return Settings(
            limits_text=self._text(raw, "limits", "text"),
            limits_approved_on=self._date(raw, "limits", "approved_on"),
            cover_s=self._number(raw, "times", "cover", 60, (60, 1800)),
            lock_s=self._number(raw, "times", "lock", 300, (60, 1800)),
            lock_consultation_s=self._number(raw, "times", "lock_consultation", 900, (60, 1800)),
            retention_months=self._number(raw, "retention", "months", 12, (1, 60)),
            room=self._text(raw, "desk", "room"),
            hours=self._text(raw, "desk", "hours"),
            referent_role=self._text(raw, "desk", "referent_role"),
            contacts=self._contacts(raw.get("contact", [])),
            closures=self._days(raw, "calendar", "closures"),
            collector=self._key(raw, "counts", "collector"),
        )

    def _get(self, raw: dict[str, object], section: str, key: str) -> object:
        table = raw.get(section)
        return table.get(key) if isinstance(table, dict) else None

    def _text(self, raw: dict[str, object], section: str, key: str) -> str:
        value = self._get(raw, section, key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(key, "serve un testo fra virgolette")
        return value.strip()

    def _date(self, raw: dict[str, object], section: str, key: str) -> date | None:
        return self._as_date(key, self._get(raw, section, key))

    def _days(self, raw: dict[str, object], section: str, key: str) -> tuple[date, ...]:
        value = self._get(raw, section, key)
        if value is None:
            return ()
        if not isinstance(value, list) or any(type(day) is not date for day in value):
            raise self._wrong(key, "serve un elenco di date come [2026-12-24, 2026-12-31]")
        if len(set(value)) != len(value):
            raise self._wrong(key, "c'è due volte la stessa data")
        return tuple(sorted(value))

    def _key(self, raw: dict[str, object], section: str, key: str) -> bytes:
        text = self._text(raw, section, key)
        try:
            found = base64.b64decode(text, validate=True)
        except ValueError:
            found = b"?"
        if len(found) not in {0, KEY_BYTES}:
            raise self._wrong(key, 'serve la riga data da "scarpette counts key"')
        return found

    def _as_date(self, key: str, value: object) -> date | None:
        if value is not None and type(value) is not date:
            raise self._wrong(key, "serve una data come 2026-01-31")
        return value

    def _number(
        self, raw: dict[str, object], section: str, key: str, default: int, bounds: tuple[int, int]
    ) -> int:
        value = self._get(raw, section, key)
        if value is None:
            return default
        if type(value) is not int or not bounds[0] <= value <= bounds[1]:
            raise self._wrong(key, f"serve un numero da {bounds[0]} a {bounds[1]}")
        return value

    def _contacts(self, rows: object) -> tuple[OfficeContact, ...]:
        if not isinstance(rows, list):
            raise self._wrong("contact", "scrivere [[contact]]")
        contacts = []
        for row in rows:
            unknown = set(row) - {"name", "number", "hours", "called_on"}
            if unknown:
                raise self._wrong(min(unknown), "chiave sconosciuta")
            if not all(isinstance(row.get(key), str) for key in ("name", "number")):
                raise self._wrong("contact", "servono name e number")
            contacts.append(
                OfficeContact(
                    row["name"].strip(),
                    row["number"].strip(),
                    str(row.get("hours", "")).strip(),
                    self._as_date("called_on", row.get("called_on")),
                )
            )
        return tuple(contacts)

    def _wrong(self, key: str, what: str) -> InputError:
        line = next(
            (n for n, text in enumerate(self._lines, 1) if text.strip().startswith(key)),
            next((n for n, text in enumerate(self._lines, 1) if key in text), 1),
        )
        return _refuse(f"{FILE_NAME}, riga {line}, «{key}»: {what}.")


def _refuse(happened: str) -> InputError:
    return InputError(
        happened, "L'archivio è intatto.", "Correggere il file e aprire di nuovo il programma."
    )
