"""A catalogue compiled once: questions with their guards, benefits with their items."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scarpette_tui.catalogue.model import (
    Amount,
    AmountLine,
    Benefit,
    Catalogue,
    DoWhenIf,
    FactStatus,
    PersonField,
    Question,
    Requirement,
    Step,
    Warning_,
)
from scarpette_tui.errors import InputError
from scarpette_tui.interview.abstract import Abstract, Open, OpenBool
from scarpette_tui.interview.context import Context, Run, is_mark
from scarpette_tui.interview.domains import Domain
from scarpette_tui.interview.items import MAX_DEPTH, Item, Memory
from scarpette_tui.interview.logic import Compiler, remembered
from scarpette_tui.interview.outcomes import RequirementResult


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, or a field of a group, with the guard that says when it is asked."""

    question: Question
    field: PersonField | None
    guard: Item | None
    order: tuple[int, int]
    """The author's order: of the question, then of the field."""

    @property
    def safety(self) -> bool:
        """Whether it belongs to the phase sicurezza dei passi."""
        return self.question.phase == "safety"


@dataclass(frozen=True, slots=True)
class RequirementItem:
    """A requirement compiled. A rule still to verify never says no.

    `item` says that it holds, or that it does not concern her; `applies` that it concerns her.
    """

    requirement: Requirement
    item: Item
    applies: Item | None = None
    results: dict[object, RequirementResult] = field(default_factory=dict)
    """Results by signature, so that a proof is made once."""

    @property
    def changeable(self) -> bool:
        """Whether a step obtains it."""
        return bool(self.requirement.obtainable)

    def in_force(self, on: date) -> bool:
        """Say whether the requirement is part of the law on a day."""
        first, last = self.requirement.valid_from, self.requirement.valid_to
        return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True, slots=True)
class StepItem:
    """A step compiled. `obtains`: indexes of the requirements it obtains by being done."""

    step: Step
    when: Item | None
    deadline: Item | None
    rules: tuple[tuple[DoWhenIf, Item], ...]
    obtains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AmountItem:
    """An amount compiled."""

    amount: Amount
    value: Item
    payments: Item | None
    last: Item | None
    each: Item | None
    lines: tuple[tuple[AmountLine, Item], ...]


@dataclass(frozen=True, slots=True)
class BenefitProgram:
    """A benefit compiled.

    `reads` names every mark its outcome can depend on, the guards of its questions
    included.
    """

    benefit: Benefit
    requirements: tuple[RequirementItem, ...]
    steps: tuple[StepItem, ...]
    warnings: tuple[tuple[Warning_, Item | None], ...]
    amount: AmountItem | None
    reads: tuple[str, ...]
    rights: frozenset[str]
    """Questions that decide anything but the figures."""


