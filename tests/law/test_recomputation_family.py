"""Maternity, parental leave and the bonuses computed a second time from the acts, to the cent.

Written from the acts named beside each number, apart from data/; inputs are drawn with a fixed
seed, so that a disagreement can be looked at again.
"""

import random
from datetime import date, timedelta

import pytest

from tests.law.recomputing import TODAY, D, amount_of, child, half_up, money

MANY = 40
# Least day pay of clerks (DL 402/1981): circ. INPS 72/2025 for the self-employed and the years near.
LEAST_DAY = {2023: D("53.95"), 2024: D("56.87"), 2025: D("57.32"), 2026: D("58.13")}
FARM_DAY = {2025: D("50.99")}  # farmers, circ. INPS 72/2025; 2026 was not found


def test_maternity_of_an_employee_is_eighty_per_cent_of_the_average_day():
    """D.Lgs. 151/2001 art. 22 c. 1 and 23."""
    rng = random.Random(22)
    for _ in range(MANY):
        pay = money(rng, 1, 400)
        told = {"work": "employee", "pregnant": True, "average_day_pay": pay}
        assert amount_of("maternita_obbligatoria", TODAY, **told).value == half_up(pay * 4 / 5)


def test_maternity_of_the_gestione_separata_is_eighty_per_cent_of_a_day_of_the_year():
    """D.Lgs. 151/2001 art. 64-bis; DM 4/4/2002: a day is the income of twelve months over 365."""
    rng = random.Random(64)
    for _ in range(MANY):
        income = money(rng, 1, 120_000)
        told = {"work": "cococo", "pregnant": True, "gs_income_12": income}
        found = amount_of("maternita_gestione_separata", TODAY, **told)
        assert found.value == half_up(income * 80 / (365 * 100))


@pytest.mark.parametrize(("year", "wage"), LEAST_DAY.items())
def test_maternity_of_the_self_employed(year, wage):
    """D.Lgs. 151/2001 art. 68: 80 % of the least day; 130 paid days in five months."""
    told = {"work": "self_employed", "pregnant": True, "farmer": False}
    found = amount_of("maternita_autonome", date(year, 11, 2), **told)
    assert found.value == half_up(wage * 80 / 100)
    assert found.payments == 130
    assert found.lines[-1].value == 130 * half_up(wage * 80 / 100)
    if year in FARM_DAY:
        farm = amount_of("maternita_autonome", date(year, 11, 2), **told | {"farmer": True})
        assert farm.value == half_up(FARM_DAY[year] * 80 / 100) == D("40.79")


def test_published_figures_of_the_self_employed():
    """Circ. INPS 43/2023 and 72/2025: 43.16 and 45.86 a day, 5,610.80 in five months of 2023."""
    told = {"work": "self_employed", "pregnant": True, "farmer": False}
    assert amount_of("maternita_autonome", date(2023, 6, 1), **told).value == D("43.16")
    assert amount_of("maternita_autonome", date(2023, 6, 1), **told).lines[-1].value == D("5610.80")
    assert amount_of("maternita_autonome", date(2025, 6, 1), **told).value == D("45.86")


# D.Lgs. 151/2001 art. 75: circ. INPS 72/2025; 2026 is 2025 times 1.014.
STATE = {2024: D("2488.13"), 2025: D("2508.04"), 2026: half_up(D("2508.04") * D("1.014"))}


def test_the_cheque_of_the_state_for_each_birth_less_what_she_had():
    rng = random.Random(75)
    for _ in range(MANY):
        on = date(2025, 1, 1) + timedelta(days=rng.randrange(690))
        births = [on - timedelta(days=rng.randrange(170)) for _ in range(rng.choice((1, 1, 2)))]
        whole = sum(STATE[birth.year] for birth in births)
        had = D(0) if rng.random() < 0.3 else money(rng, 0, whole - 1)
        children = [child(0, on, birth=birth) for birth in births]
        told = {"maternity_allowance_received": had, "resident_italy": True, "permit": "IT"}
        found = amount_of("assegno_maternita_stato", on, children, **told)
        assert found.value == whole - had, (on, births, had)


