"""Settings on the screen: each with its name, its present value and how to write it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui import settings as files
from scarpette_tui.desk import gate, words
from scarpette_tui.desk.progress import DISCREET, QUICK
from scarpette_tui.errors import InputError
from scarpette_tui.settings import OfficeContact, OwnChoices, Settings

if TYPE_CHECKING:
    from scarpette_tui.desk.session import Session

KEPT = "Vale quello di prima."
MINUTES = (1, 30)
"""Bounds of the idle times (S9)."""
MONTHS = (1, 60)
"""Bounds of the retention (S14)."""
DAY = "gg/mm/aaaa"


@dataclass(frozen=True)
class SettingLine:
    """One setting. `raw` is what the field starts with; `head` ones are the responsabile's."""

    key: str
    label: str
    value: str
    raw: str
    how: str
    head: bool = True


def lines(session: "Session") -> tuple[SettingLine, ...]:
    """Return the settings this person may look at: one's own, and the office's."""
    now = session.settings
    ready = "; ".join(now.not_ready())
    return (
        *_own(now.own(session.user.label)),
        *_times(now),
        *_desk(now),
        _line(
            "ready",
            "Lo sportello",
            f"non è ancora pronto, manca {ready}" if ready else "è pronto",
            "",
            "",
        ),
    )


