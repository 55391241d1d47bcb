"""Longer periods: unbiased, with an honest range, never below zero on the screen (D3, D5)."""

import math
import random
from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scarpette_tui.counts import estimates
from scarpette_tui.counts.estimates import Estimate
from scarpette_tui.counts.noise import DAY, MONTH

NOISED = st.lists(st.integers(-20, 60), min_size=1, max_size=23)
ESTIMATE = st.builds(
    Estimate,
    st.fractions(-50, 500),
    st.fractions(min_value=Fraction(1, 10), max_value=900),
)


@given(ESTIMATE)
def test_d3_what_is_shown_is_whole_never_negative_and_inside_its_range(estimate):
    low, high = estimate.usual
    assert estimate.shown >= 0
    assert 0 <= low <= high
    assert low <= max(estimate.shown, low) <= max(high, estimate.shown)


@given(NOISED)
def test_d5_a_week_is_the_sum_of_its_unclamped_days(values):
    week = estimates.days(values)
    assert week.value == sum(values)
    assert week.variance == DAY.variance * len(values)


@given(NOISED, st.integers(-50, 600))
def test_d5_a_month_is_nearer_to_the_surer_of_its_two_estimates(values, drawn):
    month = estimates.month(values, drawn)
    low, high = sorted((Fraction(drawn), Fraction(sum(values))))
    assert low <= month.value <= high
    assert month.variance < min(MONTH.variance, DAY.variance * len(values))
    weight = MONTH.variance / (MONTH.variance + DAY.variance * len(values))
    assert month.value == weight * sum(values) + (1 - weight) * drawn


@given(NOISED)
def test_a_running_month_is_the_sum_of_its_days(values):
    assert estimates.month(values, None) == estimates.days(values)


@given(st.lists(ESTIMATE, max_size=5))
def test_sums_add_values_and_variances(parts):
    whole = estimates.total(parts)
    assert whole.value == sum(part.value for part in parts)
    assert whole.variance == sum(part.variance for part in parts)


@given(ESTIMATE, ESTIMATE)
def test_comparing_is_antisymmetric(one, other):
    assert one.against(other) == -other.against(one)


@pytest.mark.parametrize("rate", [1, 2, 5, 10, 20])
def test_bias_near_zero_and_range_as_said(rate):
    """Two thousand months of 21 days: bias within four standard errors, range 8 in 10."""
    seeded = random.Random(rate)
    errors, inside, rounds = [], 0, 2000
    for number in range(rounds):
        key = number.to_bytes(32, "big")
        true = [seeded.randint(0, 2 * rate) for _ in range(21)]
        noised = [count + DAY.draw(key, str(n)) for n, count in enumerate(true)]
        month = estimates.month(noised, sum(true) + MONTH.draw(key, "m"))
        errors.append(float(month.value) - sum(true))
        low, high = month.usual
        inside += low <= sum(true) <= high
    spread = math.sqrt(float(month.variance))
    assert abs(fmean(errors)) < 4 * spread / math.sqrt(rounds)
    assert 0.76 < inside / rounds < 0.86


def test_the_range_of_a_day_holds_eight_times_in_ten():
    low, high = estimates.day(10).usual
    held = sum(DAY.probability(k) for k in range(low - 10, high - 10 + 1))
    assert (low, high) == (8, 12)
    assert 0.8 <= held < 0.9
