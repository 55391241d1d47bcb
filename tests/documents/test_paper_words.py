"""Forbidden words: on the rendered page of every persona, on the page of every golden case."""

from pathlib import Path

import pytest
from paper_reading import text_of, words_of

from scarpette_tui.catalogue.wording import forbidden
from scarpette_tui.documents.content import Writer, useful
from scarpette_tui.documents.handout import render
from scarpette_tui.documents.page import Item, Level
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.paths import data_root

LANGUAGES = ("it", "en")


def golden() -> list[Path]:
    """One golden case in five: the whole set says little more and takes minutes."""
    return sorted((data_root() / "cases" / "golden").glob("*.toml"))[::5]


def betrayals(text: str, language: str, level: str) -> list[str]:
    return forbidden(text, language, level) + forbidden(text, "it", level)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("persona", ["MOTHER", "OLDER", "NOTHING_ASKED", "STALE"])
def test_h2_p10_nothing_betrays_her_on_the_neutral_sheet(make_page, persona, language, large):
    text = text_of(render(make_page(persona, "neutro", language), large=large))
    assert betrayals(text, language, "neutro") == []
    assert "€" not in text
    assert "1522" not in text
    assert "112" not in text.split()
    assert "803 164" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", ["MOTHER", "OLDER", "NOTHING_ASKED", "STALE"])
def test_p5_words_never_printed_are_on_no_full_sheet(make_page, persona, language):
    text = text_of(render(make_page(persona, "completo", language)))
    assert betrayals(text, language, "sempre") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_p10_golden_cases_have_clean_pages_at_both_levels(engine, make_page, language):
    for path in golden():
        text = path.read_text(encoding="utf-8")
        for level in Level:
            page = make_page(text, level, language)
            assert betrayals(words_of(page), language, level) == [], path.name


def test_p10_every_neutral_wording_reaches_the_page(engine, make_page):
    """The filter is a net below the law data, not a sieve: it must have nothing to catch."""
    for path in golden():
        text = path.read_text(encoding="utf-8")
        page = make_page(text, "neutro")
        case = read_case(text, engine.catalogue)
        named = [o for o in useful(engine.evaluate(case.answers, case.on)) if o.benefit.neutral]
        services = next(block for block in page.blocks if block.id == "services")
        assert [item.label for item in services.items] == [
            outcome.benefit.name for outcome in named
        ] or not named
        assert not any("parole da non stampare" in line for line in page.left_off), path.name


def test_p10_a_wording_that_betrays_is_left_off_and_said(engine, catalogue, make_page):
    writer = Writer("en", Level.NEUTRO)
    assert not writer.allowed(Item("prova", lead="Congedo per chi esce dalla violenza"))
    assert not writer.allowed(Item("prova due", text="A new bank account of your own"))
    assert writer.allowed(Item("terza", text="Monthly support for families."))
    assert [line.split(":")[0] for line in writer.left_off] == ["prova", "prova due"]
