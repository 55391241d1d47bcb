"""Users of the vault: only the responsabile adds them; everyone changes the own passphrase."""

from scarpette_tui.desk import passphrases
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import UserView
from scarpette_tui.errors import InputError

ROLES = (
    ("operatore", "Operatore: colloqui e propri fascicoli"),
    ("supervisore", "Supervisore: solo i conteggi"),
    ("responsabile", "Responsabile: come l'operatore, e gestisce utenti e copie"),
)


def users(session: Session) -> tuple[UserView, ...]:
    """Return everyone who may open the vault."""
    with session.lock:
        return tuple(UserView(user.label, user.role.value) for user in session.vault.users())


def add(
    session: Session, label: str, role: str, passphrase: str, *, temporary: bool = False
) -> tuple[UserView, ...]:
    """Add a user; about one second. A temporary passphrase is changed at the first entrance.

    Raises:
        InputError: not responsabile, empty or doubled label, unknown role, a passphrase
            that can be guessed.
        DiskError: it could not be written; the users stay as they were.

    """
    from scarpette_tui.vault.service import Role  # noqa: PLC0415

    if session.user.role != "responsabile":
        raise InputError(
            "Solo il responsabile aggiunge utenti.", "Gli utenti sono quelli di prima."
        )
    if role not in {known for known, _ in ROLES}:
        raise InputError(f"Il ruolo «{role}» non esiste.", "Gli utenti sono quelli di prima.")
    passphrases.require(passphrase, (session.office, session.desk, label))
    with session.lock:
        session.vault.add_user(label, Role(role), passphrase, temporary=temporary)
        return users(session)


def change_passphrase(session: Session, old: str, new: str) -> None:
    """Change the own passphrase; about two seconds.

    Raises:
        WrongPassphraseError: the old one is not right; nothing changed.
        InputError: the new one is empty or can be guessed; nothing changed.

    """
    passphrases.require(new, (session.office, session.desk, session.user.label))
    with session.lock:
        session.vault.change_passphrase(old, new)


def remove(session: Session, label: str) -> None:
    """Take a person out and draw new keys for the others; the vault is closed afterwards.

    Raises:
        InputError: not responsabile, oneself, or the person still has cases: they are handed
            over first, or recovered with the two shares.
        DiskError: nothing changed, or the next start finishes it.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    with session.lock:
        service.remove(session.vault, label, countersign=countersign)


def give_temporary(session: Session, label: str, passphrase: str) -> None:
    """Give a person new keys under a temporary passphrase; the vault is closed afterwards.

    The cases sealed to the old keys come back from the second official, or with recovery.

    Raises:
        InputError: not responsabile, oneself, or a passphrase that can be guessed.
        DiskError: nothing changed, or the next start finishes it.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    passphrases.require(passphrase, (session.office, session.desk, label))
    with session.lock:
        service.give_temporary(session.vault, label, passphrase, countersign=countersign)
