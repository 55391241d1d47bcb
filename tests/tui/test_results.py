"""Results, notes of a step, the page and the closing, all on the real desk."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import HEAD
from tests.tui import samples
from tests.tui.conftest import Opener, flat, painted, press, settled, words_on
from tests.tui.walking import GATE, answer, to_interview
from textual.pilot import Pilot
from textual.widgets import OptionList

from scarpette_tui.desk import case_file, consultation
from scarpette_tui.desk.session import Session
from scarpette_tui.tui.screens.closing import ClosingFlow
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.paper import PaperFlow, PreviewScreen
from scarpette_tui.tui.screens.results import ResultsScreen
from scarpette_tui.tui.screens.told import ToldScreen
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.fields import Field


async def to_results(pilot: Pilot[int], answers: int = 4) -> ResultsScreen:
    await to_interview(pilot)
    for _ in range(answers):
        await answer(pilot)
    await press(pilot, "ctrl+r")
    screen = pilot.app.screen
    assert isinstance(screen, ResultsScreen)
    return screen


async def test_every_benefit_is_listed_and_shows_its_proof_in_words(home: Opener) -> None:
    async with home((120, 40)) as pilot:
        screen = await to_results(pilot)
        listed = [one.id for one in screen.query_one(OptionList).options if one.id]
        assert listed == [one.benefit for one in screen.view.benefits]
        text = words_on(pilot)
        assert any(sign in text for sign in ("✓ sì", "✗ no", "? aperto"))
        assert "Fonte" in text


async def test_at_80_columns_enter_opens_the_sheet_and_escape_returns(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_results(pilot)
        assert not screen.query_one("#foglio").display
        await press(pilot, "enter")
        assert screen.query_one("#foglio").display
        await press(pilot, "escape")
        assert screen.query_one(OptionList).has_focus


async def test_the_plan_shows_what_others_may_see(home: Opener) -> None:
    async with home((120, 40)) as pilot:
        screen = await to_results(pilot)
        await press(pilot, "2")
        steps = [one for one in screen.view.plan if one.traces]
        assert steps
        screen.query_one(OptionList).highlighted = screen.view.plan.index(steps[0])
        await press(pilot, "f1", "escape")
        assert "Chi può accorgersene" in words_on(pilot)


async def test_keys_faster_than_the_screen_ask_nothing_of_a_tab_just_left(home: Opener) -> None:
    async with home((120, 40)) as pilot:
        screen = await to_results(pilot)
        for key in ("2", "1", "2", "enter", "1", "enter", "3", "down", "enter", "2", "1"):
            pilot.app.simulate_key(key)
        await settled(pilot)
        assert pilot.app.screen is screen
        assert screen.tab == "benefits"
        assert screen.query_one(OptionList).highlighted_option is not None


async def test_the_answers_that_decide_come_first_and_the_rest_folds(home: Opener) -> None:
    async with home((120, 40)) as pilot:
        screen = await to_results(pilot, 12)
        decided = next(one for one in screen.view.benefits if one.because)
        rows = screen.query_one(OptionList)
        rows.highlighted = rows.get_option_index(decided.benefit)
        await settled(pilot)
        text = words_on(pilot)
        assert "Bastano queste risposte" in text
        assert "Lette secondo" in text
        assert f"tutte le condizioni ({len(decided.proof)})" in " ".join(text.split())
        await press(pilot, "f3")
        assert all(sign in words_on(pilot) for sign in ("Perché", decided.proof[0].sentence[:20]))


async def test_a_step_can_be_marked_and_stays_marked(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_results(pilot)
        await press(pilot, "2", "f4")
        assert isinstance(pilot.app.screen, Dialog)
        await press(pilot, "3")
        assert "Segnato: ✓ fatto" in flat(pilot)
        assert screen.view.plan[0].done == "fatto"
        assert "[✓ fatto]" in flat(pilot)


async def test_what_if_changes_nothing_that_is_registered(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_results(pilot, 12)
        before = screen.consultation.progress.answers
        await press(pilot, "f5")
        assert "E se la risposta fosse" in flat(pilot)
        await press(pilot, "1")
        assert "Che cosa cambierebbe" in flat(pilot)
        assert screen.consultation.progress.answers == before


async def test_the_summary_is_there_to_be_read_back(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_results(pilot)
        await press(pilot, "3")
        shown = " ".join(words_on(pilot).split())
        assert " ".join(screen.view.read_back.split())[:60] in shown
        assert "1522" in shown


async def test_no_page_is_made_when_it_is_not_safe(home: Opener) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, PaperFlow)
        assert "È sicuro portare un foglio a casa?" in flat(pilot)
        await press(pilot, "n")
        assert "Nessun foglio" in flat(pilot)
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, ResultsScreen)


async def test_h2_a_page_can_still_be_refused_and_is_neutral_when_nobody_chooses(
    home: Opener,
) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f6", "s", "1")
        assert "Non è stato fatto nessun file" in flat(pilot)
        await press(pilot, "t", "f6", "s", "enter", "1", "n")
        screen = pilot.app.screen
        assert isinstance(screen, PreviewScreen)
        assert screen.paper.level == "neutro"


async def test_the_page_is_previewed_asked_about_and_saved_only_on_request(
    home: Opener, tmp_path: Path
) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f6", "s", "2", "1", "n")
        screen = pilot.app.screen
        assert isinstance(screen, PreviewScreen)
        assert screen.paper.level == "neutro"
        assert "INFORMAZIONI" in words_on(pilot)
        await press(pilot, "f6")
        assert "Se qualcuno lo trova, cosa pensa?" in flat(pilot)
        await press(pilot, "n")
        assert "Non stampato" in flat(pilot)
        await press(pilot, "f7")
        assert "Se qualcuno lo trova" in flat(pilot)
        path = tmp_path / "orari.pdf"
        pilot.app.screen.query_one(Field).value = str(path)
        await press(pilot, "enter")
        assert path.read_bytes() == screen.paper.pdf
        assert "Salvato" in flat(pilot)
        await press(pilot, "f7")
        pilot.app.screen.query_one(Field).value = str(path)
        await press(pilot, "enter")
        assert "C'è già un file" in flat(pilot)
        path.write_bytes(b"un altro")
        await press(pilot, "n")
        assert path.read_bytes() == b"un altro"
        await press(pilot, "enter", "s")
        assert path.read_bytes() == screen.paper.pdf
        assert isinstance(pilot.app.screen, PreviewScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ResultsScreen), "the paper is done: no question again"


async def test_before_the_paper_is_done_escape_goes_back_one_question(home: Opener) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f6", "s", "2", "1", "n", "escape")
        assert isinstance(pilot.app.screen, PaperFlow)
        assert "Grandezza delle lettere" in flat(pilot)
        await press(pilot, *["escape"] * 4)
        assert isinstance(pilot.app.screen, ResultsScreen)


async def test_what_is_left_off_is_shown_first(home: Opener) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f6", "s", "2", "1", "n")
        screen = pilot.app.screen
        assert isinstance(screen, PreviewScreen)
        if screen.paper.left_off:
            assert "da dire a voce" in flat(pilot)


async def test_however_much_is_left_off_all_of_it_can_be_read(home: Opener) -> None:
    aloud = tuple(f"cosa numero {number}: da dire con calma" for number in range(30))
    paper = replace(samples.PAPER, left_off=aloud)
    async with home() as pilot:
        shell(pilot.app).go(PreviewScreen(paper, "Foglio neutro", "Chi lo trova?"))
        await settled(pilot)
        seen = ""
        for _ in range(6):
            seen += flat(pilot)
            await press(pilot, "pagedown")
        assert [one for one in aloud if one not in seen] == []
        assert "INFORMAZIONI" in seen + flat(pilot)


async def test_keeping_asks_each_consent_and_shows_the_code(home: Opener, session: Session) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f8")
        steps = []
        for key in ("t", "s", "n", "n"):
            assert isinstance(pilot.app.screen, ClosingFlow)
            steps.append(pilot.app.screen.step)
            await press(pilot, key)
        assert steps == ["keep", "note", "contact", "referral"]
        await press(pilot, *"girasole", "enter")
        assert pilot.app.screen.query_one(Field).value == "12"
        await press(pilot, "enter", "p", "s")
        screen = pilot.app.screen
        assert isinstance(screen, ToldScreen)
        code = screen.view.code
        assert "   ".join(code) in painted(pilot)
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert [one.code for one in case_file.cases(session)] == [code]
        assert case_file.drafts(session) == ()
        await press(pilot, "c", *code.lower(), "enter", *"girasole", "enter")
        assert code in painted(pilot)
        await press(pilot, "r", "ctrl+r", "f8")
        await press(pilot, "t", "s", "n", "n", *"girasole", "enter", "enter")
        assert isinstance(pilot.app.screen, ClosingFlow)
        assert pilot.app.screen.step == "sure"  # the case itself knows it was counted (D7)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ToldScreen)


async def test_p12_who_else_opens_it_is_asked_once_and_can_be_changed_at_the_end(
    home: Opener, session: Session
) -> None:
    async with home() as pilot:
        await press(pilot, "n", *GATE[:-1], "1", "i")
        await press(pilot, "ctrl+r", "f8", "t", "s", "n", "n", *"girasole", "enter", "enter", "p")
        flow = pilot.app.screen
        assert isinstance(flow, ClosingFlow)
        assert flow.step == "sure"
        assert f"La può aprire anche «{HEAD}»" in flat(pilot)
        await press(pilot, "c", "n")
        assert flow.step == "sure"
        assert "Non la può aprire nessun altro" in flat(pilot)
        await press(pilot, "escape")
        assert flow.step == "counted"
        await press(pilot, "p", "s")
        (line,) = case_file.cases(session)
        assert consultation.resume(session, line.case_id).case.second is None


async def test_contact_is_asked_how_only_after_a_yes(home: Opener) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f8", "t", "s", "s", "enter", "enter", "enter")
        assert "senza un modo sicuro" in flat(pilot)


async def test_no_trace_is_an_equal_choice_and_leaves_nothing(
    home: Opener, session: Session
) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f8")
        choices = pilot.app.screen.ask().choices  # type: ignore[attr-defined]
        assert [one.value for one in choices] == ["keep", "none"]
        await press(pilot, "s", "p")
        assert "Non si può tornare indietro" in flat(pilot)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ToldScreen)
        assert case_file.drafts(session) == ()
        assert case_file.cases(session) == ()


async def test_without_consent_nothing_is_kept(home: Opener, session: Session) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f8", "t", "n")
        assert "si chiude senza traccia" in flat(pilot)
        await press(pilot, "p", "s", "f")
        assert case_file.cases(session) == ()


async def test_without_a_printer_the_window_says_what_to_do(
    home: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f6", "s", "2", "1", "n", "f6", "s")
        text = flat(pilot)
        assert "Nessuna stampante pronta" in text
        assert "legga il foglio a voce" in text
        assert "Dato non valido" not in text
        await press(pilot, "o")
        assert "Non stampato." in flat(pilot)
        assert "Mando alla stampante" not in flat(pilot)


async def test_to_be_called_is_agreed_once_she_said_how(home: Opener, session: Session) -> None:
    async with home() as pilot:
        await to_results(pilot)
        await press(pilot, "f8", "t", "s", "s")
        flow = pilot.app.screen
        assert isinstance(flow, ClosingFlow)
        assert flow.step == "how"
        assert not flow.choices.consent_contact
        for field, value in zip(flow.query(Field), ("dal centro", "lun", "niente"), strict=True):
            field.value = value
        flow.query(Field).last().focus()
        await press(pilot, "enter")
        assert flow.step == "agreed"
        assert "dal centro" in flat(pilot)
        await press(pilot, "s")
        assert flow.step == "referral"
        assert flow.choices.consent_contact
