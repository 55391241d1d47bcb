"""Decides whether a spoilt law differs from the law at all: a witness, a proof, or neither.

Both laws are compiled and run by the engine's own abstract evaluation. Where nothing is known
yet the whole domain is one case; it is split answer by answer, at the points that either law
compares with, until in every part both give the same value, or the same function of what is
left (equal residual forms), or the benefit is surely not due under both and shows nothing.
Days of the law are those on which something changes, the day before and after; people are
counted up to MOST_PEOPLE; a number that is only calculated with is never split: its mutants
stay undecided unless a sample tells the laws apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from scarpette_tui.catalogue.checks.sites import sites
from scarpette_tui.catalogue.model import Catalogue, Kind
from scarpette_tui.interview.abstract import (
    Open,
    OpenBool,
    OpenChoice,
    OpenChoices,
    OpenDate,
    OpenNumber,
    bounds,
    form_of,
    key_form,
)
from scarpette_tui.interview.answers import Answers, given
from scarpette_tui.interview.case_proof import shown
from scarpette_tui.interview.context import Context
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.forms import keys_of, parts
from tests.law.mutants import Mutant, reached

MOST_PEOPLE = 4
MOST_VALUES = 64
MOST_TURNS = 24
SAMPLES = [
    Decimal(each) for each in ("0", "0.01", "1", "2", "12", "61.35", "999.99", "6200.37", "20000")
]
DAY = re.compile(r"date\([\"'](\d{4}-\d\d-\d\d)")
FIRST = date(2023, 1, 1)
"""The law data know the values from this year on."""


@dataclass(frozen=True)
class Witness:
    """Answers on a day for which a benefit shows something else: what the law shows."""

    benefit: str
    on: date
    answers: Answers
    expected: dict


@dataclass(frozen=True)
class Finding:
    """What became of a mutant: `proof` that it is the same law, or a witness, or neither."""

    proof: bool
    witness: Witness | None = None


@dataclass(frozen=True)
class _Pair:
    """The same place of both laws. `gates` are steps' conditions: false hides the place."""

    law: object
    spoilt: object
    gates: tuple = ()
    turn: int | None = None
    hidden_if_not_due: bool = True


