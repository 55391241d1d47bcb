"""The folder of installed law data beside a vault: one version in use, the one before kept.

```
<vault>/norme/current      one line: the name of the version in use
<vault>/norme/<version>/   the unpacked bundle, with its signed manifest
```
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from scarpette_tui.catalogue.bundle import MANIFEST, SIGNATURE, Content
from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.paths import CURRENT, LAW_FOLDER


def install(
    vault: Path, content: Content, present: Path, prove: Callable[[Path], list[str]]
) -> Path:
    """Put a proved bundle in use; atomic: until the last step the old law stands.

    Args:
        vault: the vault's folder.
        content: the bundle, its signature already proved.
        present: the folder of the law in use now.
        prove: the checks of `catalogue check` over a folder; returns the errors.

    Returns:
        The folder now in use.

    Raises:
        InputError: not newer than the law in use, or the checks find errors.
        DiskError: it cannot be written; the old law stands.

    """
    now = load_catalogue(present).manifest
    if (content.published_on, content.version) <= (now.published_on, now.version):
        raise InputError(
            f"Il pacchetto ({content.version}) non è più nuovo delle norme in uso ({now.version}).",
            "Le norme sono rimaste quelle di prima.",
            "Chiedere l'ultimo pacchetto a chi pubblica le norme.",
        )
    home = vault / LAW_FOLDER
    try:
        home.mkdir(mode=0o700, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".nuovo-", dir=home))
    except OSError as error:
        raise _unwritable() from error
    try:
        _unpack(content, fresh)
        _prove(content, fresh, prove)
        return _put_in_use(home, fresh, content.version, present)
    except OSError as error:
        raise _unwritable() from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _unpack(content: Content, folder: Path) -> None:
    for name, data in content.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / MANIFEST).write_bytes(content.manifest)
    (folder / SIGNATURE).write_bytes(content.signature)


def _prove(content: Content, folder: Path, prove: Callable[[Path], list[str]]) -> None:
    manifest = load_catalogue(folder).manifest
    if (manifest.version, manifest.published_on) != (content.version, content.published_on):
        errors = ["la versione firmata non è quella dei dati"]
    else:
        errors = prove(folder)
    if errors:
        raise InputError(
            f"Il pacchetto non supera i controlli: {errors[0]}",
            "Le norme sono rimaste quelle di prima.",
            "Avvisare chi pubblica le norme.",
        )


def _put_in_use(home: Path, fresh: Path, version: str, present: Path) -> Path:
    """Rename the new folder into place, then point to it; keep the version before only."""
    target = home / version
    if target.exists():  # left by an installation that stopped before it was in use
        shutil.rmtree(target)
    fresh.rename(target)
    pointer = home / f".{CURRENT}"
    pointer.write_text(f"{version}\n", encoding="utf-8")
    _settle(home)
    pointer.replace(home / CURRENT)
    _settle(home)
    for other in home.iterdir():
        if other.is_dir() and other not in {target, present}:
            shutil.rmtree(other, ignore_errors=True)
    return target


def _settle(folder: Path) -> None:
    """Make what was written durable, where the system can."""
    if hasattr(os, "sync"):
        os.sync()
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable() -> DiskError:
    return DiskError(
        "Il pacchetto non si può scrivere su questo disco.",
        "Le norme sono rimaste quelle di prima.",
        "Liberare spazio o controllare i permessi, poi riprovare.",
    )
