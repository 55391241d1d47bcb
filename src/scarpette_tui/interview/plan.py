"""The steps of all benefits in the best and safest order."""

from collections.abc import Sequence
from datetime import date
from heapq import heappop, heappush

from scarpette_tui.catalogue.model import DoWhen
from scarpette_tui.interview.outcomes import IN_PLAY, Outcome, StepResult

_SAFETY_ORDER = {DoWhen.NOW: 0, DoWhen.WITH_CENTRE: 1, DoWhen.WHEN_OUT: 2}

_Rank = tuple[int, int, date, int, int]


def plan(outcomes: Sequence[Outcome]) -> tuple[StepResult, ...]:
    """Return the steps of benefits due, obtainable or possible, each after what it needs.

    Among steps that nothing holds back: protections first, then what is safe now before
    what is done with the centre before what waits until she is out, then the nearest
    deadline, then the author's priority. Steps that wait for each other in a circle keep
    this order too.
    """
    steps: list[StepResult] = []
    ranks: list[_Rank] = []
    for outcome in outcomes:
        if outcome.status in IN_PLAY:
            for step in outcome.steps:
                ranks.append(_rank(outcome, step, len(steps)))
                steps.append(step)
    return _sorted(steps, ranks)


def _rank(outcome: Outcome, step: StepResult, index: int) -> _Rank:
    return (
        0 if outcome.benefit.prerequisite else 1,
        _SAFETY_ORDER[step.do_when],
        step.deadline or date.max,
        outcome.benefit.priority,
        index,
    )


def _sorted(steps: list[StepResult], ranks: list[_Rank]) -> tuple[StepResult, ...]:
    position = {step.id: index for index, step in enumerate(steps)}
    waiting = [{position[other] for other in step.after if other in position} for step in steps]
    followers: list[list[int]] = [[] for _ in steps]
    for index, befores in enumerate(waiting):
        for before in befores:
            followers[before].append(index)
    ready: list[_Rank] = []
    left = set(range(len(steps)))
    for index, befores in enumerate(waiting):
        if not befores:
            heappush(ready, ranks[index])
    ordered: list[StepResult] = []
    while left:
        if not ready:
            heappush(ready, min(ranks[index] for index in left))
        index = heappop(ready)[-1]
        if index not in left:
            continue
        left.discard(index)
        ordered.append(steps[index])
        for follower in followers[index]:
            waiting[follower].discard(index)
            if not waiting[follower] and follower in left:
                heappush(ready, ranks[follower])
    return tuple(ordered)
