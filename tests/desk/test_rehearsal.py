"""The first answer is worked out ahead: the engine remembers, and answers the same."""

from collections.abc import Callable, Hashable

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk import consultation, law
from scarpette_tui.desk.progress import Progress
from scarpette_tui.desk.rehearsal import rehearse
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import GateAnswers
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.items import Memory


def first_answer(session: Session) -> Progress:
    """Answer the first question of a new consultation."""
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
    here = consultation.start(session, gate)
    assert here.progress.position is not None
    consultation.unknown(here, here.progress.position)
    return here.progress


def test_what_was_rehearsed_is_hardly_worked_out_again(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Hashable] = []
    remember = Memory.remember

    def counted(self: Memory[object], same: Hashable, make: Callable[[], object]) -> object:
        return remember(self, same, lambda: made.append(same) or make())

    alone = first_answer(session)
    engine = Engine(law.catalogue())
    monkeypatch.setattr(law, "engine", lambda: engine)
    monkeypatch.setattr(Memory, "remember", counted)
    rehearse(clock.today())
    ahead = len(made)
    assert first_answer(session) == alone
    assert len(made) - ahead < ahead / 50
