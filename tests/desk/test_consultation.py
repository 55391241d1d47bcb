"""A whole consultation through the desk: real engine, real vault."""

from datetime import date

import pytest

from scarpette_tui.desk import case_file, closing, consultation, interview_view, law, paper, results
from scarpette_tui.desk.session import unlock
from scarpette_tui.desk.views import ClosingChoices, GateAnswers
from scarpette_tui.errors import InputError
from tests.conftest import OPERATOR, PASSPHRASE

GATE = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)


def answer_all(opened, wanted, limit=200):
    """Answer what is asked from `wanted`, "non so" to the rest, until nothing is left."""
    for _ in range(limit):
        question = consultation.view(opened).question
        if question is None:
            return
        if question.key in wanted:
            consultation.answer(opened, question.key, wanted[question.key])
        else:
            consultation.unknown(opened, question.key)
    raise AssertionError("the interview does not end")


FACTS = {
    "permit": "IT",
    "resident_italy": True,
    "resident_milano": True,
    "followed_by": ["cav", "servizi_sociali"],
    "cav_recognised": True,
    "social_need_declared": True,
    "rdl_received": False,
    "path_certificate": ["cav"],
    "path_start": "01/09/2026",
    "age": "34",
    "married": "no",
    "children": "0",
    "pregnant": False,
}


def test_a_consultation_runs_to_its_end_and_finds_the_freedom_income(session):
    opened = consultation.start(session, GATE)
    answer_all(opened, FACTS)
    found = results.results(opened)
    by_id = {benefit.benefit: benefit for benefit in found.benefits}
    assert by_id["reddito_di_liberta"].status == "due"
    assert "6.360,00" in by_id["reddito_di_liberta"].amount
    assert found.plan
    assert all(step.traces or step.no_traces for step in found.plan)
    assert [b.status for b in found.benefits] == sorted(
        (b.status for b in found.benefits), key=results.ORDER.index
    )


def test_every_answer_is_on_disk_before_the_next_question(session, vault_dir, clock):
    opened = consultation.start(session, GATE)
    first = consultation.view(opened).question
    shown = consultation.unknown(opened, first.key)
    session.close()  # as a killed process leaves it: nothing else is written
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as later:
        (draft,) = case_file.drafts(later)
        again = consultation.resume(later, draft.case_id)
        assert consultation.view(again).question == shown.question
        assert consultation.view(again).answered == shown.answered


def test_an_answer_that_cannot_be_written_is_not_remembered_either(session):
    """What is painted is on the disk: here the case was erased from another window."""
    opened = consultation.start(session, GATE)
    question, before = consultation.view(opened).question, opened.progress
    session.vault.open(opened.case_id).destroy()
    with pytest.raises(InputError, match="cancellato"):
        consultation.unknown(opened, question.key)
    assert opened.progress == before
    assert consultation.view(opened).question == question


def test_back_never_blanks_later_answers(session):
    opened = consultation.start(session, GATE)
    keys = []
    for _ in range(4):
        keys.append(consultation.view(opened).question.key)
        consultation.unknown(opened, keys[-1])
    before = consultation.view(opened).answered
    consultation.back(opened)
    shown = consultation.back(opened)
    assert shown.question.key == keys[2]
    assert shown.question.current.state == "unknown"
    assert shown.answered == before


def test_an_impossible_value_keeps_every_earlier_answer(session):
    opened = consultation.start(session, GATE)
    consultation.jump(opened, "path_start")
    before = consultation.view(opened)
    with pytest.raises(InputError) as fault:
        consultation.answer(opened, "path_start", "31/02/2026")
    said = fault.value.line()
    assert "31/02/2026" in said
    assert consultation.view(opened).question.say in said
    assert "path_start" not in said
    assert consultation.view(opened) == before


def _with_a_child(session):
    opened = consultation.start(session, GATE)
    consultation.jump(opened, "children")
    consultation.answer(opened, "children", "1")
    consultation.jump(opened, "children.0.age")
    consultation.answer(opened, "children.0.age", "7")
    return opened


