"""The answers seen by one evaluation: the day, the values, what can still be asked."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

from scarpette_tui.interview.abstract import Abstract, Open
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.context import Context
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.items import Decided, Item
from scarpette_tui.interview.logic import THIS
from scarpette_tui.interview.program import Program


class View:
    """One set of answers on one day. Used by one thread, then thrown away.

    Args:
        program: the compiled catalogue.
        answers: what was said.
        on: the day as of which the law is read.
        before: another view, whose work is taken over where the answers are the same.

    """

    def __init__(
        self, program: Program, answers: Answers, on: date, before: "View | None" = None
    ) -> None:
        self.program = program
        self.answers = answers
        self.on = on
        self.ctx = Context(on, answers.values_given)
        if before is not None and before.on == on:
            self.ctx.learn(before.ctx)
        self.marks = answers.marks
        self._openings: dict[str, tuple[str, ...]] = {}
        self._guards: dict[str, Abstract] = {}

    def signature(self, names: Iterable[str]) -> Hashable:
        """Return what the answers say about some names: equal means equal results."""
        return (self.on, *map(self.marks.get, names))

    def decide(self, item: Item) -> Decided:
        """Evaluate an item, or remember its value for the same answers."""
        return item.decide(self.ctx, self.signature(item.marks))

    def value(self, item: Item | None) -> Abstract:
        """Return the value of an item; True where there is none."""
        return True if item is None else self.decide(item).value

    def guard(self, key: str) -> Abstract:
        """Return whether a question is to be asked: a truth, or open."""
        if key not in self._guards:
            self._guards[key] = self._guard(key)
        return self._guards[key]

    def _guard(self, key: str) -> Abstract:
        entry = self.program.entry(key)
        if entry.field is None:
            return self.value(entry.guard)
        group, index = key.split(".")[:2]
        many: Any = self.ctx.values.get(group)
        if many is None or int(index) >= many:
            return False
        if entry.guard is None:
            return True
        self.ctx.loops = {THIS: (group, int(index))}
        try:
            signature = (index, self.signature(entry.guard.marks))
            return entry.guard.decide(self.ctx, signature).value
        finally:
            self.ctx.loops = {}

    def openings(self, key: str) -> tuple[str, ...]:
        """Return the questions to ask now so that a key becomes known.

        The key itself when its turn has come; before that, what its guard waits for;
        nothing when it is answered, unknown, declined, or will never be asked.
        """
        found = self._openings.get(key)
        if found is None:
            self._openings[key] = ()  # a guard that waits for itself never opens
            found = self._openings[key] = self._find_openings(key)
        return found

    def _find_openings(self, key: str) -> tuple[str, ...]:
        if key in self.marks:
            return ()
        guard = self.guard(key)
        if not isinstance(guard, Open):
            return (key,) if guard else ()
        return () if self._never_opens(key, guard) else self.openings_of(keys_of(guard))

    def _never_opens(self, key: str, guard: Open) -> bool:
        """Say whether a guard is false for some value of an answer that will never come."""
        entry = self.program.entry(key)
        if entry.field is not None or entry.guard is None:
            return False
        for other in keys_of(guard):
            if other in self.marks or self.guard(other) is False:
                for value in self.program.domain(other).tries(other, guard.form):
                    if entry.guard.run(self.ctx.replacing(other, value)) is False:
                        return True
        return False

    def openings_of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the questions to ask now for several keys, each once, in order."""
        return tuple(dict.fromkeys(now for key in keys for now in self.openings(key)))
