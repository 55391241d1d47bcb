"""One consultation: from the gate to the last question, each answer durable before the next.

The state of a consultation is one sealed document. Every use case reads it, computes the
next state with pure functions, commits it, and only then returns what to paint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import law, saving
from scarpette_tui.desk.progress import (
    Progress,
    advanced,
    answered,
    brought_back,
    one_back,
    rescoped,
    still,
    taken_over,
)
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import GateAnswers, InterviewView

if TYPE_CHECKING:
    from scarpette_tui.interview.answers import Answer, Answers
    from scarpette_tui.vault.content import GateDoc
    from scarpette_tui.vault.service import Case

RawAnswer = str | bool | Sequence[str]
"""What a front end hands over: typed text, yes/no, or the chosen values."""

SAID_AT_GATE = "office_must_not_know"
"""The question that the gate asks; the law data make a step of a yes (P4)."""


Ahead = dict[tuple[date, frozenset[tuple[str, "Answer"]]], tuple[Progress, InterviewView]]
"""By the day and the answers given, where they lead and what is painted then."""


class Consultation:
    """Handle of one open consultation.

    Attributes:
        progress: where it stands; `ahead`: where likely answers would lead from here.

    """

    def __init__(self, session: Session, case: "Case", progress: Progress) -> None:
        self.session = session
        self.case = case
        self.progress = progress
        self.ahead: Ahead = {}

    @property
    def case_id(self) -> str:
        """Return the id of its case in the vault."""
        return self.case.case_id

    @property
    def code(self) -> str:
        """Return the opaque code."""
        return self.case.code

    @property
    def restricted(self) -> bool:
        """Say whether someone in this office must not know (S4)."""
        return self.case.restricted


def start(
    session: Session,
    gate: GateAnswers,
    *,
    entry: str | None = None,
    benefit: str | None = None,
) -> Consultation:
    """Create the sealed draft, now that the gate is complete, and ask the first question.

    Args:
        session: who is at the desk.
        gate: what the gate established.
        entry: id of an entry phrase (P8), or None to start from the beginning.
        benefit: id of one benefit for the fast path.

    Raises:
        DiskError: the draft cannot be written; nothing was.

    """
    from scarpette_tui.interview.answers import Answers, given  # noqa: PLC0415

    with session.lock:
        case = session.vault.new_case(
            traceless=None, restricted=gate.someone_must_not_know, second=gate.second
        )
        case.write(_gate_document(gate))
        empty = Answers.empty()
        heard = empty.put(SAID_AT_GATE, given(gate.someone_must_not_know))  # never asked twice
        style = session.settings.own(session.user.label).style or Progress.style
        progress = Progress(heard, empty, focus=benefit, entry=entry, style=style)
        consultation = Consultation(session, case, progress)
        _commit(consultation, advanced(progress, session.clock.today()))
        return consultation


def _gate_document(gate: GateAnswers) -> "GateDoc":
    from scarpette_tui.vault.content import GateDoc  # noqa: PLC0415

    return GateDoc(
        accompanied=False,  # the gate opens only when she is alone and calm (P5, S1)
        alone_safe=True,
        language=gate.language,
        interpreter=gate.interpreter,
        limits_read=gate.limits_read,
        someone_must_not_know=gate.someone_must_not_know,
    )


def resume(session: Session, case_id: str) -> Consultation:
    """Open a draft or an own case exactly where it stood.

    Raises:
        InputError: it is not there any more.
        VaultDamagedError: its seal does not open.

    """
    with session.lock:
        case = session.vault.open(case_id)
        return Consultation(session, case, saving.progress_of(case))


def view(consultation: Consultation) -> InterviewView:
    """Return everything the interview screen paints now."""
    from scarpette_tui.desk.interview_view import build  # noqa: PLC0415

    with consultation.session.lock:
        return build(consultation.progress, consultation.session.clock.today())


def answer(
    consultation: Consultation, key: str, raw: RawAnswer, provenance: str = "detto"
) -> InterviewView:
    """Commit an answer, then return the next question.

    Raises:
        InputError: the value is outside its domain; every earlier answer is kept.
        DiskError: it could not be written; the screen stays where it was.

    """
    from scarpette_tui.interview.answers import (  # noqa: PLC0415
        Answer,
        Provenance,
        State,
        parse_value,
    )

    reference = law.engine().question(key)
    today = consultation.session.clock.today()
    value = parse_value(reference.asked, raw, today, spoken=True)
    return _put(consultation, {key: Answer(State.GIVEN, value, Provenance(provenance))})


def unknown(consultation: Consultation, key: str) -> InterviewView:
    """Commit "non so" and go on."""
    from scarpette_tui.interview.answers import Answer, State  # noqa: PLC0415

    return _put(consultation, {key: Answer(State.UNKNOWN)})


def decline(consultation: Consultation, key: str) -> InterviewView:
    """Commit "preferisce non dire" and go on."""
    from scarpette_tui.interview.answers import Answer, State  # noqa: PLC0415

    return _put(consultation, {key: Answer(State.DECLINED)})


def answer_group(
    consultation: Consultation,
    keys: Sequence[str],
    *,
    yes: Sequence[str] = (),
    unknown: Sequence[str] = (),
    declined: Sequence[str] = (),
    provenance: str = "detto",
) -> InterviewView:
    """Commit the answers of one screen of the quick style, all or none.

    What is neither `yes` nor `unknown` nor `declined` among the keys is a no, which the
    official confirmed with «nessuna delle altre».

    Raises:
        DiskError: it could not be written; the screen stays where it was.

    """
    from scarpette_tui.interview.answers import Answer, Provenance, State  # noqa: PLC0415

    how = Provenance(provenance)
    given = {key: Answer(State.GIVEN, key in yes, how) for key in keys}
    given |= {key: Answer(State.UNKNOWN) for key in unknown}
    given |= {key: Answer(State.DECLINED) for key in declined}
    return _put(consultation, given)


def back(consultation: Consultation) -> InterviewView:
    """Show the question before; no answer is blanked."""
    return _move(consultation, one_back(consultation.progress))


def jump(consultation: Consultation, key: str) -> InterviewView:
    """Show any question, asked or not."""
    law.engine().question(key)
    now = consultation.progress
    asked = now.asked if key in now.asked else (*now.asked, key)
    return _move(consultation, still(replace(now, position=key, asked=asked)))


def forward(consultation: Consultation) -> InterviewView:
    """Return to the first question that still has no answer."""
    today = consultation.session.clock.today()
    return _move(consultation, advanced(still(consultation.progress), today))


def want_amounts(consultation: Consultation) -> InterviewView:
    """Ask the money questions too: she wants figures."""
    return _rescope(consultation, replace(consultation.progress, amounts=True))


def focus(consultation: Consultation, benefit: str | None) -> InterviewView:
    """Ask only what decides one benefit, or everything again."""
    return _rescope(consultation, replace(consultation.progress, focus=benefit, entry=None))


def set_style(consultation: Consultation, style: str) -> InterviewView:
    """Ask one question at a time (`discreto`), or several on one screen (`rapido`)."""
    return _move(consultation, still(replace(consultation.progress, style=style)))


def bring_back(consultation: Consultation, *, wanted: bool) -> InterviewView:
    """Bring back the answers put aside that are asked again, or ask them anew."""
    with consultation.session.lock:
        today = consultation.session.clock.today()
        return _move(consultation, brought_back(consultation.progress, today, wanted=wanted))


def _put(consultation: Consultation, given: "Mapping[str, Answer]") -> InterviewView:
    with consultation.session.lock:
        today = consultation.session.clock.today()
        ahead = consultation.ahead.get((today, frozenset(given.items())))
        if ahead is not None:
            progress, seen = ahead
            _commit(consultation, progress)
            return seen
        return _move(consultation, answered(consultation.progress, given, today))


def _rescope(consultation: Consultation, progress: Progress) -> InterviewView:
    return _move(consultation, rescoped(progress, consultation.session.clock.today()))


def _move(consultation: Consultation, progress: Progress) -> InterviewView:
    with consultation.session.lock:
        _commit(consultation, progress)
        return view(consultation)


def _commit(consultation: Consultation, progress: Progress) -> None:
    """Write first, then remember: what is painted is always on disk."""
    today = consultation.session.clock.today()
    consultation.case.write(saving.document_of(progress, today))
    consultation.progress = progress
    consultation.ahead = {}


def replay(consultation: Consultation, answers: "Answers") -> InterviewView:
    """Take over answers made elsewhere (a training case, a questionnaire from a centre)."""
    with consultation.session.lock:
        today = consultation.session.clock.today()
        return _move(consultation, taken_over(consultation.progress, answers, today))
