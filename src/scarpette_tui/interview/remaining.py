"""How many questions are left: what is certain, and what is usual.

The bounds are proved. The usual range is a guess from two numbers, the live questions and
those that their answers may still open: among the synthetic women of the priors, at any
point of the interview and in both styles, nine times in ten it held what was asked then.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scarpette_tui.interview.judging import Judged
from scarpette_tui.interview.relevance import Scope, live, wanted_in
from scarpette_tui.interview.view import View

SUPPOSED_PEOPLE = 3
"""People supposed in a group not counted yet."""
FEWEST_OF_LIVE, FEWEST_OF_OTHERS = 0.55, 0.12
"""Share of the live questions, and of those that may open, that are asked almost always."""
MOST_OF_LIVE, MOST_OF_OTHERS = 1, 0.26
"""Share of them that is almost always enough."""


class Left(NamedTuple):
    """Questions left, 0 when none is: never fewer than `least` or more than `most`."""

    least: int
    most: int
    usual_least: int
    usual_most: int


def left(judged: Sequence[Judged], view: View, scope: Scope) -> Left:
    """Return how many questions may still be asked.

    The least: benefits that wait for different questions need one each. The most: all live
    questions, all that their answers may open, and SUPPOSED_PEOPLE in a group not counted.
    """
    now = live(judged, scope)
    if not now:
        return Left(0, 0, 0, 0)
    least = _apart(scope.of_judged(judged), scope)
    most = max(least, len(now), len(_reachable(scope.of_judged(judged), view, scope)))
    others = most - len(now)
    fewest = math.floor(FEWEST_OF_LIVE * len(now) + FEWEST_OF_OTHERS * others)
    usual = math.ceil(MOST_OF_LIVE * len(now) + MOST_OF_OTHERS * others)
    fewest = min(max(fewest, least), most)
    return Left(least, most, fewest, min(max(usual, fewest), most))


def _apart(judged: Iterable[Judged], scope: Scope) -> int:
    """Return how many benefits wait for questions that no other one counted waits for."""
    taken: set[str] = set()
    found = 0
    for each in judged:
        keys = {key for phase in scope.phases for _, key in wanted_in(phase, each)}
        if keys and keys.isdisjoint(taken):
            taken |= keys
            found += 1
    return found


def _reachable(judged: Iterable[Judged], view: View, scope: Scope) -> set[str]:
    names: set[str] = set()
    for each in judged:
        if any(True for phase in scope.phases for _ in wanted_in(phase, each)):
            names |= view.program.questions_of(each.outcome.benefit.id, scope.amounts)
    return {key for name in names for key in _still_to_ask(name, view)}


def _still_to_ask(name: str, view: View) -> Iterable[str]:
    """Return the keys of a question, or of a `group.*.field`, that may still be asked."""
    group, several, field = name.partition(".*.")
    if not several:
        return () if name in view.marks or view.guard(name) is False else (name,)
    if group not in view.ctx.values:
        known = group in view.marks or view.guard(group) is False
        return () if known else [f"{group}.{index}.{field}" for index in range(SUPPOSED_PEOPLE)]
    keys = (f"{group}.{index}.{field}" for index in range(int(view.ctx.values[group])))
    return [key for key in keys if key not in view.marks and view.guard(key) is not False]
