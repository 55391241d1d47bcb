"""S15: a pasted text never answers for her, whatever escape sequences it holds."""

import pytest
from tests.tui.conftest import Opener, flat, press, settled, write
from textual import events
from textual._xterm_parser import XTermParser

from scarpette_tui.tui.pasting import Burst
from scarpette_tui.tui.screens.gate import Gate

PASTES = (
    "\x1b[200~s\x1b[201~",
    "\x1b[200~ciao s\x1b[31ms n\x1b[0m s\r\x1b[201~",
    "\x1b[200~x\x1b]0;titolo s n s n\x07 s n\x1b[201~",
)


@pytest.mark.parametrize("text", PASTES)
async def test_a_paste_on_a_choice_changes_nothing(home: Opener, text: str) -> None:
    async with home() as pilot:
        await press(pilot, "n", "s", "t")
        screen = pilot.app.screen
        assert isinstance(screen, Gate)
        assert screen.step == "language"
        for event in XTermParser(False).feed(text):
            pilot.app.post_message(event)
        await settled(pilot)
        assert screen.step == "language"
        assert "incollato qui non vale" in flat(pilot)


async def test_a_paste_in_a_field_is_text(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "c")
        pilot.app.post_message(events.Paste("A12345\x1b[31m"))
        await settled(pilot)
        assert "A12345[31m" in flat(pilot)


def test_a_hand_is_never_swallowed() -> None:
    burst = Burst()
    keys = [events.Key("circumflex_accent", "^"), events.Key("s", "s"), events.Key("n", "n")]
    for number, key in enumerate(keys):
        key.time = number * 0.05
        assert not burst.swallows(key)


async def test_a_hat_can_be_typed_in_a_field(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "c", "circumflex_accent")
        await write(pilot, "")
        assert "^" in flat(pilot)
