"""Proves that the golden cases make every leaf of every requirement true, false and unknown.

A case counts for a leaf when it expects something of a benefit whose requirement reads the
leaf, itself or through a definition. Truths that no answer can give are not wanted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice, product
from typing import Any

from scarpette_tui.catalogue.expressions import names, parse
from scarpette_tui.catalogue.leaves import Leaf, leaves
from scarpette_tui.catalogue.model import Benefit, Catalogue, Kind
from scarpette_tui.interview.abstract import Open, OpenBool
from scarpette_tui.interview.case_file_format import CaseInput
from scarpette_tui.interview.context import Context, Run
from scarpette_tui.interview.domains import Domain
from scarpette_tui.interview.forms import waits_for_the_law
from scarpette_tui.interview.logic import THIS, Compiler

Truth = bool | None
Place = tuple[str, str, tuple[str | int, ...]]
"""(list of the catalogue, id, way to the key)."""
TRUTHS: tuple[Truth, ...] = (True, False, None)
_SAID = {True: "vera", False: "falsa", None: "da chiarire"}
_MOST_CELLS = 400


@dataclass(frozen=True)
class Missing:
    """A leaf that some truth never reaches. `kind`, `ident`, `path` say where it stands."""

    kind: str
    ident: str
    path: tuple[str | int, ...]
    leaf: Leaf
    truths: tuple[Truth, ...]

    @property
    def said(self) -> str:
        """The finding in Italian."""
        never = ", ".join(_SAID[truth] for truth in self.truths)
        return f"condizione «{self.leaf.text}»: nessun caso la rende {never}"


@dataclass
class _Watched:
    """A leaf compiled, with the truths that the cases gave it."""

    leaf: Leaf
    run: Run
    reads: frozenset[str]
    place: Place
    benefits: set[str] = field(default_factory=set)
    seen: set[Truth] = field(default_factory=set)
    figure: bool = False
    """It turned out to be a number or a date: no leaf."""

    def look(self, on: date, values: Mapping[str, Any]) -> None:
        """Remember the truths that the answers of a case give it."""
        for loops in self._turns(values):
            ctx = Context(on, values)
            ctx.loops = loops
            value = self.run(ctx)
            self.figure = self.figure or not isinstance(value, bool | OpenBool)
            self.seen.add(_truth(value))

    def _turns(self, values: Mapping[str, Any]) -> Iterator[dict[str, tuple[str, int | None]]]:
        if not self.leaf.group:
            yield {}
            return
        many = values.get(self.leaf.group)
        for index in range(int(many) if isinstance(many, Decimal) else 0):
            yield {THIS: (self.leaf.group, index)}


def leaf_proof(
    catalogue: Catalogue, cases: Iterable[CaseInput]
) -> tuple[int, int, tuple[Missing, ...]]:
    """Return how many leaves have all their truths, how many there are, and what is missing.

    Args:
        catalogue: a catalogue whose expressions can be read.
        cases: the golden cases.

    """
    watched = _watched(catalogue)
    days = set()
    for case in cases:
        if case.on is None:
            continue
        days.add(case.on)
        values = case.answers.values_given
        for each in watched:
            if len(each.seen) < len(TRUTHS) and not each.benefits.isdisjoint(case.expected):
                each.look(case.on, values)
    compiler = Compiler(catalogue)
    watched = [each for each in watched if not each.figure]
    missing = []
    for each in watched:
        wanted = [truth for truth in TRUTHS if truth not in each.seen]
        if wanted and (wanted := _possible(each, compiler, days, wanted)):
            missing.append(Missing(*each.place, each.leaf, tuple(wanted)))
    return len(watched) - len(missing), len(watched), tuple(missing)


def _watched(catalogue: Catalogue) -> list[_Watched]:
    compiler = Compiler(catalogue)
    conditions = {d.id: d.value for d in catalogue.definitions}
    found: dict[tuple[str, Leaf], _Watched] = {}

    def watch(owner: str, text: str, place: Place) -> None:
        for leaf in leaves(text):
            if leaf.text in conditions and not leaf.group:
                continue  # its own leaves are watched
            if (owner, leaf) not in found:
                run, reads = compiler.compile(leaf.text, leaf.group)
                found[owner, leaf] = _Watched(leaf, run, reads, place)
            found[owner, leaf].benefits.add(reader)

    for benefit in catalogue.benefits:
        reader = benefit.id
        for index, key, text in _texts(benefit):
            watch(benefit.id, text, ("benefits", benefit.id, ("requirements", index, key)))
        for name in _reached(benefit, conditions):
            watch(f"definition {name}", conditions[name], ("definitions", name, ("value",)))
    return list(found.values())


def _texts(benefit: Benefit) -> Iterator[tuple[int, str, str]]:
    for index, requirement in enumerate(benefit.requirements):
        yield index, "when", requirement.when
        if requirement.applies:
            yield index, "applies", requirement.applies


def _reached(benefit: Benefit, conditions: Mapping[str, str]) -> set[str]:
    """Return the definitions that the requirements of a benefit read, at any depth."""
    found: set[str] = set()
    new = {name for _, _, text in _texts(benefit) for name in names(parse(text))}
    while new := (new & conditions.keys()) - found:
        found |= new
        new = {inner for name in new for inner in names(parse(conditions[name]))}
    return found


def _truth(value: object) -> Truth:
    return None if isinstance(value, Open) else bool(value)


def _possible(
    each: _Watched, compiler: Compiler, days: Iterable[date], wanted: list[Truth]
) -> list[Truth]:
    """Return those of the wanted truths that some answers can give, on the days of the cases.

    A value that the law does not say leaves its leaf open whatever she answers.
    """
    keys = [name for name in sorted(each.reads) if "." not in name]
    domains = [compiler.domains[key] for key in keys]
    if each.leaf.group:
        return wanted
    whole = all(domain.kind in {Kind.YES_NO, Kind.CHOICE} for domain in domains)
    cells = [_some_cells(domain, key) for key, domain in zip(keys, domains, strict=True)]
    picks = list(islice(product(*cells), _MOST_CELLS))
    given = [dict(zip(keys, pick, strict=True)) for pick in picks]
    found = [each.run(Context(day, values)) for day in days for values in given]
    can = {_truth(value) for value in found}
    if all(waits_for_the_law(value) for value in found):
        return [truth for truth in wanted if truth is None]
    if not whole or len(picks) == _MOST_CELLS:
        return wanted
    return [truth for truth in wanted if truth in can or (truth is None and keys)]


def _some_cells(domain: Domain, key: str) -> list[Any]:
    """Return all answers of a question with few of them, else one."""
    if domain.kind in {Kind.YES_NO, Kind.CHOICE} and (cells := domain.cells(key, ("all",))):
        return cells
    return [domain.low if domain.kind is not Kind.CHOICES else frozenset()]
