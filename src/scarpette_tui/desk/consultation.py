"""One consultation: from the gate to the last question, each answer durable before the next.

The state of a consultation is one sealed document. Every use case reads it, computes the
next state with pure functions, commits it, and only then returns what to paint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scarpette_tui.desk import law
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import GateAnswers, InterviewView

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import EntryPhrase
    from scarpette_tui.interview.answers import Answer, Answers
    from scarpette_tui.interview.engine import Engine
    from scarpette_tui.vault.service import Case

RawAnswer = str | bool | Sequence[str]
"""What a front end hands over: typed text, yes/no, or the chosen values."""

SAID_AT_GATE = "office_must_not_know"
"""The question that the gate asks; the law data make a step of a yes (P4)."""


@dataclass(frozen=True)
class Progress:
    """Where a consultation stands.

    Attributes:
        answers: what she answered and is still reachable.
        pruned: what she answered and no present question asks; comes back by itself.
        asked: keys in the order they were shown; Back walks it.
        position: the key on the screen, None when nothing is left.
        focus: one benefit, on the fast path.
        entry: id of the phrase she came in with.
        amounts: whether she wants figures.

    """

    answers: "Answers"
    pruned: "Answers"
    asked: tuple[str, ...] = ()
    position: str | None = None
    focus: str | None = None
    entry: str | None = None
    amounts: bool = False
    restored: int = 0


class Consultation:
    """Handle of one open consultation."""

    def __init__(self, session: Session, case: "Case", progress: Progress) -> None:
        self.session = session
        self.case = case
        self.progress = progress

    @property
    def case_id(self) -> str:
        """Return the id of its case in the vault."""
        return self.case.case_id

    @property
    def code(self) -> str:
        """Return the opaque code."""
        return self.case.code


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
    from scarpette_tui.vault.content import GateDoc  # noqa: PLC0415

    with session.lock:
        case = session.vault.new_case(
            traceless=None, restricted=gate.someone_must_not_know, second=gate.second
        )
        case.write(
            GateDoc(
                accompanied=False,
                alone_safe=True,
                language=gate.language,
                limits_read=gate.limits_read,
                someone_must_not_know=gate.someone_must_not_know,
            )
        )
        empty = Answers.empty()
        heard = empty.put(SAID_AT_GATE, given(gate.someone_must_not_know))  # never asked twice
        progress = Progress(heard, empty, focus=benefit, entry=entry)
        consultation = Consultation(session, case, progress)
        _commit(consultation, _advance(session, progress))
        return consultation


def resume(session: Session, case_id: str) -> Consultation:
    """Open a draft or an own case exactly where it stood.

    Raises:
        InputError: it is not there any more.
        VaultDamagedError: its seal does not open.

    """
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415
    from scarpette_tui.vault.content import AnswersDoc  # noqa: PLC0415

    with session.lock:
        case = session.vault.open(case_id)
        saved = case.read(AnswersDoc) or AnswersDoc()
        catalogue = law.catalogue()
        progress = Progress(
            answers=Answers.from_json(saved.answers, catalogue),
            pruned=Answers.from_json(saved.pruned, catalogue),
            asked=saved.asked,
            position=saved.position,
            focus=saved.focus,
            entry=saved.entry,
            amounts=saved.amounts,
        )
        return Consultation(session, case, progress)


def view(consultation: Consultation) -> InterviewView:
    """Return everything the interview screen paints now."""
    from scarpette_tui.desk.interview_view import build  # noqa: PLC0415

    with consultation.session.lock:
        return build(consultation)


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
    value = parse_value(reference.asked, raw)
    return _put(consultation, key, Answer(State.GIVEN, value, Provenance(provenance)))


def unknown(consultation: Consultation, key: str) -> InterviewView:
    """Commit "non so" and go on."""
    from scarpette_tui.interview.answers import Answer, State  # noqa: PLC0415

    return _put(consultation, key, Answer(State.UNKNOWN))


def decline(consultation: Consultation, key: str) -> InterviewView:
    """Commit "preferisce non dire" and go on."""
    from scarpette_tui.interview.answers import Answer, State  # noqa: PLC0415

    return _put(consultation, key, Answer(State.DECLINED))


def back(consultation: Consultation) -> InterviewView:
    """Show the question before; no answer is blanked."""
    progress = consultation.progress
    trail = [key for key in progress.asked if key in progress.answers or key == progress.position]
    target = progress.position
    if progress.position in trail:
        place = trail.index(progress.position)
        target = trail[max(0, place - 1)]
    elif trail:
        target = trail[-1]
    return _move(consultation, replace(progress, position=target, restored=0))


def jump(consultation: Consultation, key: str) -> InterviewView:
    """Show any question, asked or not."""
    law.engine().question(key)
    progress = consultation.progress
    asked = progress.asked if key in progress.asked else (*progress.asked, key)
    return _move(consultation, replace(progress, position=key, asked=asked, restored=0))


def forward(consultation: Consultation) -> InterviewView:
    """Return to the first question that still has no answer."""
    return _move(consultation, _advance(consultation.session, consultation.progress))


def want_amounts(consultation: Consultation) -> InterviewView:
    """Ask the money questions too: she wants figures."""
    progress = replace(consultation.progress, amounts=True)
    return _move(consultation, _advance(consultation.session, progress))


def focus(consultation: Consultation, benefit: str | None) -> InterviewView:
    """Ask only what decides one benefit, or everything again."""
    progress = replace(consultation.progress, focus=benefit, entry=None)
    return _move(consultation, _advance(consultation.session, progress))


def _put(consultation: Consultation, key: str, given: "Answer") -> InterviewView:
    session = consultation.session
    with session.lock:
        progress = consultation.progress
        everything = _together(progress.pruned, progress.answers).put(key, given)
        kept, dropped = _reachable(everything, session)
        restored = sum(1 for known in kept if known in progress.pruned and known != key)
        asked = progress.asked if key in progress.asked else (*progress.asked, key)
        progress = replace(progress, answers=kept, pruned=dropped, asked=asked, restored=restored)
        return _move(consultation, _advance(session, progress))


def _move(consultation: Consultation, progress: Progress) -> InterviewView:
    with consultation.session.lock:
        _commit(consultation, progress)
        return view(consultation)


def _advance(session: Session, progress: Progress) -> Progress:
    """Return the progress with the next live question on the screen."""
    engine = law.engine()
    key = _next_key(engine, session, progress)
    asked = progress.asked
    if key is not None and key not in asked:
        asked = (*asked, key)
    return replace(progress, position=key, asked=asked)


def _next_key(engine: "Engine", session: Session, progress: Progress) -> str | None:
    """Return the next live question: what her phrase asked for comes first (P8)."""
    today, answers = session.clock.today(), progress.answers
    entry = None if progress.focus else _entry(progress.entry)
    if entry is not None:
        live = engine.live_questions(answers, today)
        first = next((key for key in entry.questions if key in live), None)
        if first is not None:
            return first
        for benefit in entry.benefits:
            key = engine.next_question(answers, today, focus=benefit)
            if key is not None:
                return key
    return engine.next_question(answers, today, focus=progress.focus, amounts=progress.amounts)


def _entry(entry: str | None) -> "EntryPhrase | None":
    return next((known for known in law.catalogue().entries if known.id == entry), None)


def _commit(consultation: Consultation, progress: Progress) -> None:
    """Write first, then remember: what is painted is always on disk."""
    from scarpette_tui.vault.content import AnswersDoc  # noqa: PLC0415

    consultation.case.write(
        AnswersDoc(
            answers=progress.answers.to_json(),
            pruned=progress.pruned.to_json(),
            asked=progress.asked,
            position=progress.position,
            focus=progress.focus,
            entry=progress.entry,
            amounts=progress.amounts,
            on=consultation.session.clock.today(),
        )
    )
    consultation.progress = progress


def replay(consultation: Consultation, answers: "Answers") -> InterviewView:
    """Take over answers made elsewhere (a training case, a questionnaire from a centre)."""
    with consultation.session.lock:
        progress = consultation.progress
        kept, dropped = _reachable(_together(progress.answers, answers), consultation.session)
        asked = (*progress.asked, *(key for key in kept if key not in progress.asked))
        progress = replace(progress, answers=kept, pruned=dropped, asked=asked)
        return _move(consultation, _advance(consultation.session, progress))


def _together(first: "Answers", then: "Answers") -> "Answers":
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    return Answers({**first, **then})


def _reachable(everything: "Answers", session: Session) -> "tuple[Answers, Answers]":
    """Split into what is still asked, and what waits until it is asked again."""
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    kept, lost = law.engine().prune(everything, session.clock.today())
    return kept, Answers({key: everything[key] for key in lost})
