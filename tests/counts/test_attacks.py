"""Attacks that must fail (safety.md section 5), and the same attack on raw counts, which works."""

import hashlib
import hmac
import math
import random
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest

from scarpette_tui.counts import estimates
from scarpette_tui.counts.calendar import calendar
from scarpette_tui.counts.noise import DAY, MONTH, QUARTER
from scarpette_tui.counts.periods import month_of
from tests.counts.conftest import FIRST
from tests.counts.insider import (
    every_release,
    look,
    posterior,
    protected,
    raw,
    surer_by_rule,
)

KEY = hashlib.sha256(b"chiave di prova").digest()
BOUND = Fraction(7503, 10_000)
DRAWS = 200_000
BUDGET = {DAY: 0.7, MONTH: 0.2, QUARTER: 0.2}


@pytest.mark.parametrize("mechanism", BUDGET, ids=lambda one: one.name)
def test_d2_one_visit_changes_no_probability_by_more_than_the_budget(mechanism):
    """Exact: at every value, the ratio of neighbouring probabilities is at most e^epsilon."""
    limit = Fraction(math.exp(BUDGET[mechanism])) * (1 + Fraction(1, 10**12))
    for value in range(-400, 401):
        with_her, without = mechanism.probability(value - 1), mechanism.probability(value)
        assert 0 < with_her / without <= limit
        assert 0 < without / with_her <= limit


@pytest.mark.parametrize("mechanism", BUDGET, ids=lambda one: one.name)
def test_d2_the_probabilities_sum_to_one_and_have_the_stated_variance(mechanism):
    reach = range(-300, 301)
    assert abs(1 - sum(mechanism.probability(k) for k in reach)) < Fraction(1, 10**20)
    spread = sum(mechanism.probability(k) * k * k for k in reach)
    assert abs(spread - mechanism.variance) < Fraction(1, 10**15)


def test_d2_the_whole_budget_of_a_visit_is_1_1():
    whole = 1 / (DAY.ratio * MONTH.ratio * QUARTER.ratio)
    assert whole <= Fraction(math.exp(1.1))
    assert whole / (1 + whole) <= BOUND


def test_d2_joint_posterior_over_every_release_exactly():
    """All values of the three releases near the truth: none makes the insider surer."""
    releases = every_release(KEY)
    seen = list(product(range(-12, 13), repeat=3))
    highest = max(posterior(releases, one) for one in seen)
    lowest = min(posterior(releases, one) for one in seen)
    assert highest <= BOUND
    assert lowest >= 1 - BOUND


def test_d2_the_draw_follows_the_exact_distribution():
    """Chi-square over 200,000 draws, 23 bins: 60 is beyond the 0.9999 quantile."""
    found = Counter(max(-11, min(11, DAY.draw(KEY, "s", str(n)))) for n in range(DRAWS))
    expected = {k: DAY.probability(k) for k in range(-10, 11)}
    tail = (1 - sum(expected.values())) / 2
    expected |= {-11: tail, 11: tail}
    chi = sum((found[k] - DRAWS * p) ** 2 / (DRAWS * p) for k, p in expected.items())
    assert chi < 60


def test_d2_best_likelihood_ratio_insider_over_200_000_draws():
    """He guesses right at most three times in four, and is never certain."""
    seeded = random.Random(20261123)
    release = (protected(KEY, DAY),)
    right = certain = 0
    for number in range(DRAWS):
        visit = seeded.getrandbits(1)
        sure = posterior(release, look(release, str(number), visit))
        right += (sure > Fraction(1, 2)) == bool(visit)
        certain += sure in (0, 1) or sure > BOUND or sure < 1 - BOUND
    assert right / DRAWS <= 0.7503
    assert certain == 0


RATES = {"one a week": 0.2, "1 a day": 1, "5 a day": 5}


@pytest.mark.parametrize("rate", RATES.values(), ids=list(RATES))
def test_d2_insider_on_a_thousand_years(rate):
    """A visit somewhere in the year, or not; he sees every day, week, month and quarter."""
    seeded = random.Random(20261123)
    days = list(calendar().open_days(date(2027, 1, 1), date(2027, 12, 31)))
    right, surest = 0, Fraction(0)
    for year in range(1000):
        visit, day = seeded.getrandbits(1), seeded.choice(days)
        others = sum(seeded.random() < rate / 4 for _ in range(4))
        key = hmac.digest(KEY, str(year).encode(), hashlib.sha256)
        noised_day = others + visit + DAY.draw(key, "s", day.isoformat())
        noised_month = others + visit + MONTH.draw(key, "s", month_of(day))
        cell = others + visit + QUARTER.draw(key, "s", "trimestre", "figli")
        # the week and every longer estimate are sums of these and of figures he can subtract
        seen = (noised_day - others, noised_month - others, cell - others)
        sure = posterior(every_release(key), seen)
        surest = max(surest, sure, 1 - sure)
        right += (sure > Fraction(1, 2)) == bool(visit)
    assert right / 1000 <= 0.7503
    assert surest <= BOUND


def test_the_same_harness_breaks_raw_counts():
    release = (raw(),)
    for visit in (0, 1):
        assert posterior(release, look(release, "giorno", visit)) == visit


@pytest.mark.parametrize(
    ("publish", "broken"),
    [
        (lambda n: n, 1.0),
        (lambda n: 3 * round(n / 3), 1 / 3),
        (lambda n: n if n >= 3 or n == 0 else None, 29 / 30),
    ],
    ids=["raw", "rounded to 3", "hidden below 3"],
)
def test_the_same_insider_is_certain_under_rules_without_chance(publish, broken):
    """Over counts from 0 to 29: how often one who knows the others is certain that she came."""
    certain = sum(surer_by_rule(publish, others, 1) == 1 for others in range(30))
    assert certain / 30 == pytest.approx(broken)


def test_d2_a_hundred_readings_are_identical(desk):
    desk.visit(FIRST, 3)
    desk.close(FIRST + timedelta(days=1))
    assert len({desk.figures() for _ in range(100)}) == 1


@pytest.mark.parametrize(
    ("days", "expected"), [(1, 2.0), (21, 5.6), (63, 9.7), (252, 19.3)], ids=str
)
def test_the_usual_spread_is_the_stated_one_whatever_the_volume(days, expected):
    if days == 1:
        assert math.sqrt(DAY.variance) == pytest.approx(expected, abs=0.05)
        return
    month = estimates.month([0] * 21, 0)
    whole = estimates.total([month] * (days // 21))
    assert math.sqrt(whole.variance) == pytest.approx(expected, abs=0.1)


def test_labels_of_draws_are_never_ambiguous():
    assert len({DAY.draw(KEY, *parts) for parts in [("ab", "c"), ("a", "bc"), ("abc", "")]}) >= 1
    streams = {
        tuple(DAY.draw(KEY, *parts, str(n)) for n in range(40)) for parts in [("ab",), ("a", "b")]
    }
    assert len(streams) == 2


@pytest.mark.campaign
def test_d2_insider_over_two_million_joint_releases():
    seeded = random.Random(1)
    releases = every_release(KEY)
    right = 0
    for number in range(2_000_000):
        visit = seeded.getrandbits(1)
        sure = posterior(releases, look(releases, str(number), visit))
        assert 1 - BOUND <= sure <= BOUND
        right += (sure > Fraction(1, 2)) == bool(visit)
    assert right / 2_000_000 <= 0.7503
