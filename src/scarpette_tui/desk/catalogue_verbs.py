"""Verbs over the law data: prove them, compare two folders, sign an update, install it."""

import base64
import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.desk import law
from scarpette_tui.errors import DiskError, InputError

if TYPE_CHECKING:
    from scarpette_tui.catalogue.checking import CheckReport
    from scarpette_tui.desk.session import Session

CASES = "casi che escono come chi li ha scritti"
LEAVES = "condizioni rese vere, false e da chiarire da un caso"


def check(root: Path | None) -> tuple[bool, list[str]]:
    """Prove the law data of a folder; return whether they hold, and the report in Italian.

    Args:
        root: the folder; the program's own data when None.

    Raises:
        CatalogueError: a file is broken.

    """
    from scarpette_tui.catalogue.checking import report_lines  # noqa: PLC0415
    from scarpette_tui.paths import data_root  # noqa: PLC0415

    report = proof(root or data_root())
    return report.ok, report_lines(report)


def proof(root: Path) -> "CheckReport":
    """Return all that is proved of the law data of a folder: by reading, then by the cases.

    Raises:
        CatalogueError: a file is broken.

    """
    from scarpette_tui.catalogue import checking  # noqa: PLC0415
    from scarpette_tui.catalogue.loading import load  # noqa: PLC0415
    from scarpette_tui.interview.case_file_format import read_case  # noqa: PLC0415
    from scarpette_tui.interview.case_proof import case_faults  # noqa: PLC0415
    from scarpette_tui.interview.leaf_proof import leaf_proof  # noqa: PLC0415

    loaded = load(root)
    report = checking.check(loaded.catalogue, root)
    if report.errors:  # cases of a broken law prove nothing
        return report
    paths = sorted((root / "cases" / "golden").glob("*.toml"))
    catalogue = loaded.catalogue
    cases = [
        (path.stem, read_case(path.read_text("utf-8"), catalogue, path.name)) for path in paths
    ]
    faults = case_faults(catalogue, cases)
    report.errors += [f"caso {fault}." for fault in faults]
    wrong = {fault.partition(":")[0] for fault in faults}
    report.coverage[CASES] = len(cases) - len(wrong), len(cases)
    whole, every, missing = leaf_proof(catalogue, [case for _, case in cases])
    report.coverage[LEAVES] = whole, every
    for one in missing:
        place = loaded.places[one.kind, one.ident].at(*one.path)
        report.errors.append(f"{place}: {one.said}.")
    return report


def differences(old: Path, new: Path) -> list[str]:
    """Return in plain Italian what changed between two folders of law data, cases included.

    Raises:
        CatalogueError: one of them is broken.

    """
    from scarpette_tui.catalogue import diffing  # noqa: PLC0415
    from scarpette_tui.catalogue.loading import load_catalogue  # noqa: PLC0415

    lines = diffing.differences(load_catalogue(old), load_catalogue(new))
    lines += diffing.case_differences(old, new)
    return [*lines, f"{len(lines)} differenze."] if lines else ["Nessuna differenza."]


def sign(root: Path, key: bytes, output: Path) -> list[str]:
    """Sign a folder of law data into a bundle, once the checks find no error.

    Args:
        root: the folder.
        key: the publisher's private key, as its file holds it.
        output: where the bundle is made; a file that is there is never replaced.

    Raises:
        CatalogueError: a file is broken.
        InputError: the checks find errors, the key is not one, the output is there already.
        DiskError: it cannot be written.

    """
    from scarpette_tui.catalogue import bundle  # noqa: PLC0415

    secret = _secret(key)
    report = proof(root)
    if report.errors:
        raise InputError(
            f"I dati non superano i controlli: {report.errors[0]}",
            "Nessun pacchetto è stato scritto.",
            "Correggere, poi firmare.",
        )
    raw = bundle.make(root, secret)
    _write_new(output, raw, 0o644)
    digest = hashlib.sha256(raw).hexdigest()
    return [
        f"Pacchetto firmato: {output} ({len(raw) // 1024} kB).",
        f"Impronta SHA-256, da leggere al telefono a chi lo installa: {digest[:16]}",
        f'Riga per le impostazioni delle sedi: publisher = "{bundle.public_line(secret)}"',
    ]


def new_key(output: Path) -> list[str]:
    """Make a publisher's key in a new file that only its owner reads.

    Raises:
        InputError: the file is there already.
        DiskError: it cannot be written.

    """
    from scarpette_tui.catalogue import bundle  # noqa: PLC0415

    secret = secrets.token_bytes(bundle.KEY_BYTES)
    _write_new(output, base64.b64encode(secret) + b"\n", 0o600)
    return [
        f"Chiave nuova in {output}: chi la possiede firma le norme. Tenerla fuori dai dati.",
        f'Riga per le impostazioni delle sedi: publisher = "{bundle.public_line(secret)}"',
    ]


def install(session: "Session", file: Path) -> list[str]:
    """Put a signed bundle in use at this desk, and write it in the audit chain.

    Args:
        session: the open vault of the responsabile.
        file: the bundle.

    Raises:
        InputError: not the responsabile, no publisher configured, a bundle that is not signed
            by the publisher, is mangled, older, or fails the checks; the law stays as it was.
        DiskError: it cannot be read or written.

    """
    from scarpette_tui.catalogue import bundle, installed  # noqa: PLC0415
    from scarpette_tui.paths import data_root, use_law_of  # noqa: PLC0415

    if session.user.role != "responsabile":
        raise InputError("Solo la persona responsabile aggiorna le norme.", _AS_BEFORE)
    publisher = session.settings.publisher
    if not publisher:
        raise InputError(
            "Questa sede non ha ancora la chiave di chi pubblica le norme.",
            _AS_BEFORE,
            "Scrivere la riga publisher nelle impostazioni, sezione [catalogue].",
        )
    raw = _read(file, bundle.LARGEST_BUNDLE + 1)
    content = bundle.open_bundle(raw, publisher)
    with session.lock:
        installed.install(
            session.directory, content, data_root(), lambda folder: proof(folder).errors
        )
        session.vault.law_installed(content.version)
    use_law_of(session.directory)
    law.engine.cache_clear()
    digest = hashlib.sha256(raw).hexdigest()
    return [
        f"Norme aggiornate alla versione {content.version}.",
        f"Impronta SHA-256 del pacchetto: {digest[:16]}",
        "Chi ha il programma aperto lo chiuda e lo riapra.",
    ]


_AS_BEFORE = "Le norme sono rimaste quelle di prima."


def _secret(key: bytes) -> bytes:
    try:
        found = base64.b64decode(key.strip(), validate=True)
    except ValueError:
        found = b""
    if len(found) != 32:
        raise InputError(
            "La chiave per firmare non è valida.",
            "Nessun pacchetto è stato scritto.",
            "Farne una con «scarpette catalogue sign --new-key FILE».",
        )
    return found


def _read(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except FileNotFoundError:
        raise InputError(f"Il file «{file}» non c'è.", _AS_BEFORE) from None
    except OSError as error:
        raise DiskError(f"Il file «{file}» non si legge.", _AS_BEFORE) from error


def _write_new(path: Path, data: bytes, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise InputError(f"Il file «{path}» c'è già.", "Non è stato toccato.") from None
    except OSError as error:
        raise DiskError(f"Il file «{path}» non si scrive.") from error
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