def test_answers_that_become_unreachable_are_put_aside_and_brought_back_when_wanted(session):
    opened = _with_a_child(session)
    shown = consultation.answer(opened, "children", "0")
    assert shown.put_aside == 1
    assert "children.0.age" not in {a.key for a in shown.answered}
    shown = consultation.answer(opened, "children", "1")
    assert [row.key for row in shown.coming_back] == ["children.0.age"]
    assert "children.0.age" not in {a.key for a in shown.answered}
    shown = consultation.bring_back(opened, wanted=True)
    assert shown.restored == 1
    assert "children.0.age" in {a.key for a in shown.answered}
    assert shown.coming_back == ()


def test_what_is_not_brought_back_is_asked_anew(session):
    opened = _with_a_child(session)
    consultation.answer(opened, "children", "0")
    consultation.answer(opened, "children", "1")
    shown = consultation.bring_back(opened, wanted=False)
    assert shown.coming_back == ()
    assert "children.0.age" not in {a.key for a in shown.answered}
    assert shown.question.key == "children.0.age"


def test_the_number_of_questions_left_never_grows_unexplained(session):
    opened = consultation.start(session, GATE)
    shown = consultation.view(opened)
    while shown.question is not None:
        before = shown.left[1]
        wanted = {"children": "2", "work": "employee", "children.0.age": "1"}
        if shown.question.key in wanted:
            shown = consultation.answer(opened, shown.question.key, wanted[shown.question.key])
        elif shown.question.kind == "yes_no":
            shown = consultation.answer(opened, shown.question.key, "sì")
        else:
            shown = consultation.unknown(opened, shown.question.key)
        low, high = shown.left
        assert low <= high <= shown.left_most
        assert high <= before or shown.news


def test_the_short_path_ends_by_itself_and_can_go_on(session):
    opened = consultation.start(session, GATE, entry="cinque_minuti")
    asked = []
    while (question := consultation.view(opened).question) is not None:
        asked.append(question.key)
        consultation.unknown(opened, question.key)
    shown = consultation.view(opened)
    assert shown.short
    assert len(asked) <= 12
    assert {"phone_shared", "account", "followed_by"} <= set(asked)
    assert shown.left == (0, 0)
    statuses = {one.status for one in results.results(opened).benefits}
    assert "not_asked" in statuses
    assert "not_due" not in statuses
    assert consultation.focus(opened, None).question is not None


def test_the_quick_style_asks_several_at_once_and_ends_alike(session):
    facts = {**FACTS, "phone_shared": True, "post_shared": False, "pregnant": False}
    slow = consultation.start(session, GATE)
    answer_all(slow, facts)
    quick = consultation.start(session, GATE)
    shown = consultation.set_style(quick, "rapido")
    screens = 0
    while shown.question is not None:
        screens += 1
        keys = [one.key for one in shown.group]
        if keys:
            assert len(keys) > 1
            assert {one.kind for one in shown.group} == {"yes_no"}
            yes = [key for key in keys if facts.get(key) is True]
            unknown = [key for key in keys if key not in facts]
            shown = consultation.answer_group(quick, keys, yes=yes, unknown=unknown)
        elif shown.question.key in facts:
            shown = consultation.answer(quick, shown.question.key, facts[shown.question.key])
        else:
            shown = consultation.unknown(quick, shown.question.key)
    assert screens < len(consultation.view(slow).answered)
    told = [
        [(one.benefit, one.status, one.steps) for one in results.results(opened).benefits]
        for opened in (slow, quick)
    ]
    assert told[0] == told[1]


def test_an_entry_phrase_asks_first_what_it_is_about(session):
    opened = consultation.start(session, GATE, entry="assegno_figli")
    assert consultation.view(opened).question.key == "children"


def test_nothing_is_called_not_asked_once_everything_was_asked(session):
    opened = consultation.start(session, GATE)
    facts = {key: value for key, value in FACTS.items() if key not in {"path_certificate"}}
    answer_all(opened, facts | {"work": "none"})
    statuses = {one.benefit: one.status for one in results.results(opened).benefits}
    assert "not_asked" not in statuses.values()
    assert statuses["naspi"] == "possible"  # how the work ended she does not know
    assert not consultation.view(opened).unasked


def test_from_the_start_the_first_questions_are_light(session):
    opened = consultation.start(session, GATE)
    asked = []
    while len(asked) < 10 and (question := consultation.view(opened).question) is not None:
        asked.append(question.key)
        said = {"children": "2", "children.0.age": "4", "children.1.age": "8"}
        if question.key in said:
            consultation.answer(opened, question.key, said[question.key])
        else:
            consultation.unknown(opened, question.key)
    people = [place for place, key in enumerate(asked) if key.startswith("children")]
    assert people == list(range(len(people)))  # each child in turn, not cut short
    assert [key for key in asked if "." not in key][:3] == ["children", "followed_by", "work"]
    heavy = {"own_isee_ready", "life_situations", "household_income", "receives_now"}
    assert not heavy & set(asked)


