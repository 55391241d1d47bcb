"""From bytes to paper, or to a file she asked for: nothing is left behind unasked (H6, H7).

`lp` reads the page from a pipe, so no file of ours exists; the spooler keeps its own copy
for a while, which no program can promise away. Windows prints files only: there a file with
a random name lives until the print verb has let it go.
"""

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scarpette_tui.errors import DiskError, FileThereError, InputError, NoPrinterError

JOB_TITLE = "Documento"
"""Title of every print job, whatever is printed (S10, H6)."""
_WAIT_S = 60.0
_PRIVATE = 0o600


@dataclass(frozen=True)
class Printed:
    """What printing did: files of ours that were made, and how many could not be removed."""

    files_made: int
    files_left: int


def printers() -> tuple[str, ...]:
    """Return the names of the printers of this machine; empty when none is known."""
    if sys.platform == "win32":
        return _windows_default()
    lpstat = shutil.which("lpstat")
    if lpstat is None:
        return ()
    try:
        found = subprocess.run(  # noqa: S603 - full path, fixed arguments
            [lpstat, "-e"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(line.strip() for line in found.stdout.splitlines() if line.strip())


def print_pdf(pdf: bytes, printer: str | None = None) -> Printed:
    """Print one page on A4.

    Args:
        pdf: the page.
        printer: a name from `printers()`; the default printer when None.

    Raises:
        NoPrinterError: there is no printer.
        DiskError: the printing system refused.

    """
    if sys.platform == "win32":
        return _print_file(pdf)
    lp = shutil.which("lp")
    if lp is None:
        raise _no_printer()
    command = [lp, "-t", JOB_TITLE, "-o", "media=A4"]
    if printer:
        command += ["-d", printer]
    try:
        done = subprocess.run(  # noqa: S603 - full path, fixed arguments; the page goes by pipe
            [*command, "-"],
            input=pdf,
            capture_output=True,
            timeout=_WAIT_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise _refused() from error
    except OSError as error:
        raise _refused() from error
    if done.returncode != 0:
        raise _no_printer() if _says_no_printer(done.stderr) else _refused()
    return Printed(files_made=0, files_left=0)


def save_pdf(pdf: bytes, path: Path, *, replace: bool = False) -> None:
    """Write the page to a file only this user can read, whole or not at all.

    Args:
        pdf: the page.
        path: where she or the official asked for it.
        replace: an existing file may be replaced.

    Raises:
        FileThereError: the file exists and `replace` was not given.
        InputError: there is no such folder.
        DiskError: the disk is full, read-only or refuses.

    """
    path = Path(path)
    if path.is_dir():
        raise InputError("Il nome scelto è una cartella.", todo="Scelga il nome di un file.")
    if path.exists() and not replace:
        raise _exists()
    if not path.parent.is_dir():
        raise _no_folder()
    with _disk_faults(), _temporary(path.parent) as (handle, temporary):
        with os.fdopen(handle, "wb") as stream:
            stream.write(pdf)
            stream.flush()
            os.fsync(stream.fileno())
        if replace:
            temporary.replace(path)
        else:
            _publish(temporary, path)


def _publish(temporary: Path, path: Path) -> None:
    """Give the file its name unless somebody took it meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise _exists() from error
    except (OSError, NotImplementedError):
        # File systems without hard links: reserve the name, then replace our own reservation.
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
        except FileExistsError as error:
            raise _exists() from error
        temporary.replace(path)


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield an open private file with a random name, gone at the end."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=folder)
    temporary = Path(name)
    try:
        yield handle, temporary
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise DiskError(
            "Il disco è pieno."
            if full
            else "Il disco non permette di scrivere in quella cartella.",
            "Nessun file è stato lasciato.",
            "Scelga un'altra cartella, oppure stampi.",
        ) from error


def _print_file(pdf: bytes) -> Printed:
    """Hand a private file to the system's print verb and remove it when it is let go."""
    with _disk_faults():
        handle, name = tempfile.mkstemp(suffix=".pdf")
        with os.fdopen(handle, "wb") as stream:
            stream.write(pdf)
    temporary = Path(name)
    try:
        if sys.platform == "win32":
            os.startfile(name, "print")  # noqa: S606 - our own file, the default print verb
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _no_printer() from error
    return Printed(files_made=1, files_left=0 if _removed(temporary) else 1)


def _removed(path: Path, wait_s: float = _WAIT_S) -> bool:
    """Remove a file as soon as the reader lets it go; say whether it is gone."""
    until = time.monotonic() + wait_s
    time.sleep(min(2.0, wait_s))  # the verb returns before the reader has opened the file
    while True:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.5)
        else:
            return True


def _windows_default() -> tuple[str, ...]:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        size = ctypes.c_ulong(0)
        spooler = ctypes.windll.winspool.drv
        spooler.GetDefaultPrinterW(None, ctypes.byref(size))
        if size.value:
            name = ctypes.create_unicode_buffer(size.value)
            if spooler.GetDefaultPrinterW(name, ctypes.byref(size)):
                return (name.value,)
    return ()


def _says_no_printer(stderr: bytes) -> bool:
    return any(mark in stderr.lower() for mark in (b"no default destination", b"does not exist"))


def _no_printer() -> NoPrinterError:
    return NoPrinterError(
        "Su questo computer non c'è una stampante pronta.",
        "La pagina non è andata persa.",
        "Accenda la stampante, o ne scelga una nelle impostazioni; oppure legga il foglio a voce.",
    )


def _refused() -> DiskError:
    return DiskError(
        "La stampante non ha accettato la pagina.",
        "La pagina non è andata persa.",
        "Controlli che sia accesa e con la carta, poi riprovi.",
    )


def _no_folder() -> InputError:
    return InputError("La cartella scelta non c'è.", todo="Scelga una cartella che esiste.")


def _exists() -> FileThereError:
    return FileThereError(
        "Un file con questo nome c'è già.",
        "Non è stato toccato.",
        "Scelga un altro nome.",
    )
