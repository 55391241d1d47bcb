"""Quiet desks have a table only together with other desks (D6)."""

import csv
import io
import os
import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from scarpette_tui import settings
from scarpette_tui.cli import main
from scarpette_tui.clock import FixedClock
from scarpette_tui.counts import closing, ledger, tables, together
from scarpette_tui.counts.calendar import calendar
from scarpette_tui.counts.noise import QUARTER
from scarpette_tui.desk import counting_files as files
from scarpette_tui.desk import session as sessions
from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.vault import service
from tests.conftest import HEAD, PASSPHRASE
from tests.counts.conftest import FIRST, GROUPS, LATER, ROME

AFTER = date(2027, 1, 4)
CELLS = {"figli": 40, "lavoro": 3, "protezioni": -2, "reddito": 20}


@pytest.fixture
def private():
    return X25519PrivateKey.generate()


def public(private):
    return private.public_key().public_bytes_raw()


def test_d6_a_box_opens_for_its_collector_its_desk_and_its_quarter_only(private):
    box = together.seal(CELLS, "a" * 32, "2026-Q4", public(private))
    assert together.unseal(box, "a" * 32, "2026-Q4", private) == CELLS
    others = [
        (box, "b" * 32, "2026-Q4", private),
        (box, "a" * 32, "2027-Q1", private),
        (box, "a" * 32, "2026-Q4", X25519PrivateKey.generate()),
        (box[:-1] + bytes([box[-1] ^ 1]), "a" * 32, "2026-Q4", private),
        (b"", "a" * 32, "2026-Q4", private),
    ]
    for wrong in others:
        with pytest.raises(together.BoxError):
            together.unseal(*wrong)


def test_d6_the_length_of_a_box_does_not_tell_the_numbers(private):
    small = together.seal(dict.fromkeys(GROUPS, 0), "a" * 32, "2026-Q4", public(private))
    large = together.seal(dict.fromkeys(GROUPS, -99_999), "a" * 32, "2026-Q4", public(private))
    assert len(small) == len(large)


def test_d6_the_floors_hold_for_the_sum():
    quiet = {"figli": 20, "lavoro": 1}
    assert together.add_up("2026-Q4", [quiet]) is None
    few = together.add_up("2026-Q4", [quiet] * 2)
    assert (few.desks, few.cells) == (2, {})
    many = together.add_up("2026-Q4", [quiet] * 8)
    assert many.cells["figli"].shown == 160
    assert many.cells["lavoro"] is None


def test_d6_the_sum_is_unbiased_and_its_range_is_the_usual_one():
    seeded = random.Random(7)
    held, off = 0, 0.0
    for number in range(400):
        desks = []
        for desk in range(10):
            label = (str(number), str(desk))
            desks.append({"figli": 60 + QUARTER.draw(seeded.randbytes(32), "s", *label)})
        estimate = together.add_up("2026-Q4", desks).cells["figli"]
        low, high = estimate.usual
        held += low <= 600 <= high
        off += float(estimate.value) - 600
    assert abs(off / 400) < 4 * float(estimate.variance) ** 0.5 / 20
    assert 0.74 <= held / 400 <= 0.88


def test_d6_a_quiet_desk_publishes_a_sealed_table_once_even_after_a_crash(
    desk, private, monkeypatch
):
    desk.counting = replace(desk.counting, collector=public(private))
    desk.visit(FIRST, 20, group="figli")
    desk.close(date(2026, 12, 31))
    monkeypatch.setattr(tables, "reach", lambda *_: (_ for _ in ()).throw(DiskError("x")))
    with pytest.raises(DiskError):
        desk.close(AFTER)
    monkeypatch.undo()
    desk.close(AFTER)
    shared = [one for one in desk.figures() if one.kind == "shared"]
    assert [one.period for one in shared] == ["2026-Q4"]
    assert desk.published("group") == {"2026-Q4 -": None}


def test_d6_without_a_collector_nothing_of_a_quiet_quarter_is_kept(desk):
    desk.visit(FIRST, 20, group="figli")
    desk.close(AFTER)
    assert not ledger.has_any(desk.counting.public, "shared", "2026-Q4")


