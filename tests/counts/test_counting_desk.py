"""From a consultation to the dashboard, through the desk (issue 3, points 1 and 2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scarpette_tui import settings
from scarpette_tui.counts import closing as nights
from scarpette_tui.counts import tables
from scarpette_tui.desk import case_file, closing, consultation, counting, law, results
from scarpette_tui.desk.session import unlock
from scarpette_tui.desk.views import ClosingChoices, GateAnswers
from scarpette_tui.errors import DiskError, InputError
from tests.conftest import HEAD, OPERATOR, PASSPHRASE, SUPERVISOR
from tests.counts.conftest import FIRST
from tests.desk.test_consultation import FACTS, answer_all

KEEP = ClosingChoices(keep=True, consent_note=True, word="girasole")
TRACELESS = ClosingChoices(keep=False)


def close(session, choices=TRACELESS, *, restricted=False, answers=()):
    """Run one consultation to its end."""
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=restricted)
    opened = consultation.start(session, gate)
    for key, value in answers:
        consultation.jump(opened, key)
        consultation.answer(opened, key, value)
    return closing.close(opened, choices)


def tallied(session):
    with session.vault.counting().database.session() as transaction:
        return {
            (row.day, row.benefit_group): row.visits
            for row in transaction.exec(tables.select(tables.Tally))
        }


@pytest.mark.parametrize("choices", [KEEP, TRACELESS], ids=["kept", "senza traccia"])
def test_d1_each_way_of_closing_counts_one_visit(session, choices):
    assert close(session, choices).count_fault == ""
    assert sum(tallied(session).values()) == 1
    assert {day for day, _ in tallied(session)} == {FIRST}


def test_d7_who_was_counted_already_is_not_counted_again(session):
    close(session, ClosingChoices(keep=False, already_counted=True))
    close(session, ClosingChoices(keep=False, already_counted=False))
    assert sum(tallied(session).values()) == 1


@pytest.mark.parametrize("restricted", [False, True])
def test_d7_a_case_that_comes_back_answers_by_itself(vault_dir, at, restricted):
    """Once a day, twice a month: whatever the official says, and never asked again."""
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(FIRST)) as session:
        done = close(session, KEEP, restricted=restricted)
    visits = [date(2026, 11, day) for day in (23, 25, 25, 27)] + [date(2026, 12, 2)]
    total = {}
    for day in visits:
        with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(day)) as session:
            line = case_file.find(session, done.code, KEEP.word)
            again = consultation.resume(session, line.case_id)
            known = counting.counted_already(again)
            closing.close(again, replace(KEEP, already_counted=not known))
            total[day] = counting.counted_days(again)
    november = (FIRST, date(2026, 11, 25))
    assert total[date(2026, 11, 25)] == november
    assert total[date(2026, 11, 27)] == november
    assert total[date(2026, 12, 2)] == (*november, date(2026, 12, 2))


def test_d7_a_new_case_is_asked(session):
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
    assert counting.counted_already(consultation.start(session, gate)) is None


def test_d6_the_group_is_the_first_that_she_can_claim(session):
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
    opened = consultation.start(session, gate)
    answer_all(opened, FACTS)
    found = results.results(opened)
    hers = {one.benefit for one in found.benefits if one.status in counting.FIRST_STATUSES}
    first = next(step.benefit for step in found.plan if step.benefit in hers)
    closing.close(opened, TRACELESS)
    ((_, group),) = tallied(session)
    assert group == next(one.group for one in law.catalogue().benefits if one.id == first)


def test_without_anything_to_claim_the_group_is_empty(session):
    close(session)
    assert {group for _, group in tallied(session)} == {""}


def test_d8_a_restricted_case_has_no_group_and_a_day_of_its_own(session):
    for _ in range(12):
        close(session, restricted=True)
    days = {day for day, _ in tallied(session)}
    assert {group for _, group in tallied(session)} == {""}
    assert len(days) > 1


def test_a_fault_in_counting_never_stops_a_closing(session, monkeypatch):
    def full(*args):
        raise DiskError("Il disco è pieno.", "", "")

    monkeypatch.setattr(tables, "add_visit", full)
    done = close(session, KEEP)
    assert done.kept
    assert "non è stato contato" in done.count_fault


def test_unlock_closes_the_finished_days(session, vault_dir, at):
    close(session)
    session.close()
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(FIRST + timedelta(days=2))) as later:
        assert later.closed.days == (FIRST, FIRST + timedelta(days=1))
        assert later.closed.text == ""
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(FIRST + timedelta(days=2))) as again:
        assert again.closed.days == ()


@pytest.mark.parametrize("fault", [DiskError("Il disco è pieno."), RuntimeError("x")])
def test_a_fault_in_the_closing_does_not_block_the_desk(vault_dir, at, monkeypatch, fault):
    def broken(*args, **kwargs):
        raise fault

    monkeypatch.setattr(nights, "close_days", broken)
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(FIRST)) as session:
        assert "non si sono chiusi" in session.closed.text
        assert close(session)


def test_a_clock_that_went_back_is_told_at_unlock(vault_dir, at):
    for day in (FIRST, FIRST + timedelta(days=3), FIRST):
        with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(day)) as session:
            told = session.closed.text
    assert "L'orologio" in told


def test_closures_of_the_settings_reach_the_closing(vault_dir, at):
    text = "[calendar]\nclosures = [2026-11-24]\n"
    (vault_dir / settings.FILE_NAME).write_text(text, encoding="utf-8")
    for day in (FIRST, FIRST + timedelta(days=3)):
        with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=at(day)) as session:
            closed = session.closed.days
    assert closed == (FIRST, FIRST + timedelta(days=2))


def test_an_empty_vault_teaches(vault_dir, at):
    with unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=at(FIRST)) as session:
        for unit in counting.UNITS:
            page = counting.dashboard(session, unit)
            assert (page.lines, page.total, page.compared) == ((), None, "")
            assert "non c'è ancora" in page.empty.lower()
        assert counting.prove(session).holds


def test_one_day_is_a_page_and_nothing_to_compare(vault_dir, at):
    for day in (FIRST, FIRST + timedelta(days=1)):
        with unlock(vault_dir, HEAD, PASSPHRASE, clock=at(day)):
            pass
    with unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=at(day)) as session:
        page = counting.dashboard(session)
        assert [line.label for line in page.lines] == ["lun 23/11"]
        assert page.total.note == "finora"
        assert (page.before, page.after, page.compared) == (None, None, "")
        assert page.sentence.startswith("I numeri sono leggermente alterati")
        assert page.published_to == date(2026, 11, 23)


@pytest.mark.parametrize(("unit", "period"), [("ore", ""), ("giorni", "2020-01"), ("mesi", "x")])
def test_a_page_that_does_not_exist_is_said(vault_dir, at, unit, period):
    with (
        unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=at(FIRST)) as session,
        pytest.raises(InputError),
    ):
        counting.dashboard(session, unit, period)
