"""Figures leaving the desk: signed CSV with its JSON table schema, or one JSON; and merging.

What leaves is exactly what is published, row by row, each with its signature: a copy proves
itself wherever it goes. The schema follows the Frictionless Table Schema.
"""

import base64
import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scarpette_tui.counts.ledger import Published
from scarpette_tui.errors import DiskError, InputError, VaultDamagedError

if TYPE_CHECKING:
    from scarpette_tui.desk.session import Session

FORMAT = 1
LARGEST_FILE = 16 * 1024 * 1024
COLUMNS = ("vault", "kind", "period", "cell", "value", "signature")
MERGED = ("office", "desk", *COLUMNS)
SCHEMA_SUFFIX = ".schema.json"

_FIELDS = {
    "office": "Sede",
    "desk": "Sportello",
    "vault": "Archivio che pubblica: 32 cifre esadecimali",
    "kind": "day, month, group, closed, start, desk, shared",
    "period": "Giorno AAAA-MM-GG, mese AAAA-MM o trimestre AAAA-Qn",
    "cell": "Argomento del trimestre; - se la tabella non si pubblica; in shared, i numeri sigillati",
    "value": "Numero alterato; vuoto se non si mostra o se la riga non ha numero",
    "signature": "Ed25519, base64, su vault, kind, period, cell, value",
}


@dataclass(frozen=True)
class Desk:
    """The figures of one desk, proven.

    Attributes:
        vault: id of the vault; office and desk: names, as signed.
        key: public key, 32 bytes.
        figures: every published row.

    """

    vault: str
    office: str
    desk: str
    key: bytes
    figures: tuple[Published, ...]

    @property
    def fingerprint(self) -> str:
        """Return what a person compares by phone: twelve signs of the key's hash."""
        digest = hashlib.sha256(self.key).hexdigest()[:12].upper()
        return " ".join(digest[start : start + 4] for start in range(0, 12, 4))


def own(session: "Session") -> Desk:
    """Return the figures of this desk, as they will leave it."""
    from scarpette_tui.counts import ledger  # noqa: PLC0415 - loads the database

    with session.lock:
        figures = ledger.read(session.vault.counts)
        vault = session.vault
        return Desk(vault.vault_id, vault.office, vault.desk, vault.public_key, figures)


def as_csv(desk: Desk) -> str:
    """Return the rows as CSV (RFC 4180)."""
    return _table(COLUMNS, [_row(desk, one) for one in desk.figures])


def schema(columns: Sequence[str] = COLUMNS, desk: Desk | None = None) -> str:
    """Return the JSON table schema; of one desk, with what is needed to check it."""
    fields = [
        {
            "name": name,
            "type": "integer" if name == "value" else "string",
            "description": _FIELDS[name],
            "constraints": {"required": name not in {"cell", "value"}},
        }
        for name in columns
    ]
    table: dict[str, Any] = {
        "fields": fields,
        "primaryKey": ["vault", "kind", "period", "cell"],
        "missingValues": [""],
    }
    if desk is not None:
        table["scarpette"] = _head(desk)
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def as_json(desk: Desk) -> str:
    """Return head and rows as one JSON object."""
    rows = [dict(zip(COLUMNS, _row(desk, one), strict=True)) for one in desk.figures]
    whole = {"scarpette": _head(desk), "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def collect(folder: Path) -> tuple[Desk, ...]:
    """Read, prove and merge every export of a folder; two files of one desk become one.

    Raises:
        InputError: no such folder, no export in it, or a file that is none.
        VaultDamagedError: a signature does not hold, a day is missing, or two files of one
            desk disagree; names the file.
        DiskError: a file cannot be read.

    """
    if not folder.is_dir():
        raise InputError(f"«{folder}» non è una cartella.", "", "Indicare dove sono i file.")
    desks: dict[str, Desk] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv" or (
            path.suffix == ".json" and not path.name.endswith(SCHEMA_SUFFIX)
        ):
            found = _proven(path)
            before = desks.get(found.vault)
            desks[found.vault] = _joined(before, found, path) if before else found
    if not desks:
        raise InputError(f"In «{folder}» non ci sono conteggi esportati.")
    return tuple(sorted(desks.values(), key=lambda one: (one.office, one.desk, one.vault)))


