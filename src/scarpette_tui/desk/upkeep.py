"""Care of the vault: backups, audit chain, register, page check, what home has to remark."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import words
from scarpette_tui.desk.views import AuditLine, BackupView, UpkeepView
from scarpette_tui.errors import InputError, ScarpetteError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scarpette_tui.desk.session import Session
    from scarpette_tui.vault.service import BackupRow

REGISTER_PAGE = 500
"""Lines of the opaque register that are shown."""
REASONS = {
    "chiusura": "alla chiusura",
    "richiesta": "chiesta",
    "aggiornamento": "prima di un aggiornamento",
    "ripristino": "prima di un ripristino",
}


def backups(directory: "Path") -> tuple[BackupView, ...]:
    """Return the backups, newest first; no key is needed.

    Raises:
        DiskError: the folder cannot be read.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    return tuple(map(_backup, service.backups(directory)))


def backup_now(session: "Session") -> BackupView:
    """Make a backup, and prove it by opening (responsabile only).

    Raises:
        InputError: someone else asks. DiskError: the ones before are still there.

    """
    _require_head(session)
    with session.lock:
        return _backup(session.vault.backup())


def audit(session: "Session") -> tuple[AuditLine, ...]:
    """Return the audit chain, newest first (responsabile only).

    Raises:
        InputError: this person does not read the chain. VaultDamagedError: a line does not open.

    """
    with session.lock:
        entries = session.vault.audit()
    return tuple(
        AuditLine(one.number, one.at, one.actor, one.action, one.subject)
        for one in reversed(entries)
    )


def register(session: "Session") -> tuple[tuple[str, str, str], ...]:
    """Return the opaque register: code, week, whose. Never a name of hers (S11)."""
    with session.lock:
        rows = session.vault.register(limit=REGISTER_PAGE)
    return tuple((row.code, row.week, row.owner_label) for row in rows)


def last_code(session: "Session") -> str:
    """Return the freshness code shown last; empty before the first."""
    with session.lock:
        return session.vault.last_code()


def knows_code(session: "Session", typed: str) -> str:
    """Compare a code noted on paper with the vault's: "" when it agrees, else what is wrong."""
    with session.lock:
        return session.vault.knows_code(typed)


def check(
    session: "Session", stop: "Callable[[], bool]" = lambda: False
) -> tuple[bool, tuple[str, ...]]:
    """Read every page and check chain, anchors and signatures; for a worker (V5).

    Returns:
        Whether all is well, and what was found, in Italian.

    """
    report = session.vault.check(stop)
    return report.ok, report.findings


def remarks(session: "Session") -> UpkeepView:
    """Return what home has to say: cases about to end, what was erased, an odd clock.

    Raises:
        ScarpetteError: the vault cannot be read.

    """
    with session.lock:
        vault = session.vault
        expiring = tuple(
            (row.code, row.retention_until) for row in vault.expiring() if row.retention_until
        )
        said = []
        if vault.erased_at_unlock == 1:
            said.append("Un fascicolo è arrivato alla fine del suo tempo ed è stato cancellato.")
        elif vault.erased_at_unlock:
            said.append(f"{vault.erased_at_unlock} fascicoli sono finiti e sono stati cancellati.")
        if vault.clock_doubt and (overdue := vault.overdue()):
            said.append(
                "La data del PC è molto lontana dall'ultima apertura: la controlli. "
                f"Per prudenza non è stato cancellato nessuno dei {overdue} fascicoli scaduti."
            )
        if vault.changed_keys:
            said.append(
                f"Chiavi cambiate dall'ultimo accesso: {words.listed(vault.changed_keys)}. Se "
                "nessuno ha chiesto una frase temporanea o un recupero, lo dica subito al responsabile."
            )
    return UpkeepView(expiring, tuple(said))


def erase_expired(session: "Session") -> int:
    """Erase the cases past their last day, after the date was looked at (responsabile only).

    Raises:
        InputError: someone else asks.

    """
    _require_head(session)
    with session.lock:
        return session.vault.erase_expired()


def quiet_check(session: "Session", stop: "Callable[[], bool]") -> tuple[bool, str]:
    """Check the vault behind home; return whether it is well, and one calm sentence.

    Args:
        session: whose vault.
        stop: asked now and then; True ends the check early: a lock must not wait for it.

    """
    try:
        good, findings = check(session, stop)
    except ScarpetteError as error:
        return False, f"Il controllo dell'archivio non è finito. {error.line()}"
    if good:
        return True, "Archivio controllato: tutto in ordine."
    return False, (
        f"L'archivio va guardato, senza fretta: {' '.join(findings)} Quello che c'è non è stato "
        "toccato: avvisi la persona responsabile."
    )


def describe(one: BackupView) -> str:
    """Return a backup in one line."""
    reason = REASONS.get(one.reason, one.reason)
    return (
        f"n. {one.number} del {one.made_at:%d/%m/%Y %H:%M}, {reason}, "
        f"fino al {one.expires_on:%d/%m/%Y}"
    )


def entry(one: AuditLine) -> str:
    """Return a line of the chain in one row."""
    return f"{one.at:%d/%m %H:%M}  {one.action} {one.subject} · {one.actor}"


def _backup(row: "BackupRow") -> BackupView:
    return BackupView(row.number, row.made_at, row.reason, row.expires_on)


def _require_head(session: "Session") -> None:
    if session.user.role != "responsabile":
        raise InputError("Questo lo fa solo la persona responsabile.", "Nulla è cambiato.")
