"""What a visit writes: a day and a group, and nothing else (D1, D7, D8)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect

from scarpette_tui.counts import tables, tally
from tests.counts.conftest import FIRST

MONDAY_LAST = date(2026, 11, 30)


def waiting(desk):
    with desk.counting.database.session() as session:
        return dict(tables.waiting(session))


def test_d1_the_tally_has_room_for_nothing_else(desk):
    with desk.counting.database.transaction() as connection:
        columns = {one["name"] for one in inspect(connection).get_columns("tally")}
    assert columns == {"day", "benefit_group", "visits"}


def test_visits_are_a_counter_without_order(desk):
    desk.visit(FIRST, 3, group="figli")
    desk.visit(FIRST, 2)
    with desk.counting.database.session() as session:
        rows = [
            (row.day, row.benefit_group, row.visits)
            for row in session.exec(tables.select(tables.Tally))
        ]
    assert sorted(rows) == [(FIRST, "", 2), (FIRST, "figli", 3)]


def test_d8_a_hidden_visit_falls_on_any_open_day_left_in_the_month(desk):
    found = Counter(desk.visit(FIRST, hidden=True, group="figli") for _ in range(300))
    assert set(found) == set(desk.calendar.open_days(FIRST, MONDAY_LAST))
    assert min(found.values()) > 20
    with desk.counting.database.session() as session:
        groups = {row.benefit_group for row in session.exec(tables.select(tables.Tally))}
    assert groups == {""}


def test_d8_never_on_a_published_day(desk):
    desk.close(FIRST + timedelta(days=3))
    found = {desk.visit(FIRST + timedelta(days=3), hidden=True) for _ in range(100)}
    assert min(found) == FIRST + timedelta(days=3)


def test_d8_on_the_last_open_day_it_is_that_day(desk):
    desk.close(MONDAY_LAST)
    assert {desk.visit(MONDAY_LAST, hidden=True) for _ in range(20)} == {MONDAY_LAST}


def test_d8_stays_in_its_month(desk):
    assert all(desk.visit(FIRST, hidden=True).month == 11 for _ in range(50))


def test_exact_totals_of_the_running_periods(desk):
    desk.visit(FIRST, 4)
    assert tally.running(desk.counting, FIRST) == {"2026-11": 4, "2026-Q4": 4}
    desk.close(FIRST + timedelta(days=1))
    desk.visit(FIRST + timedelta(days=1), 1)
    assert tally.running(desk.counting, FIRST + timedelta(days=1)) == {"2026-11": 5, "2026-Q4": 5}
    desk.close(date(2026, 12, 1))
    assert tally.running(desk.counting, date(2026, 12, 1)) == {"2026-12": 0, "2026-Q4": 5}


@pytest.mark.parametrize("back", [1, 30, 400])
def test_a_clock_that_went_back_loses_no_visit(desk, back):
    desk.close(FIRST + timedelta(days=2))
    stood = desk.visit(FIRST - timedelta(days=back), hidden=True)
    assert stood >= FIRST + timedelta(days=2)
    assert sum(waiting(desk).values()) == 1
