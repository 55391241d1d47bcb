"""What an expression is evaluated in: the day, the answers, the loops, and the marks."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from scarpette_tui.catalogue.model import FactStatus
from scarpette_tui.interview.abstract import Abstract

STATUSES = (FactStatus.VERIFIED, FactStatus.SECONDARY, FactStatus.TO_VERIFY)
RANK = {status: rank for rank, status in enumerate(STATUSES)}
"""How little a fact is confirmed: the worst of several is the highest rank."""


Worked = tuple[Abstract, int, bool, frozenset[str]]
"""A value, the rank and the staleness met on the way, and what was read."""


def mark_of(key: str) -> str:
    """Return the name under which what reads an answer is known: all `age` of children alike."""
    group, _, rest = key.partition(".")
    return f"{group}.*.{rest.partition('.')[2]}" if rest else key


def is_mark(name: str) -> bool:
    """Say whether something read is an answer, not a value of the law."""
    return "." not in name or ".*." in name


class Context:
    """One evaluation. Not shared between threads; made anew for each set of answers.

    Args:
        on: the day as of which the law is read.
        values: given answers by key, as abstract values (whole numbers as Decimal).

    Attributes:
        cache: values of definitions and of whole expressions, with the marks they left and
            what they read.
        rank: worst fact status met so far (index in STATUSES).
        stale: whether a value outside its known validity was met.
        loops: person a loop variable stands on: variable -> (group, index); index None
            stands for any person of a group not counted yet.
        turn: `i` of a schedule.

    """

    __slots__ = ("_above", "_changed", "cache", "loops", "on", "rank", "stale", "turn", "values")

    def __init__(self, on: date, values: Mapping[str, Any]) -> None:
        self.on = on
        self.values = values
        self.cache: dict[str, Worked] = {}
        self._above: Context | None = None
        self._changed = ""
        self.rank = 0
        self.stale = False
        self.loops: dict[str, tuple[str, int | None]] = {}
        self.turn: Abstract = None

    def replacing(self, key: str, value: Abstract) -> "Context":
        """Return a context in which one answer has another value."""
        other = Context(self.on, {**self.values, key: value})
        other.loops, other.turn = self.loops, self.turn
        other._above, other._changed = self, mark_of(key)
        return other

    def known(self, name: str) -> "Worked | None":
        """Return what was worked out under a name, here or from the answers not replaced."""
        found = self.cache.get(name)
        if found is None and self._above is not None:
            found = self._above.known(name)
            if found is not None and self._changed in found[3]:
                return None
        return found

    def again(self) -> "Context":
        """Return a context of the same answers, with what this one has worked out."""
        other = Context(self.on, self.values)
        other.cache = dict(self.cache)
        return other

    def learn(self, before: "Context") -> None:
        """Take over what another context of the same day worked out from equal answers."""
        old, new = before.values, self.values
        changed = {mark_of(key) for key in {*old, *new} if old.get(key) != new.get(key)}
        self.cache = {n: kept for n, kept in before.cache.items() if changed.isdisjoint(kept[3])}

    def mark(self, status: FactStatus) -> None:
        """Remember that a fact of this status was used."""
        rank = RANK[status]
        self.rank = max(self.rank, rank)


Run = Callable[[Context], Abstract]
"""A compiled expression."""
