"""Answers that do not agree are remarked, calmly; nothing else changes."""

from datetime import date
from typing import Any

import pytest

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.interview.engine import Engine
from scarpette_tui.paths import data_root

ON = date(2026, 11, 23)
ENGINE = Engine(load_catalogue())

AGREE: dict[str, Any] = {
    "children": 1, "children.0.age": 2, "children.0.birth": date(2024, 6, 1), "age": 34,
    "residence_years": 30, "pregnant": True, "receives_now": frozenset({"naspi"}),
    "job_end": "dismissal", "work_situations": frozenset(),
}  # fmt: skip


def remarks(**other: Any) -> tuple[str, ...]:
    said = AGREE | {key.replace("__", "."): value for key, value in other.items()}
    return ENGINE.remarks(Answers({key: given(value) for key, value in said.items()}), ON)


def test_answers_that_agree_are_left_alone() -> None:
    assert remarks() == ()


@pytest.mark.parametrize(
    "other",
    [
        {"children__0__age": 5},
        {"children__0__birth": date(2026, 1, 1)},
        {"children__0__age": 30, "children__0__birth": date(1996, 6, 1)},
        {"residence_years": 40},
        {"age": 61, "residence_years": 5},
        {"job_end": "none_recent"},
    ],
)
def test_each_disagreement_is_told_once_and_alone(other: dict[str, Any]) -> None:
    assert len(remarks(**other)) == 1


def test_what_is_not_known_disagrees_with_nothing() -> None:
    said = Answers({"residence_years": given(40), "age": Answer(State.UNKNOWN)})
    assert ENGINE.remarks(said, ON) == ()


@pytest.mark.parametrize("on", [ON, date(2027, 1, 2), date(2027, 12, 30)])
@pytest.mark.parametrize("age", [0, 3, 4, 7, 8, 9, 17, 40])
def test_a_birth_that_was_not_asked_disagrees_with_no_age(age: int, on: date) -> None:
    said = Answers({"children": given(1), "children.0.age": given(age)})
    assert ENGINE.remarks(said, on) == ()
    ungiven = said.put("children.0.birth", Answer(State.UNKNOWN))
    assert ENGINE.remarks(ungiven, on) == ()


def test_the_training_cases_hold_together() -> None:
    for path in sorted((data_root() / "cases" / "training").glob("*.toml")):
        case = read_case(path.read_text(encoding="utf-8"), ENGINE.catalogue)
        assert ENGINE.remarks(case.answers, case.on or ON) == (), path.name


def test_no_remark_accuses() -> None:
    for remark in ENGINE.catalogue.remarks:
        assert remark.text.endswith(".")
        assert not {"errore", "falso", "bugia", "contraddizione"} & set(remark.text.lower().split())
