"""Ways through the application that several tests take."""

from tests.tui.conftest import press, settled, write
from textual.pilot import Pilot

from scarpette_tui.desk import consultation
from scarpette_tui.desk.views import GateAnswers
from scarpette_tui.tui.screens.interview import InterviewScreen, open_interview
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session

GATE = ("s", "t", "enter", "l", "n", "n")
"""Alone, safe, Italian, limits read, nobody must not know, no second official."""


async def through_the_gate(pilot: Pilot[int]) -> InterviewScreen:
    """From home through the gate to the first question, with keys only."""
    await press(pilot, "n", *GATE, "i")
    return interview_of(pilot)


async def to_interview(pilot: Pilot[int]) -> InterviewScreen:
    """Open the first question of a new consultation without walking through the gate."""
    page = pilot.app.screen
    assert isinstance(page, Page)
    open_interview(page, consultation.start(session(page), gate_answers()))
    await settled(pilot)
    return interview_of(pilot)


def interview_of(pilot: Pilot[int]) -> InterviewScreen:
    """Return the interview on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    return screen


async def answer(pilot: Pilot[int]) -> str:
    """Answer the question on the screen with keys; return its key."""
    question = interview_of(pilot).view.question
    assert question is not None
    match question.kind:
        case "yes_no":
            await press(pilot, "s")
        case "choice":
            await press(pilot, "1")
        case "choices":
            await press(pilot, "1", "enter")
        case "date":
            await write(pilot, "10/03/2024")
            await press(pilot, "enter")
        case _:
            await write(pilot, "20" if question.key == "age" else "2")  # an age she may have
            await press(pilot, "enter")
    await settled(pilot)
    return question.key


def gate_answers() -> GateAnswers:
    """Return a gate without reservations."""
    return GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
