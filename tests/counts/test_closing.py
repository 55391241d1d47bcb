"""The finished days: published once, in order, whatever happens in between (D1, D4, D6)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scarpette_tui.counts import closing, ledger, tables, tally, together
from scarpette_tui.counts.calendar import calendar
from scarpette_tui.counts.noise import DAY, MONTH, QUARTER
from scarpette_tui.errors import CatalogueError, DiskError
from scarpette_tui.vault import service
from tests.conftest import HEAD, PASSPHRASE
from tests.counts.conftest import FIRST, GROUPS, Desk

TUESDAY = FIRST + timedelta(days=1)


def day_noise(desk: Desk, day: date) -> int:
    return DAY.draw(desk.counting.noise_key, desk.counting.vault_id, day.isoformat())


def test_d4_a_day_is_published_on_the_next_working_day(desk):
    desk.visit(FIRST, 5)
    assert desk.close(FIRST).days == ()
    assert desk.published("day") == {}
    assert desk.close(TUESDAY).days == (FIRST,)
    assert desk.published("day") == {"2026-11-23": 5 + day_noise(desk, FIRST)}


def test_d3_an_open_day_without_visits_is_published_too(desk):
    desk.close(FIRST + timedelta(days=4))
    assert len(desk.published("day")) == 4


def test_nothing_is_closed_on_a_day_off(desk):
    desk.close(FIRST + timedelta(days=4))
    assert desk.close(date(2026, 11, 28)).days == ()
    assert desk.close(date(2026, 11, 30)).days == (date(2026, 11, 27),)


def test_missed_days_are_closed_in_order(desk):
    for offset in range(5):
        desk.visit(FIRST, offset)
    done = desk.close(date(2026, 12, 2))
    assert list(done.days) == sorted(done.days)
    assert len(done.days) == 7
    assert set(desk.published("month")) == {"2026-11"}


def test_d4_the_same_closing_twice_changes_nothing(desk):
    desk.visit(FIRST, 3)
    desk.close(TUESDAY)
    before = desk.figures()
    assert desk.close(TUESDAY).days == ()
    assert desk.figures() == before


def test_d4_a_late_visit_leaves_no_trace_on_a_published_day(desk):
    desk.visit(FIRST, 3)
    desk.close(TUESDAY)
    before = desk.published("day")
    assert desk.visit(FIRST) == TUESDAY  # the clock went back: it stands on the first day left
    desk.close(date(2026, 11, 25))
    after = desk.published("day")
    assert {key: after[key] for key in before} == before
    assert after["2026-11-24"] == 1 + day_noise(desk, TUESDAY)


def test_a_clock_that_went_back_closes_nothing_and_says_why(desk):
    desk.visit(FIRST, 2)
    desk.close(date(2026, 11, 26))
    before = desk.figures()
    done = desk.close(date(2026, 11, 24))
    assert done.days == ()
    assert "25/11/2026" in done.stopped
    assert "data del computer" in done.stopped
    assert desk.figures() == before


def test_a_clock_far_ahead_waits_for_the_responsabile(desk):
    desk.visit(FIRST, 2)
    ahead = FIRST + timedelta(days=closing.LONGEST_GAP + 10)
    done = desk.close(ahead)
    assert (done.days, done.to_confirm) == ((), True)
    assert desk.published("day") == {}
    assert len(desk.close(ahead, confirmed=True).days) > 60


def test_a_gap_of_a_quarter_is_believed(desk):
    assert not desk.close(FIRST + timedelta(days=closing.LONGEST_GAP - 1)).to_confirm


def test_a_year_the_calendar_does_not_know_writes_nothing(desk):
    with pytest.raises(CatalogueError):
        desk.close(date(2041, 1, 2))
    assert desk.published("day") == {}


def test_the_month_is_drawn_apart_and_its_true_total_destroyed(desk):
    desk.visit(FIRST, 7)
    desk.close(TUESDAY)
    desk.visit(TUESDAY, 4)
    desk.close(date(2026, 12, 1))
    noise = MONTH.draw(desk.counting.noise_key, desk.counting.vault_id, "2026-11")
    assert desk.published("month") == {"2026-11": 11 + noise}
    assert set(tally.running(desk.counting, date(2026, 12, 1)).values()) == {0, 11}


def test_d6_a_busy_quarter_has_a_table_and_hides_small_cells(desk):
    desk.visit(FIRST, 120, group="figli")
    desk.visit(FIRST, 90, group="reddito")
    desk.visit(FIRST, 30)
    desk.close(date(2027, 1, 4))
    cells = desk.published("group")
    assert set(cells) == {f"2026-Q4 {group}" for group in GROUPS}
    for group, true in (("figli", 120), ("reddito", 90)):
        drawn = QUARTER.draw(desk.counting.noise_key, desk.counting.vault_id, "2026-Q4", group)
        assert cells[f"2026-Q4 {group}"] == true + drawn
    shown = [value for value in cells.values() if value is not None]
    assert all(value >= together.CELL_FLOOR for value in shown)


def test_d6_a_quiet_quarter_stores_no_cell_at_all(desk):
    desk.visit(FIRST, 20, group="figli")
    desk.close(date(2027, 1, 4))
    assert desk.published("group") == {"2026-Q4 -": None}
    with desk.counting.database.session() as session:
        assert tables.total_of(session, "2026-Q4 figli") == 0
        assert tables.total_of(session, "2026-Q4") == 0


def test_groups_the_catalogue_no_longer_has_are_destroyed_with_their_quarter(desk):
    desk.visit(FIRST, 3, group="vecchio")
    desk.close(date(2027, 1, 4))
    with desk.counting.database.session() as session:
        assert tables.total_of(session, "2026-Q4 vecchio") == 0
    assert tally.running(desk.counting, date(2027, 1, 4)) == {"2027-01": 0, "2027-Q1": 0}


def test_a_crash_between_the_two_databases_repeats_the_same_figures(desk, monkeypatch):
    desk.visit(FIRST, 6, group="figli")

    def power_cut(session, day):
        raise DiskError("interrotto")

    monkeypatch.setattr(tables, "reach", power_cut)
    with pytest.raises(DiskError):
        desk.close(date(2026, 12, 2))
    half = desk.figures()
    assert len([one for one in half if one.kind == "day"]) == 1
    assert tally.running(desk.counting, FIRST)["2026-11"] == 6  # nothing destroyed, nothing lost
    monkeypatch.undo()
    done = desk.close(date(2026, 12, 2))
    assert done.kept == ()
    assert set(half) <= set(desk.figures())
    assert tally.running(desk.counting, FIRST)["2026-Q4"] == 6


def test_a_visit_written_between_a_crash_and_the_repeat_never_changes_a_figure(desk, monkeypatch):
    desk.visit(FIRST, 6)
    monkeypatch.setattr(tables, "reach", lambda session, day: (_ for _ in ()).throw(DiskError("")))
    with pytest.raises(DiskError):
        desk.close(TUESDAY)
    monkeypatch.undo()
    before = desk.published("day")
    with desk.counting.database.session() as session:
        tables.add_visit(session, FIRST, "")
    done = desk.close(TUESDAY)
    assert [one.period for one in done.kept] == ["2026-11-23"]
    assert desk.published("day") == before


def test_a_counts_file_older_than_the_last_closing_is_told(desk):
    desk.close(TUESDAY)
    with desk.counting.public.session() as session:
        session.delete(tables.figure(session, "day", "2026-11-23", ""))
    assert "23/11/2026" in desk.close(TUESDAY).warned
    assert desk.close(date(2026, 11, 25)).days == (TUESDAY,)


def test_a_day_that_became_a_closure_leaves_no_visit_behind(desk):
    desk.visit(TUESDAY, 2)
    desk.calendar = calendar([TUESDAY])
    desk.close(date(2026, 11, 26))
    assert desk.published("closed") == {"2026-11-24": None}
    noise = day_noise(desk, date(2026, 11, 25))
    assert desk.published("day")["2026-11-25"] == 2 + noise
    with desk.counting.database.session() as session:
        assert tables.waiting(session) == []


def test_an_event_on_a_day_off_counts_on_the_next_working_day(desk):
    assert desk.visit(date(2026, 11, 28)) == date(2026, 11, 30)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_order_of_unlocks_each_open_day_is_published_once(desk_of, data):
    """Any mixture of visits, unlocks, closures and clock jumps: every visit in one figure."""
    desk = desk_of()
    desk.calendar = calendar(data.draw(st.sets(st.dates(FIRST, date(2027, 2, 28)), max_size=6)))
    moments = data.draw(st.lists(st.dates(FIRST, date(2027, 2, 10)), min_size=1, max_size=12))
    true = 0
    for moment in moments:
        desk.close(moment)
        visits = data.draw(st.integers(0, 3))
        hidden = data.draw(st.booleans())
        true += visits
        desk.visit(moment, visits, hidden=hidden)
    end = date(2027, 3, 1)
    desk.close(end, confirmed=True)
    published = desk.published("day")
    expected = [day.isoformat() for day in desk.calendar.open_days(FIRST, end - timedelta(days=1))]
    assert sorted(published) == expected
    noise = sum(day_noise(desk, date.fromisoformat(day)) for day in published)
    assert sum(published.values()) - noise == true
    with desk.counting.database.session() as session:
        assert tables.waiting(session) == []
    assert len(desk.published("month")) == 4


@pytest.fixture
def desk_of(vault_dir, clock):
    """Return a maker of desks: the same vault, emptied of all counts."""
    with service.unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as vault:

        def fresh() -> Desk:
            made = Desk(vault.counting(), calendar())
            ledger.prepare(made.counting)
            models = (*tables.OPEN_TABLES, *tables.PUBLIC_TABLES)
            for database in (made.counting.database, made.counting.public):
                with database.transaction() as connection:
                    for model in models:
                        name = str(model.__tablename__)
                        if connection.dialect.has_table(connection, name):
                            connection.exec_driver_sql(f'DELETE FROM "{name}"')
            made.close(FIRST)
            return made

        yield fresh
