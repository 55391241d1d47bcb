"""The interview: every answer committed before the next question, and nothing ever lost."""

from dataclasses import replace

from tests.tui.conftest import Opener, flat, painted, press, settled, write
from tests.tui.walking import answer, gate_answers, interview_of, through_the_gate, to_interview
from textual.pilot import Pilot

from scarpette_tui.desk import case_file, consultation, gate, law
from scarpette_tui.desk.session import Session
from scarpette_tui.tui.screens import asking
from scarpette_tui.tui.screens.dialogs import Dialog, Reading
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.interview import InterviewScreen, open_interview
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session as session_of
from scarpette_tui.tui.widgets.extras import Extras
from scarpette_tui.vault.content import ConsentDoc


async def test_each_answer_is_on_disk_before_the_next_question(
    home: Opener, session: Session
) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        given = [await answer(pilot) for _ in range(5)]
        shown = interview_of(pilot).view.question
        again = consultation.resume(session, case_file.drafts(session)[0].case_id)
        view = consultation.view(again)
        assert [one.key for one in view.answered] == given
        assert view.question == shown


async def test_does_not_know_and_does_not_say_are_one_key_each(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "f3", "f4")
        states = [one.state for one in interview_of(pilot).view.answered]
        assert states == ["unknown", "declined"]
        assert "preferisce non dire" in flat(pilot)


async def test_provenance_is_kept_with_the_answer(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "f5")
        assert "[visto]" in painted(pilot)
        await answer(pilot)
        assert interview_of(pilot).view.answered[0].provenance == "visto"
        assert interview_of(pilot).query_one(Extras).provenance == "detto"


