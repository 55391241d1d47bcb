"""Every safety rule has a test that bears its code, or a row that says why there is none."""

import importlib.machinery
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.checkout


@pytest.fixture(scope="module")
def rules(root: Path) -> ModuleType:
    """The script that collects the codes, which has no .py at its end."""
    loader = importlib.machinery.SourceFileLoader("rules_script", str(root / ".ci" / "rules"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page of the threats."""
    return (root / "docs" / "minacce.md").read_text(encoding="utf-8")


def test_every_rule_has_a_test_or_a_reason(rules: ModuleType, page: str, root: Path) -> None:
    rows = rules.read_table(page)
    assert list(rows) == rules.RULES
    assert rules.unexplained(rows, rules.borne_by(root / "tests")) == []


def test_the_page_names_only_tests_that_bear_the_rule(
    rules: ModuleType, page: str, root: Path
) -> None:
    borne = rules.borne_by(root / "tests")
    wrong = {
        code: set(tests) - borne[code]
        for code, (_, tests, _) in rules.read_table(page).items()
        if set(tests) - borne[code]
    }
    assert wrong == {}, "run .ci/rules"


def test_the_page_names_only_code_and_tests_that_exist(page: str, root: Path) -> None:
    named = set(re.findall(r"`([a-z_]+(?:/[a-z0-9_]+)*\.py)`", page))
    assert len(named) > 50
    homes = (root / "src" / "scarpette_tui", root / "tests")
    assert {name for name in named if not any((home / name).is_file() for home in homes)} == set()


def test_a_rule_without_test_and_reason_is_found(rules: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(
        'def test_v6_one() -> None:\n    """Also H3."""\n\n\ndef helper() -> None:\n    """S1."""\n',
        encoding="utf-8",
    )
    borne = rules.borne_by(tmp_path)
    assert borne["V6"] == borne["H3"] == {"test_example.py"}
    assert borne["S1"] == borne["V1"] == set()
    rows = rules.read_table("| S1 | la regola | — | non ancora |\n| V1 | la regola | — | — |\n")
    missing = rules.unexplained(rows, borne)
    assert "V1" in missing
    assert not {"S1", "V6", "H3"} & set(missing)
