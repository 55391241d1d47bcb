"""What is destroyed is gone from the file, not only from the tables (D4, D6, V5)."""

from datetime import date, timedelta

import pytest

from scarpette_tui.counts.calendar import calendar
from scarpette_tui.vault import service
from scarpette_tui.vault.keyring import database_key
from tests.conftest import HEAD, PASSPHRASE
from tests.counts.conftest import FIRST, Desk
from tests.counts.pages import plain_pages

MARK = "gruppo-canarino"


@pytest.fixture
def pages(vault_dir, clock):
    """Run something at a desk, close the vault, return both files in clear."""

    def run(work):
        with service.unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as vault:
            desk = Desk(vault.counting(), calendar())
            desk.close(FIRST)
            work(desk)
            open_key, public_key = database_key(vault._keys.vmk), vault._keys.counts_key
        waiting = [path.name for path in vault_dir.glob("*-wal") if path.stat().st_size]
        assert waiting == []
        return (
            plain_pages(vault_dir / "cases.db", open_key),
            plain_pages(vault_dir / "counts.db", public_key),
        )

    return run


def test_the_reader_of_pages_sees_what_is_there(pages):
    """Control: before the closing the mark is in cases.db, and never in counts.db."""
    cases, counts = pages(lambda desk: desk.visit(FIRST, 50, group=MARK))
    assert MARK.encode() in cases
    assert MARK.encode() not in counts
    assert b"2026-11-23" in counts


def test_d4_no_trace_of_a_visit_once_its_quarter_is_published(pages):
    def work(desk):
        desk.visit(FIRST, 500, group=MARK)
        desk.close(FIRST + timedelta(days=1))
        desk.close(date(2027, 1, 4))

    cases, counts = pages(work)
    assert MARK.encode() not in cases
    assert MARK.encode() not in counts


def test_d6_a_hidden_cell_is_nowhere(pages):
    """A quiet quarter: no cell of it stands in either file."""

    def work(desk):
        desk.visit(FIRST, 20, group="figli")
        desk.close(date(2027, 1, 4))

    for file in pages(work):
        assert b"2026-Q4 figli" not in file
        assert b"2026-Q4figli" not in file


def test_d4_the_log_is_cut_while_the_vault_is_still_open(desk):
    desk.visit(FIRST, 5)
    desk.close(FIRST + timedelta(days=1))
    log = desk.counting.database.path.with_name("cases.db-wal")
    assert not log.exists() or log.stat().st_size == 0
