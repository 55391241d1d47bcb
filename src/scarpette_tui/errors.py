"""One tree of errors: what happened, what was kept, what to do.

Every fault that a person meets is one of these. The three sentences are Italian,
hold nothing that she said, and print as one line on stderr or as a small dialog.
"""

from pathlib import Path


class ScarpetteError(Exception):
    """A fault with a clear message.

    Args:
        happened: what happened, one Italian sentence.
        kept: what was kept, one Italian sentence; empty when nothing was at stake.
        todo: what to do now, one Italian sentence.

    """

    exit_code = 2
    title = "Qualcosa non va"

    def __init__(self, happened: str, kept: str = "", todo: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.kept = kept
        self.todo = todo

    def line(self) -> str:
        """Return the message as one line for stderr."""
        parts = (self.happened, self.kept, self.todo)
        return " ".join(" ".join(part.split()) for part in parts if part)


class InputError(ScarpetteError):
    """What was given cannot be read or is outside its domain (exit 2)."""

    title = "Dato non valido"


class FileThereError(InputError):
    """A file with the chosen name is there already; it may be replaced when asked (exit 2)."""

    title = "C'è già un file con questo nome"


class NoPrinterError(InputError):
    """This machine has no printer ready (exit 2)."""

    title = "Nessuna stampante pronta"


class CatalogueError(InputError):
    """A law file is broken: names file, line, expression and name (exit 2)."""

    title = "Catalogo non valido"


class WrongPassphraseError(ScarpetteError):
    """The passphrase does not open the vault (exit 3)."""

    exit_code = 3
    title = "Frase segreta non riconosciuta"


class VaultBusyError(ScarpetteError):
    """Another process has the vault (exit 4)."""

    exit_code = 4
    title = "Archivio già aperto"


class VaultDamagedError(ScarpetteError):
    """The vault is damaged, rolled back or newer than the program (exit 5)."""

    exit_code = 5
    title = "Archivio da controllare"


class DiskError(ScarpetteError):
    """The disk is full, read-only or refuses (exit 6)."""

    exit_code = 6
    title = "Disco non disponibile"


def crash_text(error: BaseException) -> str:
    """Return what to say after a crash: no value, no message of the error, only where."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        "Il programma si è fermato per un errore imprevisto.\n"
        "Le risposte già registrate sono nell'archivio cifrato: nulla di scritto è perduto.\n"
        "Riapra il programma: la consultazione riprende da dov'era. Se succede ancora, lo segnali "
        f"con questo riferimento: {type(error).__name__} {where}"
    )
