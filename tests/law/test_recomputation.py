"""The amounts of the law computed a second time, apart from data/, agree to the cent.

Everything here is written from the acts named beside each number, never from the catalogue:
a value that drifts in data/ or a formula that is spoilt there disagrees with this file.
Money is Decimal euro; `half_up` is the commercial rounding that INPS uses.
"""

from datetime import date
from itertools import product

import pytest

from tests.law.recomputing import CENT, NO_ISEE, TODAY, D, amount_of, child, half_up

# --- assegno unico: D.Lgs. 230/2021 art. 4, table 1, revalued under art. 4 c. 11 --------------

# ISTAT revaluation of each year, applied in order with a rounding after every year:
# circolari INPS 41/2023 (8.1 %), 2024 (5.4 %), 33/2025 (0.8 %), 7/2026 (1.4 %).
RATES = ((2023, D("1.081")), (2024, D("1.054")), (2025, D("1.008")), (2026, D("1.014")))
AUU_YEARS = [year for year, _ in RATES]
# Figures of the law of 2022: amount at 15,000 euro of ISEE, loss for each hundred euro more.
TABLE_1 = {
    "minor": (D(175), D("0.5")),  # art. 4 c. 1
    "adult": (D(85), D("0.24")),  # art. 4 c. 2
    "third": (D(85), D("0.28")),  # art. 4 c. 3
    "earners": (D(30), D("0.12")),  # art. 4 c. 8
}


def chain(value, year, step):
    """Revalue a figure of 2022 to a year, rounding to the step after each year."""
    value = half_up(value, step)
    for each, rate in RATES:
        if each <= year:
            value = half_up(value * rate, step)
    return value


def auu_row(isee, year):
    """Return the row 0..250 of table 1 for an ISEE."""
    for row in range(251):
        if isee <= chain(D(15000 + 100 * row), year, "0.01"):
            return row
    return 250


def auu_cell(column, isee, year):
    """Return the monthly amount of a column."""
    base, loss = TABLE_1[column]
    return chain(base - loss * auu_row(isee, year), year, "0.1")


def test_the_published_anchors_of_the_assegno_unico():
    """Circolari INPS 33/2025 and 7/2026: figures printed in the acts."""
    assert auu_cell("minor", D("17227.33"), 2025) == D("201.0")
    assert auu_cell("minor", D("20000"), 2025) == D("186.7")
    assert auu_cell("minor", D("17468.51"), 2026) == D("203.8")
    assert auu_cell("minor", NO_ISEE, 2026) == D("58.3")
    assert auu_cell("adult", D(0), 2026) == D("99.1")
    assert auu_cell("adult", NO_ISEE, 2026) == D("29.1")
    assert auu_cell("third", NO_ISEE, 2026) == D("17.4")
    assert chain(D(15000), 2026, "0.01") == D("17468.51")
    assert chain(D(40000), 2026, "0.01") == D("46582.71")


WORKING = {
    "age": 40,
    "pregnant": False,
    "work": "employee",
    "other_parent": "present",
    "other_parent_works": True,
    "custody": "exclusive_me",
    "auu_receiver": "nobody",
    "own_isee_ready": "valid",
}


@pytest.mark.parametrize("year", AUU_YEARS)
def test_every_row_and_column_of_the_assegno_unico(year):
    """All 251 rows, four columns, on each threshold and one cent above it."""
    on = date(year, 6, 30)
    children = [child(8, on), child(5, on), child(19, on)]
    ends = [chain(D(15000 + 100 * row), year, "0.01") for row in range(251)]
    for isee in [D(0), *ends, *(end + CENT for end in ends)]:
        lines = amount_of("assegno_unico", on, children, isee=isee, **WORKING).lines
        assert [line.value for line in lines[1:6]] == [
            auu_cell("minor", isee, year),
            2 * auu_cell("minor", isee, year),
            auu_cell("adult", isee, year),
            auu_cell("third", isee, year),
            2 * auu_cell("earners", isee, year),
        ], (year, isee)


