"""`catalogue diff`: the lawyer reads what changed, and only that."""

import shutil

import pytest

from scarpette_tui.catalogue.diffing import differences
from scarpette_tui.catalogue.loading import load_catalogue
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
    (line,) = differences(load_catalogue(), load_catalogue(other))
    assert line == "NUOVA valore «prova_nuova»: Valore di prova"


def test_a_removed_benefit_is_said(other):
    (other / "benefits" / "patrocinio_gratuito.toml").unlink()
    lines = differences(load_catalogue(), load_catalogue(other))
    assert "TOLTA prestazione «patrocinio_gratuito»" in lines
