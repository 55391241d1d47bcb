"""Headless verbs of the counts: show, export, verify, collect, report."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.desk import counting
from scarpette_tui.desk import session as sessions
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.vault_verbs import Ask
from scarpette_tui.desk.views.counting import CountLine, CountsView
from scarpette_tui.errors import InputError, VaultDamagedError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey


def unlocked(directory: Path, label: str, clock: Clock, ask: Ask) -> Session:
    """Open the vault for one person; the passphrase comes from the terminal or a descriptor."""
    return sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock)


def show(session: Session, unit: str, period: str) -> list[str]:
    """Return one page of the dashboard as text.

    Raises:
        InputError: the unit does not exist, or the period has no figures.

    """
    return page_lines(counting.dashboard(session, unit, period))


def page_lines(page: CountsView) -> list[str]:
    """Return a page as plain lines: title, rows, total, comparison, the sentence."""
    lines = [page.title, ""]
    lines += [row_text(line) for line in page.lines] or [page.empty]
    if page.total is not None:
        lines += ["", row_text(page.total)]
    if page.compared:
        lines.append(page.compared)
    lines += [f"Esatto, {label}: {number}" for label, number in page.exact]
    return [*lines, "", page.sentence]


def row_text(line: CountLine) -> str:
    """Return one row: label, "circa N", usual range, change."""
    if line.about is None:
        return f"{line.label:26} {line.note}"
    about = f"circa {line.about}"
    usual = f"di solito fra {line.low} e {line.high}"
    tail = " ".join(filter(None, (line.change, line.note)))
    return f"{line.label:26} {about:12} {usual:26} {tail}".rstrip()


def verify(session: Session) -> list[str]:
    """Check signatures and continuity, and say what was found.

    Raises:
        VaultDamagedError: something does not hold; its text says what.

    """
    proof = counting.prove(session)
    if not proof.holds:
        raise VaultDamagedError(
            " ".join(proof.lines),
            "I file non sono stati toccati.",
            "Chiamare la persona responsabile.",
        )
    return list(proof.lines)


def export(session: Session, *, as_json: bool, output: str) -> list[str]:
    """Write the signed figures; beside a CSV file also its schema.

    Raises:
        InputError: the file exists already.
        DiskError: full, read-only, refused.

    """
    from scarpette_tui.desk import counting_files as files  # noqa: PLC0415

    desk = files.own(session)
    if as_json:
        write(output, files.as_json(desk))
    else:
        _write_csv(output, files.as_csv(desk), files.schema(desk=desk))
    return [f"{len(desk.figures)} righe. Impronta della chiave: {desk.fingerprint}."]


def collect(
    folder: Path, *, as_json: bool, output: str, opened: "Together | None" = None
) -> list[str]:
    """Prove and merge a folder of exports; return one line for each desk.

    Args:
        folder: where the exports are.
        as_json: JSON instead of CSV.
        output: file, or "-".
        opened: to add up the quiet desks' tables too.

    Raises:
        InputError: nothing to merge, or the output exists.
        VaultDamagedError: a file does not hold; nothing is written.

    """
    from scarpette_tui.desk import counting_files as files  # noqa: PLC0415
    from scarpette_tui.desk import counting_together as together  # noqa: PLC0415

    desks = files.collect(folder)
    tables = together.tables(desks, opened.key) if opened else ()
    if as_json:
        write(output, files.merged_json(desks))
    else:
        _write_csv(output, files.merged_csv(desks), files.schema(files.MERGED))
    if opened:
        write(opened.output, together.as_csv(tables))
    said = [
        f"{one.office} · {one.desk}: {len(one.figures)} righe, impronta {one.fingerprint}."
        for one in desks
    ]
    said.append("Le impronte vanno confrontate con quelle degli sportelli, una volta.")
    return said + together.as_lines(tables)


@dataclass(frozen=True)
class Together:
    """The wish to add up the quiet desks: the collector's key, and where the table goes."""

    key: "X25519PrivateKey"
    output: str


def together(key: Path, output: str, ask: Ask) -> Together:
    """Open the collector's key for `collect`.

    Raises:
        WrongPassphraseError, InputError, DiskError: the key does not open.

    """
    from scarpette_tui.desk import counting_together  # noqa: PLC0415

    return Together(counting_together.read_key(key, ask.secret("Frase della chiave")), output)


def new_collector(output: str, ask: Ask) -> list[str]:
    """Write a new collector's key; return the line for the desks' settings.

    Raises:
        InputError: the file exists, or the passphrase is empty.
        DiskError: full, read-only, refused.

    """
    from scarpette_tui.desk import counting_together  # noqa: PLC0415

    pem, line = counting_together.new_key(ask.secret("Frase della chiave"))
    write(output, pem)
    return [
        "Nelle impostazioni di ogni sportello, sotto [counts]:",
        line,
        "Il file della chiave resta a chi raccoglie, e solo lì.",
    ]


def report(session: Session, month: str, output: str) -> list[str]:
    """Write the monthly report as a PDF page; the newest month when none is named.

    Raises:
        InputError: the month has no figures, or the file exists.
        DiskError: full, read-only, refused.

    """
    from scarpette_tui.desk import counting_report  # noqa: PLC0415

    pdf, title = counting_report.month_page(session, month)
    write(output, pdf)
    return [f"Rapporto pronto: {title}."]


def write(output: str, content: str | bytes) -> None:
    """Write to a new file, whole or not at all, or to standard output for "-"."""
    from scarpette_tui.documents.printing import save_pdf  # noqa: PLC0415 - atomic, 0600

    raw = content.encode() if isinstance(content, str) else content
    if output == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    save_pdf(raw, Path(output))


def units() -> Sequence[str]:
    """Return the names of the pages."""
    return counting.UNITS


def _write_csv(output: str, table: str, schema: str) -> None:
    from scarpette_tui.desk.counting_files import SCHEMA_SUFFIX  # noqa: PLC0415

    if output == "-":
        write(output, table)
        return
    path = Path(output)
    beside = path.with_suffix(SCHEMA_SUFFIX)
    if path.suffix != ".csv" or path.exists() or beside.exists():
        raise InputError(
            f"«{path.name}» non va bene: deve finire in .csv, e né lui né «{beside.name}» "
            "devono esistere già.",
            "Nulla è stato scritto.",
            "Scegliere un altro nome.",
        )
    write(str(beside), schema)
    write(output, table)
