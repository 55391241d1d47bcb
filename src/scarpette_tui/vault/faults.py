"""From the system's and SQLCipher's faults to what a person reads.

Messages name no path and no content (S10): the folder is on the lock screen anyway.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from scarpette_tui.errors import (
    DiskError,
    InputError,
    ScarpetteError,
    VaultBusyError,
    VaultDamagedError,
    WrongPassphraseError,
)

KEPT = "Quello che era già salvato è rimasto com'era."
_RESTORE = "Non cancelli nulla: chiami la persona responsabile, che può ripristinare l'ultima copia di sicurezza."
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class RetryLaterError(WrongPassphraseError):
    """The passphrase was wrong, or the delay after failures still lasts.

    Attributes:
        retry_in: seconds to wait before the next attempt is looked at; 0 for at once.

    """

    def __init__(self, happened: str, todo: str, retry_in: float) -> None:
        super().__init__(happened, "", todo)
        self.retry_in = retry_in


def damaged(detail: str) -> VaultDamagedError:
    """Return the error for a vault that cannot be trusted."""
    return VaultDamagedError(f"L'archivio non è integro: {detail}.", KEPT, _RESTORE)


def newer() -> VaultDamagedError:
    """Return the error for a format that this program does not know."""
    return VaultDamagedError(
        "Questo archivio è stato scritto da una versione più recente del programma.",
        "L'archivio non è stato toccato.",
        "Aggiorni il programma su questo computer e riprovi.",
    )


def absent() -> InputError:
    """Return the error for a folder without a vault."""
    return InputError(
        "In questa cartella non c'è un archivio.",
        "",
        "Controlli la cartella, o crei l'archivio con la prima configurazione.",
    )


def empty_passphrase() -> InputError:
    """Return the error for a passphrase of nothing."""
    return InputError("La frase segreta è vuota.", "", "Scriva la frase segreta e riprovi.")


def from_os(fault: OSError) -> DiskError:
    """Return the disk error for an `OSError`."""
    if fault.errno in _FULL:
        return DiskError("Il disco è pieno.", KEPT, "Liberi spazio sul disco e riprovi.")
    if fault.errno in _REFUSED:
        return DiskError(
            "Il sistema non permette di scrivere nella cartella dell'archivio.",
            KEPT,
            "Controlli i permessi della cartella, poi riprovi.",
        )
    return _unreliable()


def from_database(name: str) -> ScarpetteError | None:
    """Return the error for a SQLite result name such as `SQLITE_FULL`; None for a mistake of ours."""
    if name.startswith("SQLITE_FULL"):
        return from_os(OSError(errno.ENOSPC, ""))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return from_os(OSError(errno.EACCES, ""))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged("una parte non si legge con la sua chiave")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return VaultBusyError(
            "Un altro programma sta usando i file dell'archivio.", KEPT, "Lo chiuda e riprovi."
        )
    return _unreliable() if name.startswith("SQLITE_IOERR") else None


def _unreliable() -> DiskError:
    return DiskError(
        "Il disco non risponde come dovrebbe.",
        KEPT,
        "Chiuda, faccia controllare il disco, e riprovi.",
    )


def result_name(fault: BaseException) -> str | None:
    """Return SQLite's result name of a fault, looking through SQLAlchemy's wrapper."""
    inner = getattr(fault, "orig", None) or fault
    name = getattr(inner, "sqlite_errorname", None)
    if isinstance(name, str):
        return name
    text = str(inner).lower()
    for words, guess in _BY_TEXT:
        if words in text:
            return guess
    return None


_BY_TEXT = (
    ("file is not a database", "SQLITE_NOTADB"),
    ("malformed", "SQLITE_CORRUPT"),
    ("disk is full", "SQLITE_FULL"),
    ("readonly", "SQLITE_READONLY"),
    ("unable to open", "SQLITE_CANTOPEN"),
    ("disk i/o error", "SQLITE_IOERR"),
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn disk and database faults inside into errors a person can read.

    The chain is cut (`from None`): a cipher fault's context could hold bound values.
    """
    try:
        yield
    except ScarpetteError:
        raise
    except OSError as fault:
        raise from_os(fault) from None
    except Exception as fault:
        name = result_name(fault)
        known = from_database(name) if name else None
        if known is None:
            raise
        raise known from None