def run(capfd, *argv, secret=PASSPHRASE):
    """Run the program with a passphrase on a descriptor."""
    reading, writing = os.pipe()
    os.write(writing, f"{secret}\n".encode())
    os.close(writing)
    code = main([*map(str, argv), "--passphrase-fd", str(reading)])
    return code, *capfd.readouterr()


@pytest.fixture
def region(capfd, tmp_path):
    """Eight quiet desks, each with its vault, its settings and its export."""
    code, out, _ = run(capfd, "counts", "key", "-o", tmp_path / "chiave.pem")
    assert code == 0
    line = next(one for one in out.splitlines() if one.startswith("collector"))
    folder = tmp_path / "raccolta"
    folder.mkdir()
    for number in range(8):
        vault = tmp_path / f"archivio{number}"
        one_desk(vault, f"Sportello {number}", line, folder / f"{number}.json")
    return folder


def one_desk(vault, name, line, export):
    """Make a vault, close a quiet quarter, export."""
    start = FixedClock(morning(FIRST))
    service.create(
        vault,
        office="Sede di prova",
        desk=name,
        users=[(HEAD, service.Role.RESPONSABILE, PASSPHRASE)],
        clock=start,
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    (vault / settings.FILE_NAME).write_text(f"[counts]\n{line}\n", encoding="utf-8")
    key = settings.load(vault).collector
    with service.unlock(vault, HEAD, PASSPHRASE, clock=start) as opened:
        counting = replace(opened.counting(), collector=key)
        closing.close_days(counting, calendar(), FIRST, lambda: GROUPS)
        with counting.database.session() as session:
            for _ in range(40):
                tables.add_visit(session, FIRST, "figli")
            for _ in range(10):
                tables.add_visit(session, FIRST, "reddito")
        closing.close_days(counting, calendar(), LATER, lambda: GROUPS)
    later = FixedClock(morning(LATER + timedelta(days=3)))
    with sessions.unlock(vault, HEAD, PASSPHRASE, clock=later) as session:
        export.write_text(files.as_json(files.own(session)), encoding="utf-8")


def morning(day):
    """Return ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=ROME)


def test_d6_eight_quiet_desks_have_a_table_together(capfd, region, tmp_path):
    table = tmp_path / "argomenti.csv"
    argv = ["counts", "collect", region, "--json", "-o", tmp_path / "tutti.json"]
    wanted = ["--key", tmp_path / "chiave.pem", "--table", table]
    code, out, err = run(capfd, *argv, *wanted, secret="un'altra frase")
    assert (code, out) == (3, "")
    assert not table.exists()
    code, out, err = run(capfd, *argv, *wanted)
    assert (code, err) == (0, "")
    assert "8 sportelli insieme" in out
    rows = {row["group"]: row for row in csv.DictReader(io.StringIO(table.read_text()))}
    assert int(rows["figli"]["low"]) <= int(rows["figli"]["about"]) <= int(rows["figli"]["high"])
    assert abs(int(rows["figli"]["about"]) - 320) < 8 * 20
    assert {row["desks"] for row in rows.values()} == {"8"}


def test_the_key_and_the_table_go_together(capfd, region, tmp_path):
    code, _, err = run(
        capfd, "counts", "collect", region, "--json", "--key", tmp_path / "chiave.pem"
    )
    assert code == 2
    assert "--table" in err


def test_another_collector_cannot_open_the_boxes(capfd, region, tmp_path):
    assert run(capfd, "counts", "key", "-o", tmp_path / "altra.pem")[0] == 0
    wanted = ["--key", tmp_path / "altra.pem", "--table", tmp_path / "t.csv"]
    code, _, err = run(
        capfd, "counts", "collect", region, "--json", "-o", tmp_path / "t.json", *wanted
    )
    assert code == 5
    assert "non si apre con questa chiave" in err
    assert not (tmp_path / "t.json").exists()


@pytest.mark.parametrize("text", ['"abc"', '"YWJj"', "3"])
def test_a_wrong_collector_in_the_settings_is_said(tmp_path, text):
    (tmp_path / settings.FILE_NAME).write_text(f"[counts]\ncollector = {text}\n")
    with pytest.raises(InputError, match="riga 2"):
        settings.load(tmp_path)