def _own(own: OwnChoices) -> tuple[SettingLine, ...]:
    return (
        _line("own_cover", "Copertura, per me", _minutes(own.cover_s) or "come l'ufficio",
              str(own.cover_s // 60 or ""), "minuti, mai più dell'ufficio; vuoto: come l'ufficio",
              head=False),
        _line("own_style", "Stile del colloquio, per me", own.style or DISCREET, own.style,
              f"{DISCREET}: una domanda alla volta; {QUICK}: più domande in una schermata",
              head=False),
    )  # fmt: skip


def _times(now: Settings) -> tuple[SettingLine, ...]:
    return (
        _line("cover", "Copertura dello schermo", _minutes(now.cover_s), str(now.cover_s // 60),
              "minuti senza toccare i tasti, da 1 a 30"),
        _line("lock", "Blocco", _minutes(now.lock_s), str(now.lock_s // 60), "minuti, da 1 a 30"),
        _line("lock_consultation", "Blocco durante un colloquio", _minutes(now.lock_consultation_s),
              str(now.lock_consultation_s // 60), "minuti, da 1 a 30"),
        _line("retention", "Conservazione proposta", f"{now.retention_months} mesi",
              str(now.retention_months), "mesi, da 1 a 60"),
    )  # fmt: skip


def _desk(now: Settings) -> tuple[SettingLine, ...]:
    text = "approvato" if now.limits_approved_on else "da approvare"
    centres = [f"{one.name} {one.number}" for one in now.contacts]
    dated = [words.day(day) for day in now.closures]
    return (
        _line("limits", "Testo sui limiti", text, now.limits_text,
              "come l'ha approvato il servizio legale; vuoto: il testo di partenza"),
        _line("approved", "Limiti approvati il", _day(now.limits_approved_on),
              _day(now.limits_approved_on), f"il giorno, {DAY}; vuoto: non ancora"),
        _line("room", "Stanza riservata", now.room, now.room, "dove si parla in due"),
        _line("hours", "Giorni e orari", now.hours, now.hours, "come stampati sul foglio"),
        _line("role", "Ruolo del referente", now.referent_role, now.referent_role,
              "un ruolo, mai un nome"),
        _line("centres", "Centri chiamati", "; ".join(centres), "", "nome, numero, orari, giorno"),
        _line("languages", "Lingue proposte", ", ".join(now.languages) or "tutte",
              ", ".join(now.languages), "sigle separate da virgole; vuoto: tutte"),
        _line("printer", "Stampante", now.printer or "quella del sistema", now.printer,
              "il nome; vuoto: quella del sistema"),
        _line("closures", "Giorni di chiusura", ", ".join(dated) or "nessuno in più delle feste",
              ", ".join(dated), f"i giorni, {DAY}, separati da virgole"),
    )  # fmt: skip


def change(session: "Session", key: str, text: str) -> tuple[SettingLine, ...]:
    """Change one setting and write the file; return all of them.

    Raises:
        InputError: the value is outside its bounds, or it is for the responsabile.
        DiskError: it could not be written.

    """
    clean = words.plain_line(text).strip()
    if key in _OWN:
        return _write_own(session, _OWN[key](session.settings.own(session.user.label), clean))
    _require_head(session)
    return _write(session, _CHANGES[key](session.settings, clean))


def choose_appearance(session: "Session", name: str) -> None:
    """Keep the appearance this official works with."""
    _write_own(session, replace(session.settings.own(session.user.label), appearance=name))


def centres(session: "Session") -> tuple[tuple[str, str], ...]:
    """Return each centre as a line, with the day it was called."""
    return tuple(
        (
            str(number),
            f"{one.name} · {one.number} · "
            + (f"chiamato il {words.day(one.called_on)}" if one.called_on else "da chiamare"),
        )
        for number, one in enumerate(session.settings.contacts)
    )


def add_centre(
    session: "Session", name: str, number: str, hours: str, called: str
) -> tuple[SettingLine, ...]:
    """Add a centre; it is printed only once it was called, and on which day.

    Raises:
        InputError: name or number is missing, the day does not exist or is to come.

    """
    _require_head(session)
    parts = [words.plain_line(part).strip() for part in (name, number, hours)]
    if not parts[0] or not parts[1]:
        raise InputError("Servono il nome del centro e il numero.", KEPT)
    day = words.typed_day(called)
    if day is not None and day > session.clock.today():
        raise InputError("Il giorno della chiamata è nel futuro.", KEPT, "Chiamare, poi scriverlo.")
    contact = OfficeContact(parts[0], parts[1], parts[2], day)
    now = session.settings
    return _write(session, replace(now, contacts=(*now.contacts, contact)))


def remove_centre(session: "Session", place: int) -> tuple[SettingLine, ...]:
    """Take a centre away."""
    _require_head(session)
    now = session.settings
    rest = tuple(one for at, one in enumerate(now.contacts) if at != place)
    return _write(session, replace(now, contacts=rest))


def _write(session: "Session", wanted: Settings) -> tuple[SettingLine, ...]:
    with session.lock:
        files.save(session.directory, wanted)
        session.settings = wanted
    return lines(session)


def _write_own(session: "Session", own: OwnChoices) -> tuple[SettingLine, ...]:
    others = (one for one in session.settings.officials if one.label != own.label)
    return _write(session, replace(session.settings, officials=(*others, own)))


def _style(text: str) -> str:
    if text and text not in (DISCREET, QUICK):
        raise InputError(f"Lo stile «{text}» non c'è.", KEPT, f"{DISCREET} oppure {QUICK}.")
    return text


def _line(
    key: str, label: str, value: str, raw: str, how: str, *, head: bool = True
) -> SettingLine:
    return SettingLine(key, label, value or "manca", raw, how, head)


def _languages(text: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    known = {code for code, _ in gate.SPOKEN}
    for code in codes:
        if code not in known:
            raise InputError(
                f"La lingua «{code}» non c'è.", KEPT, f"Scegliere fra: {', '.join(sorted(known))}."
            )
    return codes


def _printer(text: str) -> str:
    from scarpette_tui.documents.printing import printers  # noqa: PLC0415

    names = printers()
    if text and text not in names:
        found = ", ".join(names) or "nessuna"
        raise InputError(f"La stampante «{text}» non c'è.", KEPT, f"Stampanti trovate: {found}.")
    return text


def _days(text: str) -> tuple[date, ...]:
    days = (words.typed_day(part) for part in text.split(",") if part.strip())
    return tuple(sorted({day for day in days if day is not None}))


def _number(text: str, bounds: tuple[int, int], unit: str) -> int:
    if not (text.isascii() and text.isdigit() and bounds[0] <= int(text) <= bounds[1]):
        raise InputError(f"Serve un numero di {unit} da {bounds[0]} a {bounds[1]}.", KEPT)
    return int(text)


def _seconds(text: str) -> int:
    return 60 * _number(text, MINUTES, "minuti")


def _minutes(seconds: int) -> str:
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    if rest:
        return f"{seconds} secondi"
    return "1 minuto" if minutes == 1 else f"{minutes} minuti"


def _day(day: date | None) -> str:
    return words.day(day) if day else ""


def _require_head(session: "Session") -> None:
    if session.user.role != "responsabile":
        raise InputError("Le impostazioni dell'ufficio le cambia la persona responsabile.", KEPT)


_OWN: dict[str, Callable[[OwnChoices, str], OwnChoices]] = {
    "own_cover": lambda own, text: replace(own, cover_s=_seconds(text) if text else 0),
    "own_style": lambda own, text: replace(own, style=_style(text)),
}
_CHANGES: dict[str, Callable[[Settings, str], Settings]] = {
    "cover": lambda now, text: replace(now, cover_s=_seconds(text)),
    "lock": lambda now, text: replace(now, lock_s=_seconds(text)),
    "lock_consultation": lambda now, text: replace(now, lock_consultation_s=_seconds(text)),
    "retention": lambda now, text: replace(now, retention_months=_number(text, MONTHS, "mesi")),
    "limits": lambda now, text: replace(now, limits_text=text, limits_approved_on=None),
    "approved": lambda now, text: replace(now, limits_approved_on=words.typed_day(text)),
    "room": lambda now, text: replace(now, room=text),
    "hours": lambda now, text: replace(now, hours=text),
    "role": lambda now, text: replace(now, referent_role=text),
    "languages": lambda now, text: replace(now, languages=_languages(text)),
    "printer": lambda now, text: replace(now, printer=_printer(text)),
    "closures": lambda now, text: replace(now, closures=_days(text)),
}
