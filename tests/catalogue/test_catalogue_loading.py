"""The loader: what it reads, in which order, and how it names what is broken."""

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from small_law import change

from scarpette_tui.catalogue.lines import line_of
from scarpette_tui.catalogue.loading import load, load_catalogue
from scarpette_tui.errors import CatalogueError


def refusal(root):
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(root)
    return caught.value.line()


def test_the_small_law_is_read_whole(root):
    catalogue = load_catalogue(root)
    assert catalogue.manifest.version == "prova.1"
    aid = catalogue.benefits[1]
    assert [one.id for one in aid.requirements] == ["figlio", "reddito"]
    assert [one.id for one in aid.steps] == ["modulo", "domanda"]
    assert aid.incompatible_with[0].benefit == "chiuso"
    assert aid.steps[1].traces[0].what == "lettera"
    assert aid.amount.schedule.value == "100 - i"
    assert aid.neutral.documents == ("documento di identità",)
    assert catalogue.benefits[0].neutral is None
    assert catalogue.questions[-1].fields[1].when == "this.age >= 18"
    assert catalogue.parameters[0].values[1].value == Decimal("9000.50")
    assert catalogue.tables[0].rates[1].rate == Decimal("1.01")
    assert catalogue.permits[1].benefits["aiuto"].value == "no"


def test_order_is_by_section_and_by_priority_then_id(root):
    catalogue = load_catalogue(root)
    assert [one.id for one in catalogue.questions] == [
        "home", "followed_by", "income", "since", "permit", "children",
    ]  # fmt: skip
    assert [one.id for one in catalogue.benefits] == ["chiuso", "aiuto"]
    change(root, "benefits/chiuso.toml", "priority = 10", "priority = 20")
    assert [one.id for one in load_catalogue(root).benefits] == ["aiuto", "chiuso"]


def test_checked_days_are_inherited_unless_a_fact_says_its_own(root):
    change(root, "benefits/aiuto.toml", 'id = "reddito"', 'id = "reddito"\nchecked_on = 2026-10-01')
    catalogue = load_catalogue(root)
    first, second = catalogue.benefits[1].requirements
    assert (first.checked_on, second.checked_on) == (date(2026, 11, 20), date(2026, 10, 1))
    assert second.recheck_by == date(2027, 3, 1)
    assert catalogue.contacts[0].checked_on == date(2026, 11, 20)
    assert catalogue.parameters[0].values[0].recheck_by == date(2027, 3, 1)
    assert catalogue.permits[0].benefits["aiuto"].checked_on == date(2026, 11, 20)


