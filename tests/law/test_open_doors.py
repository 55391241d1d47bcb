"""Whoever she is and whatever papers she has, the counter has something to give her."""

import re
from datetime import date

import pytest

from scarpette_tui.catalogue import glossary
from scarpette_tui.catalogue.model import Kind
from scarpette_tui.desk import law
from scarpette_tui.interview.answers import Answers, given

ON = date(2026, 11, 22)
OPEN = {"due", "possible", "obtainable"}
PERMITS = [permit.id for permit in law.catalogue().permits]


def evaluation(**answers):
    known = Answers.empty()
    for key, value in answers.items():
        known = known.put(key, given(value))
    return law.engine().evaluate(known, ON)


def test_every_situation_of_the_question_has_its_row():
    asked = next(one for one in law.catalogue().questions if one.id == "permit")
    assert {option.value for option in asked.options} == set(PERMITS)


@pytest.mark.parametrize("permit", law.catalogue().permits, ids=PERMITS)
def test_a_row_answers_for_every_benefit_that_reads_it(permit):
    read = {
        name
        for benefit in law.catalogue().benefits
        for rule in benefit.requirements
        for name in re.findall(r'permitted\("(\w+)"\)', rule.when + rule.applies)
    }
    assert read - set(permit.benefits) == set()
    assert permit.advice, "an empty page"
    unsure = [rule for rule in permit.benefits.values() if rule.value == "unknown"]
    assert all(rule.ask and rule.note for rule in unsure)


@pytest.mark.parametrize("permit", PERMITS)
@pytest.mark.parametrize("resident", [True, False])
def test_no_permit_ends_in_an_empty_page(permit, resident):
    found = evaluation(permit=permit, resident_italy=resident, followed_by=frozenset())
    still = {each.benefit.id for each in found.outcomes if each.status.value in OPEN}
    assert still >= {"posizione_inps_protetta", "isee_nucleo_proprio", "patrocinio_gratuito"}
    assert any(step.do and step.do_when.value == "now" for step in found.plan)
    centre = [step for step in found.plan if step.id.endswith((".centro", ".ascolto"))]
    assert centre, "there is always the centre"


@pytest.mark.parametrize("permit", ["none", "asylum_seeker", "EU_not_registered", "family"])
def test_who_depends_on_another_sees_the_permit_of_her_own(permit):
    found = evaluation(permit=permit)
    assert found.outcome("permesso_18bis").status.value in OPEN


def test_what_has_happened_is_never_in_the_future():
    asked = [
        one
        for question in law.catalogue().questions
        for one in (question, *question.fields)
        if one.kind is Kind.DATE
    ]
    assert asked
    assert [one.id for one in asked if not one.past] == []


def test_every_abbreviation_is_in_the_glossary():
    known = " ".join(one.term for one in glossary.terms())
    said = {word for text in _spoken() for word in re.findall(r"\b[A-Z]{2,}\d*\b", text)}
    assert "ISEE" in said
    assert {word for word in said if word not in known} == set()


def _spoken():
    """Yield what an official reads out or reads: no source, no expression."""
    for question in law.catalogue().questions:
        for one in (question, *question.fields):
            yield one.say
            yield from (option.label for option in one.options)
        yield question.help.how
    for benefit in law.catalogue().benefits:
        yield from (benefit.plain, benefit.promise)
        for rule in benefit.requirements:
            yield from (rule.holds, rule.fails, rule.open)
        for step in benefit.steps:
            yield from (step.do, step.paper)
        yield from (warning.text for warning in benefit.warnings)
    for entry in law.catalogue().entries:
        yield entry.phrase
