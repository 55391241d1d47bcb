"""The cases notice a spoilt rule (targets.md, Law: surviving mutants at most 2 %)."""

import random
from collections import Counter

import pytest

from scarpette_tui.desk import law
from tests.law.equivalence import Comparison
from tests.law.mutants import Mutant, at, mutants, spoilt, survives

SAMPLE = 40


def test_a_sample_of_spoilt_rules_is_noticed():
    catalogue = law.catalogue()
    sample = random.Random(2026).sample(list(mutants(catalogue)), SAMPLE)
    alive = [each.where for each in sample if survives(each, catalogue)]
    assert len(alive) <= SAMPLE * 0.1, alive


@pytest.mark.campaign
def test_at_most_two_in_a_hundred_spoilt_rules_survive():
    catalogue = law.catalogue()
    every = list(mutants(catalogue))
    alive = [each for each in every if survives(each, catalogue)]
    findings = [(each, Comparison(catalogue, each).finding()) for each in alive]
    left = [each for each, finding in findings if not finding.proof]
    made, raw, true = (Counter(each.kind for each in some) for some in (every, alive, left))
    for kind, count in made.items():
        print(f"\n{kind}: {count} spoilt, {raw[kind]} unnoticed, {true[kind]} not proved equal")
    print(f"raw {len(alive) / len(every):.2%}, after proof {len(left) / len(every):.2%}")
    for each, finding in findings:
        how = "equal" if finding.proof else finding.witness or "undecided"
        print(f"{each.kind}: {each.where} ({how})")
    assert len(left) <= len(every) * 0.02


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < 3", {"a <= 3", "a < 2", "a < 4"}),
        ("a and b", {"a and True", "b and True", "a or b"}),
        ('on <= date("2026-12-31")', {"on < date('2026-12-31')", "on <= date('2027-01-01')"}),
        ("min(a, b) if c else 0.75 * a", {"max(a, b) if c else 0.75 * a", "0.75 * a if c else min(a, b)"}),
    ],
)  # fmt: skip
def test_every_place_is_spoilt(text, expected):
    assert expected <= set(spoilt(text))


def test_what_is_the_same_law_is_proved_and_what_is_not_has_a_witness():
    """The proof and the witness are tried on places known by hand."""
    catalogue = law.catalogue()
    place = ("requirements", 0)
    rule = next(b for b in catalogue.benefits if b.id == "reddito_di_liberta").requirements[0]

    def replaced(text):
        change = at("benefits", "reddito_di_liberta", (*place, "when"), text)
        mutant = Mutant("requirements", text, change, frozenset({"reddito_di_liberta"}))
        return Comparison(catalogue, mutant).finding()

    assert replaced(f"({rule.when}) or False").proof
    assert replaced(f"not (not ({rule.when}))").proof
    finding = replaced(f"not ({rule.when})")
    assert not finding.proof
    assert finding.witness is not None
    assert finding.witness.expected["requirements"].keys() == {rule.id}
