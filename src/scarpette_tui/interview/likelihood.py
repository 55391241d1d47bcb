"""How likely an open truth is to turn out true, and how much one answer would tell about it.

Reads residual forms on a fixed sample of cases drawn from the priors, side by side: a guide
for the order of the questions, approximate (a month is 30.44 days) and never a proof.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.interview.abstract import Abstract, Form, form_of
from scarpette_tui.interview.chances import SAMPLES, Chances, Column, Sample
from scarpette_tui.interview.law_values import LawValues
from scarpette_tui.interview.sampled import COMPUTED, gather, plain

_HALF = 0.5
_MOST_VALUES = 4
"""Answers tried at most when asking what a question would tell."""
_MOST_READ = 20_000
"""Parts of forms remembered at most."""


class Likelihood:
    """Reads forms; a part that stands in several forms is read once.

    Args:
        chances: the spreads.
        law: the permit table.
        on: the day of the consultation.

    """

    def __init__(self, chances: Chances, law: LawValues, on: date) -> None:
        self._chances, self._law, self.on = chances, law, on
        self._read: dict[int, tuple[Column | None, Form]] = {}
        self._keys: dict[int, frozenset[str]] = {}

    def is_full(self) -> bool:
        """Say whether it remembers so much that it is time for a new one."""
        return len(self._read) > _MOST_READ

    def true(self, truths: Sequence[Abstract]) -> float:
        """Return how likely several truths are to hold together."""
        return sum(self._together(truths)) / SAMPLES

    def _together(self, truths: Sequence[Abstract]) -> Column:
        whole: Column = [1.0] * SAMPLES
        for truth in truths:
            column = self._truth(form_of(truth))
            whole = [a * b for a, b in zip(whole, column, strict=True)]
        return whole

    def tells(self, truths: Sequence[Abstract], key: str) -> float:
        """Return how many bits an answer would tell, on average, about truths together."""
        now = _doubt(self.true(truths))
        if now == 0:
            return 0.0
        after = 0.0
        for value, weight in self._values(key):
            after += weight * _doubt(self._knowing(key, value).true(truths))
        return max(0.0, now - after)

    def _values(self, key: str) -> list[tuple[Sample, float]]:
        counts: dict[Sample, int] = {}
        for value in self._chances.column(key, self.on):
            counts[value] = counts.get(value, 0) + 1
        if len(counts) > _MOST_VALUES:
            counts = {value: counts[value] for value in _telling(counts)}
        whole = sum(counts.values())
        return [(value, count / whole) for value, count in counts.items()]

    def _knowing(self, key: str, value: Sample) -> "Likelihood":
        return _Knowing(self, key, value)

    def _column_of(self, key: str) -> Column:
        return self._chances.column(key, self.on)

    def _truth(self, form: Abstract) -> Column:
        column = self.column(form)
        return [_HALF] * SAMPLES if column is None else column

    def column(self, form: Abstract) -> Column | None:
        """Return the values of a form in each case; None when nothing is known of it."""
        if not isinstance(form, tuple):
            return [plain(form)] * SAMPLES
        known = self._read.get(id(form))
        if known is None:
            known = self._read[id(form)] = self._work_out(form), form
        return known[0]

    def _work_out(self, form: Form) -> Column | None:
        name = form[0]
        if name == "k":
            return self._column_of(form[1])
        reader = _READERS.get(name)
        if reader is not None:
            return reader(self, form)
        columns = [self.column(part) for part in form[1:]]
        known = [column for column in columns if column is not None]
        if len(known) < len(columns):
            return None
        try:
            return COMPUTED[name](form, known)
        except (ArithmeticError, KeyError):
            return None  # a guide never stops an interview

    def reads(self, form: Form, key: str) -> bool:
        """Say whether a form stands on an answer."""
        return key in self._keys_in(form)

    def _keys_in(self, form: Form) -> frozenset[str]:
        keys = self._keys.get(id(form))
        if keys is None:
            parts = [part for part in form[1:] if isinstance(part, tuple)]
            inner = (self._keys_in(part) for part in parts)
            own = frozenset(form[1:]) if form[0] == "k" else frozenset[str]()
            keys = self._keys[id(form)] = own.union(*inner)
        return keys

    def _member(self, form: Form) -> Column | None:
        column, wanted = self.column(form[1]), form[2]
        if column is None or isinstance(wanted, tuple):
            return None
        if form[0] == "in":
            return [float(value in wanted) for value in column]
        return [float(wanted in value) for value in column]

    def _and(self, form: Form) -> Column:
        whole = self._truth(form[1])
        for part in form[2:]:
            whole = [a * b for a, b in zip(whole, self._truth(part), strict=True)]
        return whole

    def _or(self, form: Form) -> Column:
        whole = [1 - a for a in self._truth(form[1])]
        for part in form[2:]:
            whole = [a * (1 - b) for a, b in zip(whole, self._truth(part), strict=True)]
        return [1 - a for a in whole]

    def _not(self, form: Form) -> Column:
        return [1 - a for a in self._truth(form[1])]

    def _if(self, form: Form) -> Column | None:
        taken, then, otherwise = self._truth(form[1]), self.column(form[2]), self.column(form[3])
        if then is None or otherwise is None:
            return then or otherwise
        return [
            a if share >= _HALF else b for share, a, b in zip(taken, then, otherwise, strict=True)
        ]

    def _split(self, form: Form) -> Column | None:
        """Read what was decided case by case; cells of numbers and sets are taken in turn."""
        key = form[1][1]
        cases = [self.column(part) for part in form[2:]]
        known = [case for case in cases if case is not None]
        if len(known) < len(cases):
            return None
        domain = self._chances.of(key).domain
        if domain.kind in {Kind.YES_NO, Kind.CHOICE}:
            names: list[Any] = sorted(domain.options) or [True, False]
            place = {name: index for index, name in enumerate(names)}
            picked = [place[value] for value in self._column_of(key)]
        else:
            picked = [index % len(known) for index in range(SAMPLES)]
        return [known[which][index] for index, which in enumerate(picked)]

    def _permitted(self, form: Form) -> Column | None:
        column = self.column(form[2])
        if column is None:
            return None
        truths = {value: self._law.rule(value, form[1])[0] for value in set(column)}
        return [_HALF if truths[value] is None else float(bool(truths[value])) for value in column]

    def _someone(self, form: Form) -> Column:
        return self._column_of(f"{form[1][1]}.0.{form[3]}")

    def _people(self, form: Form) -> Column | None:
        """Read any, all, count or sum over people: known one by one, or not counted yet."""
        name, group = form[0], form[1]
        if isinstance(group, tuple) and group[0] == "k" and "." not in group[1]:
            each = self._truth(form[2]) if name != "sum" else self.column(form[2])
            if each is None:
                return None
            many = self._column_of(group[1])
            return [
                gather(name, [each[(5 * i + 7 * j + j) % SAMPLES] for j in range(int(many[i]))])
                for i in range(SAMPLES)
            ]
        columns = [self.column(part) for part in form[1:]]
        known = [column for column in columns if column is not None]
        return [sum(row) for row in zip(*known, strict=True)] if known else None


class _Knowing(Likelihood):
    """The same cases, with one answer known: only what reads it is read again."""

    def __init__(self, base: Likelihood, key: str, value: Sample) -> None:
        super().__init__(base._chances, base._law, base.on)
        self._base, self._key, self._value = base, key, value

    def _column_of(self, key: str) -> Column:
        return [self._value] * SAMPLES if key == self._key else super()._column_of(key)

    def column(self, form: Abstract) -> Column | None:
        if not isinstance(form, tuple):
            return super().column(form)
        known = self._read.get(id(form))
        if known is not None:
            return known[0]
        if not self._base.reads(form, self._key):
            return self._base.column(form)
        return super().column(form)


_READERS: dict[str, Callable[[Likelihood, Form], Column | None]] = {
    "law": lambda _reader, _form: None,
    "param": lambda _reader, _form: None,
    "table": lambda _reader, _form: None,
    "in": Likelihood._member,
    "has": Likelihood._member,
    "and": Likelihood._and,
    "or": Likelihood._or,
    "not": Likelihood._not,
    "to_verify": lambda reader, form: reader.column(form[1]),
    "if": Likelihood._if,
    "split": Likelihood._split,
    "permitted": Likelihood._permitted,
    "someone": Likelihood._someone,
    "any": Likelihood._people,
    "all": Likelihood._people,
    "count": Likelihood._people,
    "sum": Likelihood._people,
}


def _telling(counts: dict[Sample, int]) -> list[Sample]:
    """Return the answers to try: numbers evenly apart, else the most common ones."""
    if isinstance(next(iter(counts)), str | frozenset):
        return sorted(counts, key=lambda value: (-counts[value], sorted(value)))[:_MOST_VALUES]
    ranked = sorted(counts)
    step = len(ranked) / _MOST_VALUES
    return [ranked[int((place + 0.5) * step)] for place in range(_MOST_VALUES)]


def _doubt(chance: float) -> float:
    """Return the doubt left about a yes or no, in bits."""
    if chance <= 0 or chance >= 1:
        return 0.0
    return -(chance * math.log2(chance) + (1 - chance) * math.log2(1 - chance))
