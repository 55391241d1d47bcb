"""P5-P6: the gate in its order, and nothing written before it is complete."""

from tests.tui.conftest import Opener, flat, press
from tests.tui.walking import GATE
from textual.pilot import Pilot

from scarpette_tui.desk import case_file
from scarpette_tui.desk.session import Session
from scarpette_tui.tui.screens.entry import Entry
from scarpette_tui.tui.screens.gate import Gate
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.interview import InterviewScreen
from scarpette_tui.tui.widgets.choices import Choices
from scarpette_tui.vault.content import GateDoc


def gate_of(pilot: Pilot[int]) -> Gate:
    screen = pilot.app.screen
    assert isinstance(screen, Gate)
    return screen


async def test_the_order_is_accompanied_danger_language_limits_who(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n")
        steps = []
        for key in GATE:
            assert isinstance(pilot.app.screen, Gate)
            steps.append(pilot.app.screen.step)
            await press(pilot, key)
        assert steps == ["accompanied", "danger", "language", "limits", "must_not_know", "second"]
        assert isinstance(pilot.app.screen, Entry)


async def test_nothing_is_written_before_the_gate_is_complete(
    home: Opener, session: Session
) -> None:
    async with home() as pilot:
        await press(pilot, "n", *GATE)
        assert case_file.drafts(session) == ()
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert len(case_file.drafts(session)) == 1


async def test_accompanied_offers_true_pretexts_and_a_neutral_return(
    home: Opener, session: Session
) -> None:
    async with home() as pilot:
        await press(pilot, "n", "a")
        assert "una persona alla volta" in flat(pilot)
        await press(pilot, "r")
        assert "estratto conto" in flat(pilot)
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert case_file.drafts(session) == ()


async def test_danger_shows_112_before_1522(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "n")
        text = flat(pilot)
        assert text.index("112") < text.index("1522")


async def test_no_relative_interprets_and_the_alternative_is_shown(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t")
        assert "familiare" in flat(pilot)
        await press(pilot, "2")
        assert gate_of(pilot).step == "interpreter"
        text = flat(pilot)
        assert "al telefono" in text
        assert "familiare" in text
        await press(pilot, "a")
        assert gate_of(pilot).step == "return_language"
        await press(pilot, "escape", "t")
        assert gate_of(pilot).step == "limits"


async def test_who_interprets_is_kept_with_the_language(home: Opener, session: Session) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t", "2", "p", "l", "n", "n", "i")
        (draft,) = case_file.drafts(session)
        gate = session.vault.open(draft.case_id).read(GateDoc)
        assert gate is not None
        assert (gate.language, gate.interpreter) == ("en", "mediatrice")


async def test_the_official_is_told_how_the_cover_comes_and_goes(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n")
        assert "F9 di nuovo, o Esc, riporta il lavoro" in flat(pilot)
        await press(pilot, "f9")
        assert "Esc Menù precedente" in flat(pilot)


async def test_who_must_not_know_is_told_the_limit_and_nobody_else_is_proposed(
    home: Opener,
) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t", "enter", "l", "s")
        assert "INPS" in flat(pilot)
        await press(pilot, "c")
        screen = pilot.app.screen
        assert isinstance(screen, Gate)
        assert screen.ask().choices[0].label == "Nessun altro"


async def test_escape_goes_back_one_step_and_f8_stops(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t", "escape")
        screen = pilot.app.screen
        assert isinstance(screen, Gate)
        assert screen.step == "danger"
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "non è stato scritto nulla" in flat(pilot)


async def test_a_long_list_opens_at_its_top_with_one_scrollbar(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t")
        body, rows = gate_of(pilot).query_one("#corpo"), gate_of(pilot).query_one(Choices)
        assert body.max_scroll_y == 0
        assert rows.max_scroll_y > 0
        assert rows.scroll_y == 0
        await press(pilot, "1", "l", "n", "n")
        body, rows = pilot.app.screen.query_one("#corpo"), pilot.app.screen.query_one(Choices)
        assert body.max_scroll_y == 0
        assert rows.scroll_y == 0
