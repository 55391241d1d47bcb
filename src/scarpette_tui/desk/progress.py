"""Where a consultation stands, and how it moves: what to ask next, what comes back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import law

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import EntryPhrase
    from scarpette_tui.interview.answers import Answer, Answers
    from scarpette_tui.interview.engine import Engine


@dataclass(frozen=True)
class Progress:
    """Where a consultation stands.

    Attributes:
        answers: what she answered and is still reachable.
        pruned: what she answered and no present question asks; comes back by itself.
        asked: keys in the order they were shown; Back walks it.
        position: the key on the screen, None when nothing is left.
        focus: one benefit, on the fast path.
        entry: id of the phrase she came in with.
        amounts: whether she wants figures.

    """

    answers: "Answers"
    pruned: "Answers"
    asked: tuple[str, ...] = ()
    position: str | None = None
    focus: str | None = None
    entry: str | None = None
    amounts: bool = False
    restored: int = 0


def advanced(progress: Progress, today: date) -> Progress:
    """Return the progress with the next live question on the screen."""
    key = _next_key(law.engine(), progress, today)
    asked = progress.asked
    if key is not None and key not in asked:
        asked = (*asked, key)
    return replace(progress, position=key, asked=asked)


def answered(progress: Progress, key: str, given: "Answer", today: date) -> Progress:
    """Return the progress with one answer more, and the next question on the screen.

    Answers that nothing asks for any more wait aside, and come back by themselves.
    """
    everything = together(progress.pruned, progress.answers).put(key, given)
    kept, aside = _reachable(everything, today)
    restored = sum(1 for known in kept if known in progress.pruned and known != key)
    asked = progress.asked if key in progress.asked else (*progress.asked, key)
    moved = replace(progress, answers=kept, pruned=aside, asked=asked, restored=restored)
    return advanced(moved, today)


def taken_over(progress: Progress, answers: "Answers", today: date) -> Progress:
    """Return the progress with answers made elsewhere."""
    kept, aside = _reachable(together(progress.answers, answers), today)
    asked = (*progress.asked, *(key for key in kept if key not in progress.asked))
    return advanced(replace(progress, answers=kept, pruned=aside, asked=asked), today)


def one_back(progress: Progress) -> Progress:
    """Return the progress with the question before on the screen; no answer is blanked."""
    trail = [key for key in progress.asked if key in progress.answers or key == progress.position]
    target = progress.position
    if progress.position in trail:
        target = trail[max(0, trail.index(progress.position) - 1)]
    elif trail:
        target = trail[-1]
    return replace(progress, position=target, restored=0)


def together(first: "Answers", then: "Answers") -> "Answers":
    """Return both sets of answers; the second wins."""
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    return Answers({**first, **then})


def _reachable(everything: "Answers", today: date) -> "tuple[Answers, Answers]":
    """Split into what is still asked, and what waits until it is asked again."""
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    kept, lost = law.engine().prune(everything, today)
    return kept, Answers({key: everything[key] for key in lost})


def _next_key(engine: "Engine", progress: Progress, today: date) -> str | None:
    """Return the next live question: what her phrase asked for comes first (P8)."""
    answers = progress.answers
    entry = None if progress.focus else _entry(progress.entry)
    if entry is not None:
        live = engine.live_questions(answers, today)
        first = next((key for key in entry.questions if key in live), None)
        if first is not None:
            return first
        for benefit in entry.benefits:
            key = engine.next_question(answers, today, focus=benefit)
            if key is not None:
                return key
    return engine.next_question(answers, today, focus=progress.focus, amounts=progress.amounts)


def _entry(entry: str | None) -> "EntryPhrase | None":
    return next((known for known in law.catalogue().entries if known.id == entry), None)
