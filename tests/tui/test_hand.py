"""S15: neither a pasted text nor a key held down ever answers for her."""

import pytest
from tests.tui.conftest import Opener, flat, let_pass, press, settled, write
from tests.tui.walking import to_interview
from textual import events
from textual._xterm_parser import XTermParser
from textual.widgets import Input

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk import consultation
from scarpette_tui.tui.hand import Hand
from scarpette_tui.tui.screens.gate import Gate
from scarpette_tui.tui.widgets.ask import AskView
from scarpette_tui.tui.widgets.choices import Choices

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


def nowhere() -> None:
    """The focus is nowhere."""


def test_what_a_hand_presses_is_always_meant(clock: FixedClock) -> None:
    hand = Hand(clock)
    keys = [events.Key("circumflex_accent", "^"), events.Key("s", "s"), events.Key("n", "n")]
    for number, key in enumerate(keys):
        key.time = number * 0.05
        assert hand.meant(key, nowhere)


def pressed(clock: FixedClock, key: str, character: str | None, seconds: float) -> list[bool]:
    """Press a key four times; return which are meant."""
    hand, found = Hand(clock), []
    for number in range(4):
        event = events.Key(key, character)
        event.time = number * seconds
        found.append(hand.meant(event, nowhere))
        clock.tick(seconds)
    return found


@pytest.mark.parametrize(("key", "character"), [("s", "s"), ("enter", "\r"), ("f3", None)])
def test_a_key_held_down_is_one_answer(clock: FixedClock, key: str, character: str | None) -> None:
    assert pressed(clock, key, character, 0.033) == [True, False, False, False]
    assert pressed(clock, key, character, 0.2) == [True] * 4


@pytest.mark.parametrize("key", ["down", "pagedown", "tab", "backspace"])
def test_a_key_that_moves_may_be_held(clock: FixedClock, key: str) -> None:
    assert pressed(clock, key, None, 0.033) == [True] * 4


def test_two_keys_one_after_the_other_are_two(clock: FixedClock) -> None:
    hand = Hand(clock)
    assert [hand.meant(events.Key(key, key), nowhere) for key in "snsn"] == [True] * 4


def test_letters_are_text_in_a_field(clock: FixedClock) -> None:
    hand = Hand(clock)
    assert [hand.meant(events.Key("1", "1"), Input) for _ in range(3)] == [True] * 3


async def test_a_key_held_on_a_question_answers_that_question_only(home: Opener) -> None:
    async with home() as pilot:
        screen = await to_interview(pilot)
        before = len(screen.consultation.progress.answers)
        let_pass(pilot.app)
        for _ in range(12):
            pilot.app.post_message(events.Key("f3", None))
            await settled(pilot)
        assert len(screen.consultation.progress.answers) == before + 1


async def test_a_hat_can_be_typed_in_a_field(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "c", "circumflex_accent")
        await write(pilot, "")
        assert "^" in flat(pilot)


async def test_an_answer_to_the_question_before_is_not_one_to_the_next(home: Opener) -> None:
    """A key pressed while the next question is on its way was not meant for it."""
    async with home() as pilot:
        screen = await to_interview(pilot)
        view = screen.query_one(AskView)
        consultation.jump(screen.consultation, "resident_italy")
        await screen.show(consultation.view(screen.consultation))
        late = view.Chosen(view, "\0si")
        rows = view.query_one(Choices)
        await screen.show(consultation.jump(screen.consultation, "pregnant"))
        before = dict(screen.consultation.progress.answers)
        view.changing = True
        await press(pilot, "f3")
        view.changing = False
        view.post_message(Choices.Picked(rows, "\0si"))
        screen.post_message(late)
        await settled(pilot)
        assert dict(screen.consultation.progress.answers) == before
        let_pass(pilot.app)
        await press(pilot, "s")
        assert len(screen.consultation.progress.answers) == len(before) + 1


@pytest.mark.parametrize("how", ["chosen", "marked", "filled"])
async def test_s15_an_answer_to_the_step_before_is_not_one_to_the_next(
    home: Opener, how: str
) -> None:
    async with home() as pilot:
        await press(pilot, "n")
        screen = pilot.app.screen
        assert isinstance(screen, Gate)
        view = screen.query_one(AskView)
        late = {
            "chosen": view.Chosen(view, "yes"),
            "marked": view.Marked(view, ("yes",)),
            "filled": view.Filled(view, {"x": "yes"}),
        }[how]
        await press(pilot, "s")
        assert screen.step == "danger"
        screen.post_message(late)
        await settled(pilot)
        assert screen.step == "danger"
