"""Tests as law: every case a lawyer wrote down comes out as the law says.

`[expected.<benefit>]` may say status, amount or min and max, payments, requirements by id,
do_when by step, warnings and no_warnings by id, lines of arithmetic.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from scarpette_tui.desk import law
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.paths import data_root

CASES = sorted((data_root() / "cases" / "golden").glob("*.toml"))
KNOWN = {
    "status", "amount", "min", "max", "payments", "requirements", "do_when", "warnings",
    "no_warnings", "lines", "schedule", "deadline", "steps", "no_steps", "stale",
}  # fmt: skip


def _amount(outcome):
    assert outcome.amount is not None, "no amount"
    return outcome.amount


def _check(outcome, wanted, evaluation):
    assert not set(wanted) - KNOWN, "the test does not know what this case expects"
    seen = {"status": outcome.status.value}
    for key in ("amount", "min", "max"):
        if key in wanted:
            name = {"amount": "value", "min": "low", "max": "high"}[key]
            found = getattr(_amount(outcome), name)
            seen[key] = found if found is None else f"{found:.2f}"
    if "payments" in wanted:
        seen["payments"] = _amount(outcome).payments
    if "requirements" in wanted:
        held = {each.id: each.holds for each in outcome.requirements}
        words = {True: True, False: False, None: "open"}
        seen["requirements"] = {key: words[held[key]] for key in wanted["requirements"]}
    if "do_when" in wanted:
        steps = {each.id.partition(".")[2]: each.do_when.value for each in outcome.steps}
        seen["do_when"] = {key: steps[key] for key in wanted["do_when"]}
    shown = {each.id for each in outcome.warnings}
    if "warnings" in wanted:
        seen["warnings"] = [key for key in wanted["warnings"] if key in shown]
    if "no_warnings" in wanted:
        seen["no_warnings"] = [key for key in wanted["no_warnings"] if key not in shown]
    ids = {each.id.partition(".")[2] for each in outcome.steps}
    if "steps" in wanted:
        seen["steps"] = [key for key in wanted["steps"] if key in ids]
    if "no_steps" in wanted:
        seen["no_steps"] = [key for key in wanted["no_steps"] if key not in ids]
    if "lines" in wanted:
        values = [line.value for line in _amount(outcome).lines]
        seen["lines"] = [text for text in wanted["lines"] if Decimal(text) in values]
    if "schedule" in wanted:
        values = [f"{each.value:.2f}" for each in _amount(outcome).schedule]
        seen["schedule"] = values[: len(wanted["schedule"])]
    if "deadline" in wanted:
        seen["deadline"] = outcome.deadline
    if "stale" in wanted:
        seen["stale"] = outcome.stale
    assert seen == dict(wanted)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden_case(path: Path):
    engine = law.engine()
    case = read_case(path.read_text(encoding="utf-8"), engine.catalogue, path.name)
    assert case.on is not None, "a golden case says its day"
    assert case.expected, "a golden case expects something"
    assert case.persona.get("role", "").startswith("caso sintetico")
    evaluation = engine.evaluate(case.answers, case.on)
    for benefit, wanted in case.expected.items():
        _check(evaluation.outcome(benefit), wanted, evaluation)


def test_every_entry_has_its_cases():
    expected = set()
    for path in CASES:
        expected |= set(
            read_case(path.read_text(encoding="utf-8"), law.catalogue(), path.name).expected
        )
    assert expected >= {benefit.id for benefit in law.catalogue().benefits}
