"""Headless verbs of the backups: make, list, restore by two people (V12)."""

from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.desk import session as sessions
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.desk.vault_verbs import Ask
from scarpette_tui.errors import InputError

if TYPE_CHECKING:
    from scarpette_tui.vault.service import BackupRow, People, Shares

SURE = "RIPRISTINA"
"""What must be typed before anything is replaced."""


def listed(directory: Path) -> list[str]:
    """Return one line for each backup, newest first."""
    from scarpette_tui.vault import service  # noqa: PLC0415 - help stays light

    rows = service.backups(directory)
    return [_line(row) for row in rows] or ["Non c'è nessuna copia di sicurezza."]


def backup(directory: Path, label: str | None, *, clock: Clock, ask: Ask) -> list[str]:
    """Make a backup, proven by opening.

    Raises:
        InputError: nobody named, or a supervisor.

    """
    if label is None:
        raise InputError("Manca chi apre l'archivio.", "", "Aggiungere --user ETICHETTA.")
    with sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock) as session:
        row = session.vault.backup()
    return ["Copia di sicurezza fatta e provata aprendola.", _line(row)]


def ask_people(
    label: str, second: str | None, *, ask: Ask, shares: bool, share: bool
) -> "People | Shares":
    """Ask for the secrets of the two people who restore."""
    from scarpette_tui.vault import service  # noqa: PLC0415

    if shares:
        return service.Shares(ask.secret("Parte A"), ask.secret("Parte B"))
    first = (label, ask.secret(f"Frase segreta di {label}"))
    if share or second is None:
        return service.People(first, ask.secret("Parte A o B"))
    return service.People(first, (second, ask.secret(f"Frase segreta di {second}")))


def restore(
    directory: Path,
    number: int | None,
    who: "People | Shares",
    *,
    clock: Clock,
    ask: Ask,
    sure: bool,
) -> list[str]:
    """Prove a backup, say what it holds, and put it into place once confirmed.

    Raises:
        InputError: not confirmed; nothing was touched.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    with service.prepare_restore(
        directory, number, who, countersign=countersign, clock=clock
    ) as found:
        lines = list(found.lines)
        question = "\n".join([*lines, f"Per ripristinare scrivere {SURE}."])
        if not sure and ask.word(question).strip() != SURE:
            raise InputError("Il ripristino non è stato confermato.", "Nulla è cambiato.")
        found.commit()
    return [*lines, "Ripristinato. Quello che c'era prima è in una copia, se si apriva."]


def _line(row: "BackupRow") -> str:
    return (
        f"n. {row.number}  {row.made_at:%d/%m/%Y %H:%M}  {row.reason}  "
        f"si cancella il {row.expires_on:%d/%m/%Y}"
    )