# Art. 4 c. 4 (disability under 21) as raised by L. 197/2022 art. 1 c. 357-358, and c. 7.
DISABILITY = {"non_autosufficiente": D(105), "grave": D(95), "media": D(85)}


def auu_family(children, isee, year, *, age, earners):
    """Return the monthly assegno unico of a family (art. 4), before it is split."""
    like_minor = [c for c in children if c["age"] < 18 or c["disability"] != "none"]
    adults = [c for c in children if c not in like_minor]
    counted = len(like_minor) + len(adults)
    minor = auu_cell("minor", isee, year)
    total = minor * len(like_minor) + auu_cell("adult", isee, year) * len(adults)
    total += auu_cell("third", isee, year) * max(0, counted - 2)
    if earners:  # art. 4 c. 8: minors only
        total += auu_cell("earners", isee, year) * sum(c["age"] < 18 for c in children)
    for each in children:
        if each["age"] < 21 and each["disability"] != "none":
            total += chain(DISABILITY[each["disability"]], year, "0.1")
        # L. 197/2022 art. 1 c. 357: half as much again under one year, and from one to three
        # years where there are three children and the ISEE is within the upper threshold.
        upper = chain(D(40000), year, "0.01")
        if each["age"] < 1 or (each["age"] < 3 and counted >= 3 and isee <= upper):
            total += half_up(minor / 2)
    if age < 21:  # art. 4 c. 7
        total += chain(D(20), year, "0.1") * counted
    if counted >= 4:  # art. 4 c. 10, 150 euro since L. 197/2022
        total += 150
    return total


def families(on):
    """Yield sets of children with every supplement of art. 4 in some of them."""
    yield [child(0, on)]
    yield [child(2, on)]
    yield [child(8, on)]
    yield [child(19, on)]
    yield [child(8, on), child(19, on)]
    yield [child(0, on), child(2, on), child(8, on)]
    yield [child(2, on), child(2, on), child(19, on), child(3, on)]
    yield [child(0, on), child(1, on), child(5, on), child(12, on), child(18, on)]
    for grade in DISABILITY:
        yield [child(9, on, disability=grade)]
        yield [child(20, on, disability=grade, student=False)]
        yield [child(21, on, disability=grade), child(4, on)]
        yield [child(30, on, disability=grade), child(7, on), child(2, on)]


FAMILY_ISEE = [D(0), D("17468.51"), D("17468.52"), D(20000), D("33333.33"), D("46582.71")]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_families_of_the_assegno_unico(year):
    on = date(year, 10, 1)
    for children, isee, earners, age in product(
        families(on), [*FAMILY_ISEE, D("46582.72"), None], (True, False), (20, 40)
    ):
        known = {"isee": isee} if isee is not None else {"own_isee_ready": "none"}
        told = WORKING | {"age": age, "other_parent_works": earners} | known
        told["court_order"] = frozenset()
        counted = NO_ISEE if isee is None else isee
        worth = auu_family(children, counted, year, age=age, earners=earners)
        if any(c["age"] < 18 for c in children):  # exclusive custody: the whole, art. 6 c. 4
            whole = amount_of("assegno_unico", on, children, **told)
            assert whole.value == worth, (children, isee, earners, age)
        half = told | {"custody": "shared"}  # equal shares
        assert amount_of("assegno_unico", on, children, **half).value == half_up(worth / 2)


# --- assegno di inclusione: DL 48/2023 art. 2 c. 4, art. 3 c. 1 and 4 -------------------------

# L. 85/2023 text for 2024; L. 207/2024 for 2025 and after (L. 199/2025 does not touch them).
ADI = {
    2024: {"income": 6000, "income_67": 7560, "rent": 3360, "rent_67": 1800},
    2026: {"income": 6500, "income_67": 8190, "rent": 3640, "rent_67": 1950},
}
SEVERE = {"grave", "non_autosufficiente"}


