"""Words that a paper must not hold: the one matcher, whatever the language.

Lists stand in data/glossary/forbidden.toml. Case, accents, apostrophes, hyphens and
invisible characters make no difference: "Casa-rifugio" is found by "casa rifugio",
"l’ABUSO" by "abuso", "anti-violenza" by "antiviolenza".
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import field_validator

from scarpette_tui.catalogue.loading import read_shape
from scarpette_tui.catalogue.model import Shape
from scarpette_tui.paths import data_root

LISTS_FILE = "glossary/forbidden.toml"


class WordList(Shape):
    """Forbidden words of a language.

    `level` neutro: not on the neutral paper; sempre: on no paper. `words` match whole words
    or phrases, `stems` the beginning of a word.
    """

    language: str
    level: Literal["neutro", "sempre"]
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()

    @field_validator("words", "stems")
    @classmethod
    def _not_bare(cls, entries: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse an entry without letters: it would be found in every text."""
        for entry in entries:
            if not normalise(entry):
                raise ValueError(f"la voce «{entry}» non ha lettere né cifre")
        return entries


class WordLists(Shape):
    """The file of the lists."""

    list: tuple[WordList, ...]


Lists = tuple[WordList, ...]


def load_lists(root: Path | None = None) -> Lists:
    """Read the lists of forbidden words.

    Raises:
        CatalogueError: the file is missing or broken.

    """
    root = root or data_root()
    return read_shape(root, root / LISTS_FILE, WordLists).list


def forbidden(text: str, language: str, level: str, lists: Lists | None = None) -> list[str]:
    """Return the forbidden words that a text holds, as the lists write them.

    Args:
        text: what would stand on the paper.
        language: language of the text; only its lists are used.
        level: "neutro" (both lists) or "completo" and "sempre" (only what is forbidden always).
        lists: the lists to use; those of the program's own data when None.

    Raises:
        CatalogueError: the lists are missing or broken.
        ValueError: there is no such level.

    """
    if level not in {"neutro", "completo", "sempre"}:
        raise ValueError(level)
    lists = _own_lists() if lists is None else lists
    spaced = f" {normalise(text)} "
    joined = f" {normalise(text, hyphen='')} "
    found = (
        entry
        for entry, pattern in _patterns(lists, language, level == "neutro")
        if pattern.search(spaced) or pattern.search(joined)
    )
    return list(dict.fromkeys(found))


def met(text: str, language: str, level: str) -> list[str]:
    """Return the forbidden words that a text holds, whole, as a reader meets them.

    Args:
        text: what would stand on the paper.
        language: language of the text.
        level: as for `forbidden`.

    Raises:
        CatalogueError, ValueError: as `forbidden`.

    """
    found = [word for entry in forbidden(text, language, level) for word in _whole(text, entry)]
    return list({normalise(word): word for word in reversed(found)}.values())[::-1]


def _whole(text: str, entry: str) -> list[str]:
    """Return the words of a text that an entry stands for; the entry where they are joined."""
    wanted, words = normalise(entry), list(_WORD.finditer(text))
    size = len(wanted.split())
    begun: dict[str, str] = {}
    for at, first in enumerate(words):
        spans = (text[first.start() : last.end()] for last in words[at : at + size])
        span = next((one for one in spans if normalise(one).startswith(wanted)), "")
        if span:
            begun[" ".join(span.split()).strip(_AROUND)] = normalise(span)
    exact = [span for span, plain in begun.items() if plain == wanted]
    return exact or list(begun) or [entry]


_WORD = re.compile(r"[^\s'’]+['’]?")
_AROUND = " .,;:!?()[]«»\"'’"


def normalise(text: str, hyphen: str = " ") -> str:
    """Return a text in the form in which words are compared: small, bare, single spaces."""
    kept = []
    for _ in range(2):  # Unicode's compatible caseless form: "𝕊" is a capital only after NFKD
        text = unicodedata.normalize("NFKD", text.casefold())
    for sign in text:
        category = unicodedata.category(sign)
        if category == "Pd":
            kept.append(hyphen)
        elif category[0] in "LN" or (category[0] == "M" and unicodedata.combining(sign) in _PARTS):
            kept.append("" if sign == _TATWEEL else sign)
        elif category != "Cf" and category[0] != "M":
            kept.append(" ")
    return " ".join("".join(kept).split())


_TATWEEL = "\u0640"
_PARTS = {0, 7, 9}
"""Combining classes of vowel signs, nukta and virama: letters of Indic words, not accents."""

_ARABIC_PREFIX = "(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)"
"""And, so, with, to, as, the: written joined to the word that follows."""


@lru_cache(maxsize=1)
def _own_lists() -> Lists:
    return load_lists()


@lru_cache(maxsize=64)
def _patterns(
    lists: Lists, language: str, neutral: bool
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    levels = {"neutro", "sempre"} if neutral else {"sempre"}
    chosen = [one for one in lists if one.language == language and one.level in levels]
    whole = [(entry, _pattern(entry, " ")) for one in chosen for entry in one.words]
    starts = [(entry, _pattern(entry, "")) for one in chosen for entry in one.stems]
    return tuple(whole + starts)


def _pattern(entry: str, end: str) -> re.Pattern[str]:
    """Return the pattern of an entry; Chinese is written without spaces: found anywhere."""
    spellings = sorted({normalise(entry), normalise(entry, hyphen="")})
    start, first = " ", spellings[0][:1]
    if "\u4e00" <= first <= "\u9fff":
        start = end = ""
    elif "\u0600" <= first <= "\u06ff":
        start = f" {_ARABIC_PREFIX}"
    return re.compile("|".join(f"{start}{re.escape(one)}{end}" for one in spellings if one))
