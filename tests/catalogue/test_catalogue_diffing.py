"""`catalogue diff`: the lawyer reads what changed, and only that."""

import shutil
from collections.abc import Iterable

import pytest
from pydantic import BaseModel

from scarpette_tui.catalogue.diff_words import FIELDS, PARTS
from scarpette_tui.catalogue.diffing import case_differences, differences
from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.paths import data_root


@pytest.fixture
def other(tmp_path):
    folder = tmp_path / "dati"
    shutil.copytree(data_root(), folder, ignore=shutil.ignore_patterns("fonts", "cases"))
    return folder


def _change(folder, path, before, after):
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_equal_catalogues_have_no_difference(other):
    assert differences(load_catalogue(), load_catalogue(other)) == []


def test_a_moved_threshold_is_one_line_with_both_values(other):
    _change(other, "parameters/maternita.toml", "20668.26", "20700.00")
    (line,) = differences(load_catalogue(), load_catalogue(other))
    assert line == (
        "valore «maternity_comune_isee_max», in vigore dal 01/01/2026, valore: "
        "da 20668,26 a 20700,00"
    )


def test_a_new_value_of_a_new_year_is_named_with_its_source(other):
    _change(
        other,
        "parameters/maternita.toml",
        "[[parameter]]",
        """[[parameter]]
id = "prova_nuova"
title = "Valore di prova"
unit = "euro"
values = [{ valid_from = 2027-01-01, value = "1.00", source = "circ. di prova 1/2027", status = "verified", checked_on = 2026-11-22, recheck_by = 2027-05-21 }]

[[parameter]]""",
    )
    first, second = differences(load_catalogue(), load_catalogue(other))
    assert first == "NUOVO valore «prova_nuova»: Valore di prova"
    assert second == (
        "valore «prova_nuova»: NUOVO in vigore dal 01/01/2027: 1,00 [circ. di prova 1/2027]"
    )


def test_a_removed_benefit_is_said(other):
    (other / "benefits" / "patrocinio_gratuito.toml").unlink()
    lines = differences(load_catalogue(), load_catalogue(other))
    assert "TOLTA prestazione «patrocinio_gratuito»" in lines


def test_a_new_right_is_written_out_rule_by_rule(other):
    lines = differences(load_catalogue(other), load_catalogue())
    assert lines == []
    rule = (other / "benefits" / "patrocinio_gratuito.toml").read_text("utf-8")
    (other / "benefits" / "patrocinio_gratuito.toml").unlink()
    lines = differences(load_catalogue(other), load_catalogue())
    assert lines[0].startswith("NUOVA prestazione «patrocinio_gratuito»: ")
    kinds = ("requisito", "passo", "avviso")
    for kind, key in zip(kinds, ("requirement", "step", "warning"), strict=True):
        written = [line for line in lines if f": NUOVO {kind} " in line]
        assert len(written) == rule.count(f"[[{key}]]")
        assert all(line.endswith("]") for line in written)  # each with its source


def test_lists_say_what_enters_and_what_leaves_and_words_are_italian(other):
    _change(other, "benefits/naspi.toml", '"IBAN", ', '"codice IBAN", ')
    _change(other, "benefits/naspi.toml", 'status = "verified"', 'status = "secondary"')
    lines = differences(load_catalogue(), load_catalogue(other))
    assert lines == [
        "prestazione «naspi», requisito «NA0», grado di verifica: da verificato a di seconda mano",
        "prestazione «naspi», parole neutre, documenti: si toglie «IBAN»",
        "prestazione «naspi», parole neutre, documenti: si aggiunge «codice IBAN»",
    ]


def test_a_value_of_zero_is_said_and_every_line_is_one_line(other):
    _change(other, "benefits/naspi.toml", "when = 'job_over'", "when = '''\njob_over\n'''")
    lines = differences(load_catalogue(), load_catalogue(other))
    assert all("\n" not in line for line in lines)
    for parameter in load_catalogue().parameters:
        for dated in parameter.values:
            if dated.value == 0:
                alone = load_catalogue().model_copy(update={"parameters": (parameter,)})
                none = alone.model_copy(update={"parameters": ()})
                assert any(": 0" in line for line in differences(none, alone)), parameter.id


def test_no_english_key_is_left_in_a_sign_off():
    """Everything that the schema can say has its Italian word."""
    shipped = load_catalogue()
    for name in sorted(_keys(shipped)):
        assert name in FIELDS or name in PARTS, name


def _keys(thing):
    found = set()
    for name in type(thing).model_fields:
        value = getattr(thing, name)
        parts = value.values() if isinstance(value, dict) else value
        for part in (
            parts if isinstance(parts, Iterable) and not isinstance(parts, str) else [parts]
        ):
            if isinstance(part, BaseModel):
                found |= _keys(part)
        if not isinstance(thing, Catalogue) and name not in {"id", "format", "version"}:
            found.add(name)
    return found


def test_cases_that_came_went_or_changed_are_named(tmp_path):
    old, new = tmp_path / "prima", tmp_path / "dopo"
    for root in (old, new):
        (root / "cases" / "golden").mkdir(parents=True)
    (old / "cases/golden/tolto.toml").write_text("# Un caso\n", "utf-8")
    (old / "cases/golden/uguale.toml").write_text("# Un caso\n", "utf-8")
    (old / "cases/golden/altro.toml").write_text("# Un caso\n", "utf-8")
    (new / "cases/golden/uguale.toml").write_text("# Un caso\n", "utf-8")
    (new / "cases/golden/altro.toml").write_text("# Un caso diverso\n", "utf-8")
    (new / "cases/golden/nuovo.toml").write_text("# Art. 1: il limite\non = 2026\n", "utf-8")
    assert case_differences(old, new) == [
        "TOLTO caso di prova «tolto»",
        "caso di prova «altro»: cambiato, da rileggere",
        "NUOVO caso di prova «nuovo»: Art. 1: il limite",
    ]
