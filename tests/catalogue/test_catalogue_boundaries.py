"""Thresholds of the law and the golden cases that stand beside them."""

import pytest
from small_law import change

from scarpette_tui.catalogue.checking import check

AID, FIRST, SECOND = "benefits/aiuto.toml", "cases/golden/uno.toml", "cases/golden/due.toml"
THIRD = "cases/golden/tre.toml"
TITLE = "soglie con tutti i casi vicini"


def said(root):
    report = check(None, root)
    return report.coverage[TITLE], [
        one.partition(": ")[2] for one in report.errors if "soglia" in one
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "missing"),
    [
        (FIRST, "9000.50", "9000.48", "soglia income <= param.limit: nessun caso esatto."),
        (SECOND, "9000.49", "1", "soglia income <= param.limit: nessun caso appena sotto."),
        (THIRD, "9000.51", "9999999", "soglia income <= param.limit: nessun caso appena sopra."),
        (FIRST, "age = 17", "age = 16", "soglia children.age < 18: nessun caso appena sotto."),
        (SECOND, "age = 18", "age = 19", "soglia children.age < 18: nessun caso esatto."),
        (SECOND, "[[people.children]]", "[[people.others]]", "soglia children.age < 18: nessun caso esatto."),
        (FIRST, "[expected.aiuto]", "[expected.chiuso2]", "soglia income <= param.limit: nessun caso esatto."),
    ],
)  # fmt: skip
def test_a_missing_neighbour_is_an_error(root, name, old, new, missing):
    change(root, name, old, new)
    assert said(root) == ((1, 2), [missing])


def test_a_parameter_is_read_as_of_the_day_of_the_case(root):
    change(root, FIRST, "2026-11-22", "2024-11-22")
    assert said(root)[1] == ["soglia income <= param.limit: nessun caso esatto."]


@pytest.mark.parametrize(
    ("when", "missing"),
    [
        ("income < 0", ["soglia income < 0: nessun caso esatto, appena sopra."]),
        ("9000.50 >= income", []),
        ("9000 < income <= 9000.50", ["soglia income > 9000: nessun caso appena sotto, esatto, appena sopra."]),
        ("since >= date('2026-03-01')", ["soglia since >= 2026-03-01: nessun caso appena sotto, esatto."]),
        ("since < on", []),
        ("income * 2 > 10", []),
        ("income == 3", []),
        ("any(c.age <= 17 for c in children)", []),
        ("any(c.age > 16 for c in children)", ["soglia children.age > 16: nessun caso esatto."]),
        ("any(c.age >= 0 for c in children)", ["soglia children.age >= 0: nessun caso esatto."]),
    ],
)  # fmt: skip
def test_which_comparisons_are_thresholds(root, when, missing):
    change(root, AID, 'when = "has_minor"', f'when = "has_minor and ({when})"')
    assert [one for one in check(None, root).errors if "soglia" not in one] == []
    assert said(root)[1] == missing


def test_days_stand_one_day_apart(root):
    change(root, AID, 'when = "has_minor"', "when = \"has_minor and since >= date('2026-03-01')\"")
    change(root, FIRST, "[answers]", "[answers]\nsince = 2026-03-01")
    change(root, SECOND, "[answers]", "[answers]\nsince = 2026-02-28")
    assert said(root) == ((3, 3), [])
