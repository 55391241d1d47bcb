"""What she does not know or prefers not to say never takes a right away (targets.md, Law)."""

import os
import random

import pytest

from scarpette_tui.desk import law
from tests.law.women import silent, woman

SHORT, LONG = 150, 100_000


def _wrong(seed: int) -> list[str]:
    """Return what a silent profile claims that the whole one does not bear out."""
    rng = random.Random(seed)
    on, whole = woman(rng)
    partly = silent(whole, rng)
    faults = []
    engine = law.engine()
    full = engine.evaluate(whole, on).outcomes
    for known, said in zip(full, engine.evaluate(partly, on).outcomes, strict=True):
        if said.status in {"not_due", "due"} and said.status != known.status:
            faults.append(f"{known.benefit.id}: {said.status}, but {known.status} in full")
        if known.status == said.status and known.amount and said.amount:
            value, low, high = known.amount.value, said.amount.low, said.amount.high
            inside = value is None or (
                (low is None or low <= value) and (high is None or value <= high)
            )
            if not inside:
                faults.append(f"{known.benefit.id}: {value} outside [{low}, {high}]")
    return faults


def test_silence_never_turns_a_right_into_a_no():
    assert {seed: wrong for seed in range(SHORT) if (wrong := _wrong(seed))} == {}


@pytest.mark.campaign
def test_silence_never_turns_a_right_into_a_no_campaign():
    profiles = int(os.environ.get("SCARPETTE_PROFILES", LONG))
    assert {seed: wrong for seed in range(profiles) if (wrong := _wrong(seed))} == {}
