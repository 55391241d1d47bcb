"""The mouse does what the keys do; and everything is reached without it."""

from datetime import timedelta

from tests.tui.conftest import Opener, painted, press, settled
from tests.tui.walking import answer, to_interview

from scarpette_tui.clock import FixedClock
from scarpette_tui.tui.app import COVER, Sportello
from scarpette_tui.tui.screens.dialogs import Reading
from scarpette_tui.tui.widgets.choices import Choices
from scarpette_tui.tui.widgets.extras import Extras
from scarpette_tui.tui.widgets.fields import Field
from scarpette_tui.tui.widgets.panel import LivePanel


async def test_a_click_on_a_row_marks_it_and_on_confirm_answers(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        while (asked := screen.view.question) and asked.key != "receives_now":  # one line a choice
            await answer(pilot)
        before = len(screen.view.answered)
        rows = screen.query_one(Choices)
        assert rows.multi
        await pilot.click(Choices, offset=(6, 1))
        await settled(pilot)
        assert rows.marked == {rows.choices[1].value}
        await pilot.click(Choices, offset=(3, len(rows.choices)))
        await settled(pilot)
        assert len(screen.view.answered) == before + 1


async def test_s9_a_click_is_a_sign_of_life(home: Opener, clock: FixedClock) -> None:
    async with home() as pilot:
        app = pilot.app
        assert isinstance(app, Sportello)
        clock.set(clock.now() + timedelta(seconds=30))
        assert app.lock_left() == 270
        await pilot.click(offset=(20, 12))
        assert app.lock_left() == 300


async def test_s15_dragging_over_words_selects_nothing(home: Opener) -> None:
    """What is selected could be copied."""
    async with home() as pilot:
        await to_interview(pilot)
        await pilot.mouse_down(offset=(2, 3))
        await pilot.hover(offset=(60, 12))
        await pilot.mouse_up(offset=(60, 12))
        assert not pilot.app.screen.get_selected_text()


async def test_clicks_on_the_bars_do_what_they_say(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        await pilot.click("#tasti", offset=(3, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Reading)
        await press(pilot, "escape")
        first = painted(pilot).splitlines()[0]
        await pilot.click("#sopra", offset=(first.index("copri"), 0))
        await settled(pilot)
        assert pilot.app.current_mode == COVER
        await press(pilot, "f9")
        await pilot.click(Extras, offset=(2, 0))
        await settled(pilot)
        assert screen.view.answered[0].state == "unknown"
        await pilot.click(Extras, offset=(45, 0))
        await settled(pilot)
        assert screen.query_one(Extras).provenance == "visto"


async def test_the_lock_in_the_bar_is_where_it_says(home: Opener) -> None:
    async with home() as pilot:
        first = painted(pilot).splitlines()[0]
        await pilot.click("#sopra", offset=(first.index("blocca") + 2, 0))
        assert pilot.app.return_value == 75


async def test_the_panel_scrolls_with_the_keyboard(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        panel = screen.query_one(LivePanel)
        await press(pilot, "ctrl+o")
        assert panel.has_focus
        await press(pilot, "end")
        assert panel.scroll_y == panel.max_scroll_y
        await press(pilot, "ctrl+o")
        assert isinstance(screen.focused, Choices | Field)


async def test_the_text_around_an_answer_scrolls_without_moving_the_focus(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "f1")
        body = pilot.app.screen.query_one(".window")
        await press(pilot, "shift+down")
        assert body.scroll_y == min(4, body.max_scroll_y)
