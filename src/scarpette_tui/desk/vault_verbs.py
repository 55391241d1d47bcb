"""Headless verbs of the vault: create, users, verify, erase-expired."""

from pathlib import Path
from typing import Protocol

from scarpette_tui.clock import Clock
from scarpette_tui.desk import session as sessions
from scarpette_tui.desk import users as people
from scarpette_tui.errors import InputError, VaultDamagedError


class Ask(Protocol):
    """How a verb asks the person in front of it."""

    def secret(self, label: str) -> str:
        """Return a secret, never echoed."""

    def word(self, text: str) -> str:
        """Show a text and return what is typed back."""


def create(
    directory: Path, label: str, *, office: str, desk: str, clock: Clock, ask: Ask
) -> list[str]:
    """Create the vault of a desk; both shares are typed back before anything is written.

    Raises:
        InputError: empty or unequal passphrases, a share typed wrong three times.

    """
    passphrase = new_passphrase(ask)
    first = sessions.prepare(
        directory,
        office=office,
        desk=desk,
        users=[(label, "responsabile", passphrase)],
        clock=clock,
    )
    try:
        for index, holder in enumerate(("capo della sede", "protezione dei dati")):
            _typed_back(first, index, holder, ask)
        first.commit()
    finally:
        first.abort()
    return [f"Archivio creato in {directory}.", "Conservare le due parti in due posti diversi."]


def users(
    directory: Path, label: str, *, new: str | None, role: str, clock: Clock, ask: Ask
) -> list[str]:
    """List the users, or add one first (responsabile only)."""
    with sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock) as session:
        if new is not None:
            people.add(session, new, role, new_passphrase(ask), temporary=True)
        lines = [f"{user.label}: {user.role}" for user in people.users(session)]
    return [*lines, *([f"«{new}» sceglie la propria frase al primo accesso."] if new else [])]


def verify(directory: Path, label: str, *, clock: Clock, ask: Ask) -> list[str]:
    """Check the vault and say what was found.

    Raises:
        VaultDamagedError: something is wrong; its text says what.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    report = service.verify(directory, label, ask.secret("Frase segreta"), clock=clock)
    if not report.ok:
        raise VaultDamagedError(
            " ".join(report.findings),
            "I file non sono stati toccati.",
            "Non scrivere altro e ripristinare da una copia.",
        )
    return list(report.findings)


def erase_expired(directory: Path, label: str, *, clock: Clock, ask: Ask) -> list[str]:
    """Erase the notes past their last day; the unlock itself does it when the clock is right.

    Raises:
        InputError: the clock jumped, and this is not the responsabile.

    """
    with sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock) as session:
        erased = session.vault.erased_at_unlock + session.vault.erase_expired()
    return [f"Note cancellate perché scadute: {erased}."]


def new_passphrase(ask: Ask) -> str:
    """Ask for a new passphrase, twice.

    Raises:
        InputError: the two differ.

    """
    first = ask.secret("Nuova frase segreta")
    if first != ask.secret("Di nuovo la stessa frase"):
        raise InputError("Le due frasi sono diverse.", "Nulla è stato scritto.", "Riprovare.")
    return first


def _typed_back(first: sessions.FirstRun, index: int, holder: str, ask: Ask) -> None:
    text = f"Parte {'AB'[index]}, per {holder}. Stamparla o copiarla, poi riscriverla:\n"
    problem = ""
    for _ in range(3):
        typed = ask.word(problem or text + first.shares[index])
        problem = first.check_share(index, typed).trouble
        if not problem:
            return
    raise InputError(problem, "Nulla è stato scritto.", "Ricominciare con calma.")
