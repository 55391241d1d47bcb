"""Answers: immutable, in order, read back only inside their domain."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from random_law import complete
from synthetic_law import law

from scarpette_tui.errors import InputError
from scarpette_tui.interview.answers import (
    Answer,
    Answers,
    Provenance,
    State,
    given,
    parse_value,
)

LAW = law()
QUESTIONS = {question.id: question for question in LAW.questions}


@pytest.mark.parametrize(
    ("id", "raw", "value"),
    [
        ("b1", "sì", True),
        ("b1", "Si", True),
        ("b1", "no", False),
        ("b1", True, True),
        ("ch", "a", "a"),
        ("cs", "x, z", frozenset({"x", "z"})),
        ("cs", [], frozenset()),
        ("n1", "12", 12),
        ("n1", 0, 0),
        ("m1", "1.234,50", Decimal("1234.50")),
        ("m1", "1.234", Decimal(1234)),
        ("m1", "1234,5", Decimal("1234.5")),
        ("m1", "1234.50", Decimal("1234.50")),
        ("m1", "€ 12", Decimal(12)),
        ("m1", Decimal("0.01"), Decimal("0.01")),
        ("d1", "22/11/2026", date(2026, 11, 22)),
        ("d1", "2026-11-22", date(2026, 11, 22)),
        ("kids", 3, 3),
    ],
)
def test_values_are_read_as_italians_write_them(id: str, raw: Any, value: Any) -> None:
    read = parse_value(QUESTIONS[id], raw)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("id", "raw", "allowed"),
    [
        ("b1", "forse", "sì, no"),
        ("b1", 1, "sì, no"),
        ("ch", "d", "a, b, c"),
        ("cs", ["x", "w"], "x, y, z"),
        ("n1", "13", "da 0 a 12"),
        ("n1", "-1", "da 0 a 12"),
        ("n1", "1,5", "numero intero"),
        ("n1", True, "numero intero"),
        ("m1", "5000,01", "da 0 a 5000"),
        ("m1", "1,234", "1.234,50"),
        ("m1", "12.34.5", "1.234,50"),
        ("m1", "nan", "1.234,50"),
        ("m1", 1.5, "1.234,50"),
        ("d1", "31/02/2026", "data esistente"),
        ("d1", "2023-12-31", "dal 01/01/2024"),
        ("d1", "domani", "22/11/2026"),
        ("kids", 4, "da 0 a 3"),
        ("b1", "\x1b[31m", "sì, no"),
        ("n1", "٣", "numero intero"),
    ],
)
def test_a_value_outside_the_domain_names_the_question(id: str, raw: Any, allowed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_value(QUESTIONS[id], raw)
    assert f"«{id}»" in caught.value.line()
    assert allowed in caught.value.line()
    assert caught.value.line().isprintable()


def test_the_date_of_something_past_cannot_come_after_today() -> None:
    born = QUESTIONS["d1"].model_copy(update={"past": True})
    assert parse_value(born, "22/11/2026", date(2026, 11, 22)) == date(2026, 11, 22)
    assert parse_value(QUESTIONS["d1"], "23/11/2026", date(2026, 11, 22)) == date(2026, 11, 23)
    with pytest.raises(InputError) as caught:
        parse_value(born, "23/11/2026", date(2026, 11, 22))
    assert "non dopo oggi" in caught.value.line()


@drawn(st.text() | st.integers() | st.floats() | st.lists(st.text()) | st.none(), st.data())
def test_no_raw_value_breaks_the_reader(raw: Any, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(LAW.questions))
    try:
        value = parse_value(question, raw)
    except InputError:
        return
    assert parse_value(question, value) == value


@drawn(complete(LAW))
def test_json_there_and_back(answers: Answers) -> None:
    again = Answers.from_json(answers.to_json(), LAW)
    assert dict(again) == dict(answers)
    assert list(again) == list(answers)


def test_answers_do_not_change_in_place() -> None:
    empty = Answers.empty()
    one = empty.put("b1", given(True, Provenance.VISTO))
    two = one.put("n1", Answer(State.UNKNOWN)).put("b1", given(False))
    assert (len(empty), len(one), list(two)) == (0, 1, ["n1", "b1"])
    assert one["b1"] == Answer(State.GIVEN, True, Provenance.VISTO)
    assert dict(two.drop("b1").drop("b1")) == {"n1": Answer(State.UNKNOWN)}


@pytest.mark.parametrize(
    "data",
    [
        {"nessuna": {"state": "given", "value": True, "provenance": "detto"}},
        {"kids.x.age": {"state": "given", "value": 1, "provenance": "detto"}},
        {"kids.0.nessuno": {"state": "given", "value": 1, "provenance": "detto"}},
        {"b1": {"state": "given", "value": "forse", "provenance": "detto"}},
        {"b1": {"state": "boh", "value": True, "provenance": "detto"}},
        {"b1": {"state": "given", "value": True}},
        {"b1": True},
    ],
)
def test_json_that_is_not_answers_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        Answers.from_json(data, LAW)
    assert next(iter(data)) in caught.value.line()
