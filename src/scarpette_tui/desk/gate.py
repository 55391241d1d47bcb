"""The first minutes: fixed texts, languages, entry phrases. Nothing is written here."""

import tomllib
from dataclasses import replace
from functools import lru_cache

from scarpette_tui.desk import law
from scarpette_tui.desk.interview_view import line_of
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import BenefitLine, ClosingTexts, EntryLine, GateTexts
from scarpette_tui.errors import CatalogueError
from scarpette_tui.paths import data_root

SPOKEN = (
    ("it", "Italiano"), ("en", "English · inglese"), ("es", "Español · spagnolo"),
    ("fr", "Français · francese"), ("ar", "العربية · arabo"), ("zh", "中文 · cinese"),
    ("uk", "Українська · ucraino"), ("ro", "Română · rumeno"), ("bn", "বাংলা · bengalese"),
    ("si", "සිංහල · singalese"), ("sq", "Shqip · albanese"), ("tl", "Tagalog · filippino"),
    ("pt", "Português · portoghese"), ("ru", "Русский · russo"), ("altra", "un'altra lingua"),
)  # fmt: skip
"""Languages she may speak; the page exists in fewer (`paper.paper_languages`)."""


def gate_texts(session: Session) -> GateTexts:
    """Return the texts, with the limits as the office's legal service approved them (P7)."""
    texts, settings = shipped_texts(), session.settings
    approved = texts.limits_approved or settings.limits_approved_on is not None
    return replace(texts, limits=settings.limits_text or texts.limits, limits_approved=approved)


@lru_cache(maxsize=1)
def shipped_texts() -> GateTexts:
    """Return data/gate.toml.

    Raises:
        CatalogueError: a key is missing or unknown.

    """
    raw = tomllib.loads((data_root() / "gate.toml").read_text(encoding="utf-8"))
    try:
        closing = raw.pop("closing")
        questions = closing.pop("questions")
        for key in ("separate", "danger_help"):
            raw[key] = tuple(raw[key])
        return GateTexts(**raw, closing=ClosingTexts(**closing, **questions))
    except (KeyError, TypeError) as error:
        raise CatalogueError(f"gate.toml: {error}") from error


def languages(session: Session | None = None) -> tuple[tuple[str, str], ...]:
    """Return code and name of the languages she may speak: those the office chose come first."""
    wanted = session.settings.languages if session else ()
    first = [one for code in wanted for one in SPOKEN if one[0] == code]
    if not first:
        return SPOKEN
    always = [one for one in SPOKEN if one[0] in ("it", "altra") and one not in first]
    return tuple(first + always)


def entries() -> tuple[EntryLine, ...]:
    """Return what women say at the counter, and where each phrase leads."""
    names = {benefit.id: benefit.plain for benefit in law.catalogue().benefits}
    return tuple(
        EntryLine(
            entry.id,
            entry.phrase,
            tuple(names[b] for b in entry.benefits if b in names),
            entry.ends,
        )
        for entry in law.catalogue().entries
        if not entry.opens
    )


def benefits() -> tuple[BenefitLine, ...]:
    """Return every benefit, for the fast path on one."""
    return tuple(line_of(benefit, "", "") for benefit in law.catalogue().benefits)
