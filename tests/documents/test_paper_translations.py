"""Every sentence of the paper exists in English, with its gaps and without hard words."""

import pytest

from scarpette_tui import i18n
from scarpette_tui.catalogue.texts import neutral_texts, paper_texts, texts
from scarpette_tui.catalogue.wording import forbidden
from scarpette_tui.documents.content import Writer
from scarpette_tui.documents.labels import Label, say
from scarpette_tui.documents.page import Level

NEUTRAL = (
    Label.TITLE_NEUTRAL,
    Label.INTRO_NEUTRAL,
    Label.SERVICES,
    Label.DOCUMENTS,
    Label.HOURS,
    Label.NUMBERS,
    Label.DESK_HOURS,
    Label.NOTHING_SERVICE,
    Label.NOTHING_PROMISE,
    Label.IDENTITY,
    Label.TAX_CODE,
    Label.WHERE,
)


@pytest.mark.parametrize("label", list(Label))
def test_every_fixed_sentence_is_translated(label):
    assert i18n.is_translated(label.value, "en", "scarpette")
    said = i18n.translate(label.value, "en", "scarpette")
    assert said
    assert said.count("{}") == label.value.count("{}")
    assert forbidden(said, "en", "sempre") == []
    assert forbidden(label.value, "it", "sempre") == []


@pytest.mark.parametrize("label", NEUTRAL)
@pytest.mark.parametrize("language", ["it", "en"])
def test_p10_fixed_sentences_of_the_neutral_page_betray_nothing(label, language):
    said = say(label, language)
    assert forbidden(said, language, "neutro") + forbidden(said, "it", "neutro") == []


def test_gaps_are_filled_in_order():
    assert say(Label.RANGE, "it", "1", "2") == "da 1 a 2"
    assert say(Label.RANGE, "en", "1", "2") == "from 1 to 2"


TWELVE = (
    "posizione_inps_protetta",
    "pagamento_conto_proprio",
    "reddito_di_liberta",
    "congedo_violenza",
    "assegno_inclusione",
    "isee_nucleo_proprio",
    "naspi",
    "assegno_unico",
    "assegno_maternita_comuni",
    "bonus_nido",
    "assegno_sociale",
    "patrocinio_gratuito",
)
"""What she most needs is wholly in English; for the rest `catalogue check` lists what is missing."""


def test_every_text_of_the_first_twelve_and_of_the_contacts_is_in_english(catalogue):
    sources = {f"benefits/{benefit}.toml" for benefit in TWELVE} | {"contacts"}
    wanted = [one.text for one in paper_texts(catalogue) if one.file in sources]
    assert len(wanted) > 200
    assert [text for text in wanted if not i18n.is_translated(text, "en")] == []
    assert [text for text in wanted if not i18n.translate(text, "en")] == []


def test_p10_neutral_wordings_betray_nothing_in_any_language(catalogue):
    for benefit in catalogue.benefits:
        for text in neutral_texts(benefit):
            said = i18n.translate(text, "en")
            assert forbidden(text, "it", "neutro") == [], text
            assert forbidden(said, "en", "neutro") == [], said
            assert forbidden(said, "it", "neutro") == [], said


def test_p5_no_hard_word_in_english(catalogue):
    for text in texts(catalogue):
        assert forbidden(i18n.translate(text, "en"), "en", "sempre") == [], text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Centro antiviolenza", "it"),
        ("chiami il 1522", "it"),
        ("un conto nuovo", "it"),
        ("ISEE senza coniuge", "it"),
        ("metà assegno", "it"),
        ("cambio di residenza", "it"),
        ("l’avvocato", "it"),
        ("la separazione", "it"),
        ("you are separated", "en"),
        ("modello SR-208", "it"),
        ("art. 24", "it"),
        ("Reddito di libertà", "it"),
        ("freedom income", "en"),
        ("your lawyer", "en"),
        ("a new bank account", "en"),
        ("change of residence", "en"),
        ("without the spouse", "en"),
        ("women's shelters", "en"),
    ],
)
def test_p10_the_lists_know_what_betrays(text, language):
    assert forbidden(text, language, "neutro")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("la vittima", "it"),
        ("suo marito", "it"),
        ("deve denunciare", "it"),
        ("non ha diritto", "it"),
        ("URGENTE", "it"),
        ("casa-rifugio", "it"),
        ("the victim", "en"),
        ("your husband", "en"),
        ("urgent", "en"),
    ],
)
def test_p5_p11_the_lists_know_what_is_never_said(text, language):
    assert forbidden(text, language, "sempre")


@pytest.mark.parametrize(
    "text",
    [
        "Assegno unico per i figli",
        "Sedi INPS, uffici postali, banche",
        "in caso di dubbi chieda allo sportello",
        "Contact Center INPS",
        "busta paga",
        "Gestione separata",
    ],
)
def test_ordinary_words_are_not_caught(text):
    assert forbidden(text, "it", "neutro") == []


def test_a_text_not_yet_translated_stays_italian_and_is_said():
    writer = Writer("en", Level.NEUTRO)
    assert writer.law("Una frase nuova.") == "Una frase nuova."
    assert writer.left_off == ["«Una frase nuova.»: non è ancora tradotto, resta in italiano"]
    assert writer.law("codice fiscale") == "tax code (codice fiscale)"
    assert len(writer.left_off) == 1
