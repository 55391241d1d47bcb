"""Headless verbs that renew keys: rotate, remove, temporary passphrase, recover (V2, V11)."""

from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.desk import passphrases
from scarpette_tui.desk import session as sessions
from scarpette_tui.desk import users as people
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.desk.vault_verbs import Ask, new_passphrase

_AGAIN = "Ognuno entra con la frase di prima."


def rotate(directory: Path, label: str, *, clock: Clock, ask: Ask) -> list[str]:
    """Draw new keys for everyone.

    Raises:
        InputError: not the responsabile.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415 - help stays light

    with sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock) as session:
        service.rotate(session.vault, countersign=countersign)
    return ["Chiavi dell'archivio rinnovate.", _AGAIN]


def change(directory: Path, label: str, *, clock: Clock, ask: Ask) -> list[str]:
    """Change the own passphrase.

    Raises:
        InputError: the two differ, or it can be guessed.

    """
    old = ask.secret("Frase segreta")
    with sessions.unlock(directory, label, old, clock=clock) as session:
        people.change_passphrase(session, old, new_passphrase(ask))
    return ["Frase segreta cambiata. Quella di prima non apre più."]


def remove(directory: Path, label: str, whom: str, *, clock: Clock, ask: Ask) -> list[str]:
    """Remove a person, with new keys for the others.

    Raises:
        InputError: not the responsabile, unknown, oneself, or cases still owned.

    """
    with sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock) as session:
        people.remove(session, whom)
    return [f"«{whom}» non apre più l'archivio. Chiavi rinnovate.", _AGAIN]


def give_temporary(directory: Path, label: str, whom: str, *, clock: Clock, ask: Ask) -> list[str]:
    """Give a person a new key pair under a temporary passphrase.

    Raises:
        InputError: not the responsabile, unknown, oneself, a passphrase that can be guessed.

    """
    with sessions.unlock(directory, label, ask.secret("Frase segreta"), clock=clock) as session:
        people.give_temporary(session, whom, new_passphrase(ask))
    return [
        f"«{whom}» ha una frase temporanea: la cambi al primo accesso.",
        "I suoi fascicoli tornano con la seconda persona, o con le due parti di recupero.",
    ]


def recover(
    directory: Path, label: str, *, take_over: str, also_restricted: bool, clock: Clock, ask: Ask
) -> list[str]:
    """Give a person new keys with both shares, and the cases back.

    Raises:
        InputError: mistyped or foreign shares, a supervisor, a passphrase that can be guessed.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    shares = service.Shares(ask.secret("Parte A"), ask.secret("Parte B"))
    passphrase = new_passphrase(ask)
    passphrases.require(passphrase, (label,))
    wanted = service.Wanted(label, passphrase, take_over, also_restricted)
    done = service.recover(directory, shares, wanted, countersign=countersign, clock=clock)
    lines = [f"«{label}» entra con la frase nuova. Fascicoli ritrovati: {done.cases}."]
    if done.kept_away:
        lines.append(f"Tenuti fuori perché qualcuno qui non deve sapere: {done.kept_away}.")
    return lines
