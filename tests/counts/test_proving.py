"""Signatures and continuity: the supervisor verifies, and cannot forge (D4)."""

import base64
import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scarpette_tui.clock import FixedClock
from scarpette_tui.counts import ledger, proving, tables
from scarpette_tui.counts.calendar import calendar
from scarpette_tui.desk import counting as use_cases
from scarpette_tui.desk.session import unlock
from scarpette_tui.vault import service
from tests.conftest import HEAD, PASSPHRASE, SUPERVISOR
from tests.counts.conftest import FIRST, ROME


@pytest.fixture(scope="module")
def proven(quarter, tmp_path_factory):
    """A quarter and a bit, with a closure; returns figures and what checks them."""
    folder = shutil.copytree(quarter, tmp_path_factory.mktemp("prova") / "archivio")
    clock = FixedClock(datetime(2027, 1, 8, 10, tzinfo=ROME))
    with service.unlock(folder, SUPERVISOR, PASSPHRASE, clock=clock) as vault:
        return ledger.read(vault.counts), vault.vault_id, vault.public_key


def faults(proven, figures):
    return proving.faults(tuple(figures), proven[1], proven[2], calendar())


def test_d4_what_the_desk_published_holds(proven):
    assert faults(proven, proven[0]) == []


@pytest.mark.parametrize("kind", ["day", "month", "group", "closed", "start", "desk"])
def test_d4_each_changed_row_is_found(proven, kind):
    row = next(one for one in proven[0] if one.kind == kind)
    changed = replace(row, value=(row.value or 0) + 1)
    figures = [changed if one is row else one for one in proven[0]]
    assert any("firma" in fault and kind in fault for fault in faults(proven, figures))


@pytest.mark.parametrize(
    ("kind", "period", "said"),
    [
        ("day", "2026-11-23", "23/11/2026"),
        ("day", "2026-12-10", "10/12/2026"),
        ("month", "2026-12", "2026-12"),
        ("group", "2026-Q4", "2026-Q4"),
        ("closed", "2026-12-24", "24/12/2026"),
        ("start", "2026-11-23", "da quale giorno"),
    ],
)
def test_d4_each_missing_row_is_found(proven, kind, period, said):
    figures = [one for one in proven[0] if (one.kind, one.period) != (kind, period)]
    assert any(said in fault for fault in faults(proven, figures))


def test_d4_a_figure_of_another_desk_does_not_fit(proven):
    assert len(proving.forged(proven[0], "0" * 32, proven[2])) == len(proven[0])


def test_d4_a_supervisor_cannot_forge(proven):
    row = proven[0][0]
    own = Ed25519PrivateKey.generate()
    signature = base64.b64encode(own.sign(row.message(proven[1]))).decode()
    assert proving.forged([replace(row, signature=signature)], proven[1], proven[2])


def test_garbage_instead_of_a_signature_is_a_wrong_signature(proven):
    for garbage in ("", "non è base64", "AAAA", "=" * 88):
        assert proving.forged([replace(proven[0][0], signature=garbage)], proven[1], proven[2])


def test_many_missing_days_are_counted_not_listed(proven):
    figures = [one for one in proven[0] if one.kind != "day" or one.period > "2026-12-20"]
    (said,) = faults(proven, figures)
    assert "e altri" in said


def test_nothing_published_is_no_fault(proven):
    assert faults(proven, []) == []


def test_the_supervisor_proves_and_a_changed_file_is_told(vault_dir, clock, at):
    for day in (FIRST, FIRST + timedelta(days=3)):
        with unlock(vault_dir, HEAD, PASSPHRASE, clock=at(day)):
            pass
    later = at(FIRST + timedelta(days=3))
    with unlock(vault_dir, SUPERVISOR, PASSPHRASE, clock=later) as session:
        assert use_cases.prove(session).holds
        with session.vault.counts.session() as transaction:
            row = tables.figure(transaction, "day", "2026-11-24", "")
            row.value += 5
            transaction.add(row)
        proof = use_cases.prove(session)
    assert not proof.holds
    assert "2026-11-24" in proof.lines[0]
