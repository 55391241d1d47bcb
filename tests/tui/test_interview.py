"""The interview: every answer committed before the next question, and nothing ever lost."""

from tests.tui.conftest import Opener, flat, painted, press, settled, write
from tests.tui.walking import answer, gate_answers, interview_of, through_the_gate, to_interview

from scarpette_tui.desk import case_file, consultation, gate, law
from scarpette_tui.desk.session import Session
from scarpette_tui.tui.screens.dialogs import Dialog, Reading
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.interview import InterviewScreen, open_interview
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.widgets.extras import Extras


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
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "resta fino a stasera" in flat(pilot)
        await press(pilot, "r", "1")
        assert interview_of(pilot).view.question == before


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