async def test_back_shows_the_answer_given_and_blanks_nothing(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        first = await answer(pilot)
        await answer(pilot)
        await press(pilot, "f7", "f7")
        view = interview_of(pilot).view
        assert view.question is not None
        assert view.question.key == first
        assert view.question.current is not None
        assert len(view.answered) == 2
        assert "Risposta data" in flat(pilot)


async def test_jump_returns_to_any_answer(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        keys = [await answer(pilot) for _ in range(3)]
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, Dialog)
        await press(pilot, "2")
        question = interview_of(pilot).view.question
        assert question is not None
        assert question.key == keys[1]


async def test_pause_keeps_the_draft_and_resumes_at_the_same_question(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await answer(pilot)
        before = interview_of(pilot).view.question
        await press(pilot, "f8")
        assert "a mezzanotte si cancella da sola" in flat(pilot)
        await press(pilot, "c")
        assert interview_of(pilot).view.question == before
        await press(pilot, "f8", "s")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "resta fino a stasera" in flat(pilot)
        await press(pilot, "r", "1")
        assert interview_of(pilot).view.question == before


async def test_a_pause_can_keep_the_draft_with_her_consent(home: Opener, session: Session) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await answer(pilot)
        await press(pilot, "f8", "t")
        assert "resta finché la si chiude" in flat(pilot)
        (draft,) = case_file.drafts(session)
        assert draft.traceless is False
        case = session.vault.open(draft.case_id)
        consents = case.read(ConsentDoc)
        assert consents is not None
        assert [one.purpose.value for one in consents.consents] == ["keep_note"]
        assert case.consent_faults() == []
        await press(pilot, "r", "1", "f8")
        assert "resta finché la si chiude" in flat(pilot)


async def test_stop_is_offered_and_can_leave_nothing(home: Opener, session: Session) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await answer(pilot)
        await press(pilot, "escape")
        assert "Si ferma quando vuole lei" in flat(pilot)
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert case_file.drafts(session) == ()


async def test_why_shows_what_depends_on_the_question(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Reading)
        assert "Perché lo chiedo" in flat(pilot)
        assert dict(pilot.app.screen.sections)["Che cosa dipende da questa risposta"]
        await press(pilot, "escape")
        interview_of(pilot)


async def test_a_date_that_does_not_exist_is_refused_and_stays_in_the_field(
    home: Opener, session: Session
) -> None:
    async with home() as pilot:
        key = next(one for one in ("path_start_date", *date_keys()) if one in date_keys())
        begun = consultation.start(session, gate_answers())
        consultation.jump(begun, key)
        page = pilot.app.screen
        assert isinstance(page, Page)
        open_interview(page, begun)
        await settled(pilot)
        await write(pilot, "31/02/2026")
        await press(pilot, "enter")
        view = interview_of(pilot).view
        assert view.question is not None
        assert view.question.key == key
        assert not view.answered
        assert "31/02/2026" in painted(pilot)
        assert "! " in painted(pilot)


async def test_the_panel_has_a_line_at_80_columns_and_a_place_at_120(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        assert screen.query_one("#quadro-riga").display
        assert not screen.query_one("#quadro").display
        await press(pilot, "ctrl+o")
        assert "Già sicuro" in painted(pilot)
        await press(pilot, "ctrl+o")
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "Già sicuro" in painted(pilot)
        assert not screen.query_one("#quadro-riga").display


async def test_an_interview_runs_to_its_end_with_keys_alone(home: Opener) -> None:
    async with home() as pilot:
        await through_the_gate(pilot)
        for _ in range(150):
            if interview_of(pilot).view.question is None:
                break
            await press(pilot, "f3")
        assert "Non c'è altro da chiedere" in flat(pilot)
        await press(pilot, "escape")
        assert "Ci fermiamo?" in flat(pilot)


async def test_the_fast_path_asks_for_one_benefit(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t", "enter", "l", "n", "n", "b", "1")
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        assert screen.view.focus == gate.benefits()[0].benefit


async def test_a_key_pressed_twice_answers_once(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        screen.busy = True
        await pilot.press("f3")
        screen.busy = False
        await settled(pilot)
        assert not screen.view.answered


def date_keys() -> tuple[str, ...]:
    return tuple(one.id for one in law.catalogue().questions if one.kind.value == "date")


async def grouped(pilot: Pilot[int]) -> InterviewScreen:
    """Go on in the quick style until several questions stand on one screen."""
    await to_interview(pilot)
    await press(pilot, "ctrl+g")
    assert "Più voci insieme" in flat(pilot)
    for _ in range(40):
        if interview_of(pilot).view.group:
            return interview_of(pilot)
        await press(pilot, "f3")
    raise AssertionError("no screen of several questions")


async def test_a_box_is_short_and_its_whole_words_a_key_away(home: Opener) -> None:
    async with home() as pilot:
        screen = await grouped(pilot)
        first = screen.view.group[0]
        assert first.short in flat(pilot)
        assert first.say not in flat(pilot)
    sections = dict(asking.why_sections(first, ()))
    assert sections["Le parole intere"] == [first.say]
    assert "Le parole intere" not in dict(asking.why_sections(replace(first, short=""), ()))


async def test_an_unmarked_box_is_a_no_only_when_confirmed(home: Opener) -> None:
    async with home() as pilot:
        screen = await grouped(pilot)
        keys = [one.key for one in screen.view.group]
        before = len(screen.view.answered)
        await press(pilot, "1", "enter")
        assert "serve «Nessuna delle altre»" in flat(pilot)
        assert len(screen.view.answered) == before
        await press(pilot, "n", "enter")
        answers = screen.consultation.progress.answers
        assert [answers[key].value for key in keys] == [True] + [False] * (len(keys) - 1)


async def test_in_a_group_each_row_can_be_not_known_or_not_said(home: Opener) -> None:
    async with home() as pilot:
        screen = await grouped(pilot)
        keys = [one.key for one in screen.view.group]
        await press(pilot, "f3", "down", "f4", "n", "enter")
        states = [screen.consultation.progress.answers[key].state.value for key in keys]
        assert states == ["unknown", "declined"] + ["given"] * (len(keys) - 2)


async def test_the_style_is_the_officials_choice_and_a_key_away(home: Opener) -> None:
    async with home() as pilot:
        screen = await grouped(pilot)
        await press(pilot, "ctrl+g")
        assert screen.view.style == "discreto"
        assert not screen.view.group


async def test_answers_put_aside_are_offered_again(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        case = screen.consultation
        consultation.jump(case, "children")
        consultation.answer(case, "children", "1")
        consultation.jump(case, "children.0.age")
        consultation.answer(case, "children.0.age", "7")
        await screen.show(consultation.jump(case, "children"))
        await settled(pilot)
        await pilot.press("backspace", "0", "enter")
        await settled(pilot)
        assert "Messa da parte una risposta" in flat(pilot)
        await screen.show(consultation.jump(case, "children"))
        await settled(pilot)
        await pilot.press("backspace", "1", "enter")
        await settled(pilot)
        assert "la riporto?" in flat(pilot)
        await press(pilot, "s")
        assert "children.0.age" in case.progress.answers


async def test_the_short_path_ends_at_the_results_or_goes_on(home: Opener) -> None:
    async with home() as pilot:
        page = pilot.app.screen
        assert isinstance(page, Page)
        begun = consultation.start(session_of(page), gate_answers(), entry="cinque_minuti")
        open_interview(page, begun)
        await settled(pilot)
        screen = interview_of(pilot)
        while screen.view.question is not None:
            await press(pilot, "f3")
        assert "Il percorso breve finisce qui" in flat(pilot)
        await press(pilot, "a")
        assert screen.view.question is not None


async def test_office_words_are_explained_from_everywhere_and_where_they_are_asked(
    home: Opener,
) -> None:
    async with home() as pilot:
        await press(pilot, "ctrl+l")
        assert isinstance(pilot.app.screen, Reading)
        assert any(
            one.startswith("ISEE: ") for _, lines in pilot.app.screen.sections for one in lines
        )
        await press(pilot, "escape")
        page = pilot.app.screen
        assert isinstance(page, Page)
        begun = consultation.start(session_of(page), gate_answers())
        consultation.jump(begun, "isee")
        open_interview(page, begun)
        await settled(pilot)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Reading)
        words = dict(pilot.app.screen.sections)["Parole da spiegare"]
        assert any(one.startswith("ISEE: ") for one in words)


async def test_a_remark_about_no_mark_goes_when_a_row_is_marked_and_comes_again(
    home: Opener,
) -> None:
    none = "Nessuna voce segnata"
    async with home() as pilot:
        screen = await to_interview(pilot)
        await write(pilot, "0")
        await press(pilot, "enter")
        question = screen.view.question
        assert question is not None
        assert question.kind == "choices"
        await press(pilot, "enter")
        assert none in flat(pilot)
        await press(pilot, "1")
        assert none not in flat(pilot)
        await press(pilot, "1", "enter")
        assert none in flat(pilot), "unmarked again: an Enter alone says nothing for her"
        assert screen.view.question == question
        await press(pilot, "enter")
        assert screen.view.question != question


async def test_an_empty_field_asks_for_the_answer_or_for_the_ways_out(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "enter")
        assert "Scriva la risposta; oppure F3 «non so»" in flat(pilot)
