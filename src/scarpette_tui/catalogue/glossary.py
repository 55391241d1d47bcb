"""Office words and abbreviations explained in one plain sentence (data/glossary/terms.toml)."""

import re
from functools import lru_cache

from scarpette_tui.catalogue.loading import read_shape
from scarpette_tui.catalogue.model import Shape
from scarpette_tui.paths import data_root

TERMS_FILE = "glossary/terms.toml"


class Term(Shape):
    """One word, as it stands in texts, and what it means; `term` stays Italian everywhere."""

    term: str
    plain: str


class Terms(Shape):
    """The file."""

    term: tuple[Term, ...]


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return every term, in order of the alphabet.

    Raises:
        CatalogueError: the file is missing or broken.

    """
    root = data_root()
    found = read_shape(root, root / TERMS_FILE, Terms).term
    return tuple(sorted(found, key=lambda one: one.term.casefold()))


def explained(text: str) -> tuple[Term, ...]:
    """Return the terms that stand in a text as whole words, the longest where two overlap."""
    found = []
    for one in sorted(terms(), key=lambda term: -len(term.term)):
        shorter = one.term if one.term.isupper() else one.term.casefold()
        where = text if one.term.isupper() else text.casefold()
        pattern = rf"(?<!\w){re.escape(shorter)}(?!\w)"
        if re.search(pattern, where):
            found.append(one)
            text = re.sub(pattern, " ", text, flags=0 if one.term.isupper() else re.IGNORECASE)
    return tuple(sorted(found, key=lambda one: one.term.casefold()))