def test_without_checked_days_a_fact_must_say_them(root):
    change(root, "permits.toml", "checked_on = 2026-11-20\n", "checked_on = 2026-11-20\n#")
    assert "permits.toml, riga 9: manca la chiave «recheck_by»" in refusal(root)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("catalogue.toml", "format = 1", "format = ", "riga {n}, colonna 10: il file non è TOML"),
        ("benefits/aiuto.toml", 'id = "aiuto"', 'id = "aiuto', "riga {n}, colonna 12: il file"),
        ("catalogue.toml", "format = 1", "format = 2", "«format» non ha un valore ammesso"),
        ("catalogue.toml", "version", "versione", "chiave sconosciuta «versione»"),
        ("benefits/aiuto.toml", "plain =", "plane =", "riga {n}: chiave sconosciuta «plane»"),
        ("benefits/aiuto.toml", "fails = ", "failed = ", "riga {n}: chiave sconosciuta «failed»"),
        ("benefits/aiuto.toml", "priority = 20", 'priority = "x"', "riga {n}: «priority» dev'essere un numero intero"),
        ("benefits/aiuto.toml", 'name = "Aiuto', 'name = 3 #"', "riga {n}: «name» dev'essere un testo"),
        ("benefits/aiuto.toml", 'status = "verified"', 'status = "sure"', "riga {n}: «status» non ha un valore ammesso (ammessi: 'verified', 'secondary', 'to_verify')"),
        ("benefits/aiuto.toml", "L. 1/2024 art. 6", "L.", "riga {n}: «source» è troppo corto"),
        ("benefits/aiuto.toml", 'because = "La', 'becouse = "La', "riga {n}: chiave sconosciuta «becouse»"),
        ("benefits/aiuto.toml", 'id = "aiuto"', 'id = "altro"', "riga {n}: l'id «altro» non è il nome del file «aiuto»"),
        ("benefits/aiuto.toml", 'id = "reddito"', 'id = "figlio"', "id «figlio» già usato"),
        ("benefits/aiuto.toml", 'id = "domanda"', 'id = "modulo"', "id «modulo» già usato"),
        ("benefits/aiuto.toml", 'id = "domanda"', 'id = "Due passi"', "riga {n}: «id» ha caratteri non ammessi"),
        ("benefits/chiuso.toml", "neutral = false", "neutral = true", "riga {n}: «neutral» dev'essere una tabella"),
        ("benefits/chiuso.toml", "closed_on = 2025-12-31", 'closed_on = "ieri"', "riga {n}: «closed_on» dev'essere una data"),
        ("questions/b_casa.toml", 'id = "income"', 'id = "home"', "riga {n}: «home» sta già in questions/b_casa.toml, riga 3"),
        ("questions/b_casa.toml", 'section = "casa"', 'section = "boh"', "riga {n}: sezione sconosciuta «boh»"),
        ("questions/b_casa.toml", "burden = 2", "burden = 9", "riga {n}: «burden» è troppo grande"),
        ("questions/b_casa.toml", "min = 0", "min = 0.5", "riga {n}: «min»: scrivere il numero fra virgolette"),
        ("questions/b_casa.toml", 'kind = "choice"', 'kind = "scelta"', "riga {n}: «kind» non ha un valore ammesso"),
        ("questions/b_casa.toml", 'value = "shelter"', 'value = "own"', "riga {n}: id «own» già usato"),
        ("questions/a_figli.toml", 'id = "studies"', 'id = "age"', "id «age» già usato"),
        ("questions/a_figli.toml", "[[question]]", "[[benefit]]", "chiave sconosciuta «benefit»"),
        ("parameters/soglie.toml", "[[parameter]]", "[[question]]", "chiave sconosciuta «question»"),
        ("parameters/soglie.toml", 'value = "9000.50"', "value = 9000.5", "riga {n}: «value»: scrivere il numero fra virgolette"),
        ("parameters/soglie.toml", 'value = "9000.50"', 'value = "tanto"', "riga {n}: «value» dev'essere un numero"),
        ("parameters/soglie.toml", "year = 2026", "year = 2025", "id «2025» già usato"),
        ("definitions.toml", 'id = "has_minor"', 'id = "home"', "riga {n}: «home» è già il nome di una domanda"),
        ("permits.toml", 'id = "study"', 'id = "none_needed"', "riga {n}: «none_needed» sta già in permits.toml, riga 7"),
        ("permits.toml", 'value = "no"', 'value = "forse"', "riga {n}: «value» non ha un valore ammesso"),
        ("permits.toml", "checked_on = 2026-11-20", "controllato = 2026-11-20", "chiave sconosciuta «controllato»"),
        ("contacts/numeri.toml", "number =", "numero =", "riga {n}: chiave sconosciuta «numero»"),
        ("entries.toml", 'benefits = ["aiuto"]', 'benefits = "aiuto"', "riga {n}: «benefits» dev'essere un elenco"),
    ],
)  # fmt: skip
def test_each_kind_of_broken_file_names_file_line_and_key(root, name, old, new, said):
    line = change(root, name, old, new)
    message = refusal(root)
    assert message.startswith(name)
    assert said.format(n=line) in message


