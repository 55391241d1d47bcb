"""The first answer worked out ahead, while the gate is still being answered."""

from datetime import date

from scarpette_tui.desk import law
from scarpette_tui.desk.consultation import SAID_AT_GATE
from scarpette_tui.desk.progress import Progress, advanced, answered


def rehearse(today: date) -> None:
    """Answer the first question in every likely way, and forget it; for a thread.

    The engine remembers what it worked out of the law, so that her own first answer is as
    quick as the others. Nothing said by anybody is in it.
    """
    from scarpette_tui.catalogue.questions import Kind  # noqa: PLC0415 - behind the lock
    from scarpette_tui.interview.answers import Answer, Answers, State, given  # noqa: PLC0415

    nothing = Answers.empty()
    start = advanced(Progress(nothing.put(SAID_AT_GATE, given(False)), nothing), today)
    if start.position is None:
        return
    asked = law.engine().question(start.position).asked
    likely = [Answer(State.UNKNOWN)]
    if asked.kind in {Kind.PEOPLE, Kind.COUNT}:
        likely += [given(number) for number in range(3)]
    elif asked.kind is Kind.YES_NO:
        likely += [given(True), given(False)]
    for one in likely:
        answered(start, {start.position: one}, today)
