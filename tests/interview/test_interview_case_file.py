"""FILE: what it may say, and how what it may not say is named."""

import json
from datetime import date
from decimal import Decimal

import pytest
from synthetic_law import ON, amount, benefit, law, requirement

from scarpette_tui.errors import InputError
from scarpette_tui.interview.answers import State
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.serialise import evaluation_to_json

LAW = law(
    benefit(
        "x",
        [requirement("r", "b1 and any(k.age < 10 for k in kids)")],
        amount=amount("m1 / 3", payments="6"),
        no_amount="",
    )
)
GOOD = """
on = 2026-11-22
unknown = ["permit"]
declined = ["ch", "kids.1.age"]
[answers]
b1 = true
m1 = 100.5
cs = ["x"]
d1 = 2026-03-01
[[people.kids]]
age = 4
mine = true
[[people.kids]]
[persona]
name = "prova"
[expected]
x = "due"
"""


def test_a_file_is_read() -> None:
    case = read_case(GOOD, LAW)
    assert case.on == date(2026, 11, 22)
    assert case.answers["m1"].value == Decimal("100.5")
    assert case.answers["kids"].value == 2
    assert case.answers["kids.0.age"].value == 4
    assert case.answers["permit"].state is State.UNKNOWN
    assert case.answers["kids.1.age"].state is State.DECLINED
    assert (case.persona, case.expected) == ({"name": "prova"}, {"x": "due"})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[answers]\nnessuna = 1", "nessuna"),
        ("[answers]\nb1 = 3", "«b1» non può valere «3»: valori ammessi sì, no"),
        ("[answers]\nn1 = 99", "da 0 a 12"),
        ("on = 2026-02-30", "data inesistente"),
        ("[answers]\nd1 = 2026-02-30", "data inesistente"),
        ("[answers]\nd1 = '30/02/2026'", "data esistente"),
        ("on = 'oggi'", "«on» deve essere una data"),
        ("[answers\nb1 = true", "alla riga 1"),
        ("[answers]\nb1 = sì", "alla riga 2"),
        ("risposte = 1", "chiave sconosciuta «risposte»"),
        ("answers = 1", "[answers]"),
        ("unknown = 'b1'", "elenco"),
        ("unknown = ['nessuna']", "nessuna"),
        ("unknown = ['b1']\n[answers]\nb1 = true", "due risposte"),
        ("[[people.cani]]", "people.cani"),
        ("[people]\nkids = 3", "[[people.kids]]"),
        ("[[people.kids]]\nnome = 1", "kids.0.nome"),
        ("[[people.kids]]\n[answers]\nkids = 2", "sono 1"),
        ("[[people.kids]]\nage = 21", "da 0 a 20"),
    ],
)
def test_what_is_wrong_is_named(text: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        read_case(text, LAW, "prova.toml")
    assert caught.value.line().startswith("prova.toml: ")
    assert named in caught.value.line()
    assert caught.value.exit_code == 2


def test_the_json_has_the_shape_of_the_design() -> None:
    case = read_case(GOOD, LAW)
    data = evaluation_to_json(Engine(LAW).evaluate(case.answers, ON), LAW)
    assert json.loads(json.dumps(data)) == data
    assert {"catalogue", "on", "outcomes", "plan", "next_question"} <= set(data)
    outcome = data["outcomes"][0]
    assert outcome["status"] == "due"
    assert outcome["amount"]["value"] == "33.50"
    assert outcome["amount"]["payments"] == 6
    assert {"value", "min", "max", "currency", "period", "schedule", "lines"} <= set(
        outcome["amount"]
    )
    keys = {"id", "holds", "obtainable", "source", "fact_status"}
    assert keys <= set(outcome["requirements"][0])
    assert {"fact_status", "deadline", "closed_on", "warnings", "missing"} <= set(outcome)
    assert {"step", "benefit", "where", "do_when", "by", "after", "traces"} <= set(data["plan"][0])
