"""The steps and the warnings of a benefit, resolved with her answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scarpette_tui.catalogue.model import DoWhen
from scarpette_tui.interview.abstract import Abstract, Open
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.outcomes import StepResult, WarningResult
from scarpette_tui.interview.program import BenefitProgram, StepItem
from scarpette_tui.interview.truth import joined, opposite
from scarpette_tui.interview.view import View


@dataclass(slots=True)
class Wants:
    """Keys on which what is shown still depends, gathered in order.

    `obtaining` decide whether a step is needed to obtain a requirement, `steps` the other
    conditions and the deadlines, `safety` warnings and when a step is safe.
    """

    obtaining: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    safety: list[str] = field(default_factory=list)


def step_results(
    compiled: BenefitProgram, truths: Mapping[int, Abstract], view: View, wants: Wants
) -> tuple[StepResult, ...]:
    """Return the steps whose condition is not false.

    Args:
        compiled: the benefit.
        truths: truth of each requirement in force, by index.
        view: her answers.
        wants: gathers the keys still open.

    """
    results = []
    for step in compiled.steps:
        needed = _needed(step, truths, view)
        if needed is False:
            continue
        (wants.obtaining if step.obtains else wants.steps).extend(keys_of(needed))
        results.append(_resolved(compiled.benefit.id, step, needed, view, wants))
    return tuple(results)


def _needed(step: StepItem, truths: Mapping[int, Abstract], view: View) -> Abstract:
    """Return whether a step is needed; one that obtains requirements is, until all hold."""
    if step.when is not None:
        return view.value(step.when)
    obtained = [truths[index] for index in step.obtains if index in truths]
    if not obtained or False in obtained:
        return True
    forms = [truth.form for truth in obtained if isinstance(truth, Open)]
    return opposite(joined("and", forms)) if forms else False


def _resolved(
    benefit: str, compiled: StepItem, needed: Abstract, view: View, wants: Wants
) -> StepResult:
    step = compiled.step
    do_when, because = _moment(compiled, view, wants)
    deadline = view.value(compiled.deadline) if compiled.deadline else None
    wants.steps.extend(keys_of(deadline))
    return StepResult(
        id=f"{benefit}.{step.id}",
        benefit=benefit,
        kind=step.kind,
        do=step.do,
        paper=step.paper,
        who=step.who,
        where=step.where,
        channel=step.channel,
        documents=step.documents,
        deadline=deadline if isinstance(deadline, date) else None,
        deadline_text=step.deadline_text,
        traces=step.traces,
        no_traces=step.no_traces,
        do_when=do_when,
        because=because,
        after=tuple(other if "." in other else f"{benefit}.{other}" for other in step.after),
        source=step.source,
        fact_status=step.status,
        when=None if isinstance(needed, Open) else True,
    )


def _moment(compiled: StepItem, view: View, wants: Wants) -> tuple[DoWhen, str]:
    """Return when a step is safe: the first reason to wait that is not false wins.

    A later reason is asked about only while an earlier one may still turn out false.
    """
    chosen: tuple[DoWhen, str] | None = None
    for rule, item in compiled.rules:
        truth = view.value(item)
        if truth is False:
            continue
        chosen = chosen or (rule.value, rule.because)
        wants.safety.extend(keys_of(truth))
        if truth is True or not view.openings_of(keys_of(truth)):
            break
    return chosen or (compiled.step.do_when, "")


def warning_results(
    compiled: BenefitProgram, view: View, wants: Wants
) -> tuple[WarningResult, ...]:
    """Return the warnings whose condition is not false."""
    results: list[WarningResult] = []
    for warning, item in compiled.warnings:
        truth = view.value(item)
        if truth is False:
            continue
        wants.safety.extend(keys_of(truth))
        results.append(
            WarningResult(
                id=warning.id,
                text=warning.text,
                urgent=warning.urgent,
                paper=warning.paper,
                source=warning.source,
                fact_status=warning.status,
                when=None if isinstance(truth, Open) else True,
            )
        )
    return tuple(results)


def first_deadline(steps: Sequence[StepResult]) -> date | None:
    """Return the earliest known deadline of the steps."""
    return min((step.deadline for step in steps if step.deadline), default=None)