def merged_csv(desks: Sequence[Desk]) -> str:
    """Return all desks in one table, with office and desk before each row."""
    rows = [(one.office, one.desk, *_row(one, row)) for one in desks for row in one.figures]
    return _table(MERGED, rows)


def merged_json(desks: Sequence[Desk]) -> str:
    """Return all desks as a JSON list of exports."""
    return "[" + ",\n".join(as_json(desk).rstrip() for desk in desks) + "]\n"


def _head(desk: Desk) -> dict[str, object]:
    return {
        "format": FORMAT,
        "vault": desk.vault,
        "office": desk.office,
        "desk": desk.desk,
        "public_key": base64.b64encode(desk.key).decode(),
    }


def _row(desk: Desk, one: Published) -> tuple[str | int | None, ...]:
    return desk.vault, one.kind, one.period, one.cell, one.value, one.signature


def _table(columns: Sequence[str], rows: Sequence[Sequence[str | int | None]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _proven(path: Path) -> Desk:
    from scarpette_tui.counts import proving  # noqa: PLC0415 - loads the signature library
    from scarpette_tui.counts.calendar import calendar  # noqa: PLC0415

    try:
        desk = _read(path)
        faults = proving.faults(desk.figures, desk.vault, desk.key, calendar())
    except (KeyError, ValueError, TypeError):
        raise InputError(f"«{path.name}» non è un'esportazione dei conteggi.") from None
    names = [(one.period, one.cell) for one in desk.figures if one.kind == "desk"]
    if desk.figures and names != [(desk.office, desk.desk)]:
        faults.append("Sede e sportello non sono quelli firmati.")
    if faults:
        raise VaultDamagedError(
            f"«{path.name}» non si può accettare: {' '.join(faults)}",
            "Nulla è stato unito.",
            "Chiedere di nuovo il file allo sportello.",
        )
    return desk


def _read(path: Path) -> Desk:
    if path.suffix == ".json":
        whole = json.loads(_text(path))
        head, rows = whole["scarpette"], whole["rows"]
    else:
        head = json.loads(_text(path.with_suffix(SCHEMA_SUFFIX)))["scarpette"]
        rows = list(csv.DictReader(io.StringIO(_text(path))))
    if head["format"] != FORMAT or any(row["vault"] != head["vault"] for row in rows):
        raise ValueError("format")
    figures = tuple(
        Published(
            str(row["kind"]),
            str(row["period"]),
            str(row["cell"]),
            None if row["value"] in {None, ""} else int(row["value"]),
            str(row["signature"]),
        )
        for row in rows
    )
    key = base64.b64decode(head["public_key"], validate=True)
    return Desk(str(head["vault"]), str(head["office"]), str(head["desk"]), key, figures)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"«{path.name}» è troppo grande per essere un'esportazione.")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"Manca «{path.name}», lo schema che accompagna il CSV.") from None
    except OSError as error:
        raise DiskError(f"«{path.name}» non si legge.", "", "Controllare i permessi.") from error


def _joined(one: Desk, other: Desk, path: Path) -> Desk:
    """Two exports of one desk, at two times: same key, same values where they overlap."""
    if one.key != other.key:
        raise VaultDamagedError(
            f"«{path.name}» ha un'altra impronta ({other.fingerprint}) di un altro file dello "
            f"stesso sportello ({one.fingerprint}): le chiavi sono state rinnovate, o uno dei due "
            "è falso.",
            "Nulla è stato unito.",
            "Chieda l'impronta allo sportello e tenga nella cartella solo l'ultima esportazione: "
            "contiene anche i giorni di prima, firmati di nuovo.",
        )
    known = {row.key: row for row in one.figures}
    clash = any(known.get(row.key, row).value != row.value for row in other.figures)
    if clash:
        raise VaultDamagedError(
            f"«{path.name}» contraddice un altro file dello stesso sportello.",
            "Nulla è stato unito.",
            "Chiedere allo sportello quale vale.",
        )
    known |= {row.key: row for row in other.figures}
    figures = tuple(known[key] for key in sorted(known))
    return Desk(one.vault, one.office, one.desk, one.key, figures)