def test_a_key_one_level_too_high_is_refused_with_its_line(root):
    line = change(root, "benefits/aiuto.toml", "reachable =", "deadline_text = 'x'\nreachable =")
    assert refusal(root) == (
        f"benefits/aiuto.toml, riga {line}: chiave sconosciuta «deadline_text»."
    )


def test_singular_and_plural_together_are_refused(root):
    text = (root / "benefits/chiuso.toml").read_text()
    (root / "benefits/chiuso.toml").write_text(text + "\n[[step]]\nid = 'x'\n")
    assert "chiave sconosciuta «step»" in refusal(root)


@pytest.mark.parametrize(
    "name", ["catalogue.toml", "definitions.toml", "permits.toml", "entries.toml"]
)
def test_a_missing_file_is_named(root, name):
    (root / name).unlink()
    assert refusal(root) == f"Manca il file {name}."


@pytest.mark.parametrize("folder", ["questions", "benefits", "parameters", "contacts"])
def test_an_empty_folder_is_named(root, folder):
    for path in (root / folder).iterdir():
        path.unlink()
    assert f"non c'è nessun file {folder}/*.toml" in refusal(root)


def test_a_file_that_is_not_utf8_is_named(root):
    (root / "definitions.toml").write_bytes(b'title = "citt\xe0"')
    assert refusal(root) == "definitions.toml: il file non è scritto in UTF-8."


def test_several_faults_are_counted(root):
    change(root, "benefits/aiuto.toml", "fails = ", "failed = ")
    assert re.search(r"chiave sconosciuta «failed» \(altri errori nel file: 1\)", refusal(root))


def test_places_find_the_line_of_every_thing(root):
    loaded = load(root)
    text = (root / "benefits/aiuto.toml").read_text().splitlines()
    place = loaded.places["benefits", "aiuto"]
    for path, shown in {
        ("requirements", 1, "when"): 'when = "income',
        ("steps", 1, "deadline"): "deadline =",
        ("steps", 1, "traces", 0, "where"): 'where = "a casa"',
        ("steps", 1, "do_when_if", 0, "when"): "when = 'home",
        ("warnings", 0): "[[warning]]",
        ("amount", "value"): "value = 'table",
        ("amount", "lines", 0, "value"): "lines =",
        ("neutral", "name"): 'name = "Prestazione',
    }.items():
        line = int(place.at(*path).rpartition(" ")[2])
        assert text[line - 1].startswith(shown), path
    value = loaded.places["parameters", "limit"].at("values", 1, "value")
    line = int(value.rpartition(" ")[2])
    assert "9000.50" in (root / "parameters/soglie.toml").read_text().splitlines()[line - 1]


def test_inline_tables_are_counted_wherever_the_array_begins():
    text = "a = [{ x = 1 },\n  { x = 2 },\n]\nb = [\n { x = 1 },\n]\n"
    assert line_of(text, ("a", 0, "x")) == 1
    assert line_of(text, ("a", 1, "x")) == 2
    assert line_of(text, ("b", 0)) == 5
    assert line_of(text, ("b",)) == 4


def test_a_folder_in_the_place_of_a_file_is_named(root):
    (root / "permits.toml").unlink()
    (root / "permits.toml").mkdir()
    assert refusal(root) == "Il file permits.toml non si può leggere."


def test_lines_are_not_taken_from_inside_long_texts():
    text = 'a = """\nb = 1\n[c]\n"""\nb = 2\n[c]\nd = 3\n'
    assert line_of(text, ("b",)) == 5
    assert line_of(text, ("c", "d")) == 7
    assert line_of(text, ("c", "altro")) == 6
    assert line_of(text, ("z",)) is None


def test_the_room_loads_no_screen_database_pdf_or_babel():
    code = (
        "import sys\n"
        "import scarpette_tui.catalogue.checking, scarpette_tui.catalogue.parameters\n"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'reportlab', 'babel'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
