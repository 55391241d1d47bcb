"""What the recomputations share: plain answers in, the engine's amount out, INPS's rounding."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from scarpette_tui.desk import law
from scarpette_tui.interview.answers import Answers, given

D = Decimal
CENT = D("0.01")
TODAY = date(2026, 11, 22)
NO_ISEE = D("99999999")


def half_up(value, step="0.01"):
    """Round half up to a step."""
    return D(value).quantize(D(step), ROUND_HALF_UP)


def answers(children=(), **single):
    """Return Answers from plain values; children are dicts of fields."""
    found = {key: given(value) for key, value in single.items()}
    found["children"] = given(len(children))
    for index, child in enumerate(children):
        for key, value in child.items():
            found[f"children.{index}.{key}"] = given(value)
    return Answers(found)


def amount_of(benefit, on, children=(), **single):
    """Return the AmountResult the engine gives for a benefit."""
    outcome = law.engine().evaluate(answers(children, **single), on).outcome(benefit)
    assert outcome.amount is not None, (benefit, outcome.status)
    return outcome.amount


def child(age, on=TODAY, **fields):
    """Return a child of an age who lives with her."""
    found = {"age": age, "with_me": True, "disability": "none"} | fields
    if age <= 3:
        found.setdefault("birth", date(on.year - age, 1, 15))
        found.setdefault("nido", False)
    if 18 <= age <= 20:
        found.setdefault("student", True)
    return found


def money(rng, low, high):
    """Return a random sum of euro and cents."""
    return D(rng.randrange(int(low * 100), int(high * 100) + 1)) / 100