class Comparison:
    """One mutant against the law.

    Args:
        catalogue: the law.
        mutant: one way of spoiling it.
        budget: parts looked at before giving up.

    """

    def __init__(self, catalogue: Catalogue, mutant: Mutant, budget: int = 5_000) -> None:
        self._catalogue = catalogue
        changed = mutant.change(catalogue)
        self._touched = mutant.touched
        self._law, self._spoilt = (self._engine(each) for each in (catalogue, changed))
        self._left = budget
        self._moved = _moved(catalogue, changed)
        self._undecided = False
        self.days = _days(catalogue, mutant.touched)

    def _engine(self, catalogue):
        kept = tuple(b for b in catalogue.benefits if b.id in self._touched)
        return Engine(catalogue.model_copy(update={"benefits": kept}))

    def finding(self) -> Finding:
        """Return the proof, a witness, or neither."""
        for on in self.days:
            for law, spoilt in self._programs():
                if _frame(law, on) != _frame(spoilt, on):
                    return Finding(False, self._witness(law.benefit.id, on, {}))
            for benefit, pair in self._pairs():
                for witness in self._differ(benefit, pair, on, {}):
                    return Finding(False, witness)
                if self._left <= 0:
                    return Finding(False)
        return Finding(not self._undecided)

    def _programs(self) -> Iterator[tuple]:
        programs = self._law._program.benefits, self._spoilt._program.benefits
        return zip(*programs, strict=True)

    def _pairs(self) -> Iterator[tuple]:
        for law, spoilt in self._programs():
            for places in zip(_places(law), _places(spoilt), strict=True):
                one, other = places
                if one is None or other is None:
                    continue
                yield (law, spoilt), replace(one, spoilt=other.law, gates=(one.gates, other.gates))

    def _differ(self, benefit, pair, on, values) -> Iterator[Witness]:
        """Yield a witness, if parts of this case tell the two laws apart."""
        self._left -= 1
        if self._left <= 0:
            return
        one, other = (self._run(item, on, values, pair.turn) for item in (pair.law, pair.spoilt))
        forms = form_of(one), form_of(other)
        if self._same(one, other) or self._hidden(benefit, pair, on, values):
            return
        key = next(iter(self._keys(*forms)), None)
        if key is None:
            found = self._witness(benefit[0].benefit.id, on, values)
            self._undecided = self._undecided or found is None
            if found:
                yield found
            return
        cells = self._cells(key, ("pair", *forms), values)
        if cells:
            for cell in cells:
                yield from self._differ(benefit, pair, on, {**values, key: cell})
            return
        self._undecided = True
        for sample in self._samples(key, values):
            tried = {**values, key: sample}
            yield from self._differ(benefit, pair, on, tried)

    def _run(self, item, on, values, turn=None):
        ctx = Context(on, values)
        ctx.turn = None if turn is None else Decimal(turn)
        return item.run(ctx)

    def _same(self, one, other) -> bool:
        if not isinstance(one, Open) and not isinstance(other, Open):
            return type(one) is type(other) and one == other
        if isinstance(one, Open) != isinstance(other, Open):
            return False
        if isinstance(one, OpenBool) and not keys_of(one) and not keys_of(other):
            return True  # a value that the law does not say: open under both, for good
        if one.form != other.form and _blurred(one.form, {}) != _blurred(other.form, {}):
            return False
        return not any(part[1:2] == (self._moved,) for part in parts(one.form))

    def _hidden(self, benefit, pair, on, values) -> bool:
        gated = [
            any(self._run(gate, on, values) is False for gate in gates) for gates in pair.gates
        ]
        if pair.gates and all(gated):
            return True
        return pair.hidden_if_not_due and all(self._not_due(b, on, values) for b in benefit)

    def _not_due(self, compiled, on, values) -> bool:
        return not _frame(compiled, on)[0] or any(
            self._run(each.item, on, values) is False
            for each in compiled.requirements
            if not each.changeable
            and each.in_force(on)
            and (each.applies is None or self._run(each.applies, on, values) is not False)
        )

    def _keys(self, one, other) -> Iterator[str]:
        """Yield the answers on which both laws part, those of the spoilt place first."""
        for form in chain(_apart(one, other), (one, other)):
            if isinstance(form, tuple):
                yield from (part[1] for part in parts(form) if part[0] == "k")

    def _cells(self, key, form, values):
        """Return what an answer not split yet is split into; nothing when it cannot be."""
        domain = self._law._program.domain(key)
        if domain.kind is Kind.CHOICES:
            return _halves(key, form, values.get(key), domain.options)
        if key in values:
            return []
        if domain.kind is Kind.PEOPLE:
            most = min(domain.high, Decimal(MOST_PEOPLE))
            return [Decimal(each) for each in range(int(most) + 1)]
        if cells := domain.cells(key, form):
            return cells
        if domain.kind in {Kind.COUNT, Kind.MONTHS} and domain.high.is_finite():
            many = int(domain.high - domain.low)
            if many < MOST_VALUES:
                return [domain.low + each for each in range(many + 1)]
        return []

    def _samples(self, key, values):
        cell = values.get(key)
        domain = self._law._program.domain(key)
        if isinstance(cell, OpenChoices):
            return [cell.must, cell.may]
        if domain.kind is Kind.CHOICES:
            return [frozenset(), *(frozenset({each}) for each in sorted(domain.options))]
        if domain.kind is Kind.CHOICE:
            return sorted(domain.options)
        low, high = bounds(cell) if cell is not None else (domain.low, domain.high)
        if domain.kind is Kind.DATE:
            years = range(self.days[0].year - 5, self.days[0].year + 2)
            ends = (date(year, *day) for year in years for day in ((1, 1), (5, 17), (12, 31)))
            return [day for day in chain(self.days, ends) if low <= day <= high]
        tried = [each for each in SAMPLES if each % domain.step == 0]
        return [each for each in (low, *tried, high) if low <= each <= high and each.is_finite()]

    def _witness(self, benefit, on, values) -> Witness | None:
        for pick in (0, 1):
            answers = Answers({key: given(_concrete(v, pick)) for key, v in _ordered(values)})
            one, other = (
                shown(engine.evaluate(answers, on).outcome(benefit))
                for engine in (self._law, self._spoilt)
            )
            if one != other:
                return Witness(benefit, on, answers, _different(one, other))
        return None


def _different(one: dict, other: dict) -> dict:
    """Return what the law shows and the spoilt law does not, with its status."""
    found = {"status": one["status"]}
    for key, value in one.items():
        if value == other[key]:
            continue
        if isinstance(value, dict):
            found[key] = {k: v for k, v in value.items() if other[key].get(k, "no") != v}
        else:
            found[key] = value
    for extra, negative in (("steps", "no_steps"), ("warnings", "no_warnings")):
        if extra in found:
            gone = [each for each in other[extra] if each not in one[extra]]
            found[extra] = [each for each in one[extra] if each not in other[extra]]
            found |= {negative: gone} if gone else {}
            if not found[extra]:
                del found[extra]
    return found


def _ordered(values):
    return sorted(values.items(), key=lambda pair: pair[0].count("."))


def _concrete(value, pick):
    """Return one value of a cell."""
    match value:
        case OpenBool():
            return True
        case OpenChoice(values=options):
            return sorted(options)[0]
        case OpenChoices(must=must):
            return must
        case OpenDate() | OpenNumber():
            low, high = bounds(value)
            ends = [low, high] if pick == 0 else [high, low]
            fit = [e for e in ends if isinstance(e, date) or e.is_finite()]
            return fit[0]
    return value