def adi_scale(children, *, adults, adults_60, adults_programme, disabled, severe):
    """Return the scale of art. 2 c. 4; `disabled` counts the other adults with disability."""
    minors = [c for c in children if c["age"] < 18]
    ill = [c for c in minors if c["disability"] != "none"]
    rest = len(minors) - len(ill)  # a minor counted at 0.50 not counted again
    scale = 1 + D("0.5") * (len(ill) + disabled) + D("0.4") * adults_60
    scale += D("0.3") * adults_programme
    if any(c["age"] < 3 for c in minors) or len(minors) >= 3 or ill or disabled:
        scale += D("0.4")  # one adult with care loads, art. 6 c. 5
    scale += D("0.15") * min(rest, 2) + D("0.1") * max(0, rest - 2)
    grave = severe or any(c["disability"] in SEVERE for c in minors)
    assert adults >= adults_60 + adults_programme + disabled
    return min(scale, D("2.3") if grave else D("2.2"))


def adi_month(scale, income, rent, year, *, old=False):
    """Return the month of art. 3 c. 1, at least 480 euro a year (c. 4)."""
    law_of = ADI[year]
    base = law_of["income_67" if old else "income"] * scale
    roof = law_of["rent_67" if old else "rent"]
    return half_up(max(D(480), max(D(0), base - income) + min(D(rent), D(roof))) / 12)


HOUSEHOLDS = [
    {"adults": 0, "adults_60": 0, "adults_programme": 0, "disabled": 0, "severe": 0},
    {"adults": 1, "adults_60": 0, "adults_programme": 0, "disabled": 0, "severe": 0},
    {"adults": 1, "adults_60": 1, "adults_programme": 0, "disabled": 0, "severe": 0},
    {"adults": 2, "adults_60": 0, "adults_programme": 1, "disabled": 1, "severe": 0},
    {"adults": 3, "adults_60": 1, "adults_programme": 0, "disabled": 2, "severe": 1},
]
ADI_CHILDREN = [
    [],
    [child(10)],
    [child(2)],
    [child(5), child(8)],
    [child(5), child(8), child(12)],
    [child(1), child(8), child(12), child(15), child(17)],
    [child(9, disability="media")],
    [child(9, disability="grave"), child(4)],
    [child(9, disability="grave"), child(4, disability="non_autosufficiente"), child(2)],
]


def adi_answers(household, **more):
    """Return the answers of a household that is followed and certified."""
    found = {
        "permit": "IT",
        "age": 40,
        "pregnant": False,
        "followed_by": frozenset({"servizi_sociali", "cav"}),
        "path_certificate": frozenset({"cav"}),
        "other_adults": household["adults"],
        "household_disabled": household["disabled"] > 0,
        "care_counts_for_lone_mother": True,
        "disabled_minor_counts_twice": False,
        "rent_part_whole": False,
    }
    if household["adults"]:
        found["other_adults_in_programme"] = household["adults_programme"]
        found["household_60"] = household["adults_60"] > 0
    if household["adults_60"]:
        found["other_adults_60"] = household["adults_60"]
    if household["disabled"]:
        found["self_disabled"] = False
        found["other_adults_disabled"] = household["disabled"]
        found["adults_severely_disabled"] = household["severe"]
    return found | more


@pytest.mark.parametrize("year", [2024, 2026])
def test_assegno_di_inclusione(year):
    on = date(year, 11, 22)
    for household, children, rent, share in product(
        HOUSEHOLDS, ADI_CHILDREN, (None, D(2400), D(9000)), ("0", "0.31", "0.87", "0.999")
    ):
        scale = adi_scale(children, **household)
        income = half_up(ADI[year]["income"] * scale * D(share))
        told = adi_answers(household, rent_registered=rent is not None, household_income=income)
        if rent is not None:
            told["rent_year"] = rent
        found = amount_of("assegno_inclusione", on, children, **told)
        assert found.value == adi_month(scale, income, rent or 0, year), (household, children)


@pytest.mark.parametrize("year", [2024, 2026])
def test_assegno_di_inclusione_from_67(year):
    """Art. 3 c. 1, second part: households whose members are all 67 or gravely disabled."""
    for income, rent in product((D(0), D("3100.5"), D("7559.99")), (None, D(1000), D(4000))):
        told = adi_answers(
            HOUSEHOLDS[0], age=67, rent_registered=rent is not None, household_income=income
        )
        if rent is not None:
            told["rent_year"] = rent
        found = amount_of("assegno_inclusione", date(year, 11, 22), [], **told)
        assert found.value == adi_month(D(1), income, rent or 0, year, old=True)


