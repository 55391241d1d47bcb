"""Doctor: can this machine do the job? Machine, vault, printer, fonts, clock, law."""

import os
import platform
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.desk import law, words
from scarpette_tui.errors import ScarpetteError

Finding = tuple[bool, str]


def examine(directory: Path, clock: Clock) -> tuple[bool, list[str]]:
    """Return whether nothing stops the work, and one Italian line for each thing looked at."""
    checks: tuple[Callable[[], Finding], ...] = (
        _machine,
        _libraries,
        lambda: _vault(directory),
        lambda: _catalogue(clock),
        _fonts,
        _printer,
        lambda: _clock(clock),
        _memory,
    )
    found = []
    for look in checks:
        try:
            found.append(look())
        except ScarpetteError as error:
            found.append((False, error.line()))
    lines = [f"{'bene   ' if good else 'ATTENZIONE'}  {text}" for good, text in found]
    return all(good for good, _ in found), lines


def _machine() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return sys.version_info >= (3, 11), f"Python {version} su {platform.system()}."


def _libraries() -> Finding:
    from importlib.metadata import version  # noqa: PLC0415

    names = ("textual", "sqlmodel", "sqlcipher3", "cryptography", "reportlab")
    return True, "Librerie: " + ", ".join(f"{name} {version(name)}" for name in names) + "."


def _vault(directory: Path) -> Finding:
    from scarpette_tui.desk.session import look  # noqa: PLC0415

    found = look(directory)
    if found.kind == "absent":
        parent = next(p for p in (directory, *directory.parents) if p.exists())
        writable = os.access(parent, os.W_OK)
        text = "Archivio non ancora creato"
        return writable, f"{text}; la cartella {'si scrive' if writable else 'NON si scrive'}."
    if found.kind == "ready":
        return True, f"Archivio pronto: {found.office}, {found.desk}, {len(found.users)} utenti."
    return found.kind == "busy", found.message


def _catalogue(clock: Clock) -> Finding:
    manifest = law.catalogue().manifest
    today = clock.today()
    text = f"Norme {manifest.version}, importi noti fino al {words.day(manifest.known_until)}"
    if today > manifest.known_until:
        return False, f"{text}: da aggiornare."
    left = (manifest.known_until - today) // timedelta(days=1)
    return True, f"{text} (ancora {left} giorni)."


def _fonts() -> Finding:
    from scarpette_tui.documents.typography import load_fonts  # noqa: PLC0415

    load_fonts()
    return True, "Caratteri per la stampa presenti."


def _printer() -> Finding:
    from scarpette_tui.documents.printing import printers  # noqa: PLC0415

    names = printers()
    if not names:
        return True, "Nessuna stampante trovata: il foglio si può salvare, o leggere a voce."
    return True, f"Stampanti: {', '.join(names)}."


def _clock(clock: Clock) -> Finding:
    published = law.catalogue().manifest.published_on
    today = clock.today()
    good = today >= published
    return good, f"Orologio: oggi è {words.long_day(today)}" + (
        "." if good else ", prima della data del catalogo: controllarlo."
    )


def _memory() -> Finding:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return True, "Memoria: non misurata su questo sistema."
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return size >= 2**30, f"Memoria: {size / 2**30:.1f} GiB."
