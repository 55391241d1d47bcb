"""The next question among the live ones."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.guide import Guide
from scarpette_tui.interview.judging import Judged, Stage
from scarpette_tui.interview.program import Program
from scarpette_tui.interview.relevance import Phase, Scope, live, wanted_in
from scarpette_tui.interview.view import View

LEAST_ON_TOPIC = 3
"""At most one change of topic every so many questions, while the topic has live ones."""
URGENT_DAYS = 30
"""A deadline so near makes its benefit lead."""
WEIGHT_OF_BURDEN = 0.3
"""How much one more degree of burden makes a question less worth asking."""
WORTH_OF_OTHERS = 0.5
"""What a bit told to another benefit counts, beside one told to the leading one."""
WORTH_OF_EACH, WORTH_OF_ANY = 0.05, 0.02
"""What each benefit that waits for a question adds, in bits; and what any question is worth."""


MOST_TOGETHER = 6
"""Questions put together at most on one screen."""


class Goal(NamedTuple):
    """A benefit with what it waits for: in its first open stage, and later."""

    judged: Judged
    stage: Stage
    first: tuple[str, ...]
    later: tuple[str, ...]


def next_question(
    judged: Sequence[Judged], view: View, scope: Scope, skip: Collection[str], guide: Guide
) -> str | None:
    """Return the next question to ask, None when no live one is left.

    Phase by phase. What is urgent leads, then the benefit with the best chance for each
    question left; inside it, the question that tells most for its burden. A topic is kept
    for LEAST_ON_TOPIC questions while it has live ones. The author's order breaks ties.
    """
    chosen = scope.of_judged(judged)
    for phase in scope.phases:
        goals = _goals(chosen, phase, skip)
        if goals:
            return _Choice(goals, view, guide).best()
    return None


def _goals(judged: Iterable[Judged], phase: Phase, skip: Collection[str]) -> list[Goal]:
    found = []
    for each in judged:
        wanted = [(stage, key) for stage, key in wanted_in(phase, each) if key not in skip]
        if wanted:
            reached = wanted[0][0]
            first = tuple(key for stage, key in wanted if stage is reached)
            later = tuple(key for stage, key in wanted if stage is not reached)
            found.append(Goal(each, reached, first, later))
    return found


class _Choice:
    """One choice among the questions that some benefit waits for."""

    def __init__(self, goals: list[Goal], view: View, guide: Guide) -> None:
        self._goals, self._view, self._guide = goals, view, guide
        self._waiting: dict[str, list[Goal]] = {}
        for goal in goals:
            for key in goal.first:
                self._waiting.setdefault(key, []).append(goal)
        self._leading: Goal | None = None

    def best(self) -> str:
        """Return the question to ask."""
        started = _started_group(self._view)
        in_group = [key for key in self._waiting if started and key.startswith(started)]
        if in_group:
            return min(in_group, key=self._order)
        topic, asked = topic_of(self._view.answers, self._view.program)
        leading = self._leading = min(self._goals, key=self._rank)
        if 0 < asked < LEAST_ON_TOPIC:
            for pool in (leading.first, self._waiting):
                on_topic = [key for key in pool if _topic(self._view.program, key) == topic]
                if on_topic:
                    return self._most_telling(on_topic)
            later = (key for goal in self._goals for key in goal.later)
            on_topic = [key for key in later if _topic(self._view.program, key) == topic]
            if on_topic:
                return min(on_topic, key=self._order)
        return self._most_telling(leading.first)

    def _rank(self, goal: Goal) -> tuple[bool, float, int]:
        """Rank a benefit; the least leads."""
        judged = goal.judged
        hope = self._guide.hope(judged, self._view.on)
        return not is_urgent(judged, self._view.on), -hope, judged.outcome.benefit.priority

    def _most_telling(self, keys: Iterable[str]) -> str:
        return min(keys, key=lambda key: (-round(self._worth(key), 9), self._order(key)))

    def _worth(self, key: str) -> float:
        """Return what a question tells the leading benefit and the others, for its burden."""
        told = WORTH_OF_ANY + WORTH_OF_EACH * len(self._waiting[key])
        for goal in self._waiting[key]:
            share = 1 if goal is self._leading else WORTH_OF_OTHERS
            told += share * self._guide.tells(goal.judged, goal.stage, key, self._view.on)
        burden = self._view.program.entry(key).question.burden
        return told / (1 + WEIGHT_OF_BURDEN * (burden - 1))

    def _order(self, key: str) -> tuple[int, int, int]:
        return author_order(self._view.program, key)


def companions(key: str, judged: Sequence[Judged], view: View, scope: Scope) -> tuple[str, ...]:
    """Return a yes-or-no question and the live ones that can be asked with it, in order.

    They are of the same topic, the same phase and the same person.
    """
    program = view.program
    if program.domain(key).kind is not Kind.YES_NO:
        return (key,)
    phases = live(judged, scope)
    same = [
        other
        for other, phase in phases.items()
        if phase is phases.get(key)
        and program.domain(other).kind is Kind.YES_NO
        and _topic(program, other) == _topic(program, key)
        and other.rpartition(".")[0] == key.rpartition(".")[0]
    ]
    same.sort(key=lambda other: (other != key, author_order(program, other)))
    kept = same[:MOST_TOGETHER] or [key]
    return tuple(sorted(kept, key=lambda other: author_order(program, other)))


def is_urgent(judged: Judged, on: date) -> bool:
    """Say whether a deadline from her dates is near, or something is to be said at once."""
    outcome = judged.outcome
    if outcome.deadline and 0 <= (outcome.deadline - on).days <= URGENT_DAYS:
        return True
    return any(warning.urgent and warning.when for warning in outcome.said)


def _started_group(view: View) -> str:
    """Return the prefix of the group she is telling about: its people come right after it."""
    last = next(reversed(list(view.answers)), "")
    group = last.partition(".")[0]
    return f"{group}." if group and view.program.entry(group).question.fields else ""


def _topic(program: Program, key: str) -> str:
    return program.entry(key).question.section


def topic_of(answers: Answers, program: Program) -> tuple[str, int]:
    """Return the topic of the last answer, and how many answers in a row were on it.

    The people of a group count as one question: their number.
    """
    topic, run = "", 0
    for key in reversed(list(answers)):
        section = _topic(program, key)
        if topic and section != topic:
            break
        topic = section
        run += "." not in key
    return topic, run


def author_order(program: Program, key: str) -> tuple[int, int, int]:
    """Return the place of a question in the author's order; people one after another."""
    question, field = program.entry(key).order
    index = int(key.split(".")[1]) if "." in key else -1
    return question, index, field
