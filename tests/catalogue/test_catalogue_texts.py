"""Texts of the paper: which, in which order, and the files for translators."""

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from small_law import change

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.texts import (
    messages,
    texts,
    update_translations,
    write_template,
)


def test_texts_are_those_of_the_paper_in_order_and_once(root):
    assert texts(load_catalogue(root)) == [
        "una misura chiusa",
        "Non dà più niente.",
        "un aiuto",
        "Un importo ogni mese.",
        "Prestazione per la famiglia",
        "Un importo mensile.",
        "documento di identità",
        "Compilare il modulo.",
        "allo sportello",
        "lei",
        "Presentare la domanda.",
        "entro due mesi",
        "Non dare ancora l'indirizzo.",
        "Importo di prova.",
        "Centralino di prova",
        "mattina",
    ]


def test_official_names_and_words_for_the_official_stay_out(root):
    found = texts(load_catalogue(root))
    assert "Aiuto di prova" not in found
    assert "Ha un figlio minorenne." not in found
    change(root, "benefits/aiuto.toml", "paper = true", "paper = false")
    assert "Non dare ancora l'indirizzo." not in texts(load_catalogue(root))


def test_the_template_is_the_same_bytes_twice_and_holds_no_day(root, tmp_path):
    catalogue = load_catalogue(root)
    first, second = tmp_path / "a" / "catalogue.pot", tmp_path / "b.pot"
    write_template(catalogue, first)
    write_template(catalogue, second)
    content = first.read_text("utf-8")
    assert first.read_bytes() == second.read_bytes()
    assert "Date" not in content
    assert "Babel" not in content
    assert "@" not in content
    assert content.index('msgid "una misura chiusa"') < content.index('msgid "un aiuto"')
    assert "#: benefits/aiuto.toml" in content
    assert "#. passo modulo" in content


def test_updating_keeps_translations_and_sets_aside_what_is_gone(root):
    path = root / "locales/fr/LC_MESSAGES/catalogue.po"
    path.parent.mkdir(parents=True)
    assert update_translations(load_catalogue(root), root) == [path]
    assert messages(root, "fr") == {}
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('msgid "un aiuto"\nmsgstr ""', 'msgid "un aiuto"\nmsgstr "une aide"')
    )
    change(root, "benefits/aiuto.toml", "Compilare il modulo.", "Compilare i moduli.")
    update_translations(load_catalogue(root), root)
    assert messages(root, "fr") == {"un aiuto": "une aide"}
    change(root, "benefits/aiuto.toml", "un aiuto", "un piccolo aiuto")
    update_translations(load_catalogue(root), root)
    assert messages(root, "fr") == {}
    text = path.read_text("utf-8")
    assert '#~ msgstr "une aide"' in text
    assert "fuzzy" not in text
    before = path.read_bytes()
    update_translations(load_catalogue(root), root)
    assert path.read_bytes() == before


def test_doubtful_translations_and_compiled_catalogues(root):
    folder = root / "locales/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    po, mo = folder / "catalogue.po", folder / "catalogue.mo"
    assert messages(root, "fr") == {}
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#, fuzzy\nmsgid "lei"\nmsgstr "vous"\n\nmsgid "mattina"\nmsgstr "le matin à 8 h"\n'
    )
    assert messages(root, "fr") == {"mattina": "le matin à 8 h"}
    with po.open("rb") as source, mo.open("wb") as target:
        write_mo(target, read_po(source))
    po.unlink()
    assert messages(root, "fr") == {"mattina": "le matin à 8 h"}