def _apart(one, other) -> Iterator:
    """Yield the smallest parts in which two forms are different."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        yield from (each for each in (one, other) if isinstance(each, tuple))
        return
    if len(one) != len(other) or one[:1] != other[:1]:
        seen = set(map(id, other))
        rest = [each for each in one if id(each) not in seen and each not in other]
        rest += [each for each in other if each not in one]
        yield from (each for each in rest if isinstance(each, tuple))
        return
    for left, right in zip(one, other, strict=True):
        if left != right and isinstance(left, tuple) and isinstance(right, tuple):
            yield from _apart(left, right)
        elif left != right:
            yield from (one, other)


def _halves(key, form, cell, options):
    """Split a set of choices by the first member that a form asks for and is not known."""
    must, may = (cell.must, cell.may) if isinstance(cell, OpenChoices) else (frozenset(), options)
    if isinstance(cell, frozenset):
        return []
    own = key_form(key)
    for part in parts(form):
        if part[0] == "has" and part[1] == own and part[2] in may - must:
            with_it, without = must | {part[2]}, may - {part[2]}
            return [
                one if one == other else OpenChoices(one, other, own)
                for one, other in ((with_it, may), (must, without))
            ]
    return []


def _blurred(form, known):
    """Return a form in which what only the law could settle, and does not say, is one unknown."""
    if not isinstance(form, tuple):
        return form
    if id(form) not in known:
        inner = [part[0] for part in parts(form)]
        if "k" not in inner and "law" in inner:
            known[id(form)] = ("law",)
        elif "law" not in inner:
            known[id(form)] = form
        else:
            known[id(form)] = tuple(_blurred(part, known) for part in form)
    return known[id(form)]


def _places(compiled) -> Iterator[_Pair | None]:
    """Yield every place of a compiled benefit, in the same order for every law."""
    for each in compiled.requirements:
        yield _Pair(each.item, None, hidden_if_not_due=False)
        yield each.applies and _Pair(each.applies, None, hidden_if_not_due=False)
    for step in compiled.steps:
        gate = (step.when,) if step.when else ()
        yield step.when and _Pair(step.when, None)
        yield step.deadline and _Pair(step.deadline, None, gates=gate)
        for _, item in step.rules:
            yield _Pair(item, None, gates=gate)
    for _, item in compiled.warnings:
        yield item and _Pair(item, None)
    if amount := compiled.amount:
        for item in (amount.value, amount.payments, amount.last, *(i for _, i in amount.lines)):
            yield item and _Pair(item, None)
        for turn in range(1, MOST_TURNS + 1):
            yield amount.each and _Pair(amount.each, None, turn=turn)


def _frame(compiled, on):
    """Return what a day alone decides: whether a measure is open, and what is in force."""
    closed, opened = compiled.benefit.closed_on, compiled.benefit.opened_on
    is_open = not (closed and on > closed) and not (opened and on < opened)
    return is_open, tuple(each.in_force(on) for each in compiled.requirements)


def _moved(law, spoilt):
    """Return the id of the parameter or table that was spoilt; empty for other mutants."""
    for attribute in ("parameters", "tables"):
        for one, other in zip(getattr(law, attribute), getattr(spoilt, attribute), strict=True):
            if one != other:
                return one.id
    return ""


def _days(catalogue, touched) -> list[date]:
    """Return today of the catalogue, then every day since 2023 around which a law changes.

    A day written in an expression counts in every year: it may be moved to the year of `on`.
    """
    uses = set().union(*(names for b, names in reached(catalogue).items() if b in touched))
    today, last = catalogue.manifest.published_on, catalogue.manifest.known_until
    marked = {last, today}
    for parameter in catalogue.parameters:
        if f"param.{parameter.id}" in uses:
            marked |= {each.valid_from for each in parameter.values}
    frame: set[date | None] = set()
    for benefit in catalogue.benefits:
        if benefit.id in touched:
            frame |= {benefit.closed_on, benefit.opened_on}
            for each in benefit.requirements:
                frame |= {each.valid_from, each.valid_to}
    for site in sites(catalogue):
        if site.ident in touched or (site.kind == "definitions" and site.ident in uses):
            for text in DAY.findall(site.text):
                day = date.fromisoformat(text)
                years = range(FIRST.year, last.year + 1)
                marked |= {day, *(day.replace(year=year) for year in years)}
    beside = [timedelta(days=step) for step in (-1, 0, 1)]
    near = {d for day in marked for step in beside if FIRST <= (d := day + step) <= last}
    near |= {day + step for day in frame - {None} for step in beside}
    return [today, *sorted(near - {today})]