class Program:
    """Everything the engine runs, compiled from a catalogue.

    Args:
        catalogue: the law data.

    Raises:
        CatalogueError: an expression cannot be read or names something unknown.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.compiler = Compiler(catalogue)
        self._items: dict[tuple[str, str, int], Item] = {}
        self.entries: dict[str, Entry] = {}
        self.together = Memory[Abstract]()
        """What several requirements say together."""
        self.for_good = Memory[Any]()
        """What `for_good` found out about them."""
        for index, question in enumerate(catalogue.questions):
            self._add_question(question, index)
        self.remarks = tuple((remark, self.item(remark.when)) for remark in catalogue.remarks)
        self.benefits = tuple(self._benefit(benefit) for benefit in catalogue.benefits)
        self.by_id = {compiled.benefit.id: compiled for compiled in self.benefits}

    def questions_of(self, benefit: str, amounts: bool) -> frozenset[str]:
        """Return the questions that a benefit can ever want, those of its figures on request.

        A field of the people of a group is named `group.*.field`.
        """
        compiled = self.by_id[benefit]
        return frozenset(compiled.reads) if amounts else compiled.rights

    def entry(self, key: str) -> Entry:
        """Return the question of a key.

        Raises:
            InputError: there is no such question.

        """
        group, _, rest = key.partition(".")
        index, _, field_id = rest.partition(".")
        found = self.entries.get(f"{group}.{field_id}" if rest else group)
        if found is None or not f"0{index}".isdecimal():
            raise InputError(f"La domanda «{key}» non è nel catalogo.")
        return found

    def domain(self, key: str) -> Domain:
        """Return the domain of a key."""
        group, _, rest = key.partition(".")
        return self.compiler.domains[f"{group}.{rest.partition('.')[2]}" if rest else group]

    def item(self, text: str, group: str = "", depth: int = MAX_DEPTH) -> Item:
        """Compile an expression; the same text is one item, with one memory."""
        same = text, group, depth
        if same not in self._items:
            run, reads = self.compiler.compile(text, group)
            # What speaks of one person differs from person to person: it is not remembered.
            run = run if group else remembered(f"={text}", run, reads)
            self._items[same] = Item(run, reads, self.domain, depth)
        return self._items[same]

    def _optional(self, text: str, group: str = "") -> Item | None:
        return self.item(text, group) if text else None

    def _add_question(self, question: Question, index: int) -> None:
        guard = self._optional(question.when)
        self.entries[question.id] = Entry(question, None, guard, (index, -1))
        for place, each in enumerate(question.fields):
            inner = self._optional(each.when, question.id)
            entry = Entry(question, each, inner, (index, place))
            self.entries[f"{question.id}.{each.id}"] = entry

    def _benefit(self, benefit: Benefit) -> BenefitProgram:
        requirements = tuple(self._requirement(each) for each in benefit.requirements)
        steps = tuple(self._step(each, benefit) for each in benefit.steps)
        warnings = tuple((each, self._optional(each.when)) for each in benefit.warnings)
        amount = self._amount(benefit.amount) if benefit.amount else None
        items = [each.item for each in requirements]
        items += [item for _, item in warnings if item]
        for step in steps:
            items += [item for item in (step.when, step.deadline) if item]
            items += [item for _, item in step.rules]
        rights = self.marks_of(name for item in items for name in item.reads)
        if amount:
            items += [item for item in amount_items(amount) if item]
        reads = frozenset[str]().union(*(item.reads for item in items))
        return BenefitProgram(
            benefit,
            requirements,
            steps,
            warnings,
            amount,
            self.marks_of(reads),
            frozenset(rights),
        )

    def _requirement(self, requirement: Requirement) -> RequirementItem:
        applies = self._optional(requirement.applies)
        text = requirement.when
        if applies:
            text = f"not ({requirement.applies}) or ({requirement.when})"
        if requirement.status is not FactStatus.TO_VERIFY:
            return RequirementItem(requirement, self.item(text), applies)
        run, reads = self.compiler.compile(text)
        run = remembered(f"?{text}", _never_false(run, requirement.id), reads)
        return RequirementItem(requirement, Item(run, reads, self.domain), applies)

    def _step(self, step: Step, benefit: Benefit) -> StepItem:
        names = {step.id, f"{benefit.id}.{step.id}"}
        implied = step.kind == "prepare" and not step.when
        obtains = (
            index
            for index, requirement in enumerate(benefit.requirements)
            if implied and requirement.obtainable in names
        )
        return StepItem(
            step,
            self._optional(step.when),
            self._optional(step.deadline),
            tuple((rule, self.item(rule.when)) for rule in step.do_when_if),
            tuple(obtains),
        )

    def _amount(self, amount: Amount) -> AmountItem:
        schedule = amount.schedule
        return AmountItem(
            amount,
            self.item(amount.value),
            self._optional(amount.payments),
            self.item(schedule.last) if schedule else None,
            self.item(schedule.value) if schedule else None,
            tuple((line, self.item(line.value, depth=0)) for line in amount.lines),
        )

    def marks_of(self, reads: Iterable[str]) -> tuple[str, ...]:
        """Return the names of all answers on which these questions, or being asked them, depend."""
        found: set[str] = set()
        left = [name for name in reads if is_mark(name)]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                guard = self.entries[name.replace(".*.", ".")].guard
                left += guard.marks if guard else ()
        return tuple(sorted(found))


def amount_items(amount: AmountItem) -> tuple[Item | None, ...]:
    """Return all items of an amount."""
    lines = (item for _, item in amount.lines)
    return (amount.value, amount.payments, amount.last, amount.each, *lines)


def _never_false(run: Run, name: str) -> Run:
    def unsure(ctx: Context) -> Abstract:
        value = run(ctx)
        if value is False:
            return OpenBool(("law", f"rule:{name}"))
        return OpenBool(("to_verify", value.form)) if isinstance(value, Open) else value

    return unsure
