"""The small data of the paper: national contacts, plain words, word lists."""

from scarpette_tui.catalogue import glossary
from scarpette_tui.catalogue.wording import forbidden, load_lists


def test_only_the_four_national_numbers_ship(catalogue):
    numbers = {contact.number: contact for contact in catalogue.contacts}
    assert set(numbers) == {"112", "1522", "803 164", "06 164 164"}
    assert [n for n, contact in numbers.items() if contact.helpline] == ["1522"]
    assert all(contact.hours and contact.cost for contact in catalogue.contacts)


def test_terms_are_explained_in_one_or_two_plain_sentences():
    names = [one.term for one in glossary.terms()]
    assert len(names) == len(set(names))
    assert {"ISEE", "DSU", "CAV", "SPID", "Patronato"} <= set(names)
    for one in glossary.terms():
        assert one.plain.endswith(".")
        assert len(one.plain) <= 130, one.term
        assert forbidden(one.plain, "it", "sempre") == [], one.term


def test_the_words_of_a_text_are_explained_the_longest_first():
    found = [one.term for one in glossary.explained("Ha un ISEE corrente, o la dsu? E lo SPID?")]
    assert found == ["ISEE corrente", "SPID"]
    assert glossary.explained("Qui non c'è niente da spiegare.") == ()


def test_every_language_of_the_paper_has_both_lists():
    have = {(one.language, one.level) for one in load_lists()}
    assert have >= {(lang, level) for lang in ("it", "en") for level in ("neutro", "sempre")}


def test_no_word_is_listed_twice():
    for one in load_lists():
        entries = [entry.casefold() for entry in (*one.words, *one.stems)]
        twice = {entry for entry in entries if entries.count(entry) > 1}
        assert not twice, (one.language, one.level, twice)
