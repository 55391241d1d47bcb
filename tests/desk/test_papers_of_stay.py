"""What her document of stay opens is said to the official, whichever it is."""

import pytest

from scarpette_tui.desk import consultation, law, results
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import GateAnswers
from scarpette_tui.tui.widgets.detail import benefit_text, summary_text

PERMITS = [row.id for row in law.catalogue().permits]


@pytest.fixture
def opened(session: Session) -> consultation.Consultation:
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
    return consultation.start(session, gate)


@pytest.mark.parametrize("permit", PERMITS)
def test_every_document_has_its_advice_on_the_summary(
    opened: consultation.Consultation, permit: str
) -> None:
    consultation.jump(opened, "permit")
    consultation.answer(opened, "permit", permit)
    found = results.results(opened)
    row = next(row for row in law.catalogue().permits if row.id == permit)
    assert row.advice
    assert row.advice in summary_text(found).plain
    for one in found.benefits:
        rule = row.benefits.get(one.benefit)
        assert one.stay == (rule.note if rule else "")
        assert one.stay in benefit_text(one).plain


@pytest.mark.parametrize("how", [consultation.unknown, consultation.decline])
def test_nothing_is_said_of_a_document_she_did_not_name(opened, how) -> None:  # type: ignore[no-untyped-def]
    consultation.jump(opened, "permit")
    how(opened, "permit")
    found = results.results(opened)
    assert found.stay == ""
    assert {one.stay for one in found.benefits} == {""}
