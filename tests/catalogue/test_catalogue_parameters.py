"""Values as of a day, and tables by steps against the published figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scarpette_tui.catalogue.model import Parameter, StepTable
from scarpette_tui.catalogue.parameters import (
    Known,
    Ladder,
    Unknown,
    dated_value,
    ladder,
    table_at,
    value_at,
)

FACT = {
    "source": "D.Lgs. 230/2021 art. 4",
    "status": "verified",
    "checked_on": date(2026, 11, 20),
    "recheck_by": date(2027, 1, 31),
}


def assegno_unico(
    rates=(("2023", "1.081"), ("2024", "1.054"), ("2025", "1.008"), ("2026", "1.014")),
):
    columns = [
        ("minor", "175", "0.5"),
        ("adult", "85", "0.24"),
        ("third", "85", "0.28"),
        ("two_earners", "30", "0.12"),
    ]
    return StepTable.model_validate(
        {
            **FACT,
            "id": "auu",
            "title": "Assegno unico",
            "first": 15000,
            "step": 100,
            "steps": 250,
            "first_year": 2022,
            "threshold_digits": 2,
            "amount_digits": 1,
            "columns": [
                {"id": name, "title": name, "base": base, "per_step": less}
                for name, base, less in columns
            ],
            "rates": [{**FACT, "year": year, "rate": rate} for year, rate in rates],
        }
    )


TABLE = assegno_unico()


def amount(column, income, year, table=TABLE):
    found = table_at(table, column, None if income is None else Decimal(income), date(year, 6, 1))
    assert isinstance(found, Known), found
    return found.value


def test_the_two_published_anchors():
    assert amount("minor", "20000", 2025) == Decimal("186.7")
    assert amount("minor", "17227.33", 2025) == Decimal("201.0")


@pytest.mark.parametrize(
    ("year", "lower", "upper", "cells"),
    [
        (2022, "15000.00", "40000.00", "175.0/50.0 85.0/25.0 85.0/15.0 30.0/0.0"),
        (2023, "16215.00", "43240.00", "189.2/54.1 91.9/27.0 91.9/16.2 32.4/0.0"),
        (2024, "17090.61", "45574.96", "199.4/57.0 96.9/28.5 96.9/17.1 34.1/0.0"),
        (2025, "17227.33", "45939.56", "201.0/57.5 97.7/28.7 97.7/17.2 34.4/0.0"),
        (2026, "17468.51", "46582.71", "203.8/58.3 99.1/29.1 99.1/17.4 34.9/0.0"),
    ],
)
def test_thresholds_and_columns_of_every_year(year, lower, upper, cells):
    steps = ladder(TABLE)
    assert [str(steps.thresholds(year)[place]) for place in (0, -1)] == [lower, upper]
    columns = ("minor", "adult", "third", "two_earners")
    found = [f"{steps.amounts(one, year)[0]}/{steps.amounts(one, year)[-1]}" for one in columns]
    assert " ".join(found) == cells


def independent(income, year):
    """Recompute a minor's amount in whole cents and tenths, with no Decimal."""
    rates = {2023: 1081, 2024: 1054, 2025: 1008, 2026: 1014}
    for k in range(251):
        cents, tenths = (15000 + 100 * k) * 100, 1750 - 5 * k
        for each in range(2023, year + 1):
            cents = (cents * rates[each] * 2 + 1000) // 2000
            tenths = (tenths * rates[each] * 2 + 1000) // 2000
        if income <= cents:
            break
    return Decimal(tenths) / 10


@given(st.integers(0, 6_000_000), st.sampled_from([2022, 2023, 2024, 2025, 2026]))
def test_whole_numbers_give_the_same_amounts(cents, year):
    assert amount("minor", Decimal(cents) / 100, year) == independent(cents, year)


def test_a_threshold_belongs_to_its_own_step():
    top = ladder(TABLE).thresholds(2026)[7]
    steps = ladder(TABLE).amounts("minor", 2026)
    assert amount("minor", top, 2026) == steps[7]
    assert amount("minor", top + Decimal("0.01"), 2026) == steps[8]
    assert amount("minor", top - Decimal("0.01"), 2026) == steps[7]


def test_no_figure_and_a_figure_past_the_last_threshold_read_the_last_step():
    assert amount("minor", None, 2026) == Decimal("58.3")
    assert amount("minor", "46582.71", 2026) == Decimal("58.3")
    assert amount("minor", "999999", 2026) == Decimal("58.3")
    assert amount("minor", "0", 2026) == Decimal("203.8")


def test_amounts_never_rise_with_the_income():
    for column in ("minor", "adult", "third", "two_earners"):
        steps = ladder(TABLE).amounts(column, 2026)
        assert list(steps) == sorted(steps, reverse=True)


@pytest.mark.parametrize("year", [2021, 2027])
def test_a_year_without_rate_is_unknown(year):
    found = table_at(TABLE, "minor", Decimal(0), date(year, 1, 1))
    assert found == Unknown(f"Assegno unico: importi del {year} non noti")


def test_a_missing_rate_hides_every_later_year():
    table = assegno_unico((("2023", "1.081"), ("2025", "1.008")))
    assert isinstance(table_at(table, "minor", None, date(2023, 1, 1)), Known)
    assert isinstance(table_at(table, "minor", None, date(2024, 1, 1)), Unknown)
    assert isinstance(table_at(table, "minor", None, date(2025, 1, 1)), Unknown)


def test_the_fact_is_the_rate_of_the_year_or_the_table():
    assert table_at(TABLE, "minor", None, date(2022, 1, 1)).fact is TABLE
    assert table_at(TABLE, "minor", None, date(2024, 1, 1)).fact is TABLE.rates[1]


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError):
        table_at(TABLE, "nonna", None, date(2026, 1, 1))


def test_two_tables_with_one_id_do_not_share_their_years():
    other = assegno_unico((("2023", "2.000"),))
    assert ladder(TABLE) is ladder(TABLE)
    assert ladder(other) is not ladder(TABLE)
    assert amount("minor", None, 2023, other) == Decimal("100.0")
    for _ in range(200):
        assert isinstance(ladder(assegno_unico()), Ladder)
    assert amount("minor", None, 2023) == Decimal("54.1")


PARAMETER = Parameter.model_validate(
    {
        "id": "soglia",
        "title": "Soglia",
        "unit": "euro",
        "values": [
            {**FACT, "valid_from": "2024-01-01", "valid_to": "2024-12-31", "value": "9.50"},
            {**FACT, "valid_from": "2025-01-01", "valid_to": "2025-12-31", "missing": "non letta"},
            {**FACT, "valid_from": "2026-02-01", "value": "10.00"},
        ],
    }
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2024, 1, 1), "9.50"),
        (date(2024, 12, 31), "9.50"),
        (date(2026, 2, 1), "10.00"),
        (date(2030, 1, 1), "10.00"),
    ],
)
def test_a_value_holds_from_its_first_to_its_last_day(day, value):
    found = value_at(PARAMETER, day)
    assert isinstance(found, Known)
    assert str(found.value) == value
    assert found.fact is dated_value(PARAMETER, day)


def test_a_gap_with_a_reason_and_a_hole_without_are_unknown():
    declared = value_at(PARAMETER, date(2025, 7, 1))
    assert declared == Unknown("Soglia: non letta", PARAMETER.values[1])
    for day in (date(2023, 12, 31), date(2026, 1, 31)):
        found = value_at(PARAMETER, day)
        assert found == Unknown(f"Soglia: nessun valore noto al {day:%d/%m/%Y}")
