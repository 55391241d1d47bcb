"""Judges one benefit: its outcome, and the questions it still wants asked, stage by stage."""

from enum import IntEnum
from typing import NamedTuple

from scarpette_tui.catalogue.model import Benefit, FactStatus, Status
from scarpette_tui.interview.abstract import Abstract
from scarpette_tui.interview.amounts import amount_result
from scarpette_tui.interview.context import RANK, STATUSES
from scarpette_tui.interview.items import Decided
from scarpette_tui.interview.outcomes import Outcome, RequirementResult
from scarpette_tui.interview.program import BenefitProgram, RequirementItem
from scarpette_tui.interview.proofs import requirement_result
from scarpette_tui.interview.step_results import (
    Wants,
    first_deadline,
    step_results,
    warning_results,
)
from scarpette_tui.interview.verdict import Verdict, weigh
from scarpette_tui.interview.view import View


class Stage(IntEnum):
    """What a question is for, in the order of asking."""

    FIXED = 0
    """Requirements that she cannot change."""
    MUTABLE = 1
    """Requirements that a step obtains."""
    STEPS = 2
    """Which steps, and their deadlines."""
    SAFETY = 3
    """When a step is safe, and what to say before."""
    AMOUNTS = 4
    """Figures."""


class Judged:
    """An outcome, and by stage the questions to ask now for it."""

    __slots__ = ("_asked", "_view", "hints", "outcome", "truths")

    def __init__(
        self,
        outcome: Outcome,
        asked: tuple[tuple[str, ...], ...] = (),
        view: View | None = None,
        truths: tuple[Abstract, ...] = (),
    ) -> None:
        self.outcome = outcome
        self.truths = truths
        """What may still turn out either way, as in `Verdict`."""
        self.hints: dict[str, float] = {}
        """What `Guide` found out about it."""
        self._asked = asked
        self._view = view

    def wanted(self, stage: Stage) -> tuple[str, ...]:
        """Return the questions of a stage, each in the first stage that wants it."""
        if self._view is None:
            return ()
        if stage is Stage.AMOUNTS and len(self._asked) == stage:
            amount = self.outcome.amount
            figures = self._view.openings_of(amount.open_keys) if amount else ()
            before = {key for keys in self._asked for key in keys}
            self._asked = (*self._asked, tuple(key for key in figures if key not in before))
        return self._asked[stage]


class Weight(NamedTuple):
    """What the requirements say together, and whether one of them wants a missing value."""

    verdict: Verdict
    stale: bool


_Decisions = list[tuple[int, RequirementItem, Decided]]


def judge(compiled: BenefitProgram, view: View) -> Judged:
    """Return what the answers prove of a benefit."""
    if _is_closed(compiled.benefit, view):
        return Judged(Outcome(compiled.benefit, Status.CLOSED, FactStatus.VERIFIED, ()))
    in_force = [(i, each) for i, each in enumerate(compiled.requirements) if each.in_force(view.on)]
    decisions: _Decisions = [
        (index, each, view.decide(each.item))
        for index, each in in_force
        if view.value(each.applies) is not False
    ]
    results = tuple(requirement_result(each, found, view) for _, each, found in decisions)
    verdict = weigh([(each, found.value) for _, each, found in decisions], view)
    if verdict.status is Status.NOT_DUE:
        fact = _worst_of_no(results)
        return Judged(Outcome(compiled.benefit, Status.NOT_DUE, fact, results))
    truths: dict[int, Abstract] = {index: True for index, _ in in_force}  # what concerns her not
    truths |= {index: found.value for index, _, found in decisions}
    stale = _is_stale(decisions, view)
    return _in_play(compiled, truths, results, Weight(verdict, stale), view)


def _in_play(
    compiled: BenefitProgram,
    truths: dict[int, Abstract],
    results: tuple[RequirementResult, ...],
    weight: Weight,
    view: View,
) -> Judged:
    wants = Wants()
    steps = step_results(compiled, truths, view, wants)
    warnings = warning_results(compiled, view, wants)
    figures = compiled.amount
    verdict = weight.verdict
    status = verdict.status
    if status is Status.OBTAINABLE and view.openings_of(wants.obtaining):
        status = Status.POSSIBLE
    outcome = Outcome(
        benefit=compiled.benefit,
        status=status,
        fact_status=_worst([result.fact_status for result in results]),
        requirements=results,
        steps=steps,
        said=warnings,
        deadline=first_deadline(steps),
        missing=_missing(status, results, verdict),
        unknown_law=weight.stale,
        figures=lambda: amount_result(figures, view) if figures else None,
    )
    return Judged(outcome, _stages(verdict, wants, view), view, verdict.truths)


def _stages(verdict: Verdict, wants: Wants, view: View) -> tuple[tuple[str, ...], ...]:
    """Return the questions to ask now up to safety, each in the first stage that wants it.

    Questions of the safety phase are asked there, whatever they decide.
    """
    raw = (verdict.fixed, verdict.mutable, [*wants.obtaining, *wants.steps], wants.safety)
    stages: list[list[str]] = [[] for _ in raw]
    seen: set[str] = set()
    for stage, keys in zip(Stage, raw, strict=False):
        for key in view.openings_of(keys):
            if key not in seen:
                seen.add(key)
                safety = view.program.entry(key).safety
                stages[Stage.SAFETY if safety else stage].append(key)
    return tuple(tuple(keys) for keys in stages)


def _missing(
    status: Status, results: tuple[RequirementResult, ...], verdict: Verdict
) -> tuple[str, ...]:
    if status is Status.DUE:
        return ()
    relevant = {*verdict.fixed, *verdict.mutable}
    return tuple(
        dict.fromkeys(
            key
            for result in results
            for key in result.open_keys
            if key in relevant or result.changeable
        )
    )


def _is_closed(benefit: Benefit, view: View) -> bool:
    if benefit.closed_on is not None and view.on > benefit.closed_on:
        return True
    return benefit.opened_on is not None and view.on < benefit.opened_on


def _is_stale(decisions: _Decisions, view: View) -> bool:
    """Say whether a value of the law that her answers lead to is not known for the day."""
    if view.on > view.program.catalogue.manifest.known_until:
        return True
    return any(found.stale for _, _, found in decisions)


def _worst(facts: list[FactStatus]) -> FactStatus:
    return STATUSES[max((RANK[fact] for fact in facts), default=0)]


def _worst_of_no(results: tuple[RequirementResult, ...]) -> FactStatus:
    """Return the status of a no: one failing requirement is enough, so the surest of them."""
    failing = [
        RANK[result.fact_status]
        for result in results
        if result.holds is False and not result.changeable
    ]
    if failing:
        return STATUSES[min(failing)]
    return _worst([result.fact_status for result in results])
