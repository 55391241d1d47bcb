"""Answers worked out ahead, while a person reads: what is likely next comes at once.

Nothing is written, and only the answer that is really given is kept. The session is held for
one answer at a time, so that nobody waits for more than one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scarpette_tui.desk import interview_view, law
from scarpette_tui.desk.consultation import SAID_AT_GATE, Consultation
from scarpette_tui.desk.progress import Progress, advanced, answered
from scarpette_tui.desk.session import Session

if TYPE_CHECKING:
    from scarpette_tui.interview.answers import Answer

MOST = 6
"""Likely answers to one question at most."""


def rehearse(session: Session, stop: Callable[[], bool]) -> None:
    """Answer the first question in every likely way, and forget it; for a thread.

    The engine remembers what it worked out of the law, so that her own first answer is as
    quick as the others. Nothing said by anybody is in it.
    """
    from scarpette_tui.interview.answers import Answers, given  # noqa: PLC0415 - behind the lock

    nothing, today = Answers.empty(), session.clock.today()
    with session.lock:
        heard = nothing.put(SAID_AT_GATE, given(False))
        start = advanced(Progress(heard, nothing), today)
    for one in _likely(start.position):
        if stop():
            return
        with session.lock:
            answered(start, {str(start.position): one}, today)


def look_ahead(consultation: Consultation, stop: Callable[[], bool]) -> None:
    """Work out where the likely answers to the question on the screen lead; for a thread.

    What was worked out for a question is dropped with the first answer that is committed.
    """
    start = consultation.progress
    for one in _likely(start.position):
        with consultation.session.lock:
            if stop() or consultation.progress is not start:
                return
            today = consultation.session.clock.today()
            given = {str(start.position): one}
            there = answered(start, given, today)
            ahead = (there, interview_view.build(there, today))
            consultation.ahead[today, frozenset(given.items())] = ahead


def _likely(key: str | None) -> "tuple[Answer, ...]":
    """Return the answers to a question that a few keys can give, the most likely first."""
    from scarpette_tui.catalogue.questions import Kind  # noqa: PLC0415 - behind the lock
    from scarpette_tui.interview.answers import Answer, State, given  # noqa: PLC0415

    if key is None:
        return ()
    asked = law.engine().question(key).asked
    found: list[Answer] = []
    if asked.kind is Kind.YES_NO:
        found = [given(False), given(True)]
    elif asked.kind in {Kind.PEOPLE, Kind.COUNT}:
        found = [given(number) for number in range(3)]
    elif asked.kind is Kind.CHOICE:
        found = [given(option.value) for option in asked.options]
    elif asked.kind is Kind.CHOICES:
        found = [given(frozenset()), *(given(frozenset({one.value})) for one in asked.options)]
    return (*found[: MOST - 1], Answer(State.UNKNOWN))
