"""Why a question is asked: what depends on it, and which law says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scarpette_tui.catalogue.model import Help
from scarpette_tui.interview.context import mark_of
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.items import Item
from scarpette_tui.interview.judging import Judged, Stage
from scarpette_tui.interview.program import BenefitProgram, amount_items
from scarpette_tui.interview.view import View


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that depends on a question.

    `kind` is requirement, step, warning or amount; `id` its id in the benefit; `text` what
    the official reads; `source` the law. `open_now`: the present answers leave it open.
    """

    benefit: str
    name: str
    kind: str
    id: str
    text: str
    source: str
    open_now: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Why a question is asked. What is still open comes alone where anything is."""

    key: str
    benefits: tuple[Reason, ...]
    help: Help


def explain(key: str, judged: Sequence[Judged], view: View) -> Why:
    """Return what depends on a question with the present answers.

    An answered question, or one that decides nothing now, is explained by all that may
    ever depend on it.
    """
    reasons: list[Reason] = []
    name = mark_of(key)
    for compiled, each in zip(view.program.benefits, judged, strict=True):
        wanted = any(key in each.wanted(stage) for stage in Stage)
        for kind, found_id, text, source, item in _parts(compiled):
            if name in view.program.marks_of(item.reads):
                open_now = wanted and key in view.openings_of(_open_keys(item, view))
                benefit = compiled.benefit
                reasons.append(
                    Reason(benefit.id, benefit.plain, kind, found_id, text, source, open_now)
                )
    reasons = list(dict.fromkeys(reasons))
    now = [reason for reason in reasons if reason.open_now]
    return Why(key, tuple(now or reasons), view.program.entry(key).question.help)


def _open_keys(item: Item, view: View) -> tuple[str, ...]:
    return keys_of(view.decide(item).value)


def _parts(compiled: BenefitProgram) -> Iterator[tuple[str, str, str, str, Item]]:
    for each in compiled.requirements:
        rule = each.requirement
        yield "requirement", rule.id, rule.open, rule.source, each.item
    for step in compiled.steps:
        found = step.step
        items = [item for item in (step.when, step.deadline) if item]
        for item in [*items, *(item for _, item in step.rules)]:
            yield "step", found.id, found.do, found.source, item
    for warning, guard in compiled.warnings:
        if guard:
            yield "warning", warning.id, warning.text, warning.source, guard
    if compiled.amount:
        amount = compiled.amount.amount
        text = amount.note or compiled.benefit.promise
        for part in amount_items(compiled.amount):
            if part:
                yield "amount", "amount", text, amount.source, part