def high_months(birth):
    """Return the months at 80 %: L. 213/2023 c. 179, L. 207/2024 c. 217-218, circ. INPS 95/2025."""
    return sum(birth >= date(year, 1, 1) for year in (2023, 2024, 2025))


def test_parental_leave_by_birth_and_months_used():
    """D.Lgs. 151/2001 art. 34: so many months at 80 %, the others at 30 %."""
    rng = random.Random(34)
    for _ in range(3 * MANY):
        age = rng.randrange(4)
        birth = date(TODAY.year - age, 1, 1) + timedelta(days=rng.randrange(300))
        used, pay = rng.randrange(6), money(rng, 10, 300)
        found = amount_of(
            "congedo_parentale",
            TODAY,
            [child(age, birth=birth)],
            work="employee",
            average_day_pay=pay,
            parental_months_used=used,
        )
        rate = 80 if used < high_months(birth) else 30
        assert found.value == half_up(pay * rate / 100), (birth, used, pay)


@pytest.mark.parametrize(
    ("lone", "most"),
    [({"other_parent": "present", "custody": "shared"}, 6), ({"other_parent": "deceased"}, 11),
     ({"other_parent": "unknown"}, 11), ({"other_parent": "present", "custody": "exclusive_me"}, 11)],
)  # fmt: skip
def test_months_of_parental_leave_that_are_left(lone, most):
    """Art. 32 c. 1: six months, eleven for a lone parent or with sole custody; nine are paid."""
    for used in range(most):
        told = {"work": "employee", "average_day_pay": D(60), "parental_months_used": used}
        found = amount_of("congedo_parentale", TODAY, [child(5)], **told, **lone)
        lines = {line.label: line.value for line in found.lines}
        assert lines["Mesi che restano a lei"] == most - used
        assert lines["Mesi sempre pagati, in tutto"] == 9


@pytest.mark.parametrize(("year", "wage"), LEAST_DAY.items())
def test_parental_leave_of_the_self_employed(year, wage):
    """Art. 69: 30 % of the least day, three months in the first year."""
    on = date(year, 11, 2)
    told = {"work": "self_employed", "farmer": False, "parental_months_used": 0}
    found = amount_of("congedo_parentale", on, [child(0, on, birth=date(year, 6, 1))], **told)
    assert found.value == half_up(wage * 30 / 100)


def test_a_thousand_euro_for_each_newborn():
    """L. 207/2024 art. 1 c. 206."""
    for births in (1, 2, 3):
        children = [child(0, birth=date(2026, 9, 1))] * births
        found = amount_of("bonus_nuovi_nati", TODAY, children, permit="IT", resident_italy=True)
        assert found.value == 1000 * births


@pytest.mark.parametrize(("on", "month"), [(date(2025, 10, 1), 40), (TODAY, 60)])
def test_bonus_for_mothers_who_work(on, month):
    """DL 95/2025 art. 6: 40 euro a month of 2025; L. 199/2025 c. 206-207: 60 of 2026."""
    for months in range(1, 13):
        told = {"work": "employee", "mamme_months": months, "permit": "IT"}
        found = amount_of("bonus_mamme", on, [child(4, on), child(9, on)], **told)
        assert found.value == month * months


def psychologist(isee):
    """DM 10/7/2025: by ISEE, 50 euro a session."""
    return 1500 if isee < 15_000 else 1000 if isee <= 30_000 else 500


def test_sessions_with_a_psychologist():
    rng = random.Random(10)
    edges = [D(x) for x in ("0", "14999.99", "15000", "15000.01", "30000", "30000.01", "50000")]
    for isee in [*edges, *(money(rng, 0, 50_000) for _ in range(MANY))]:
        found = amount_of("bonus_psicologo", TODAY, isee_ordinary=isee, own_isee_ready="valid")
        assert found.value == psychologist(isee)
        assert found.lines[1].value == psychologist(isee) // 50
