"""The fewest answers that decide a benefit: a prime implicant of its outcome.

None of them can be left out: without any one the outcome is open again.
"""

from typing import NamedTuple

from scarpette_tui.catalogue.model import Status
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.context import mark_of
from scarpette_tui.interview.judging import judge
from scarpette_tui.interview.outcomes import Outcome
from scarpette_tui.interview.program import BenefitProgram, Program
from scarpette_tui.interview.view import View

DECIDED = frozenset({Status.DUE, Status.OBTAINABLE, Status.NOT_DUE})


class Deciding(NamedTuple):
    """What decides a benefit; all empty while it is open, or closed by the calendar.

    `keys`: answers; `sources`: articles of the requirements they settle; `parameters`: ids of
    the dated values that those read.
    """

    keys: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


def deciding(program: Program, outcome: Outcome, view: View) -> Deciding:
    """Return the fewest answers that decide an outcome of these answers."""
    if outcome.status not in DECIDED:
        return Deciding()
    compiled = program.by_id[outcome.benefit.id]
    kept = _start(compiled, outcome, view)
    weight = {key: (-program.entry(key).question.burden, -at) for at, key in enumerate(kept)}
    for key in sorted(kept, key=weight.__getitem__):
        fewer = kept.drop(key)
        if _status(compiled, fewer, view) is outcome.status:
            kept = fewer
    return _told(compiled, outcome, kept, view)


def _start(compiled: BenefitProgram, outcome: Outcome, view: View) -> Answers:
    """Return answers that surely decide: those of the proof where they do, else all it reads.

    That she does not know, or prefers not to say, decides too: then nothing is left to ask.
    """
    reads = set(compiled.reads)
    whole = Answers({key: said for key, said in view.answers.items() if mark_of(key) in reads})
    wanted: set[str] = set()
    if outcome.status is Status.NOT_DUE:
        failing = [
            one.keys_used
            for one in outcome.requirements
            if one.holds is False and not one.changeable
        ]
        wanted = set(sorted(failing, key=len)[0]) if failing else set()
    else:
        for one in outcome.requirements:
            wanted.update(one.keys_used)
    few = Answers({key: answer for key, answer in whole.items() if key in wanted})
    return few if _status(compiled, few, view) is outcome.status else whole


def _status(compiled: BenefitProgram, answers: Answers, view: View) -> Status:
    return judge(compiled, View(view.program, answers, view.on, view)).outcome.status


def _told(compiled: BenefitProgram, outcome: Outcome, kept: Answers, view: View) -> Deciding:
    """Return the answers with the articles and the values of the requirements they settle."""
    after = judge(compiled, View(view.program, kept, view.on, view)).outcome
    no = outcome.status is Status.NOT_DUE
    ids = {
        one.id
        for one in after.requirements
        if one.holds is not None and not (no and (one.holds or one.changeable))
    }
    rules = [each for each in compiled.requirements if each.requirement.id in ids]
    sources = dict.fromkeys(each.requirement.source for each in rules)
    reads = {name for each in rules for name in each.item.reads if name.startswith("param.")}
    return Deciding(
        tuple(key for key in view.answers if key in kept),
        tuple(sources),
        tuple(sorted(name.partition(".")[2] for name in reads)),
    )
