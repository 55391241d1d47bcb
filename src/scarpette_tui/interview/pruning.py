"""Sets aside answers to questions that are no longer asked."""

from collections.abc import Callable

from scarpette_tui.interview.abstract import Open
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.view import View


def prune(answers: Answers, look: Callable[[Answers], View]) -> tuple[Answers, tuple[str, ...]]:
    """Return the reachable answers and the keys set aside, first asked first."""
    kept = answers
    while True:
        view = look(kept)
        lost = {key for key in kept if not _is_reachable(key, view, frozenset())}
        if not lost:
            return kept, tuple(key for key in answers if key not in kept)
        kept = Answers({key: answer for key, answer in kept.items() if key not in lost})


def _is_reachable(key: str, view: View, above: frozenset[str]) -> bool:
    """Say whether a question is asked, or may be once its guard is known.

    An answer given ahead of its guard stays; one whose guard will never be asked goes.
    """
    guard = view.guard(key)
    if not isinstance(guard, Open):
        return bool(guard)
    waits_for = [other for other in keys_of(guard) if other not in above]
    return any(_is_reachable(other, view, above | {key}) for other in waits_for)
