"""Where expressions stand in the law data, and what each must give."""

from collections.abc import Iterator
from dataclasses import dataclass

from scarpette_tui.catalogue.checks.kinds import KindName
from scarpette_tui.catalogue.model import Amount, Benefit, Catalogue, PersonField, Step

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Site:
    """One expression.

    `kind` and `ident` name the thing it belongs to, `path` the way to it inside the thing.
    `wanted` is the kind of value it must give ("any" for any). `siblings` are the fields that
    `this.` may name; `schedule` says whether `i` is known.
    """

    kind: str
    ident: str
    path: Path
    text: str
    wanted: KindName
    siblings: tuple[PersonField, ...] = ()
    schedule: bool = False


def sites(catalogue: Catalogue) -> Iterator[Site]:
    """Yield every expression of the catalogue; empty optional ones are left out."""
    for question in catalogue.questions:
        if question.when:
            yield Site("questions", question.id, ("when",), question.when, "bool")
        for index, one in enumerate(question.fields):
            if one.when:
                path = ("fields", index, "when")
                siblings = question.fields[:index]
                yield Site("questions", question.id, path, one.when, "bool", siblings)
    for definition in catalogue.definitions:
        yield Site("definitions", definition.id, ("value",), definition.value, "any")
    for remark in catalogue.remarks:
        yield Site("remarks", remark.id, ("when",), remark.when, "bool")
    for benefit in catalogue.benefits:
        yield from _benefit(benefit)


def _benefit(benefit: Benefit) -> Iterator[Site]:
    def site(text: str, wanted: KindName, *path: str | int, schedule: bool = False) -> Site:
        return Site("benefits", benefit.id, path, text, wanted, schedule=schedule)

    for index, requirement in enumerate(benefit.requirements):
        yield site(requirement.when, "bool", "requirements", index, "when")
        if requirement.applies:
            yield site(requirement.applies, "bool", "requirements", index, "applies")
    if benefit.amount:
        for path, text, schedule in _amount(benefit.amount):
            yield site(text, "number", "amount", *path, schedule=schedule)
    for index, step in enumerate(benefit.steps):
        for path, text, wanted in _step(step):
            yield site(text, wanted, "steps", index, *path)
    for index, warning in enumerate(benefit.warnings):
        if warning.when:
            yield site(warning.when, "bool", "warnings", index, "when")


def _amount(amount: Amount) -> Iterator[tuple[Path, str, bool]]:
    yield ("value",), amount.value, False
    if amount.payments:
        yield ("payments",), amount.payments, False
    if amount.schedule:
        yield ("schedule", "last"), amount.schedule.last, False
        yield ("schedule", "value"), amount.schedule.value, True
    for index, line in enumerate(amount.lines):
        yield ("lines", index, "value"), line.value, False


def _step(step: Step) -> Iterator[tuple[Path, str, KindName]]:
    if step.when:
        yield ("when",), step.when, "bool"
    if step.deadline:
        yield ("deadline",), step.deadline, "date"
    for index, rule in enumerate(step.do_when_if):
        yield ("do_when_if", index, "when"), rule.when, "bool"
