"""The end of a job, survivors and disability computed a second time from the acts, to the cent.

Written from the acts named beside each number, apart from data/; inputs are drawn with a fixed
seed, so that a disagreement can be looked at again.
"""

import random
from datetime import date, timedelta

import pytest

from tests.law.recomputing import TODAY, D, amount_of, child, half_up, money

MANY = 60
# Reference pay and highest amount: circolari INPS 25/2025 and 4/2026, rivalutazione 2024.
ROOFS = {
    2024: (D("1425.21"), D("1550.42")),
    2025: (D("1436.61"), D("1562.82")),
    2026: (D("1456.72"), D("1584.70")),
}


def dis_coll(income, months, year):
    """D.Lgs. 22/2015 art. 15 c. 4-6: first month and every month, at most twelve.

    75 % of the average month up to the reference, 25 % beyond, at most the ceiling; 3 % less
    each month from the first day of the sixth.
    """
    reference, most = ROOFS[year]
    average = income / months
    first = half_up(min(most, min(average, reference) * 3 / 4 + max(D(0), average - reference) / 4))
    paid = min(12, months)
    return first, [half_up(first * D("0.97") ** max(0, month - 5)) for month in range(1, paid + 1)]


@pytest.mark.parametrize("year", ROOFS)
def test_dis_coll_month_by_month(year):
    rng = random.Random(year)
    for _ in range(MANY):
        months, income = rng.randrange(1, 25), money(rng, 50, 60_000)
        found = amount_of(
            "dis_coll",
            date(year, 12, 1),
            work="none",
            work_situations=frozenset({"cococo_ended"}),
            gs_only=True,
            cococo_end="expired",
            cococo_end_date=date(year, 11, 10) - timedelta(days=rng.randrange(20)),
            cococo_months=months,
            cococo_income=income,
            vat_or_director=False,
        )
        first, schedule = dis_coll(income, months, year)
        assert found.value == first, (income, months)
        assert [payment.value for payment in found.schedule] == schedule
        assert found.payments == len(schedule)


def test_farm_unemployment():
    """L. 247/2007 art. 1 c. 55-57: 40 % for the days worked, within the 365 of the year.

    Fixed-term hands leave 9 % of it, for 150 days at most.
    """
    rng = random.Random(247)
    for _ in range(MANY):
        days, pay = rng.randrange(51, 365), money(rng, 40, 120)
        found = amount_of(
            "disoccupazione_agricola",
            date(2026, 2, 10),
            work="none",
            work_situations=frozenset({"farm_days"}),
            farm_two_years=True,
            farm_days_two_years=max(102, days),
            farm_end="ended",
            permit="IT",
            farm_days_year=days,
            farm_day_pay=pay,
        )
        paid = min(days, 365 - days)
        a_day = pay * 40 / 100
        assert found.value == half_up(a_day * paid - a_day * min(paid, 150) * 9 / 100), (days, pay)


@pytest.mark.parametrize(("on", "most"), [(TODAY, 500), (date(2024, 9, 1), 350)])
def test_support_for_training(on, most):
    """DL 48/2023 art. 12 c. 7: 350 euro a month; L. 207/2024: 500 from 2025."""
    assert amount_of("supporto_formazione_lavoro", on, age=30).value == most


# --- survivors: L. 903/1965 art. 22, L. 335/1995 art. 1 c. 41 and table F, C. cost. 162/2022 ---

# Yearly least pension: circolare INPS 153/2025 (2026: 611.85 a month) and the year before.
LEAST = {2025: D("603.40") * 13, 2026: D("611.85") * 13}
OWN = ((3, D("0.25")), (4, D("0.40")), (5, D("0.50")))


def survivors_cut(pension, income, least):
    """Return the cut of table F with its safeguard, in a year.

    Pension and income together are never less than with an income just at the limit of the band
    before; so the cut never takes more than what exceeds the limit.
    """
    cut, at_limit = D(0), D(0)
    for times, rate in OWN:
        limit = times * least
        if income > limit:
            cut = min(rate * pension, at_limit + income - limit)
        following = (times + 1) * least
        at_limit = min(rate * pension, at_limit + following - limit)
    return cut


@pytest.mark.parametrize("year", LEAST)
def test_survivors_alone_and_with_children(year):
    rng = random.Random(year)
    shares = {0: D("0.6"), 1: D("0.8"), 2: D(1), 3: D(1)}
    for _ in range(MANY):
        month, income = money(rng, 200, 5_000), money(rng, 0, 60_000)
        kids = rng.choice((0, 0, 0, 1, 2, 3))
        found = amount_of(
            "pensione_superstiti",
            date(year, 11, 2),
            [child(10)] * kids,
            life_situations=frozenset({"spouse_died"}),
            survivor_tie="married",
            deceased_insurance="pension",
            deceased_pension=month,
            own_income=income,
            other_parent="deceased",
        )
        pension = 13 * month * shares[kids]
        cut = D(0) if kids else survivors_cut(pension, income, LEAST[year])
        assert found.value == half_up((pension - cut) / 13), (month, income, kids)


def test_the_published_limits_of_the_survivors():
    """Circolare INPS 153/2025: 23,862.15, 31,816.20, 39,770.25."""
    assert [times * LEAST[2026] for times, _ in OWN] == [
        D("23862.15"),
        D("31816.20"),
        D("39770.25"),
    ]


# --- disability: L. 118/1971, L. 18/1980, L. 289/1990, L. 381/1970, L. 508/1988 -----------------

# Circolare INPS 153 of 19/12/2025: month of pension, of care, of deaf people; limits of income.
DISABILITY = {
    2025: {"month": D("336.00"), "care": D("542.02"), "deaf": D("267.83"), "limit": D("19772.50")},
    2026: {"month": D("340.71"), "care": D("552.57"), "deaf": D("274.17"), "limit": D("20029.55")},
}


@pytest.mark.parametrize("year", DISABILITY)
def test_disability_by_record_age_and_income(year):
    law = DISABILITY[year]
    for age in (17, 18, 40, 66, 67):
        for income in (D(0), law["limit"], law["limit"] + D("0.01")):
            pension = law["month"] if 18 <= age < 67 and income <= law["limit"] else D(0)
            told = {"life_situations": frozenset({"health"}), "age": age, "own_income": income}
            for record, alone in (("100_care", law["care"]), ("deaf", law["deaf"])):
                found = amount_of(
                    "invalidita_civile",
                    date(year, 11, 2),
                    permit="IT",
                    resident_italy=True,
                    disability_record=record,
                    **told,
                )
                assert found.value == alone + pension, (record, age, income)
    told = {"life_situations": frozenset({"health"}), "own_income": D(0), "permit": "IT"}
    for record, age in (("74_99", 40), ("100", 40)):
        found = amount_of(
            "invalidita_civile", date(year, 11, 2), disability_record=record, age=age, **told
        )
        assert found.value == law["month"]
