"""Tests as law: every case a lawyer wrote down comes out as the law says.

`[expected.<benefit>]` may say status, amount or min and max, payments, requirements by id,
do_when by step, warnings and no_warnings by id, steps and no_steps, lines of arithmetic,
the schedule's first payments, the deadline, whether amounts are stale.
"""

import pytest

from scarpette_tui.desk import law
from scarpette_tui.interview.case_proof import seen
from tests.law.golden import cases


@pytest.mark.parametrize(("name", "case"), cases(), ids=[name for name, _ in cases()])
def test_golden_case(name, case):
    assert case.on is not None, "a golden case says its day"
    assert case.expected, "a golden case expects something"
    assert case.persona.get("role", "").startswith("caso sintetico")
    evaluation = law.engine().evaluate(case.answers, case.on)
    for benefit, wanted in case.expected.items():
        assert seen(evaluation.outcome(benefit), wanted) == dict(wanted)


def test_every_entry_has_its_cases():
    expected = {benefit for _, case in cases() for benefit in case.expected}
    assert expected >= {benefit.id for benefit in law.catalogue().benefits}
