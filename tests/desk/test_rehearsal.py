"""Answers are worked out ahead: they come at once, and they are the same."""

from collections.abc import Callable, Hashable
from datetime import timedelta

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk import consultation, law
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.progress import Progress
from scarpette_tui.desk.rehearsal import look_ahead, rehearse
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import GateAnswers, InterviewView
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.items import Memory
from scarpette_tui.vault.content import AnswersDoc

GATE = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)


def first_answer(session: Session) -> Progress:
    """Answer the first question of a new consultation."""
    here = consultation.start(session, GATE)
    assert here.progress.position is not None
    consultation.unknown(here, here.progress.position)
    return here.progress


def test_what_was_rehearsed_is_hardly_worked_out_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Hashable] = []
    remember = Memory.remember

    def counted(self: Memory[object], same: Hashable, make: Callable[[], object]) -> object:
        return remember(self, same, lambda: made.append(same) or make())

    alone = first_answer(session)
    engine = Engine(law.catalogue())
    monkeypatch.setattr(law, "engine", lambda: engine)
    monkeypatch.setattr(Memory, "remember", counted)
    rehearse(session, lambda: False)
    ahead = len(made)
    assert first_answer(session) == alone
    assert len(made) - ahead < ahead / 50


def at_the_first_question(session: Session) -> Consultation:
    """Return a new consultation."""
    return consultation.start(session, GATE)


def walk(session: Session, answers: int, *, ahead: bool) -> list[tuple[Progress, InterviewView]]:
    """Answer questions in turn with yes, no, the first choice, "non so"."""
    here, found = at_the_first_question(session), []
    for number in range(answers):
        if ahead:
            look_ahead(here, lambda: False)
        question = consultation.view(here).question
        if question is None:
            break
        if question.kind == "yes_no":
            seen = consultation.answer(here, question.key, number % 2 == 0)
        elif question.kind == "choice":
            seen = consultation.answer(here, question.key, question.options[0].value)
        elif question.kind == "choices":
            seen = consultation.answer(here, question.key, [question.options[0].value])
        elif question.kind == "people":
            seen = consultation.answer(here, question.key, "1")
        else:
            seen = consultation.unknown(here, question.key)
        found.append((here.progress, seen))
    return found


def test_what_was_seen_ahead_is_what_would_have_been_worked_out(session: Session) -> None:
    assert walk(session, 12, ahead=True) == walk(session, 12, ahead=False)


def test_an_answer_seen_ahead_is_not_worked_out_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = at_the_first_question(session)
    look_ahead(here, lambda: False)

    def again(*_: object) -> None:
        raise AssertionError("worked out twice")

    monkeypatch.setattr(consultation, "answered", again)
    consultation.unknown(here, str(here.progress.position))
    assert not here.ahead
    assert consultation.resume(session, here.case_id).progress.answers == here.progress.answers


def test_looking_ahead_writes_nothing(session: Session) -> None:
    here = at_the_first_question(session)
    before = here.case.read(AnswersDoc)
    look_ahead(here, lambda: False)
    assert here.ahead
    assert here.case.read(AnswersDoc) == before


def test_looking_ahead_ends_with_the_first_key(session: Session) -> None:
    here = at_the_first_question(session)
    look_ahead(here, lambda: bool(here.ahead))
    assert len(here.ahead) == 1
    look_ahead(here, lambda: True)
    assert len(here.ahead) == 1


def test_what_was_seen_yesterday_is_not_used_today(session: Session, clock: FixedClock) -> None:
    here = at_the_first_question(session)
    look_ahead(here, lambda: False)
    days = {day for day, _ in here.ahead}
    assert days == {clock.today()}
    clock.set(clock.now() + timedelta(days=1))
    stale = dict.fromkeys(here.ahead, (here.progress, consultation.view(here)))
    here.ahead = stale
    asked = str(here.progress.position)
    consultation.unknown(here, asked)
    assert asked in here.progress.answers
