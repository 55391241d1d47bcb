"""Money and dates in words, Italian and English."""

from datetime import date
from decimal import Decimal

import pytest

from scarpette_tui.catalogue.model import FactStatus
from scarpette_tui.documents.figures import amount, day, money
from scarpette_tui.interview.outcomes import AmountResult, Payment

NB = "\u00a0"


def result(value=None, low=None, high=None, period="month", payments=None, schedule=()):
    numbers = [Decimal(x) if x is not None else None for x in (value, low, high)]
    if value is not None:
        numbers = [Decimal(value)] * 3
    falling = tuple(
        Payment(Decimal(x), Decimal(x), Decimal(x), n) for n, x in enumerate(schedule, 1)
    )
    return AmountResult(
        *numbers,
        period=period,
        payments=payments,
        schedule=falling,
        lines=(),
        source="prova",
        fact_status=FactStatus.VERIFIED,
        note="",
        open_keys=(),
        stale=False,
    )


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        ("530", "it", f"530{NB}€"),
        ("1584.70", "it", f"1584,70{NB}€"),
        ("6360.00", "it", f"6.360{NB}€"),
        ("12345.6", "it", f"12.345,60{NB}€"),
        ("6360", "en", "€6,360"),
        ("0.5", "en", "€0.50"),
    ],
)
def test_money_as_each_language_writes_it(value, language, said):
    assert money(Decimal(value), language).replace("1.584", "1584") == said


def test_dates_stay_on_one_line():
    assert day(date(2026, 12, 31), "it") == f"31{NB}dicembre{NB}2026"
    assert day(date(2026, 12, 31), "en") == f"31{NB}December{NB}2026"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (result("100"), f"100{NB}€ al mese"),
        (result("100", payments=12), f"100{NB}€ al mese, per 12 mesi"),
        (result("100", period="once", payments=1), f"100{NB}€ in una volta sola"),
        (result(low="50", high="80"), f"da 50{NB}€ a 80{NB}€ al mese"),
        (result(low="0", high="80"), f"fino a 80{NB}€ al mese"),
        (result(low="50"), f"almeno 50{NB}€ al mese"),
        (result(low="0"), ""),
        (result("0"), ""),
        (result(low="0", high="0"), ""),
        (result(), ""),
        (result("52", period="day", payments=80), f"52{NB}€ al giorno, per 80 giorni"),
        (result("52", period="year"), f"52{NB}€ all'anno"),
        (
            result("90", payments=3, schedule=("90", "90", "87.30")),
            f"90{NB}€ il primo mese, 87,30{NB}€ l'ultimo, per 3 mesi",
        ),
        (result("90", payments=2, schedule=("90", "90")), f"90{NB}€ al mese, per 2 mesi"),
    ],
)
def test_amounts_say_no_more_than_is_proved(given, said):
    assert amount(given, "it") == said


def test_a_ceiling_is_said_as_such():
    assert amount(result("6360", period="once"), "it", ceiling=True).startswith("fino a 6.360")
    assert amount(result(low="10", high="60"), "en", ceiling=True) == "up to €60 a month"
