"""Answers that do not agree are remarked, calmly; nothing else changes."""

from datetime import date
from typing import Any

import pytest

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.engine import Engine

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


def test_no_remark_accuses() -> None:
    for remark in ENGINE.catalogue.remarks:
        assert remark.text.endswith(".")
        assert not {"errore", "falso", "bugia", "contraddizione"} & set(remark.text.lower().split())
