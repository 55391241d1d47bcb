"""Translations: Italian is the source, Babel catalogues hold the rest.

Two domains: `scarpette` (what the program says) and `catalogue` (what the law files
say, extracted from data/). The compiled .mo is used where the build made it; in a
checkout the .po is compiled in memory, so a translation can be read as it is edited.
"""

import gettext
import io
from functools import lru_cache
from pathlib import Path

from scarpette_tui.paths import data_root

SOURCE_LANGUAGE = "it"


@lru_cache(maxsize=32)
def translations(language: str, domain: str) -> gettext.NullTranslations:
    """Return the catalogue of a domain; the source text itself where there is none."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    folder = data_root() / "locales" / language / "LC_MESSAGES"
    compiled, source = folder / f"{domain}.mo", folder / f"{domain}.po"
    if source.is_file() and not _fresh(compiled, source):
        return gettext.GNUTranslations(io.BytesIO(_compile(source)))
    if compiled.is_file():
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    return gettext.NullTranslations()


def translate(text: str, language: str, domain: str = "catalogue") -> str:
    """Return `text` (Italian) in `language`, or as it is where no translation exists."""
    return translations(language, domain).gettext(text) if text else text


def is_translated(text: str, language: str, domain: str = "catalogue") -> bool:
    """Say whether the catalogue of `language` holds `text`."""
    if language == SOURCE_LANGUAGE or not text:
        return True
    catalogue = translations(language, domain)
    known = getattr(catalogue, "_catalog", {})
    return text in known


def available_languages() -> tuple[str, ...]:
    """Return the languages with a catalogue of the law texts, Italian first."""
    root = data_root() / "locales"
    found = {
        folder.name
        for folder in (root.iterdir() if root.is_dir() else ())
        if any((folder / "LC_MESSAGES").glob("catalogue.*o"))
    }
    return (SOURCE_LANGUAGE, *sorted(found - {SOURCE_LANGUAGE}))


def _fresh(compiled: Path, source: Path) -> bool:
    return compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime


def _compile(source: Path) -> bytes:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - 32 MB of locale data
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
