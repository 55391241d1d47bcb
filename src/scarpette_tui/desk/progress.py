"""Where a consultation stands, and how it moves: what to ask next, what comes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import law

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import EntryPhrase
    from scarpette_tui.interview.answers import Answer, Answers
    from scarpette_tui.interview.engine import Engine
    from scarpette_tui.interview.remaining import Left

DISCREET, QUICK = "discreto", "rapido"
"""One fact at a time, or several yes-or-no questions on one screen."""


@dataclass(frozen=True)
class Progress:
    """Where a consultation stands.

    Attributes:
        answers: what she answered and is still reachable.
        pruned: what she answered and no present question asks; the official may bring back
            what is asked again.
        asked: keys in the order they were shown; Back walks it.
        position: the key on the screen, None when nothing is left.
        focus: one benefit, on the fast path.
        entry: id of the phrase she came in with.
        amounts: whether she wants figures.
        style: DISCREET or QUICK.
        ceiling: the most questions left that the screen said.
        opened: topics that the last answer opened; they may raise the ceiling.
        raised: whether the ceiling had to grow.
        put_aside: how many answers the last one put aside.
        restored: how many were just brought back.

    """

    answers: "Answers"
    pruned: "Answers"
    asked: tuple[str, ...] = ()
    position: str | None = None
    focus: str | None = None
    entry: str | None = None
    amounts: bool = False
    style: str = DISCREET
    ceiling: int | None = None
    opened: tuple[str, ...] = ()
    raised: bool = False
    put_aside: int = 0
    restored: int = 0


def advanced(progress: Progress, today: date) -> Progress:
    """Return the progress with the next live question on the screen."""
    engine = law.engine()
    key = _next_key(engine, progress, today)
    asked = progress.asked
    if key is not None and key not in asked:
        asked = (*asked, key)
    found = left(progress, today)
    most, least = found.usual_most, found.least
    ceiling = progress.ceiling
    now = most if ceiling is None or progress.opened else max(least, min(ceiling, most))
    raised = ceiling is not None and now > ceiling
    return replace(progress, position=key, asked=asked, ceiling=now, raised=raised)


def answered(progress: Progress, given: "Mapping[str, Answer]", today: date) -> Progress:
    """Return the progress with some answers more, and the next question on the screen.

    Answers that nothing asks for any more are put aside.
    """
    before = _live_topics(progress, today)
    everything = together(progress.answers, given)
    kept, lost = _reachable(everything, today)
    aside = together(progress.pruned, lost)
    moved = replace(
        progress,
        answers=kept,
        pruned=_without(aside, [key for key in given if key in kept]),
        asked=_with(progress.asked, given),
        put_aside=sum(1 for key in lost if key in progress.answers),
        restored=0,
    )
    opened = tuple(topic for topic in _live_topics(moved, today) if topic not in before)
    return advanced(replace(moved, opened=opened), today)


def taken_over(progress: Progress, answers: "Answers", today: date) -> Progress:
    """Return the progress with answers made elsewhere."""
    kept, aside = _reachable(together(progress.answers, answers), today)
    moved = replace(progress, answers=kept, pruned=aside, asked=_with(progress.asked, kept))
    return advanced(replace(moved, ceiling=None), today)


def coming_back(progress: Progress, today: date) -> tuple[str, ...]:
    """Return the keys put aside that are asked again."""
    if not progress.pruned:
        return ()
    kept, _ = _reachable(together(progress.pruned, progress.answers), today)
    return tuple(key for key in progress.pruned if key in kept and key not in progress.answers)


def brought_back(progress: Progress, today: date, *, wanted: bool) -> Progress:
    """Return the progress with what is asked again answered as before, or forgotten."""
    keys = coming_back(progress, today)
    back = {key: progress.pruned[key] for key in keys if wanted}
    return advanced(
        replace(
            still(progress),
            answers=together(progress.answers, back),
            restored=len(back),
            pruned=_without(progress.pruned, keys),
            asked=_with(progress.asked, back),
        ),
        today,
    )


def one_back(progress: Progress) -> Progress:
    """Return the progress with the question before on the screen; no answer is blanked."""
    trail = [key for key in progress.asked if key in progress.answers or key == progress.position]
    target = progress.position
    if progress.position in trail:
        target = trail[max(0, trail.index(progress.position) - 1)]
    elif trail:
        target = trail[-1]
    return still(replace(progress, position=target))


def still(progress: Progress) -> Progress:
    """Return the progress without the news of the last answer."""
    return replace(progress, opened=(), raised=False, put_aside=0, restored=0)


def rescoped(progress: Progress, today: date) -> Progress:
    """Return the progress after more, or less, is to be asked: the count starts anew."""
    return advanced(replace(still(progress), ceiling=None), today)


def together(first: "Mapping[str, Answer]", then: "Mapping[str, Answer]") -> "Answers":
    """Return both sets of answers; the second wins."""
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    return Answers({**first, **then})


def is_short(progress: Progress) -> bool:
    """Say whether the path ends before everything was asked (P8)."""
    entry = _entry(progress)
    return entry is not None and entry.ends


def left(progress: Progress, today: date) -> "Left":
    """Return how many questions the path may still ask."""
    engine = law.engine()
    entry = _entry(progress)
    if entry is None or not entry.ends:
        return engine.left(progress.answers, today, focus=progress.focus, amounts=progress.amounts)
    found = engine.left(progress.answers, today, focus=entry.benefits)
    own = set(engine.live_questions(progress.answers, today, focus=entry.benefits))
    more = len(set(_listed(engine, progress, entry, today)) - own)
    return found._replace(**{name: value + more for name, value in found._asdict().items()})


def group(progress: Progress, today: date) -> tuple[str, ...]:
    """Return the questions to put on one screen: one, but in the quick style."""
    key = progress.position
    if key is None or progress.style != QUICK or key in progress.answers:
        return () if key is None else (key,)
    entry = _entry(progress)
    focus = entry.benefits if entry and entry.ends else progress.focus
    return law.engine().together(
        key, progress.answers, today, focus=focus, amounts=progress.amounts
    )


def _with(asked: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*asked, *more)))


def _without(answers: "Answers", keys: Iterable[str]) -> "Answers":
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    gone = set(keys)
    return Answers({key: answer for key, answer in answers.items() if key not in gone})


def _reachable(everything: "Answers", today: date) -> "tuple[Answers, Answers]":
    """Split into what is still asked, and what waits until it is asked again."""
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415

    kept, lost = law.engine().prune(everything, today)
    return kept, Answers({key: everything[key] for key in lost})


def _live_topics(progress: Progress, today: date) -> dict[str, None]:
    """Return the topics that have a live question, in the order of the questions."""
    engine = law.engine()
    live = engine.live_questions(
        progress.answers, today, focus=progress.focus, amounts=progress.amounts
    )
    titles = {section.id: section.title for section in engine.catalogue.manifest.sections}
    return dict.fromkeys(titles[engine.question(key).question.section] for key in live)


def _next_key(engine: "Engine", progress: Progress, today: date) -> str | None:
    """Return the next live question: what her phrase asked for comes first (P8)."""
    answers = progress.answers
    entry = _entry(progress)
    if entry is not None:
        person = _person(engine, progress, entry, today)
        if person is not None:
            return person
        for key in _listed(engine, progress, entry, today):
            return key
        found = engine.next_question(answers, today, focus=entry.benefits)
        if found is not None or entry.ends:
            return found
    return engine.next_question(answers, today, focus=progress.focus, amounts=progress.amounts)


def _listed(
    engine: "Engine", progress: Progress, entry: "EntryPhrase", today: date
) -> tuple[str, ...]:
    live = engine.live_questions(progress.answers, today)
    return tuple(key for key in entry.questions if key in live)


def _person(engine: "Engine", progress: Progress, entry: "EntryPhrase", today: date) -> str | None:
    """Return the next question about the people she is telling about: they are not cut short."""
    group = next(reversed(list(progress.answers)), "").partition(".")[0]
    if not group or not engine.question(group).question.fields:
        return None
    found = engine.next_question(progress.answers, today, focus=entry.benefits)
    return found if found is not None and found.startswith(f"{group}.") else None


def _entry(progress: Progress) -> "EntryPhrase | None":
    """Return the phrase she came in with; who said none has the road that opens (P8)."""
    if progress.focus:
        return None
    entries = law.catalogue().entries
    if progress.entry is None:
        return next((one for one in entries if one.opens), None)
    return next((one for one in entries if one.id == progress.entry), None)
