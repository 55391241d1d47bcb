"""S15: no clipboard, no picture, no locals, no markup."""

from pathlib import Path

import pytest
from tests.tui.conftest import Opener, painted, press, settled, write
from tests.tui.walking import to_interview
from textual.worker import WorkerFailed

from scarpette_tui.errors import crash_text
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.widgets.fields import Field
from scarpette_tui.tui.widgets.note import NoteArea

SECRET = "parola-canarino"


async def test_copy_and_cut_leave_nothing_behind(
    home: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home() as pilot:
        written: list[str] = []
        driver = pilot.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", written.append)
        await press(pilot, "c")
        await write(pilot, SECRET)
        await press(pilot, "shift+home", "ctrl+c", "ctrl+x")
        pilot.app.copy_to_clipboard(SECRET)
        assert pilot.app.clipboard == ""
        assert not any("]52;" in one for one in written)
        assert pilot.app.screen.query_one(Field).value == SECRET


async def test_no_picture_can_be_saved(home: Opener, tmp_path: Path) -> None:
    async with home() as pilot:
        pilot.app.save_screenshot(path=str(tmp_path))
        pilot.app.deliver_screenshot(path=str(tmp_path))
        await pilot.pause(0.5)  # Textual's own would write it in a thread
        assert not list(tmp_path.glob("*.svg"))
        assert not pilot.app.ENABLE_COMMAND_PALETTE


async def test_s8_s15_a_message_of_the_library_never_floats_over_the_cover(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "f9")
        pilot.app.notify(SECRET)
        await pilot.pause(0.2)
        await settled(pilot)
        assert SECRET not in painted(pilot)
        await press(pilot, "f9")
        pilot.app.notify(SECRET)
        await settled(pilot)
        assert SECRET in painted(pilot)
        assert not pilot.app.screen.query("Toast")


async def test_a_crash_says_where_and_never_what(
    home: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        secret = SECRET
        raise KeyError(secret)

    with pytest.raises((KeyError, WorkerFailed)):  # noqa: PT012 - the application runs inside
        async with home() as pilot:
            page = pilot.app.screen
            page.desk(broken, print)  # type: ignore[attr-defined]
            await settled(pilot)
            await pilot.pause(0.2)
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err
    assert "Il programma si è fermato" in shown.err + shown.out
    assert "Traceback" not in shown.out + shown.err
    assert pilot.app.return_code == 1


def test_the_crash_text_names_the_kind_and_the_line() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        text = crash_text(error)
    assert "ValueError test_sealed.py:" in text
    assert SECRET not in text


async def test_a_note_with_brackets_and_escapes_is_shown_as_text(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "ctrl+n")
        area = pilot.app.screen.query_one(NoteArea)
        area.text = "[b]passo[/b] [@click=app.esci]qui[/] \x1b[2Jfine"
        await press(pilot, "ctrl+s")
        text = painted(pilot)
        assert "[b]passo[/b] [@click=app.esci]qui[/]" in text
        assert "\x1b" not in text


async def test_an_unfinished_note_is_not_lost_in_silence(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "ctrl+n")
        await write(pilot, "un passo")
        await press(pilot, "escape")
        assert "non è ancora aggiunta" in painted(pilot)
        assert pilot.app.screen.query_one(NoteArea).text == "un passo"


async def test_a_hint_appears_when_a_story_begins(home: Opener) -> None:
    async with home() as pilot:
        await to_interview(pilot)
        await press(pilot, "ctrl+n")
        assert "servono per i passi" not in painted(pilot)
        pilot.app.screen.query_one(NoteArea).text = "racconta che da anni"
        await settled(pilot)
        assert "servono per i passi" in painted(pilot)


async def test_ctrl_c_does_not_close(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "ctrl+c")
        assert "Per uscire: Ctrl Q" in painted(pilot)
        assert pilot.app.return_value is None
        await press(pilot, "ctrl+q")
        assert "Uscire dal programma?" in painted(pilot)
        await press(pilot, "s")
        assert pilot.app.return_value == 0


def test_the_title_is_neutral(tmp_path: Path, clock: object) -> None:
    app = Sportello(tmp_path, clock=clock)  # type: ignore[arg-type]
    assert app.title == "Sportello"
