"""One compiled expression of the law data, decided as far as the answers allow.

Kleene logic alone leaves `q or not q` open. Where the residual form reads an answer more
than once, the value is taken case by case over that answer: if all cases agree the item is
settled, or no longer depends on it. So an answer that cannot matter is never asked.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.interview.abstract import Abstract, Open, form_of, hull
from scarpette_tui.interview.context import Context, Run, is_mark
from scarpette_tui.interview.domains import Domain
from scarpette_tui.interview.forms import is_large, keys_of, repeated, waits_for_the_law

MAX_RUNS = 60
"""Evaluations spent at most on the cases of one item."""
MAX_PARTS = 30
"""A form of more parts is left as it is: with so much open, cases settle nothing yet."""
MAX_DEPTH = 3
MAX_KEPT = 2048

T = TypeVar("T")
DomainOf = Callable[[str], Domain]


class Decided(NamedTuple):
    """The value of an item and what it rests on.

    `rank` is the worst fact status met (index in STATUSES), `stale` whether it stays open
    for want of a value that the law data does not know on the day.
    """

    value: Abstract
    rank: int
    stale: bool


class Memory(Generic[T]):
    """Results by what they depend on; forgets all when it holds too many."""

    __slots__ = ("_kept", "_most")

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._kept: dict[Hashable, T] = {}
        self._most = most

    def remember(self, same: Hashable, make: Callable[[], T]) -> T:
        """Return the result for what is the same, made once."""
        found = self._kept.get(same)
        if found is None:
            if len(self._kept) >= self._most:
                self._kept.clear()
            found = self._kept[same] = make()
        return found


class Item:
    """A compiled expression with its memory.

    Args:
        run: the compiled expression.
        reads: ids of the questions and law values it may read.
        domain: finds the domain of a key.
        depth: how many answers are taken case by case at most; 0 for none.

    Attributes:
        marks: names of the answers it may read; `group.*.field` for a field of anybody.
        groups: the groups of people among them.

    """

    __slots__ = ("_depth", "_domain", "_kept", "groups", "marks", "reads", "run")

    def __init__(
        self, run: Run, reads: frozenset[str], domain: DomainOf, depth: int = MAX_DEPTH
    ) -> None:
        self.run = run
        self._depth = depth
        self.reads = reads
        self.marks = tuple(sorted(name for name in reads if is_mark(name)))
        self.groups = tuple(
            name for name in self.marks if "." not in name and domain(name).kind is Kind.PEOPLE
        )
        self._domain = domain
        self._kept = Memory[Decided]()

    def decide(self, ctx: Context, signature: Hashable) -> Decided:
        """Evaluate in a context; the signature names all that the result depends on."""
        return self._kept.remember(signature, lambda: self.fresh(ctx))

    def fresh(self, ctx: Context) -> Decided:
        """Evaluate in a context, remembering nothing."""
        ctx.rank, ctx.stale = 0, False
        value = self.run(ctx)
        rank, stale = ctx.rank, ctx.stale
        if self._depth and isinstance(value, Open):
            value = Cases(self.run, self._domain).decide(value, ctx, self.groups, self._depth)
        return Decided(value, rank, stale and waits_for_the_law(value))

    def settles(self, ctx: Context, value: Abstract, by_cases: bool) -> bool:
        """Say whether the answers of a context are enough for a settled value."""
        again = self.fresh(ctx).value if by_cases else self.run(ctx)
        return not isinstance(again, Open) and bool(again == value)


class Cases:
    """Refines open values case by case, within a budget of evaluations."""

    def __init__(self, run: Run, domain: DomainOf) -> None:
        self._run = run
        self._domain = domain
        self._left = MAX_RUNS

    def decide(
        self, value: Abstract, ctx: Context, groups: Iterable[str], depth: int = MAX_DEPTH
    ) -> Abstract:
        """Return the value case by case; settled, too, if it is without counting people.

        A form grows when people are counted. What was settled before they were must stay
        settled, though the larger form is past taking case by case.
        """
        decided = self.refine(value, ctx, depth)
        counted = [group for group in groups if group in ctx.values]
        if not counted or not isinstance(decided, Open) or not is_large(value.form, MAX_PARTS):
            return decided
        fewer = {k: v for k, v in ctx.values.items() if k.partition(".")[0] not in counted}
        coarse = Context(ctx.on, fewer)
        coarse.loops, coarse.turn = ctx.loops, ctx.turn
        before = self.refine(self._run(coarse), coarse, depth)
        return decided if isinstance(before, Open) else before

    def refine(self, value: Abstract, ctx: Context, depth: int) -> Abstract:
        """Return the value with the answers that cannot matter taken out of its form."""
        if depth == 0 or not isinstance(value, Open):
            return value
        for key in repeated(value.form, MAX_PARTS):
            cells = self._domain(key).cells(key, value.form)
            if not cells or len(cells) > self._left:
                continue
            self._left -= len(cells)
            results = []
            for cell in cells:
                inner = ctx.replacing(key, cell)
                results.append(self.refine(self._run(inner), inner, depth - 1))
            return _merge(key, results)
        return value


def _merge(key: str, results: list[Abstract]) -> Abstract:
    forms = [form_of(result) for result in results]
    same = all(form == forms[0] and type(form) is type(forms[0]) for form in forms)
    free = key not in keys_of(results[0])
    form: Any = forms[0] if same and free else ("split", ("k", key), *forms)
    merged = results[0]
    for result in results[1:]:
        merged = hull(merged, result, form)
    return merged
