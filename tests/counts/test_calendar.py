"""Open days come from data and from closures entered in advance, never from visits (D3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scarpette_tui import settings
from scarpette_tui.counts.calendar import calendar
from scarpette_tui.errors import CatalogueError, InputError

KNOWN = st.dates(date(2024, 1, 1), date(2040, 11, 30))
YEAR = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "day",
    ["2026-12-07", "2026-12-08", "2026-12-25", "2027-03-29", "2026-05-01", "2026-11-22"],
)
def test_d3_holidays_and_weekends_are_closed(day):
    assert not calendar().is_open(date.fromisoformat(day))


def test_d3_saint_francis_is_a_holiday_only_from_2026():
    assert calendar().is_open(date(2024, 10, 4))
    assert calendar([date(2027, 10, 5)]).is_open(date(2027, 10, 6))
    assert not calendar().is_open(date(2027, 10, 4))


@pytest.mark.parametrize("year", range(2024, 2041))
def test_d3_easter_monday_is_where_the_golden_number_puts_it(year):
    """The Gregorian computus by epact and Sunday letter, apart from how the list was made."""
    century, golden = year // 100 + 1, year % 19 + 1
    skipped = 3 * century // 4 - 12
    corrected = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + corrected - skipped) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    moon = 44 - epact
    moon += 30 * (moon < 21)
    sunday = moon + 7 - ((5 * year // 4 - skipped - 10 + moon) % 7)
    monday = date(year, 3, 1) + timedelta(days=sunday)
    assert monday.weekday() == 0
    assert monday in calendar().dated
    assert sum(day.year == year for day in calendar().dated) == 1


@pytest.mark.parametrize("year", [2023, 2041])
def test_a_year_that_the_calendar_does_not_know_is_refused(year):
    with pytest.raises(CatalogueError, match=str(year)):
        calendar().is_open(date(year, 6, 1))


@given(first=KNOWN, length=st.integers(0, 60), closures=st.sets(YEAR, max_size=20))
def test_open_days_are_exactly_the_days_that_are_open(first, length, closures):
    days = calendar(closures)
    last = min(first + timedelta(days=length), date(2040, 12, 31))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert list(days.open_days(first, last)) == [day for day in span if days.is_open(day)]


@given(day=KNOWN, closures=st.sets(YEAR, max_size=20))
def test_the_next_open_day_is_the_first_that_is_open(day, closures):
    days = calendar(closures)
    found = days.next_open(day)
    assert days.is_open(found)
    assert not any(days.is_open(d) for d in (day + timedelta(n) for n in range((found - day).days)))


@given(day=KNOWN)
def test_the_days_of_a_month_are_its_open_days(day):
    found = calendar().month_days(day)
    assert all((one.year, one.month) == (day.year, day.month) for one in found)
    assert len(found) >= 15


@given(closures=st.sets(YEAR, max_size=40))
def test_each_closure_is_told_apart_from_a_holiday(closures):
    days = calendar(closures)
    told = days.closed_between(date(2025, 12, 31), date(2027, 1, 1))
    assert set(told) == {day for day in closures if calendar().is_open(day)}


def test_closures_come_from_the_settings_of_the_office(tmp_path):
    (tmp_path / settings.FILE_NAME).write_text(
        "[calendar]\nclosures = [2026-12-31, 2026-12-24]\n", encoding="utf-8"
    )
    assert settings.load(tmp_path).closures == (date(2026, 12, 24), date(2026, 12, 31))


def test_the_template_of_the_settings_is_valid(tmp_path):
    (tmp_path / settings.FILE_NAME).write_text(
        settings.text_of(settings.Settings()), encoding="utf-8"
    )
    assert settings.load(tmp_path).closures == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('closures = "2026-12-24"', "elenco di date"),
        ('closures = ["2026-12-24"]', "elenco di date"),
        ("closures = [2026-12-24T10:00:00]", "elenco di date"),
        ("closures = [2026-12-24, 2026-12-24]", "due volte"),
        ("closure = []", "sconosciuta"),
    ],
)
def test_a_wrong_closure_names_line_and_key(tmp_path, text, said):
    (tmp_path / settings.FILE_NAME).write_text(f"[calendar]\n{text}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"riga 2.*{said}"):
        settings.load(tmp_path)
