"""What she does not know or prefers not to say never takes a right away (targets.md, Law).

A woman answers everything; then she is silent again and again, about much or about little.
What is said of her then must bear out what is said when all is known. The campaign may be
spread over several runs: SCARPETTE_PROFILES=first:last names the women.
"""

import os
import random

import pytest

from scarpette_tui.desk import law
from tests.law.women import silent, woman

SILENCES = (0.4, 0.1, 0.1, 0.1, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03)
"""Shares of answers left out: the partial answer sets of each woman."""
SHORT, LONG = 20, 100_000 // len(SILENCES)


def _wrong(seed: int) -> list[str]:
    """Return what a woman's silences claim that her whole answers do not bear out."""
    rng = random.Random(seed)
    on, whole = woman(rng)
    full = law.engine().evaluate(whole, on).outcomes
    faults = []
    for turn, share in enumerate(SILENCES):
        partly = law.engine().evaluate(silent(whole, rng, share), on).outcomes
        for known, said in zip(full, partly, strict=True):
            if said.status in {"not_due", "due"} and said.status != known.status:
                faults.append(f"{known.benefit.id}: {said.status}, but {known.status} in full")
            if turn == 0 and known.status == said.status and not _inside(known, said):
                faults.append(f"{known.benefit.id}: the amount is outside its ends")
    return faults


def _inside(known, said) -> bool:
    """Say whether an amount lies between the ends that were said while something was open."""
    if not (known.amount and said.amount) or known.amount.value is None:
        return True
    value, low, high = known.amount.value, said.amount.low, said.amount.high
    return (low is None or low <= value) and (high is None or value <= high)


def test_silence_never_turns_a_right_into_a_no():
    assert {seed: wrong for seed in range(SHORT) if (wrong := _wrong(seed))} == {}


@pytest.mark.campaign
def test_silence_never_turns_a_right_into_a_no_campaign():
    first, _, last = os.environ.get("SCARPETTE_PROFILES", f"0:{LONG}").partition(":")
    women = range(int(first), int(last))
    wrong = {seed: faults for seed in women if (faults := _wrong(seed))}
    sets = len(women) * len(SILENCES)
    print(f"\n{sets} partial answer sets of {len(women)} women: {len(wrong)} wrong")
    assert wrong == {}
