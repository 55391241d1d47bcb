"""Texts of the law data that may reach her paper, and their catalogues for translators.

Official names of benefits stay Italian in every language and are not among them. Babel is
imported only where a file is written or a .po is read.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.catalogue.model import Benefit, Catalogue, Contact, Step

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

DOMAIN = "catalogue"
TEMPLATE = f"locales/{DOMAIN}.pot"
HEADER = "# Testi del catalogo che possono stare sulla carta della donna."
PRIVATE = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "Generated-By",
)
"""Keys of a header that hold a day, a name or a version: never written."""


@dataclass(frozen=True, slots=True)
class PaperText:
    """A text, the file it comes from, and what it is (Italian, for the translator)."""

    text: str
    file: str
    what: str


def texts(catalogue: Catalogue) -> list[str]:
    """Return every text that may reach her paper, once each, in the catalogue's order."""
    return list(dict.fromkeys(one.text for one in paper_texts(catalogue)))


def paper_texts(catalogue: Catalogue) -> Iterator[PaperText]:
    """Yield every text that may reach her paper, with its origin; the same one may recur."""
    for benefit in catalogue.benefits:
        for text, what in _benefit(benefit):
            if text:
                yield PaperText(text, f"benefits/{benefit.id}.toml", what)
    for contact in catalogue.contacts:
        for text, what in _contact(contact):
            if text:
                yield PaperText(text, "contacts", what)


def neutral_texts(benefit: Benefit) -> list[str]:
    """Return the texts of a benefit's neutral wording; empty when it is said aloud only."""
    words = benefit.neutral
    if words is None:
        return []
    return [one for one in (words.name, words.promise, words.where, *words.documents) if one]


def _benefit(benefit: Benefit) -> Iterator[tuple[str, str]]:
    yield benefit.plain, "nome semplice"
    yield benefit.promise, "che cosa dà"
    yield benefit.goes_to, "a chi va"
    for text in neutral_texts(benefit):
        yield text, "forma neutra"
    for step in benefit.steps:
        yield from _step(step)
    for warning in benefit.warnings:
        if warning.paper:
            yield warning.text, f"avviso {warning.id}"
    if benefit.amount:
        yield benefit.amount.note, "nota sull'importo"


def _step(step: Step) -> Iterator[tuple[str, str]]:
    """Yield a step's texts; the long form is printed only where there is no short one."""
    yield step.paper or step.do, f"passo {step.id}"
    yield step.where, f"passo {step.id}, dove"
    yield step.who, f"passo {step.id}, con chi"
    yield step.deadline_text, f"passo {step.id}, scadenza"
    for document in step.documents:
        yield document, "documento da portare"


def _contact(contact: Contact) -> Iterator[tuple[str, str]]:
    yield contact.name, "contatto"
    yield contact.hours, f"orari di {contact.name}"
    yield contact.cost, f"costo di {contact.name}"


def languages(root: Path) -> tuple[str, ...]:
    """Return the languages that have a folder of translations under the data folder."""
    folders = (root / "locales").glob("*/LC_MESSAGES")
    return tuple(sorted(folder.parent.name for folder in folders if folder.is_dir()))


def messages(root: Path, language: str) -> dict[str, str]:
    """Return the translations of the law texts into a language: Italian -> translation.

    Read from the .po, or the .mo where a build left only that; doubtful ones are left out.
    """
    folder = root / "locales" / language / "LC_MESSAGES"
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if source.is_file():
        return {
            str(message.id): str(message.string)
            for message in _read_po(source)
            if message.id and message.string and not message.fuzzy
        }
    if not compiled.is_file():
        return {}
    with compiled.open("rb") as stream:
        known: dict[str, str] = getattr(gettext.GNUTranslations(stream), "_catalog", {})
    return {text: said for text, said in known.items() if text and said}


def write_template(catalogue: Catalogue, path: Path) -> None:
    """Write the template for translators; the same catalogue gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_bytes(_template(catalogue)))


def update_translations(catalogue: Catalogue, root: Path) -> list[Path]:
    """Bring every language's catalogue.po up to date; return the files.

    Translations are kept; texts gone from the law data stay at the end as obsolete, and no
    translation is ever carried over to a text that only resembles its own.
    """
    template, written = _template(catalogue), []
    for language in languages(root):
        path = root / "locales" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        old = _read_po(path, language) if path.is_file() else _empty(language)
        old.update(template, no_fuzzy_matching=True, update_header_comment=False)
        path.write_bytes(_bytes(old))
        written.append(path)
    return written


def _template(catalogue: Catalogue) -> Catalog:
    template = _empty(None)
    for one in paper_texts(catalogue):
        template.add(one.text, locations=[(one.file, 0)], auto_comments=[one.what])
    return template


def _empty(language: str | None) -> Catalog:
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - 32 MB of locale data

    return Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=HEADER,
        project="scarpette-tui",
        version=DOMAIN,
        fuzzy=False,
    )


def _read_po(path: Path, language: str | None = None) -> Catalog:
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def _bytes(catalog: Catalog) -> bytes:
    """Return a catalogue as text, without the dates and the names of its header."""
    from babel.messages.pofile import write_po  # noqa: PLC0415

    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, include_lineno=False)
    private = tuple(f'"{name}:'.encode() for name in PRIVATE)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(private))
