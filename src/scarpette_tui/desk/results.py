"""Results: benefits by what to do first, each with its proof, and the plan."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from scarpette_tui.desk import law, papers_of_stay, words
from scarpette_tui.desk.interview_view import answer_text, answered, label_of, shown_status
from scarpette_tui.desk.views import (
    BenefitView,
    ProofLine,
    ResultsView,
    StepView,
    TraceView,
)

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Benefit, Status
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.interview.answers import Answers
    from scarpette_tui.interview.engine import Evaluation
    from scarpette_tui.interview.outcomes import (
        AmountResult,
        Outcome,
        RequirementResult,
        StepResult,
    )

ORDER = ("due", "obtainable", "possible", "not_asked", "not_due", "closed")
STALE = (
    "Importi da verificare: a questa data il catalogo non conosce ancora i valori. "
    "Controllare la circolare dell'anno prima di dire una cifra."
)


def results(consultation: "Consultation") -> ResultsView:
    """Return the results as of today."""
    with consultation.session.lock:
        engine = law.engine()
        today = consultation.session.clock.today()
        progress = consultation.progress
        evaluation = engine.evaluate(progress.answers, today)
        done = _done(consultation)
        plan = tuple(step_view(step, done) for step in evaluation.plan)
        place = {step.benefit: number for number, step in reversed(list(enumerate(plan)))}
        outcomes = sorted(
            evaluation.outcomes,
            key=lambda found: (
                ORDER.index(shown_status(found, evaluation)),
                place.get(found.benefit.id, len(plan)),
                found.benefit.priority,
            ),
        )
        stale = today > engine.catalogue.manifest.known_until
        return ResultsView(
            on=today,
            benefits=tuple(
                _benefit(found, evaluation, progress.answers, plan) for found in outcomes
            ),
            plan=plan,
            contacts=contacts(consultation),
            read_back=_read_back(consultation, outcomes),
            stay=papers_of_stay.advice(progress.answers),
            stale_text=STALE if stale else "",
        )


def contacts(consultation: "Consultation") -> tuple[tuple[str, str], ...]:
    """Return the public contacts, then those the office called and dated."""
    public = [
        (contact.name, " · ".join(filter(None, (contact.number, contact.hours, contact.cost))))
        for contact in law.catalogue().contacts
    ]
    office = [
        (contact.name, " · ".join(filter(None, (contact.number, contact.hours))))
        for contact in consultation.session.settings.contacts
        if contact.called_on
    ]
    return tuple(public + office)


def step_view(step: "StepResult", done: dict[str, str]) -> StepView:
    """Return one step ready to be painted."""
    names = {benefit.id: benefit.name for benefit in law.catalogue().benefits}
    return StepView(
        step=step.id,
        benefit=step.benefit,
        benefit_name=names[step.benefit],
        do=step.do,
        who=step.who,
        where=step.where,
        channel=step.channel,
        documents=tuple(step.documents),
        by=step.deadline,
        by_text=step.deadline_text,
        do_when=step.do_when.value,
        do_when_text=words.DO_WHEN[step.do_when.value],
        because=step.because,
        after=tuple(_step_title(other) for other in step.after),
        traces=tuple(TraceView(trace.what, trace.where, trace.when) for trace in step.traces),
        no_traces=step.no_traces,
        source=step.source,
        fact_text=words.FACT[step.fact_status.value],
        done=done.get(step.id, ""),
    )


def amount_text(amount: "AmountResult | None", status: "Status") -> str:
    """Return an amount in words: exact, a range, or what is missing.

    A range is said only when it says something: "from 0 to a million" does not.
    """
    if amount is None:
        return ""
    period = words.PERIOD[amount.period]
    low, high = amount.low, amount.high
    if amount.value is not None:
        text = f"{'fino a ' if amount.at_most else ''}{words.euro(amount.value)} {period}"
        several = amount.payments and amount.payments > 1
        return f"{text}, per {amount.payments} volte" if several else text
    if low is None or high is None or not amount.telling(status):
        return "importo da calcolare: mancano dei dati"
    return f"da {words.euro(low)} a {words.euro(high)} {period}"


def _benefit(
    outcome: "Outcome", evaluation: "Evaluation", answers: "Answers", plan: tuple[StepView, ...]
) -> BenefitView:
    benefit, today = outcome.benefit, evaluation.on
    status = shown_status(outcome, evaluation)
    amount = outcome.amount
    decided = law.engine().deciding(benefit.id, answers, today)
    asks = {rule.id: rule.ask for rule in benefit.requirements}
    return BenefitView(
        benefit=benefit.id,
        name=benefit.name,
        plain=benefit.plain,
        promise=benefit.promise,
        status=status,
        status_text=_status_text(benefit, status),
        amount=amount_text(amount, outcome.status) if amount else benefit.no_amount,
        amount_lines=_amount_lines(amount),
        schedule=_schedule(amount),
        proof=tuple(_proof(found, answers, asks[found.id]) for found in outcome.requirements),
        stay=papers_of_stay.note(benefit.id, answers),
        missing=_missing(outcome),
        steps=tuple(step for step in plan if step.benefit == benefit.id),
        warnings=tuple(found.text for found in outcome.warnings),
        incompatible=tuple(
            f"{_name(other.benefit)}: {other.text}" for other in benefit.incompatible_with
        ),
        compatible=benefit.compatible,
        deadline=outcome.deadline,
        law=benefit.law,
        fact_text=words.FACT[outcome.fact_status.value],
        stale=outcome.stale,
        referral=benefit.referral,
        goes_to=benefit.goes_to,
        because=tuple(_said(key, answers) for key in decided.keys),
        because_law=(*decided.sources, *_values(decided.parameters, today)),
    )


def _status_text(benefit: "Benefit", status: str) -> str:
    if status == "closed" and benefit.closed_on:
        return f"chiusa dal {words.day(benefit.closed_on)}"
    return ": ".join(part for part in (words.STATUS[status], benefit.goes_to) if part)


def _said(key: str, answers: "Answers") -> str:
    """Return a given answer with its question."""
    reference = law.engine().question(key)
    states = {"unknown": "non so", "declined": "preferisce non dire"}
    given = answers[key]
    text = states.get(given.state.value) or answer_text(reference.asked, given.value)
    return f"{label_of(reference)} {text}"


def _values(parameters: tuple[str, ...], today: date) -> tuple[str, ...]:
    """Return the dated values that were read, each with the day it is in force from."""
    from scarpette_tui.catalogue.parameters import dated_value  # noqa: PLC0415

    known = {each.id: each for each in law.catalogue().parameters}
    lines = []
    for name in parameters:
        dated = dated_value(known[name], today)
        if dated is not None and dated.value is not None:
            unit = known[name].unit
            value = words.euro(dated.value) if unit == "euro" else words.number(dated.value)
            lines.append(f"{known[name].title}: {value}, dal {words.day(dated.valid_from)}")
    return tuple(lines)


def _proof(found: "RequirementResult", answers: "Answers", ask: str) -> ProofLine:
    used = [_said(key, answers) for key in found.keys_used if key in answers]
    truth = "open" if found.holds is None else "yes" if found.holds else "no"
    return ProofLine(
        requirement=found.id,
        truth=truth,
        sentence=found.sentence,
        source=found.source,
        fact_status=found.fact_status.value,
        fact_text=words.FACT[found.fact_status.value],
        answers=tuple(used),
        ask=ask,
    )


def _amount_lines(amount: "AmountResult | None") -> tuple[tuple[str, str], ...]:
    if amount is None:
        return ()
    return tuple((line.label, _range(line.low, line.high, line.unit)) for line in amount.lines)


def _schedule(amount: "AmountResult | None") -> tuple[tuple[str, str], ...]:
    if amount is None:
        return ()
    return tuple(
        (f"{payment.number}° pagamento", _range(payment.low, payment.high, "euro"))
        for payment in amount.schedule
    )


def _range(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    if low is None or high is None:
        return "da chiarire"
    shown = [words.euro(value) if unit == "euro" else words.number(value) for value in (low, high)]
    return shown[0] if low == high else f"da {shown[0]} a {shown[1]}"


def _missing(outcome: "Outcome") -> tuple[str, ...]:
    """Say what would unlock it: each paper or step once, then what is still to clear up."""
    unsettled = [found for found in outcome.requirements if found.holds is not True]
    steps = dict.fromkeys(
        _obtained(outcome, found.obtainable) for found in unsettled if found.changeable
    )
    still = (found.sentence for found in unsettled if found.holds is None and not found.changeable)
    return (*steps, *still)


def _obtained(outcome: "Outcome", step: str) -> str:
    """Return what a step does, in short, wherever it stands."""
    own = step if "." in step else f"{outcome.benefit.id}.{step}"
    return _step_title(own)


def _read_back(consultation: "Consultation", outcomes: "list[Outcome]") -> str:
    """Return the one summary to read back to her (S7)."""
    said = [f"{row.label} {row.text}." for row in answered(consultation.progress)]
    due = [_plain(outcome) for outcome in outcomes if outcome.status == "due"]
    later = [_plain(outcome) for outcome in outcomes if outcome.status == "obtainable"]
    lines = ["Le rileggo quello che mi ha detto. Mi corregga se ho capito male.", *said]
    answers, today = consultation.progress.answers, consultation.session.clock.today()
    lines += [f"Da rileggere: {text}" for text in law.engine().remarks(answers, today)]
    if due:
        lines.append(f"Le spetta: {words.listed(due)}.")
    if later:
        lines.append(f"Si può ottenere: {words.listed(later)}.")
    return "\n".join(lines)


def _plain(outcome: "Outcome") -> str:
    """Return the plain name, with who gets it when she does not."""
    goes_to = outcome.benefit.goes_to
    return f"{outcome.benefit.plain} ({goes_to})" if goes_to else outcome.benefit.plain


def _step_title(step: str) -> str:
    benefit, _, name = step.rpartition(".")
    for found in law.catalogue().benefits:
        if found.id == benefit:
            return next((inner.do for inner in found.steps if inner.id == name), step)
    return step


def _name(benefit: str) -> str:
    known = {found.id: found.name for found in law.catalogue().benefits}
    return known.get(benefit, benefit)


def _done(consultation: "Consultation") -> dict[str, str]:
    from scarpette_tui.vault.content import PlanDoc  # noqa: PLC0415

    saved = consultation.case.read(PlanDoc)
    return {step.step: step.status.value for step in saved.steps} if saved else {}
