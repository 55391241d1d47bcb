"""The one matcher of forbidden words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_law import change

from scarpette_tui.catalogue.wording import WordList, forbidden, load_lists, met, normalise
from scarpette_tui.errors import CatalogueError

LISTS = (
    WordList(
        language="it",
        level="neutro",
        words=("casa rifugio", "abuso", "1522", "antiviolenza", "però", "c'è"),
        stems=("violen", "maltratt"),
    ),
    WordList(language="it", level="sempre", words=("scappare",)),
    WordList(language="ar", level="neutro", stems=("عنف",)),
    WordList(language="zh", level="neutro", words=("暴力",)),
    WordList(language="bn", level="neutro", words=("নির্যাতন",)),
    WordList(language="uk", level="neutro", stems=("насил",)),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Casa-Rifugio", ["casa rifugio"]),
        ("casa   rifugio", ["casa rifugio"]),
        ("case rifugio", []),
        ("L’ABUSO", ["abuso"]),
        ("l'abuso.", ["abuso"]),
        ("abusone", []),
        ("disabuso", []),
        ("VIOLÉNZA", ["violen"]),
        ("nonviolenta", []),
        ("non-violenta", ["violen"]),
        ("anti-violenza", ["antiviolenza", "violen"]),
        ("antiviolenza", ["antiviolenza"]),
        ("vio\u00adlenza", ["violen"]),
        ("vio\u200blenza", ["violen"]),
        ("ｖｉｏｌｅｎｚａ", ["violen"]),
        ("al 1522!", ["1522"]),
        ("tel. 0215221", []),
        ("pero", ["però"]),
        ("PERO\u0300", ["però"]),
        ("C’È", ["c'è"]),
        ("il viola", []),
        ("", []),
    ],
)
def test_italian_words(text, found):
    assert forbidden(text, "it", "neutro", LISTS) == found


def test_other_scripts():
    assert forbidden("والعنف", "ar", "neutro", LISTS) == ["عنف"]
    assert forbidden("الْعُنْف", "ar", "neutro", LISTS) == ["عنف"]
    assert forbidden("反家庭暴力法", "zh", "neutro", LISTS) == ["暴力"]
    assert forbidden("এই নির্যাতন।", "bn", "neutro", LISTS) == ["নির্যাতন"]
    assert forbidden("নির্যাতনকারী", "bn", "neutro", LISTS) == []
    assert forbidden("Насильство", "uk", "neutro", LISTS) == ["насил"]


def test_levels():
    text = "scappare dalla violenza"
    assert forbidden(text, "it", "neutro", LISTS) == ["scappare", "violen"]
    assert forbidden(text, "it", "completo", LISTS) == ["scappare"]
    assert forbidden(text, "it", "sempre", LISTS) == ["scappare"]
    with pytest.raises(ValueError, match="neutrale"):
        forbidden(text, "it", "neutrale", LISTS)


def test_only_the_lists_of_the_language_are_used():
    assert forbidden("violenza", "fr", "neutro", LISTS) == []


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["violen", "abuso", "1522"]))
def test_a_word_is_found_whatever_stands_around_it(before, after, word):
    assert word in forbidden(f"{before} {word.upper()} {after}", "it", "neutro", LISTS)


@given(st.text(max_size=60))
def test_normal_form_is_stable(text):
    once = normalise(text)
    assert normalise(once) == once


def test_lists_are_read_from_the_glossary(root):
    lists = load_lists(root)
    assert [(one.language, one.level) for one in lists] == [
        ("it", "neutro"),
        ("it", "sempre"),
        ("fr", "neutro"),
    ]
    assert forbidden("la casa rifugio", "it", "neutro", lists) == ["casa rifugio"]


def test_an_entry_without_letters_is_refused(root):
    change(root, "glossary/forbidden.toml", '"1522"', '"--"')
    with pytest.raises(CatalogueError, match="la voce «--» non ha lettere né cifre"):
        load_lists(root)


def test_missing_lists_are_an_error(root):
    (root / "glossary/forbidden.toml").unlink()
    with pytest.raises(CatalogueError, match=r"Manca il file glossary/forbidden\.toml"):
        load_lists(root)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Portare le carte al giudice, poi in tribunale.", ["giudice", "tribunale"]),
        ("Giudice, GIUDICE e giudiziaria", ["Giudice", "giudiziaria"]),
        ("dal centro che la segue", ["centro che la segue", "dal centro che"]),
        (
            "Con l'avvocato, in studio; la residenza dell'altra persona, in Comune.",
            ["avvocato", "residenza", "altra persona", "dell'altra persona"],
        ),
        ("tutto tranquillo", []),
    ],
)
def test_what_is_met_is_told_in_whole_words(text: str, words: list[str]) -> None:
    found = met(text, "it", "neutro")
    assert sorted(found) == sorted(words)
    assert bool(found) == bool(forbidden(text, "it", "neutro"))
