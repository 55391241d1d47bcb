"""A small synthetic law for the tests of the engine: no real benefit, no real value."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from scarpette_tui.catalogue.model import Benefit, Catalogue, Requirement, Step, Warning_

ON = date(2026, 11, 23)
CHECKED = {
    "source": "legge sintetica 1/2026",
    "status": "verified",
    "checked_on": date(2026, 11, 1),
    "recheck_by": date(2027, 5, 1),
}
HELP = {"how": "come", "why": "perché"}


def option(*values: str) -> list[dict[str, str]]:
    return [{"value": value, "label": value} for value in values]


def question(id: str, kind: str, **more: Any) -> dict[str, Any]:
    base = {"id": id, "kind": kind, "say": id, "section": "uno", "help": HELP, "burden": 1}
    return {**base, **more}


QUESTIONS = [
    question("b1", "yes_no"),
    question("b2", "yes_no", burden=2),
    question("b3", "yes_no", section="due"),
    question("ch", "choice", options=option("a", "b", "c"), section="due"),
    question("cs", "choices", options=option("x", "y", "z"), section="due", burden=3),
    question("n1", "count", max=12, section="tre"),
    question("m1", "money", max="5000", section="tre"),
    question("d1", "date", earliest=date(2024, 1, 1), latest=date(2027, 12, 31)),
    question("g1", "yes_no", when="b1", section="due"),
    question("g2", "count", max=5, when="ch == 'a' or b2", section="tre"),
    question("g3", "yes_no", when="g1 and not b3"),
    question("safe", "yes_no", phase="safety", section="sic"),
    question("permit", "choice", options=option("it", "eu", "other", "none")),
    question(
        "kids",
        "people",
        max=3,
        one="figlio o figlia",
        section="figli",
        fields=[
            {"id": "age", "kind": "count", "say": "anni", "max": 20},
            {"id": "mine", "kind": "yes_no", "say": "sua", "when": "this.age < 10"},
            {"id": "cost", "kind": "money", "say": "spesa", "max": "1000", "when": "b2"},
        ],
    ),
]


def dated(value: str | None, first: date, last: date | None = None, **more: Any) -> dict[str, Any]:
    said = {"value": value} if value is not None else {"missing": "non ancora pubblicato"}
    return {**CHECKED, "valid_from": first, "valid_to": last, **said, **more}


PARAMETERS = [
    {
        "id": "p1",
        "title": "soglia",
        "unit": "euro",
        "values": [
            dated("1000", date(2024, 1, 1), date(2025, 12, 31)),
            dated("1200.50", date(2026, 1, 1), date(2026, 12, 31)),
            dated(None, date(2027, 1, 1)),
        ],
    },
    {
        "id": "p2",
        "title": "senza valore",
        "unit": "euro",
        "values": [dated(None, date(2026, 1, 1))],
    },
    {"id": "p3", "title": "mesi", "unit": "months", "values": [dated("6", date(2020, 1, 1))]},
]
TABLES = [
    {
        **CHECKED,
        "id": "t1",
        "title": "tabella",
        "first": "1000",
        "step": "100",
        "steps": 20,
        "first_year": 2024,
        "threshold_digits": 2,
        "amount_digits": 1,
        "columns": [{"id": "base", "title": "base", "base": "200", "per_step": "5"}],
        "rates": [{**CHECKED, "year": y, "rate": r} for y, r in ((2025, "1.01"), (2026, "1.02"))],
    }
]
PERMITS = [
    {"id": "it", "label": "it", "benefits": {"one": {**CHECKED, "value": "yes"}}},
    {"id": "eu", "label": "eu", "benefits": {"one": {**CHECKED, "value": "yes"}}},
    {"id": "other", "label": "altro", "benefits": {"one": {**CHECKED, "value": "unknown"}}},
    {"id": "none", "label": "no", "benefits": {"one": {**CHECKED, "value": "no"}}},
]
DEFINITIONS = [
    {"id": "either", "title": "una delle due", "value": "b1 or b2"},
    {"id": "small", "title": "piccoli", "value": "count(k for k in kids if k.age < 10)"},
]


def requirement(id: str, when: str, **more: Any) -> Requirement:
    said = {"holds": f"{id} sì", "fails": f"{id} no", "open": f"{id} aperto"}
    return Requirement.model_validate({**CHECKED, "id": id, "when": when, **said, **more})


def step(id: str, **more: Any) -> Step:
    base = {
        "id": id, "kind": "filing", "do": id, "who": "lei", "where": "sportello",
        "no_traces": "nessuna", "do_when": "now",
    }  # fmt: skip
    return Step.model_validate({**CHECKED, **base, **more})


def warning(id: str, when: str = "", **more: Any) -> Warning_:
    return Warning_.model_validate({**CHECKED, "id": id, "when": when, "text": id, **more})


def benefit(id: str, requirements: Iterable[Requirement] = (), **more: Any) -> Benefit:
    base: dict[str, Any] = {
        "id": id, "name": id, "plain": id, "promise": "aiuta", "group": "uno", "priority": 1,
        "law": "legge sintetica", "reachable": ["due"], "no_amount": "nessun importo",
        "steps": [step("apply")], "said_aloud": "a voce",
    }  # fmt: skip
    return Benefit.model_validate({**base, "requirements": tuple(requirements), **more})


def amount(value: str, **more: Any) -> dict[str, Any]:
    return {**CHECKED, "value": value, "period": "month", **more}


def law(*benefits: Benefit, **more: Any) -> Catalogue:
    sections = [{"id": s, "title": s} for s in ("uno", "due", "tre", "figli", "sic")]
    manifest = {
        "format": 1,
        "version": "prova",
        "published_on": date(2026, 11, 1),
        "known_until": date(2026, 12, 31),
        "sections": sections,
        "groups": [{"id": "uno", "title": "uno"}],
    }
    base: dict[str, Any] = {
        "manifest": manifest,
        "questions": QUESTIONS,
        "definitions": DEFINITIONS,
        "parameters": PARAMETERS,
        "tables": TABLES,
        "benefits": benefits,
        "permits": PERMITS,
        "contacts": (),
        "entries": (),
    }
    return Catalogue.model_validate({**base, **more})
