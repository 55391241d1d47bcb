"""The next question among the live ones, and how many may be left."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.judging import Judged, Stage
from scarpette_tui.interview.program import Program
from scarpette_tui.interview.relevance import Phase, Scope, live, wanted_in
from scarpette_tui.interview.view import View

LEAST_ON_TOPIC = 3
"""At most one change of topic every so many questions, while the topic has live ones."""
SUPPOSED_PEOPLE = 3
"""People supposed in a group not counted yet, when guessing how many questions are left."""


class Candidate(NamedTuple):
    """A live question with what speaks for asking it now; the least is asked."""

    priority: int
    stage: Stage
    burden: int
    order: tuple[int, int, int]
    key: str


def next_question(
    judged: Sequence[Judged], view: View, scope: Scope, skip: Collection[str]
) -> str | None:
    """Return the next question to ask, None when no live one is left.

    Phase by phase. The topic is kept while it has questions that some benefit waits for
    first of all, and for LEAST_ON_TOPIC questions while it has any live one; then the most
    urgent benefit leads. Lower burden first, the author's order breaks ties.
    """
    chosen = scope.of_judged(judged)
    for phase in scope.phases:
        first, later = _candidates(chosen, phase, view.program, skip)
        if first:
            return _pick(first, later, view)
    return None


def _candidates(
    judged: Iterable[Judged], phase: Phase, program: Program, skip: Collection[str]
) -> tuple[dict[str, Candidate], dict[str, Candidate]]:
    """Return the questions of each benefit's first open stage, and those of later ones."""
    first: dict[str, Candidate] = {}
    later: dict[str, Candidate] = {}
    for each in judged:
        reached: Stage | None = None
        for stage, key in wanted_in(phase, each):
            if key in skip:
                continue
            reached = stage if reached is None else reached
            pool = first if stage is reached else later
            entry = program.entry(key)
            found = Candidate(
                each.outcome.benefit.priority,
                stage,
                entry.question.burden,
                author_order(program, key),
                key,
            )
            if key not in pool or found < pool[key]:
                pool[key] = found
    return first, later


def _pick(first: dict[str, Candidate], later: dict[str, Candidate], view: View) -> str:
    topic, asked = topic_of(view.answers, view.program)
    started = _started_group(view)
    in_group = [each for each in first.values() if started and each.key.startswith(started)]
    if in_group:
        return min(in_group, key=lambda each: each.order).key
    on_topic = [each for each in first.values() if _topic(view.program, each.key) == topic]
    if on_topic:
        return min(on_topic).key
    if 0 < asked < LEAST_ON_TOPIC:
        on_topic = [each for each in later.values() if _topic(view.program, each.key) == topic]
        if on_topic:
            return min(on_topic).key
    return min(first.values()).key


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


def remaining(judged: Sequence[Judged], view: View, scope: Scope) -> tuple[int, int]:
    """Return the least and the most questions that may still be asked.

    The least: benefits that wait for different questions need one each. The most: all live
    questions, all that their answers may open, and SUPPOSED_PEOPLE in a group not counted.
    """
    now = live(judged, scope)
    if not now:
        return 0, 0
    taken: set[str] = set()
    least = 0
    for each in scope.of_judged(judged):
        keys = {key for phase in scope.phases for _, key in wanted_in(phase, each)}
        if keys and keys.isdisjoint(taken):
            taken |= keys
            least += 1
    return least, max(least, len(_reachable(scope.of_judged(judged), view, scope)))


def _reachable(judged: Sequence[Judged], view: View, scope: Scope) -> set[str]:
    found: set[str] = set()
    for each in judged:
        if any(True for phase in scope.phases for _ in wanted_in(phase, each)):
            for name in view.program.questions_of(each.outcome.benefit.id, scope.amounts):
                found |= _still_to_ask(name, view)
    return found


def _still_to_ask(name: str, view: View) -> set[str]:
    entry = view.program.entries[name]
    found = set()
    if name not in view.marks and view.guard(name) is not False:
        found.add(name)
    if entry.question.kind is Kind.PEOPLE and (found or name in view.ctx.values):
        many = int(view.ctx.values.get(name, SUPPOSED_PEOPLE))
        for index in range(many):
            for field in entry.question.fields:
                key = f"{name}.{index}.{field.id}"
                if key not in view.marks and (found or view.guard(key) is not False):
                    found.add(key)
    return found
