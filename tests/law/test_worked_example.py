"""The worked example of docs/catalogo.md works, step by step, as somebody without Python does it."""

import re
import shutil
from pathlib import Path

import pytest

from scarpette_tui.cli import main
from scarpette_tui.paths import program_data

PAGE = Path(__file__).parents[2] / "docs" / "catalogo.md"
CASES = "cases/golden/bonus_mamme-reddito-{}.toml"

pytestmark = pytest.mark.checkout


def _blocks():
    """Return the indented blocks of the example: value, case, manifest, commands, sheet."""
    text = PAGE.read_text("utf-8")
    example = text.partition("## Cambiare un valore")[2].partition("\n## ")[0]
    found = re.findall(r"^   ```(?:toml)?\n(.*?)^   ```$", example, re.DOTALL | re.MULTILINE)
    return [re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in found]


@pytest.fixture
def folders(tmp_path):
    before, after = tmp_path / "data-prima", tmp_path / "data"
    for folder in (before, after):
        shutil.copytree(program_data(), folder, ignore=shutil.ignore_patterns("fonts"))
    return before, after


def _follow(after, value, case, manifest):
    file = after / "parameters" / "nascita_e_lavoro.toml"
    head, name, tail = file.read_text("utf-8").partition('id = "mamme_income_max"')
    values, end, rest = tail.partition("\n]\n")
    file.write_text(f"{head}{name}{values}\n    {value.strip()}{end}{rest}", "utf-8")
    below, above = case.replace("42000.00", "41999.99"), case.replace("42000.00", "42000.01")
    above = above.replace('"due"', '"not_due"').replace("BM3 = true", "BM3 = false")
    above = above.replace("stale = true\n", "")
    for income, text in (("41999.99", below), ("42000.00", case), ("42000.01", above)):
        (after / CASES.format(income)).write_text(text, "utf-8")
    file = after / "catalogue.toml"
    text = file.read_text("utf-8")
    for line in manifest.splitlines():
        key = line.partition(" =")[0]
        text = re.sub(rf"^{key} = .*$", line, text, flags=re.MULTILINE)
    file.write_text(text, "utf-8")


def test_the_worked_example_of_the_page(folders, capfd):
    before, after = folders
    value, case, manifest, commands, sheet = _blocks()
    _follow(after, value, case, manifest)
    ran = []
    for line in commands.splitlines():
        words = line.split()
        assert words[:2] == ["scarpette", "catalogue"]
        paths = {"data": str(after), "data-prima": str(before)}
        assert main([paths.get(word, word) for word in words[1:]]) == 0
        ran.append(capfd.readouterr().out)
    assert "ERRORE" not in ran[0]
    assert ran[1] == sheet


def test_a_case_that_does_not_come_out_is_named_with_both_sides(folders, capfd):
    _, after = folders
    value, case, manifest, *_ = _blocks()
    _follow(after, value.replace("42000.00", "41999.99"), case, manifest)
    assert main(["catalogue", "check", "--data", str(after)]) == 2
    out = capfd.readouterr().out
    assert "caso bonus_mamme-reddito-42000.00: bonus_mamme, status: " in out
    assert "il caso dice «due», la regola dà «not_due»" in out
