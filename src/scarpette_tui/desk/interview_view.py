"""Builds what the interview screen paints, from the progress and one evaluation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from scarpette_tui.desk import law, words
from scarpette_tui.desk import progress as steps
from scarpette_tui.desk.effects import changed
from scarpette_tui.desk.progress import Progress
from scarpette_tui.desk.views import (
    AnswerView,
    BenefitLine,
    InterviewView,
    OptionView,
    QuestionView,
    WhyLine,
)

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Benefit, QuestionBase
    from scarpette_tui.desk.consultation import Consultation, RawAnswer
    from scarpette_tui.interview.answers import Answer
    from scarpette_tui.interview.engine import Evaluation, QuestionRef
    from scarpette_tui.interview.outcomes import Outcome

PHASES = {
    "rights": "Cosa le spetta",
    "safety": "Sicurezza dei passi",
    "amounts": "Quanto",
    "done": "Non serve altro",
}

HINTS = {
    "money": "euro, per esempio 1.234,50",
    "date": "gg/mm/aaaa",
    "count": "un numero",
    "months": "quanti mesi",
    "people": "quanti, anche 0",
    "choices": "si può scegliere più di una voce, o nessuna",
}


def build(progress: Progress, today: date) -> InterviewView:
    """Return everything the interview screen paints where a consultation stands."""
    engine = law.engine()
    evaluation = engine.evaluate(progress.answers, today)
    lines = _by_status([benefit_line(outcome, evaluation) for outcome in evaluation.outcomes])
    phase = _phase(progress, today)
    left = steps.left(progress, today)
    most = left.usual_most if progress.ceiling is None else progress.ceiling
    group = steps.group(progress, today)
    return InterviewView(
        question=_question(progress, phase),
        phase=phase,
        phase_title=PHASES[phase],
        sure=lines["due"],
        near=lines["obtainable"],
        open=lines["possible"],
        unasked=lines["not_asked"],
        answered=answered(progress),
        left=(min(left.usual_least, most), most),
        left_most=left.most,
        news=_news(progress),
        focus=progress.focus or "",
        amounts_wanted=progress.amounts,
        amounts_left=_amounts_left(progress, today) if progress.position is None else 0,
        can_go_back=bool(progress.answers),
        put_aside=progress.put_aside,
        restored=progress.restored,
        coming_back=tuple(
            _answer(engine.question(key), progress.pruned[key])
            for key in steps.coming_back(progress, today)
        ),
        remarks=engine.remarks(progress.answers, today),
        style=progress.style,
        group=_group(group, phase) if len(group) > 1 else (),
        short=steps.is_short(progress),
    )


def _news(progress: Progress) -> str:
    """Say why more questions are left than the screen had said."""
    if not progress.raised:
        return ""
    if progress.opened:
        return f"La risposta apre un argomento: {words.listed(progress.opened)}."
    return "Servono più domande di quelle dette prima."


def _group(keys: Sequence[str], phase: str) -> tuple[QuestionView, ...]:
    return tuple(
        replace(_question_view(key, None, phase), short=law.engine().question(key).asked.short)
        for key in keys
    )


def benefit_line(outcome: "Outcome", evaluation: "Evaluation") -> BenefitLine:
    """Return one benefit for the live panel."""
    status = shown_status(outcome, evaluation)
    return line_of(outcome.benefit, status, words.STATUS[status])


def shown_status(outcome: "Outcome", evaluation: "Evaluation") -> str:
    """Return the status as it is shown: what was not asked yet is never a no.

    After a "non so" that leaves nothing to ask, the benefit is to be cleared up, not to ask.
    """
    unasked = any(found.not_asked for found in outcome.requirements)
    if outcome.status == "possible" and unasked and evaluation.asks(outcome.benefit.id):
        return "not_asked"
    return outcome.status.value


def _by_status(lines: Sequence[BenefitLine]) -> dict[str, tuple[BenefitLine, ...]]:
    return {
        status: tuple(line for line in lines if line.status == status) for status in words.STATUS
    }


def line_of(benefit: "Benefit", status: str, text: str) -> BenefitLine:
    """Return a benefit as a line."""
    return BenefitLine(benefit.id, benefit.name, benefit.plain, status, text, benefit.goes_to)


def answered(progress: Progress) -> tuple[AnswerView, ...]:
    """Return the answers in the order they were asked."""
    engine = law.engine()
    rows = []
    for key in progress.asked:
        found = progress.answers.get(key)
        if found is not None:
            rows.append(_answer(engine.question(key), found))
    return tuple(rows)


def why(consultation: "Consultation", key: str) -> tuple[WhyLine, ...]:
    """Return which rights, steps and amounts depend on a question, with their source."""
    with consultation.session.lock:
        today = consultation.session.clock.today()
        explanation = law.engine().explain(key, consultation.progress.answers, today)
    return tuple(WhyLine(use.name, use.text, use.source) for use in explanation.benefits)


def what_if(consultation: "Consultation", key: str, raw: "RawAnswer") -> tuple[str, ...]:
    """Return in words what would change if an answer were another.

    Raises:
        InputError: the value is outside its domain.

    """
    from scarpette_tui.interview.answers import (  # noqa: PLC0415
        Answer,
        Provenance,
        State,
        parse_value,
    )

    engine = law.engine()
    today = consultation.session.clock.today()
    value = parse_value(engine.question(key).asked, raw, today, spoken=True)
    other = Answer(State.GIVEN, value, Provenance.DETTO)
    with consultation.session.lock:
        return changed(engine.what_if(consultation.progress.answers, today, key, other))


def answer_text(asked: "QuestionBase", value: object) -> str:
    """Return a value as an official reads it."""
    labels = {option.value: option.label for option in asked.options}
    match value:
        case bool():
            return "sì" if value else "no"
        case str():
            return labels.get(value, value)
        case frozenset():
            chosen = [label for key, label in labels.items() if key in value]
            return words.listed(chosen) or "nessuna di queste"
        case Decimal():
            return words.euro(value)
        case date():
            return words.day(value)
        case _:
            return str(value)


def _question(progress: Progress, phase: str) -> QuestionView | None:
    key = progress.position
    return None if key is None else _question_view(key, progress.answers.get(key), phase)


def _question_view(key: str, found: "Answer | None", phase: str) -> QuestionView:
    reference = law.engine().question(key)
    question, asked = reference.question, reference.asked
    sections = {section.id: section.title for section in law.catalogue().manifest.sections}
    return QuestionView(
        key=key,
        kind=asked.kind.value,
        say=asked.say,
        section=sections[question.section],
        phase=phase,
        person=reference.person_label,
        options=tuple(OptionView(option.value, option.label) for option in asked.options),
        hint=HINTS.get(asked.kind.value, ""),
        how=question.help.how,
        why=question.help.why,
        never=question.help.never,
        look_up=question.look_up,
        current=_answer(reference, found) if found is not None else None,
    )


def label_of(reference: "QuestionRef") -> str:
    """Return what a question asks in a few words, ready to be followed by the answer."""
    asked = reference.asked
    label = f"{asked.short}:" if asked.short else asked.say
    if not reference.person_label:
        return label
    return f"{reference.person_label}, {label[:1].lower()}{label[1:]}"


def _answer(reference: "QuestionRef", found: "Answer") -> AnswerView:
    asked = reference.asked
    texts = {"unknown": "non so", "declined": "preferisce non dire"}
    state = found.state.value
    return AnswerView(
        key=reference.key,
        label=label_of(reference),
        text=texts.get(state) or answer_text(asked, found.value),
        state=state,
        provenance=found.provenance.value,
        raw=_raw(found.value),
    )


def _raw(value: object) -> str | bool | tuple[str, ...] | None:
    match value:
        case None | bool() | str():
            return value
        case frozenset():
            return tuple(sorted(value))
        case Decimal():
            return words.number(value, 2)
        case date():
            return words.day(value)
        case _:
            return str(value)


def _phase(progress: Progress, today: date) -> str:
    """Return the phase on the screen; an answered question looked at again keeps its own."""
    engine = law.engine()
    if progress.position is None:
        return "done"
    if engine.question(progress.position).question.phase:
        return "safety"
    phase = engine.phase(progress.answers, today, focus=progress.focus)
    if phase in ("rights", "safety"):
        return phase
    return "amounts" if progress.amounts else "done"


def _amounts_left(progress: Progress, today: date) -> int:
    """Return how many money questions could follow; counted only once the others are over."""
    if progress.amounts:
        return 0
    engine = law.engine()
    rights: Sequence[str] = engine.live_questions(progress.answers, today, focus=progress.focus)
    both = engine.live_questions(progress.answers, today, focus=progress.focus, amounts=True)
    return len(set(both) - set(rights))
