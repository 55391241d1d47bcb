"""What an expression is evaluated in: the day, the answers, the loops, and the marks."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from scarpette_tui.catalogue.model import FactStatus
from scarpette_tui.interview.abstract import Abstract

STATUSES = (FactStatus.VERIFIED, FactStatus.SECONDARY, FactStatus.TO_VERIFY)
RANK = {status: rank for rank, status in enumerate(STATUSES)}
"""How little a fact is confirmed: the worst of several is the highest rank."""


class Context:
    """One evaluation. Not shared between threads; made anew for each set of answers.

    Args:
        on: the day as of which the law is read.
        values: given answers by key, as abstract values (whole numbers as Decimal).

    Attributes:
        cache: values of definitions, with the marks they left and the questions they read.
        rank: worst fact status met so far (index in STATUSES).
        stale: whether a value outside its known validity was met.
        loops: person a loop variable stands on: variable -> (group, index); index None
            stands for any person of a group not counted yet.
        turn: `i` of a schedule.

    """

    __slots__ = ("cache", "loops", "on", "rank", "stale", "turn", "values")

    def __init__(self, on: date, values: Mapping[str, Any]) -> None:
        self.on = on
        self.values = values
        self.cache: dict[str, tuple[Abstract, int, bool, frozenset[str]]] = {}
        self.rank = 0
        self.stale = False
        self.loops: dict[str, tuple[str, int | None]] = {}
        self.turn: Abstract = None

    def replacing(self, key: str, value: Abstract) -> "Context":
        """Return a context in which one answer has another value."""
        other = Context(self.on, {**self.values, key: value})
        other.loops, other.turn = self.loops, self.turn
        question = key.partition(".")[0]
        other.cache = {name: kept for name, kept in self.cache.items() if question not in kept[3]}
        return other

    def mark(self, status: FactStatus) -> None:
        """Remember that a fact of this status was used."""
        rank = RANK[status]
        self.rank = max(self.rank, rank)


Run = Callable[[Context], Abstract]
"""A compiled expression."""
