"""The cases notice a spoilt rule (targets.md, Law: surviving mutants at most 2 %)."""

import random

import pytest

from scarpette_tui.desk import law
from tests.law.mutants import mutants, survives

SAMPLE = 40


def test_a_sample_of_spoilt_rules_is_noticed():
    every = list(mutants(law.catalogue()))
    sample = random.Random(2026).sample(every, SAMPLE)
    alive = [where for where, change, touched in sample if touched and survives(change, touched)]
    assert len(alive) <= SAMPLE * 0.1, alive


@pytest.mark.campaign
def test_at_most_two_in_a_hundred_spoilt_rules_survive():
    every = [each for each in mutants(law.catalogue()) if each[2]]
    alive = [where for where, change, touched in every if survives(change, touched)]
    share = len(alive) / len(every)
    print(f"\n{len(every)} mutants, {len(alive)} survive ({share:.1%})", *alive, sep="\n")
    assert share <= 0.02
