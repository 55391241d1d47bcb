"""S8, S9, V8: cover over everything, countdown, lock by process end; and small terminals."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.tui.conftest import Opener, flat, painted, press, settled, write
from tests.tui.every_screen import SETTINGS
from tests.tui.walking import answer, interview_of, to_interview
from textual.screen import Screen

from scarpette_tui import launcher
from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import Session
from scarpette_tui.isolation import RELOCK
from scarpette_tui.settings import OwnChoices
from scarpette_tui.tui.app import COVER, SMALL, WORK, Sportello
from scarpette_tui.tui.screens.cases import FindScreen
from scarpette_tui.tui.screens.cover import CoverScreen
from scarpette_tui.tui.screens.dialogs import Dialog, leave_dialog
from scarpette_tui.tui.screens.helping import Palette, help_window
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.settings import SettingsScreen
from scarpette_tui.tui.screens.users import AddUser, ChangePassphrase, UsersScreen
from scarpette_tui.tui.widgets.choices import Choice, Choices

OVER: dict[str, Callable[[], Screen[object]]] = {
    "dialogo": lambda: Dialog("Segreto", ("segreto",)),
    "uscita": leave_dialog,
    "guida": lambda: help_window("home", None),
    "comandi": lambda: Palette("home"),
    "ricerca": FindScreen,
    "utenti": UsersScreen,
    "nuovo utente": AddUser,
    "frase": ChangePassphrase,
}


def app_of(pilot: object) -> Sportello:
    app = pilot.app  # type: ignore[attr-defined]
    assert isinstance(app, Sportello)
    return app


@pytest.mark.parametrize("name", OVER)
async def test_f9_covers_every_window_and_brings_it_back(home: Opener, name: str) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        app.go(OVER[name]())
        await settled(pilot)
        before, stack = painted(pilot), app.screen_stack
        await press(pilot, "f9")
        assert app.current_mode == COVER
        assert "Orari di apertura" in painted(pilot)
        assert "Sportello" not in painted(pilot).splitlines()[0]
        await press(pilot, "f9")
        assert app.screen_stack == stack
        assert painted(pilot) == before


async def test_the_cover_hides_an_answer_being_typed_and_keeps_it(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "c")
        await write(pilot, "parola")
        await press(pilot, "f9")
        assert "parola" not in painted(pilot)
        await write(pilot, "xyz")
        await press(pilot, "escape")
        assert "parola" in painted(pilot)
        assert "xyz" not in painted(pilot)


async def test_what_ends_under_the_cover_waits_there(home: Opener) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        await press(pilot, "f9")
        app.go(Dialog("Arrivato dopo"))
        await settled(pilot)
        assert isinstance(app.screen, CoverScreen)
        await press(pilot, "f9")
        assert "Arrivato dopo" in painted(pilot)


async def test_the_cover_comes_by_itself_after_a_minute(home: Opener, clock: FixedClock) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        clock.set(clock.now() + timedelta(seconds=59))
        app.tick()
        assert app.current_mode == WORK
        clock.set(clock.now() + timedelta(seconds=1))
        app.tick()
        await settled(pilot)
        assert app.current_mode == COVER
        assert "Sessione: 4:00" in painted(pilot)


async def test_s9_an_official_who_wants_the_cover_sooner_has_it(
    home: Opener, session: Session, clock: FixedClock
) -> None:
    mine = OwnChoices(session.user.label, cover_s=60)
    session.settings = replace(session.settings, cover_s=300, officials=(mine,))
    async with home() as pilot:
        app = app_of(pilot)
        clock.set(clock.now() + timedelta(seconds=60))
        app.tick()
        assert app.current_mode == COVER


async def test_s9_who_takes_the_cover_away_is_there(home: Opener, clock: FixedClock) -> None:
    """Else the next second would cover again what was just brought back."""
    async with home() as pilot:
        app = app_of(pilot)
        clock.set(clock.now() + timedelta(seconds=200))
        app.tick()
        await settled(pilot)
        await press(pilot, "f9")
        app.tick()
        assert app.current_mode == WORK
        assert app.lock_left() == 300


async def test_the_countdown_is_on_every_screen(home: Opener, clock: FixedClock) -> None:
    async with home() as pilot:
        assert painted(pilot).splitlines()[0].rstrip().endswith("5:00")
        clock.set(clock.now() + timedelta(seconds=30))
        app_of(pilot).tick()
        await settled(pilot)
        assert painted(pilot).splitlines()[0].rstrip().endswith("4:30")
        await press(pilot, "down")
        app_of(pilot).tick()
        await settled(pilot)
        assert painted(pilot).splitlines()[0].rstrip().endswith("5:00")


async def test_the_countdown_goes_on_under_a_window(home: Opener, clock: FixedClock) -> None:
    async with home() as pilot:
        app_of(pilot).go(Dialog("Una finestra"))
        await settled(pilot)
        clock.set(clock.now() + timedelta(seconds=30))
        app_of(pilot).tick()
        for _ in range(100):  # the page under a window is painted with the next frame
            await pilot.pause(0.02)
            if painted(pilot).splitlines()[0].rstrip().endswith("4:30"):
                break
        assert painted(pilot).splitlines()[0].rstrip().endswith("4:30")


async def test_it_locks_after_five_minutes_and_fifteen_in_a_consultation(
    home: Opener, clock: FixedClock
) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        await to_interview(pilot)
        assert app.lock_left() == 900
        clock.set(clock.now() + timedelta(seconds=899))
        app.tick()
        assert app.return_value is None
        clock.set(clock.now() + timedelta(seconds=1))
        app.tick()
        assert app.return_value == RELOCK


async def test_s9_the_longer_time_ends_with_the_consultation(home: Opener) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        await to_interview(pilot)
        await press(pilot, "f8", "s")
        assert isinstance(app.screen, HomeScreen)
        assert app.lock_left() == 300


async def test_keys_under_the_cover_do_not_put_the_lock_off(
    home: Opener, clock: FixedClock
) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        await press(pilot, "f9")
        clock.set(clock.now() + timedelta(seconds=200))
        await press(pilot, "x", "enter", "tab")
        assert app.lock_left() == 100


HANGS = """
import sys, time
from pathlib import Path
from scarpette_tui.clock import SystemClock
from scarpette_tui.tui import running

