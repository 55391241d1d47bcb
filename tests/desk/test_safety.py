"""Safety of the woman and of the interview: the S rules, through the desk."""

import re
from datetime import date

import pytest

from scarpette_tui.catalogue.wording import forbidden
from scarpette_tui.desk import case_file, closing, consultation, gate, law, results
from scarpette_tui.desk.session import unlock
from scarpette_tui.desk.views import ClosingChoices, GateAnswers
from scarpette_tui.errors import InputError
from scarpette_tui.vault.content import ConsentDoc, ContactDoc
from tests.conftest import HEAD, OPERATOR, PASSPHRASE

OPEN_GATE = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)


def spoken():
    """Every sentence an official may say to her: questions, options, gate, entry phrases."""
    for question in law.catalogue().questions:
        for asked in (question, *question.fields):
            yield asked.id, asked.say
            yield from ((asked.id, option.label) for option in asked.options)
    texts = gate.shipped_texts()
    for name in ("danger", "language", "limits", "must_not_know", "must_not_know_limit"):
        yield name, getattr(texts, name)
    for name, text in vars(texts.closing).items():
        yield name, text


def test_s1_the_danger_text_offers_help_before_any_paper():
    texts = gate.shipped_texts()
    assert "112" in texts.danger_help[0]
    assert any("1522" in line for line in texts.danger_help)


def test_s2_the_limits_are_marked_until_the_legal_service_approves(session):
    texts = gate.gate_texts(session)
    assert texts.limits
    assert not texts.limits_approved


def test_s2_the_office_text_replaces_the_starting_one(vault_dir, clock):
    (vault_dir / "settings.toml").write_text(
        '[limits]\ntext = "Testo della sede."\napproved_on = 2026-10-01\n', encoding="utf-8"
    )
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as session:
        texts = gate.gate_texts(session)
    assert (texts.limits, texts.limits_approved) == ("Testo della sede.", True)


def test_s3_no_relative_interprets_and_the_alternative_is_shown():
    text = gate.shipped_texts().interpreter
    assert "familiare" in text
    assert "figlio" in text
    assert "1522" in text


def test_s4_a_yes_seals_the_case_to_its_official_alone(vault_dir, clock):
    hidden = GateAnswers(language="it", limits_read=True, someone_must_not_know=True)
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as session:
        opened = consultation.start(session, hidden)
        assert opened.case.restricted
        assert opened.case.second is None
        closing.close(opened, ClosingChoices(keep=True, consent_note=True, word="parola"))
        (line,) = case_file.cases(session)
    with unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as session:
        assert case_file.cases(session) == ()
        with pytest.raises(InputError):
            consultation.resume(session, line.case_id)


def test_s4_a_yes_makes_a_step_for_the_office_archives(session):
    hidden = GateAnswers(language="it", limits_read=True, someone_must_not_know=True)
    plan = results.results(consultation.start(session, hidden)).plan
    assert any(step.step.endswith("trattazione_riservata") for step in plan)


def test_s5_each_consent_is_apart_dated_and_refusing_changes_nothing(session):
    opened = consultation.start(session, OPEN_GATE)
    before = results.results(opened)
    closing.close(opened, ClosingChoices(keep=True, consent_note=True, word="a"))
    saved = opened.case.read(ConsentDoc)
    assert {c.purpose.value: c.given for c in saved.consents} == {
        "keep_note": True,
        "be_contacted": False,
        "referral": False,
    }
    assert len({c.nonce for c in saved.consents}) == 3
    assert results.results(opened) == before


def test_s6_no_question_asks_who_she_is_or_where_she_lives():
    identifying = re.compile(
        r"codice fiscale|come si chiama|nome e cognome|che via|quale indirizzo|"
        r"numero di (telefono|documento)",
        re.IGNORECASE,
    )
    asked = [
        (asked.id, asked.say)
        for question in law.catalogue().questions
        for asked in (question, *question.fields)
    ]
    assert [entry for entry in asked if identifying.search(entry[1])] == []


def test_s7_no_question_asks_for_events_or_reasons():
    telling = re.compile(
        r"cos['’]? ?[eè] successo|mi racconti|perch[eé] non|da quanto tempo la|le ha fatto|"
        r"l['’]ha (colpita|picchiata|minacciata)",
        re.IGNORECASE,
    )
    assert [entry for entry in spoken() if telling.search(entry[1])] == []


def test_s7_every_question_takes_prefers_not_to_say(session):
    opened = consultation.start(session, OPEN_GATE)
    for question in law.catalogue().questions:
        shown = consultation.decline(opened, question.id)
        assert any(a.key == question.id and a.state == "declined" for a in shown.answered) or (
            question.when
        )


def test_p5_no_spoken_sentence_holds_a_word_never_to_be_said():
    found = {key: forbidden(text, "it", "sempre") for key, text in spoken()}
    assert {key: words for key, words in found.items() if words} == {}


def test_s11_lists_show_opaque_codes_only(session):
    opened = consultation.start(session, OPEN_GATE)
    case_file.add_note(opened, "passo riconoscibile")
    (line,) = case_file.drafts(session)
    assert re.fullmatch(r"[A-Z]\d{5}", line.code)
    assert "riconoscibile" not in repr(line)


def test_s12_without_her_consent_no_contact_is_kept(session):
    opened = consultation.start(session, OPEN_GATE)
    closing.close(
        opened,
        ClosingChoices(keep=True, consent_note=True, word="a", contact_channel="telefono"),
    )
    assert opened.case.read(ContactDoc) is None


def test_s13_there_is_no_risk_score():
    texts = gate.shipped_texts()
    assert "classifica del pericolo" in texts.danger_never
    ids = {question.id for question in law.catalogue().questions}
    assert not {key for key in ids if "risk" in key or "danger" in key}


def test_s14_twelve_months_by_default_and_one_to_sixty(session):
    opened = consultation.start(session, OPEN_GATE)
    for months in (0, 61):
        with pytest.raises(InputError):
            closing.close(
                opened, ClosingChoices(keep=True, consent_note=True, retention_months=months)
            )
    done = closing.close(opened, ClosingChoices(keep=True, consent_note=True))
    assert done.retention_until == date(2027, 12, 5)


def test_s17_the_official_is_cared_for_too():
    assert "cinque" in gate.shipped_texts().debrief


def test_a_yes_about_the_safety_of_steps_has_one_meaning():
    """Only you, or someone else: cannot be answered yes or no without a wrong "safe"."""
    asked = [
        question
        for question in law.catalogue().questions
        if question.section == "sicurezza" and question.kind == "yes_no"
    ]
    assert len(asked) >= 5
    for question in asked:
        assert not re.search(r"\b(?:solo|ha|hanno|usa) lei\b", question.say), question.id
        assert re.search(r"qualcun|altra persona", question.say.lower()), question.id


@pytest.mark.parametrize("refused", [True, False])
def test_p12_who_was_refused_at_the_end_never_opens_it(session, clock, refused):
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False, second=HEAD)
    opened = consultation.start(session, gate)
    assert closing.proposed(opened).second == HEAD
    second = None if refused else HEAD
    closing.close(opened, ClosingChoices(keep=True, consent_note=True, word="a", second=second))
    assert opened.case.second == second
    session.close()
    with unlock(session.directory, HEAD, PASSPHRASE, clock=clock) as other:
        assert len(case_file.cases(other)) == (0 if refused else 1)