def test_the_fast_path_asks_only_for_one_benefit(session):
    opened = consultation.start(session, GATE, benefit="assegno_sociale")
    answer_all(opened, {"age": "40"})
    answered = {row.key for row in consultation.view(opened).answered}
    assert "age" in answered
    assert not any(key.startswith("children") for key in answered)


def test_keeping_needs_her_consent_and_then_the_code_and_word_find_it(session):
    opened = consultation.start(session, GATE)
    case_file.add_note(opened, "Appuntamento con il servizio sociale")
    with pytest.raises(InputError):
        closing.close(opened, ClosingChoices(keep=True))
    done = closing.close(opened, ClosingChoices(keep=True, consent_note=True, word="girasole"))
    assert done.retention_until == date(2027, 12, 5)
    assert case_file.find(session, done.code, "girasole").code == done.code
    assert case_file.find(session, done.code, "altra") is None
    (line,) = case_file.cases(session)
    again = consultation.resume(session, line.case_id)
    assert [note.text for note in case_file.notes(again)] == [
        "Appuntamento con il servizio sociale"
    ]


def test_without_trace_nothing_is_left(session):
    opened = consultation.start(session, GATE)
    case_file.add_note(opened, "passo")
    done = closing.close(opened, ClosingChoices(keep=False))
    assert not done.kept
    assert case_file.drafts(session) == ()
    assert case_file.cases(session) == ()


def test_why_names_the_rights_and_their_source(session):
    opened = consultation.start(session, GATE)
    for key in ("permit", "path_certificate", "isee"):
        reasons = interview_view.why(opened, key)
        assert reasons
        assert all(reason.benefit and reason.text and reason.source for reason in reasons)


@pytest.mark.parametrize("level", ["neutro", "completo"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_page_is_made_from_what_she_said(session, level, language):
    opened = consultation.start(session, GATE)
    answer_all(opened, FACTS)
    page = paper.make(opened, level, language)
    assert page.pdf.startswith(b"%PDF")
    assert page.lines
    assert page == paper.make(opened, level, language)


def test_s15_a_note_is_not_markup_nor_an_escape(session):
    opened = consultation.start(session, GATE)
    (note,) = case_file.add_note(opened, "[red]passo[/red]\x1b[31m \u202eoggi")
    assert "\x1b" not in note.text
    assert "\u202e" not in note.text
    assert "[red]" in note.text


def test_a_narrative_gets_a_discreet_hint(session):
    assert case_file.note_hint("Ha raccontato che la minacciava")
    assert not case_file.note_hint("Appuntamento il 3 dicembre, portare il documento")


def test_a_right_of_who_hires_her_is_never_told_as_hers(session):
    opened = consultation.start(session, GATE, benefit="esonero_assunzione")
    facts = {"work": "none", "rdl_received": True, "work_situations": []}
    answer_all(opened, facts)
    goes_to = "va all'azienda che la assume, non a lei"
    found = {one.benefit: one for one in results.results(opened).benefits}
    assert found["esonero_assunzione"].status == "obtainable"
    assert found["esonero_assunzione"].status_text == f"si può ottenere: {goes_to}"
    assert f"({goes_to})" in results.results(opened).read_back
    near = {one.benefit: one.goes_to for one in consultation.view(opened).near}
    assert near["esonero_assunzione"] == goes_to
    assert set(near.values()) <= {"", goes_to}


def test_s7_what_is_read_back_is_short(session):
    opened = consultation.start(session, GATE)
    consultation.answer(opened, "children", "1")
    consultation.answer(opened, "children.0.age", "6")
    consultation.decline(opened, "followed_by")
    said = results.results(opened).read_back.splitlines()
    assert "Figlie e figli: 1." in said
    assert "figlia o figlio 1, età: 6." in said
    assert "Chi la segue già: preferisce non dire." in said
    for question in law.catalogue().questions:
        for asked in (question, *question.fields):
            assert 0 < len(asked.short) <= 80, asked.id
            assert not asked.short.endswith((".", ":", "?")), asked.id