def never_ends(app):
    app.at_the_end()
    time.sleep(120)

running.END_S = 0.2
running.Sportello.run = never_ends
running.run(Path(sys.argv[1]), clock=SystemClock())
"""


def test_v8_the_process_goes_although_closing_never_ends(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", HANGS, tmp_path], timeout=60, check=False)
    assert done.returncode == RELOCK


@pytest.mark.parametrize("key", ["f10", "ctrl+q"])
async def test_v8_every_end_has_a_limit(home: Opener, key: str) -> None:
    async with home() as pilot:
        app, limits = app_of(pilot), list[bool]()
        app.at_the_end = lambda: limits.append(True)
        await press(pilot, key)
        if key == "ctrl+q":
            await press(pilot, "s")
        assert limits == [True]


@pytest.mark.parametrize("name", OVER)
async def test_f10_locks_at_once_from_every_window(home: Opener, name: str) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        app.go(OVER[name]())
        await settled(pilot)
        await pilot.press("f10")
        assert app.return_value == RELOCK
        assert app.return_code == RELOCK


def test_the_launcher_knows_the_code() -> None:
    assert launcher.RELOCK == RELOCK


async def test_a_small_terminal_says_so_and_loses_nothing(home: Opener) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        await to_interview(pilot)
        await answer(pilot)
        before = painted(pilot)
        await pilot.resize_terminal(70, 20)
        await settled(pilot)
        assert app.current_mode == SMALL
        assert "troppo piccola" in flat(pilot)
        await press(pilot, "f9")
        assert app.current_mode == COVER
        await press(pilot, "f9")
        assert app.current_mode == SMALL
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert painted(pilot) == before
        interview_of(pilot)


async def test_a_resize_under_the_cover_is_seen_by_the_work(home: Opener) -> None:
    async with home((120, 40)) as pilot:
        screen = await to_interview(pilot)
        await press(pilot, "f9")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        await press(pilot, "f9")
        await settled(pilot)
        assert screen.has_class("-narrow")
        assert not screen.has_class("-wide")


async def test_home_gives_the_session_back_untouched(home: Opener, session: Session) -> None:
    async with home() as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert app_of(pilot).session is session


async def test_s8_what_answers_under_the_cover_waits_there(home: Opener) -> None:
    """Enter and at once F9: the answer comes when the cover is up already."""
    async with home() as pilot:
        await press(pilot, "ctrl+q")
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        app_of(pilot).cover()
        dialog.dismiss("")
        await settled(pilot)
        assert app_of(pilot).current_mode == COVER
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_an_answer_given_twice_takes_away_one_screen(home: Opener) -> None:
    async with home() as pilot:
        page, window = AddUser(), Dialog("Sicura?")
        app_of(pilot).go(page)
        app_of(pilot).go(window)
        await settled(pilot)
        window.dismiss("")
        window.dismiss("")
        await settled(pilot)
        assert pilot.app.screen is page


async def test_an_answer_under_a_window_waits_until_it_closes(home: Opener) -> None:
    async with home() as pilot:
        page, window, said = AddUser(), Dialog("Sicura?"), []
        app_of(pilot).go(page, said.append)
        app_of(pilot).go(window)
        await settled(pilot)
        page.dismiss("fatto")
        await settled(pilot)
        assert pilot.app.screen is window
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert said == ["fatto"]


async def test_a_screen_taken_away_as_it_opens_stops_nothing(home: Opener) -> None:
    async with home() as pilot:
        for _ in range(5):
            app_of(pilot).go(SettingsScreen(SETTINGS))
            pilot.app.pop_screen()
        await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_page_down_before_the_first_paint_stops_nothing(home: Opener) -> None:
    async with home() as pilot:
        rows = Choices((Choice("a", "Una voce"),))
        rows.action_page_down()
        await pilot.app.screen.mount(rows)
        await settled(pilot)
        rows.action_page_down()
        assert rows.highlighted == 0


async def test_v8_a_lock_pressed_as_a_screen_opens_is_a_lock(home: Opener) -> None:
    async with home() as pilot:
        app = app_of(pilot)
        app.go(SettingsScreen(SETTINGS))
        app.action_blocca()
        await pilot.pause()
        assert app.return_code == RELOCK
