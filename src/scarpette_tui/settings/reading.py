"""The settings file read, or refused by file, line and key."""

import base64
import tomllib
from datetime import date
from pathlib import Path

from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.settings.model import (
    FILE_NAME,
    KEY_BYTES,
    MONTHS,
    SECONDS,
    OfficeContact,
    OwnChoices,
    Settings,
)


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
            "desk": {"room", "hours", "referent_role", "languages", "printer"},
            "calendar": {"closures"},
            "counts": {"collector"},
            "catalogue": {"publisher"},
        }
        for section, table in raw.items():
            if section in ("contact", "official"):
                continue
            if section not in allowed or not isinstance(table, dict):
                raise self._wrong(section, "chiave sconosciuta")
            for key in table:
                if key not in allowed[section]:
                    raise self._wrong(key, "chiave sconosciuta")
        return Settings(
            limits_text=self._text(raw, "limits", "text"),
            limits_approved_on=self._date(raw, "limits", "approved_on"),
            cover_s=self._number(raw, "times", "cover", 60, SECONDS),
            lock_s=self._number(raw, "times", "lock", 300, SECONDS),
            lock_consultation_s=self._number(raw, "times", "lock_consultation", 900, SECONDS),
            retention_months=self._number(raw, "retention", "months", 12, MONTHS),
            room=self._text(raw, "desk", "room"),
            hours=self._text(raw, "desk", "hours"),
            referent_role=self._text(raw, "desk", "referent_role"),
            contacts=self._contacts(raw.get("contact", [])),
            closures=self._days(raw, "calendar", "closures"),
            collector=self._key(raw, "counts", "collector", "scarpette counts key"),
            publisher=self._key(raw, "catalogue", "publisher", "scarpette catalogue sign"),
            languages=self._codes(raw, "desk", "languages"),
            printer=self._text(raw, "desk", "printer"),
            officials=self._officials(raw.get("official", [])),
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

    def _codes(self, raw: dict[str, object], section: str, key: str) -> tuple[str, ...]:
        value = self._get(raw, section, key)
        if value is None:
            return ()
        if not isinstance(value, list) or any(not isinstance(code, str) for code in value):
            raise self._wrong(key, 'serve un elenco di lingue come ["it", "en"]')
        return tuple(dict.fromkeys(value))

    def _officials(self, rows: object) -> tuple[OwnChoices, ...]:
        if not isinstance(rows, list):
            raise self._wrong("official", "scrivere [[official]]")
        found = []
        for row in rows:
            unknown = set(row) - {"label", "appearance", "style", "cover"}
            if unknown:
                raise self._wrong(min(unknown), "chiave sconosciuta")
            if not isinstance(row.get("label"), str):
                raise self._wrong("official", "serve label")
            table: dict[str, object] = {"official": row}
            found.append(
                OwnChoices(
                    row["label"],
                    self._text(table, "official", "appearance"),
                    self._text(table, "official", "style"),
                    0
                    if row.get("cover") in (None, 0)
                    else self._number(table, "official", "cover", 0, SECONDS),
                )
            )
        return tuple(found)

    def _key(self, raw: dict[str, object], section: str, key: str, verb: str) -> bytes:
        text = self._text(raw, section, key)
        try:
            found = base64.b64decode(text, validate=True)
        except ValueError:
            found = b"?"
        if len(found) not in {0, KEY_BYTES}:
            raise self._wrong(key, f'serve la riga data da "{verb}"')
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
