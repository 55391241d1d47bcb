"""What the priors suggest of the benefits still open: it orders questions and decides nothing."""

from datetime import date

from scarpette_tui.interview.chances import Chances
from scarpette_tui.interview.forms import keys_of
from scarpette_tui.interview.judging import Judged, Stage
from scarpette_tui.interview.law_values import LawValues
from scarpette_tui.interview.likelihood import Likelihood

_TRUTHS = frozenset({Stage.FIXED, Stage.MUTABLE})


class Guide:
    """Remembers, for each benefit as judged, how likely it is and what a question would tell.

    Args:
        chances: the spreads of the answers.
        law: the permit table.

    """

    def __init__(self, chances: Chances, law: LawValues) -> None:
        self._chances, self._law = chances, law
        self._likelihood: Likelihood | None = None

    def hope(self, judged: Judged, on: date) -> float:
        """Return the chance of a benefit for each question left, chances counted twice."""
        if not judged.truths:
            return 0.0
        hope = judged.hints.get("hope")
        if hope is None:
            left = {key for truth in judged.truths for key in keys_of(truth)}
            hope = self._on(on).true(judged.truths) ** 2 / (1 + len(left))
            judged.hints["hope"] = hope
        return hope

    def tells(self, judged: Judged, stage: Stage, key: str, on: date) -> float:
        """Return how many bits an answer would tell about a benefit, 0 past its requirements."""
        if stage not in _TRUTHS or not judged.truths:
            return 0.0
        truths = judged.truths[:1] if stage is Stage.FIXED else judged.truths
        name = f"{stage}:{key}"
        told = judged.hints.get(name)
        if told is None:
            told = judged.hints[name] = self._on(on).tells(truths, key)
        return told

    def _on(self, on: date) -> Likelihood:
        kept = self._likelihood
        if kept is None or kept.on != on or kept.is_full():
            kept = self._likelihood = Likelihood(self._chances, self._law, on)
        return kept
