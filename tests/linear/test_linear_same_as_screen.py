"""Line by line or on the screen: the same questions, the same stored answers, the same results."""

import pytest

from scarpette_tui.desk import law, results
from scarpette_tui.interview.answers import State
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.paths import data_root
from scarpette_tui.tui.widgets.choices import Choices
from tests.law.golden import PATHS
from tests.linear.speaker import speak, stored, typed
from tests.tui.conftest import home, press, settled, write  # noqa: F401 - home is a fixture
from tests.tui.walking import gate_answers, interview_of, to_interview

TRAINING = sorted((data_root() / "cases" / "training").glob("*.toml"))
GOLDEN = PATHS[:: len(PATHS) // 12]


def case_of(path):
    return read_case(path.read_text(encoding="utf-8"), law.catalogue(), path.name).answers


async def answer_on_screen(pilot, answer):
    """Answer the question on the screen with keys only."""
    question = interview_of(pilot).view.question
    if answer is None or answer.state is State.UNKNOWN:
        await press(pilot, "f3")
    elif answer.state is State.DECLINED:
        await press(pilot, "f4")
    elif question.kind == "yes_no":
        await press(pilot, "s" if answer.value else "n")
    elif question.options:
        rows = pilot.app.screen.query_one(Choices)
        wanted = answer.value if isinstance(answer.value, frozenset) else {answer.value}
        keys = [key for key, value in rows._keys.items() if value in wanted]
        assert len(keys) == len(wanted)
        await press(pilot, *keys, *(["enter"] if question.kind == "choices" else []))
    else:
        await write(pilot, typed(question, answer))
        await press(pilot, "enter")
    await settled(pilot)


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.stem)
async def test_s16_the_screen_and_the_lines_store_the_same(home, session, clock, path):  # noqa: F811
    answers = case_of(path)
    async with home() as pilot:
        await to_interview(pilot)
        while (question := interview_of(pilot).view.question) is not None:
            await answer_on_screen(pilot, answers.get(question.key))
        on_screen = interview_of(pilot).consultation
        consultation, _ = speak(session, gate_answers(), answers, clock, amounts=False)
        assert stored(consultation) == stored(on_screen)
        assert results.results(consultation) == results.results(on_screen)
        assert len(stored(consultation).answers) > 3


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_golden_case_ends_as_the_desk_says(session, clock, path):
    """Asked line by line, figures too, she gets what a fresh evaluation of her answers gives."""
    answers = case_of(path)
    consultation, said = speak(session, gate_answers(), answers, clock)
    heard = consultation.progress.answers
    for key, answer in heard.items():
        if key in answers and key != "office_must_not_know":
            assert (answer.state, answer.value) == (answers[key].state, answers[key].value)
    engine, today = law.engine(), clock.today()
    assert not engine.live_questions(heard, today, amounts=True)
    assert "Non c'è altro da chiedere." in said
    assert "\x1b" not in said
