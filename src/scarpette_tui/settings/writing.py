"""The settings file written: every key explained, replaced whole or not at all."""

import base64
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from scarpette_tui.errors import DiskError
from scarpette_tui.settings.model import FILE_NAME, OfficeContact, OwnChoices, Settings


def save(directory: Path, settings: Settings) -> None:
    """Replace the settings file.

    Raises:
        DiskError: it could not be written; the one before still holds.

    """
    path = directory / FILE_NAME
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=directory)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text_of(settings))
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise DiskError(
            "Le impostazioni non si scrivono.",
            "Valgono quelle di prima.",
            "Controllare lo spazio e i permessi della cartella.",
        ) from error


def text_of(settings: Settings) -> str:
    """Return the file for these settings, as a person may read and change it."""
    return "\n".join(
        (
            _LIMITS.format(
                text=_quoted(settings.limits_text),
                approved=_dated("approved_on", settings.limits_approved_on),
            ),
            _TIMES.format(
                cover=settings.cover_s,
                lock=settings.lock_s,
                consultation=settings.lock_consultation_s,
                months=settings.retention_months,
            ),
            _DESK.format(
                room=_quoted(settings.room),
                hours=_quoted(settings.hours),
                role=_quoted(settings.referent_role),
                languages=_listed(_quoted(code) for code in settings.languages),
                printer=_quoted(settings.printer),
            ),
            _COUNTS.format(
                closures=_listed(day.isoformat() for day in settings.closures),
                collector=_quoted(base64.b64encode(settings.collector).decode("ascii")),
                publisher=_quoted(base64.b64encode(settings.publisher).decode("ascii")),
            ),
            _CONTACTS,
            *map(_contact, settings.contacts),
            *map(_official, settings.officials),
        )
    )


_LIMITS = """\
# Impostazioni dello sportello. Nessun nome di persona in questo file.

[limits]            # il testo letto prima del colloquio, approvato dal servizio legale;
                    # vuoto: si legge il testo di partenza, segnato "da approvare"
text = {text}
{approved}
"""
_TIMES = """\
[times]             # secondi; da 60 a 1800
cover = {cover}          # copre lo schermo quando nessuno tocca i tasti
lock = {lock}          # blocca
lock_consultation = {consultation}

[retention]
months = {months}         # da 1 a 60
"""
_DESK = """\
[desk]              # stanza, orari e ruolo servono perché lo sportello sia "pronto"
room = {room}           # dove si parla in riservatezza
hours = {hours}          # giorni e orari, come stampati sul foglio
referent_role = {role}  # ruolo, mai il nome
languages = {languages}      # per esempio ["it", "en"]; vuoto: tutte
printer = {printer}        # vuoto: quella del sistema
"""
_COUNTS = """\
[calendar]          # giorni di chiusura della sede, scritti prima che vengano
closures = {closures}       # per esempio [2026-12-24, 2026-12-31]

[counts]            # se un ufficio somma le tabelle di più sportelli: la riga che dà
collector = {collector}      # "scarpette counts key"

[catalogue]         # chi firma gli aggiornamenti delle norme: la riga che dà a chi pubblica
publisher = {publisher}      # "scarpette catalogue sign"
"""
_CONTACTS = """\
# Un centro si stampa solo dopo averlo chiamato:
# [[contact]]
# name = "Centro di zona"
# number = "02 000000"
# hours = "lun-ven 9-18"
# called_on = 2026-01-31
"""


def _contact(one: OfficeContact) -> str:
    lines = ("name", one.name), ("number", one.number), ("hours", one.hours)
    body = "\n".join(f"{key} = {_quoted(value)}" for key, value in lines)
    return f"[[contact]]\n{body}\n{_dated('called_on', one.called_on)}\n"


def _official(one: OwnChoices) -> str:
    lines = ("label", one.label), ("appearance", one.appearance), ("style", one.style)
    body = "\n".join(f"{key} = {_quoted(value)}" for key, value in lines)
    return f"[[official]]\n{body}\ncover = {one.cover_s}\n"


def _quoted(text: str) -> str:
    # a JSON string is a TOML basic string, but for the one sign JSON leaves bare
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _dated(key: str, day: date | None) -> str:
    return f"{key} = {day.isoformat()}" if day else f"# {key} = 2026-01-31"


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"
