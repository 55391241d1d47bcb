"""The small data of the paper: national contacts, plain words, word lists."""

import tomllib

from scarpette_tui.catalogue.wording import forbidden, load_lists
from scarpette_tui.paths import data_root


def test_only_the_four_national_numbers_ship(catalogue):
    numbers = {contact.number: contact for contact in catalogue.contacts}
    assert set(numbers) == {"112", "1522", "803 164", "06 164 164"}
    assert [n for n, contact in numbers.items() if contact.helpline] == ["1522"]
    assert all(contact.hours and contact.cost for contact in catalogue.contacts)


def test_terms_are_explained_in_one_or_two_plain_sentences():
    terms = tomllib.loads((data_root() / "glossary" / "terms.toml").read_text("utf-8"))["term"]
    names = [term["term"] for term in terms]
    assert len(names) == len(set(names))
    assert {"ISEE", "DSU", "CAV", "SPID", "Patronato"} <= set(names)
    for term in terms:
        assert set(term) == {"term", "plain"}
        assert term["plain"].endswith(".")
        assert len(term["plain"]) <= 130, term["term"]
        assert forbidden(term["plain"], "it", "sempre") == [], term["term"]


def test_every_language_of_the_paper_has_both_lists():
    have = {(one.language, one.level) for one in load_lists()}
    assert have >= {(lang, level) for lang in ("it", "en") for level in ("neutro", "sempre")}


def test_no_word_is_listed_twice():
    for one in load_lists():
        entries = [entry.casefold() for entry in (*one.words, *one.stems)]
        twice = {entry for entry in entries if entries.count(entry) > 1}
        assert not twice, (one.language, one.level, twice)