# --- NASpI: D.Lgs. 22/2015 art. 4 and 5 -------------------------------------------------------

# Reference pay and highest amount: rivalutazione 2024, circolari INPS 25/2025 and 4/2026.
NASPI = {
    2024: (D("1425.21"), D("1550.42")),
    2025: (D("1436.61"), D("1562.82")),
    2026: (D("1456.72"), D("1584.70")),
}


def naspi_first(pay, weeks, year):
    """Return the first month: 75 % up to the reference, 25 % beyond, at most the ceiling."""
    reference, most = NASPI[year]
    average = pay / weeks * D("4.33")
    beyond = max(D(0), average - reference)
    return half_up(min(most, D("0.75") * (average - beyond) + D("0.25") * beyond))


def naspi_schedule(first, weeks, age):
    """Return the months: 3 % less each month from the sixth, from the eighth at 55 (art. 4 c. 3).

    Half the weeks, at most 24 months; months of thirty days, the last by its days.
    """
    days, month, found = min(720, weeks * 7 // 2), 0, []
    grace = 7 if age >= 55 else 5
    while days > 0:
        month += 1
        rate = D("0.97") ** (month - grace) if month > grace else D(1)
        found.append(half_up(first * rate * min(days, 30) / 30))
        days -= 30
    return found


@pytest.mark.parametrize(("year", "age"), [(2024, 35), (2025, 54), (2026, 35), (2026, 55)])
def test_naspi(year, age):
    for weeks, average in product(
        (13, 14, 37, 52, 53, 104, 151, 205, 206, 208),
        (300, 1000, 1425, D("1456.73"), 1600, D("1948.80"), 2500),
    ):
        pay = half_up(weeks * average / D("4.33"))
        found = amount_of(
            "naspi",
            date(year, 10, 20),
            work="none",
            job_end="dismissal",
            last_job="employee",
            job_end_date=date(year, 10, 1),
            weeks_last_4_years=weeks,
            pay_last_4_years=pay,
            left_permanent_job_before=False,
            age=age,
        )
        first = naspi_first(pay, D(weeks), year)
        months = naspi_schedule(first, weeks, age)
        assert found.value == first, (weeks, average)
        assert [payment.value for payment in found.schedule] == months, (weeks, average)
        assert found.payments == len(months)


# --- assegno di maternità dei Comuni: D.Lgs. 151/2001 art. 74 ---------------------------------

# GU 28 of 4/2/2025 and circolare INPS 16/2026; five months, one for each child.
COMUNE = {2025: D("407.40"), 2026: D("413.10")}


@pytest.mark.parametrize("received", ["0", "0.01", "999.99", "2036.99", "2065.49"])
def test_assegno_di_maternita_dei_comuni(received):
    """The whole, or the difference from a smaller allowance (art. 74 c. 6)."""
    births = {2025: (date(2026, 3, 1), date(2025, 12, 31)), 2026: (TODAY, date(2026, 7, 1))}
    for (year, (on, birth)), twins in product(births.items(), (1, 2)):
        whole = 5 * COMUNE[year] * twins
        if D(received) >= whole:
            continue
        found = amount_of(
            "assegno_maternita_comuni",
            on,
            [child(0, birth=birth)] * twins,
            resident_italy=True,
            permit="IT",
            maternity_allowance_received=D(received),
            state_cheque_received=False,
        )
        assert found.value == whole - D(received)


# --- bonus nido: L. 232/2016 art. 1 c. 355, L. 207/2024 art. 1 c. 209-210 ---------------------


def nido_most(birth, isee):
    """Return the most for a month (eleven months a year), circolare INPS 60/2025."""
    if birth.year >= 2024:
        return D("327.27") if isee <= 40000 else D("136.37")
    return D("272.73") if isee <= 25000 else D("227.27") if isee <= 40000 else D("136.37")


def test_bonus_nido():
    births = [(3, date(2023, 5, 1)), (2, date(2023, 12, 31)), (2, date(2024, 1, 1)), (0, TODAY)]
    values = [D(0), D(25000), D("25000.01"), D(40000), D("40000.01"), None]
    for (age, birth), isee, fee in product(births, values, ("90", "136.38", "250", "327.28")):
        known = {"isee": isee} if isee is not None else {}
        found = amount_of(
            "bonus_nido",
            TODAY,
            [child(age, birth=birth, nido=True, nido_fee=D(fee))],
            own_isee_ready="none" if isee is None else "valid",
            resident_italy=True,
            permit="IT",
            nido_payer="me",
            **known,
        )
        expected = min(D(fee), nido_most(birth, NO_ISEE if isee is None else isee))
        assert found.value == expected, (birth, isee, fee)


# --- assegno sociale: L. 335/1995 art. 3 c. 6 -------------------------------------------------

# Yearly limits: circolare INPS 153/2025 and the revaluations before it; 13 months.
SOCIAL = {2024: D("6947.33"), 2025: D("7002.97"), 2026: D("7101.12")}


@pytest.mark.parametrize("year", SOCIAL)
def test_assegno_sociale(year):
    limit = SOCIAL[year]
    told = {"permit": "IT", "age": 70, "resident_italy": True, "stay_ten_years": True}
    shares = ("0", "0.25", "0.5", "0.77", "0.9999")
    for share, kept in product(shares, (D(0), D("120.50"))):
        income = half_up(limit * D(share))
        alone = told | {"married": "divorced", "own_income": income, "maintenance_received": kept}
        if income + kept < limit:
            found = amount_of("assegno_sociale", date(year, 9, 1), **alone)
            assert found.value == half_up((limit - income - kept) / 13)
        both = half_up(2 * limit * D(share))
        couple = told | {"married": "married", "own_income": D(0), "couple_income": both}
        found = amount_of("assegno_sociale", date(year, 9, 1), **couple)
        worth = limit / 13 if both <= limit else (2 * limit - both) / 13
        assert found.value == half_up(worth), (both, limit)


# --- paid leave: D.Lgs. 80/2015 art. 24 c. 4, L. 232/2016 art. 1 c. 242 -----------------------

# Minimum daily pay of clerks, DL 402/1981 art. 1 table A: the self-employed get 80 % of it.
MINIMUM_DAY = {2023: D("53.95"), 2024: D("56.87"), 2025: D("57.32"), 2026: D("58.13")}


@pytest.mark.parametrize("used", [0, 1, 45, 89])
def test_congedo(used):
    path = {
        "followed_by": frozenset({"cav"}),
        "path_certificate": frozenset({"cav"}),
        "leave_days_used": used,
    }
    for year, wage in MINIMUM_DAY.items():
        on = date(year, 11, 22)
        started = path | {"path_start": date(year, 3, 1)}
        own = amount_of("congedo_violenza", on, work="self_employed", **started)
        assert (own.value, own.payments) == (half_up(wage * 80 / 100), 90 - used)
        for work in ("employee", "domestic", "agricultural", "public"):
            paid = amount_of("congedo_violenza", on, work=work, day_pay=D("61.37"), **started)
            assert paid.value == D("61.37")
        # Art. 24 c. 2: the contract of a collaborator stops, without indemnity in the law read.
        assert amount_of("congedo_violenza", on, work="cococo", **started).value == 0


# --- reddito di libertà: DPCM 17/12/2020, DM 2/12/2024, DM 17/9/2025 --------------------------


@pytest.mark.parametrize(
    ("on", "total"),
    [
        (date(2025, 3, 3), 4800),
        (date(2025, 3, 4), 6000),
        (date(2025, 12, 12), 6000),
        (date(2025, 12, 13), 6360),
        (TODAY, 6360),
    ],
)
def test_reddito_di_liberta(on, total):
    """Twelve months at most, paid at once; the amount of the day (GU 52/2025, GU 289/2025)."""
    assert amount_of("reddito_di_liberta", on).value == total
