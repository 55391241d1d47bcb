"""Which questions are live, and in which phase.

A question is live when an answer to it can still change an outcome, a step, its order or
a warning, or in the amounts phase a figure. The forms of the open items name every answer
they depend on, so nothing that could matter is left out; items decided case by case (see
`items`) have already dropped what cannot matter.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scarpette_tui.interview.judging import Judged, Stage


class Phase(StrEnum):
    """Where the interview stands."""

    RIGHTS = "rights"
    SAFETY = "safety"
    AMOUNTS = "amounts"
    DONE = "done"


_STAGES = {
    Phase.RIGHTS: (Stage.FIXED, Stage.MUTABLE, Stage.STEPS),
    Phase.SAFETY: (Stage.SAFETY,),
    Phase.AMOUNTS: (Stage.AMOUNTS,),
    Phase.DONE: (),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an interview is about.

    `focus`: benefits to look at, all when empty. `amounts`: figures are wanted.
    """

    focus: frozenset[str] = frozenset()
    amounts: bool = False

    @classmethod
    def of(cls, focus: str | Iterable[str] | None, amounts: bool) -> "Scope":
        """Return the scope of one benefit, of several, or of all (None)."""
        if focus is None:
            return cls(frozenset(), amounts)
        return cls(frozenset([focus] if isinstance(focus, str) else focus), amounts)

    def of_judged(self, judged: Sequence[Judged]) -> list[Judged]:
        """Return the benefits in scope."""
        if not self.focus:
            return list(judged)
        return [each for each in judged if each.outcome.benefit.id in self.focus]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Phases of such an interview, in order."""
        asked = (Phase.RIGHTS, Phase.SAFETY)
        return (*asked, Phase.AMOUNTS) if self.amounts else asked


def wanted_in(phase: Phase, judged: Judged) -> Iterable[tuple[Stage, str]]:
    """Yield the questions that a benefit wants in a phase, with their stage."""
    for stage in _STAGES[phase]:
        for key in judged.wanted(stage):
            yield stage, key


def live(judged: Sequence[Judged], scope: Scope) -> dict[str, Phase]:
    """Return the live questions that can be asked now, each with its first phase."""
    found: dict[str, Phase] = {}
    chosen = scope.of_judged(judged)
    for phase in scope.phases:
        for each in chosen:
            for _, key in wanted_in(phase, each):
                found.setdefault(key, phase)
    return found


def phase_of(judged: Sequence[Judged], skip: Collection[str] = ()) -> Phase:
    """Return the first phase that has a live question; amounts are offered last."""
    for phase in (Phase.RIGHTS, Phase.SAFETY, Phase.AMOUNTS):
        for each in judged:
            if any(key not in skip for _, key in wanted_in(phase, each)):
                return phase
    return Phase.DONE
