"""V5 and V6: how a database is opened, and the ways it could be fooled."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import connection, faults, schema, service
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.status import check_database_file
from scarpette_tui.vault.types import StateKind
from tests.vault import PEOPLE, enter, rewrite
from tests.vault.acting import kept_case

KEY = bytes(range(32))
PAGE = 4096


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "prova.db"
    path.write_bytes(b"")
    with Database(path, KEY, new=True) as database:
        schema.build(database, schema.CASES, {"vault_id": "0" * 32})
        with database.transaction() as raw:
            raw.exec_driver_sql("CREATE TABLE filler (a)")
            for _ in range(60):
                raw.exec_driver_sql("INSERT INTO filler VALUES (?)", ("z" * 900,))
    return path


def test_v5_settings_are_the_ones_of_the_rules(filled: Path) -> None:
    raw, _ = connection.connect(filled, KEY)
    found = {
        name: raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "locking_mode",
            "journal_mode",
            "synchronous",
            "secure_delete",
            "temp_store",
            "foreign_keys",
        )
    }
    raw.close()
    assert found == {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "foreign_keys": 1,
    }


def test_v5_order_log_first_then_key_then_locking(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = dbapi2.connect

    class Recorder:
        def __init__(self, *args: object, **options: object) -> None:
            self.inner = real(*args, **options)

        def execute(self, statement: str) -> object:
            seen.append(statement.split("=", maxsplit=1)[0].removeprefix("PRAGMA").strip())
            return self.inner.execute(statement)

        def __getattr__(self, name: str) -> object:
            return getattr(self.inner, name)

    monkeypatch.setattr(connection.dbapi2, "connect", Recorder)
    raw, _ = connection.connect(filled, KEY)
    raw.close()
    assert seen[:8] == [
        "cipher_log_level",
        "key",
        "locking_mode",
        "journal_mode",
        "synchronous",
        "secure_delete",
        "temp_store",
        "foreign_keys",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'altro.db' AS altro",
        "ATTACH '' AS altro",
        "SELECT load_extension('x')",
        "PRAGMA temp_store = FILE",
        "PRAGMA key = 'x'",
        "PRAGMA rekey = 'x'",
        "PRAGMA cipher_log = '/tmp/x'",
    ],
)
def test_v5_authorizer_refuses(filled: Path, statement: str) -> None:
    raw, _ = connection.connect(filled, KEY)
    with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        raw.execute(statement)
    raw.close()


def test_v5_own_vacuum_is_allowed(filled: Path) -> None:
    with Database(filled, KEY) as database:
        with database.transaction() as raw:
            raw.exec_driver_sql("DELETE FROM filler")
        before = filled.stat().st_size
        database.vacuum()
        assert filled.stat().st_size < before


def test_v5_no_key_in_engine_url_or_repr(filled: Path) -> None:
    with Database(filled, KEY) as database:
        assert KEY.hex() not in repr(database._engine.url) + repr(database._engine)


def test_v6_file_made_without_key_is_seen_at_each_start(folder: Path, clock: FixedClock) -> None:
    (folder / "cases.db").unlink()
    plain = dbapi2.connect(str(folder / "cases.db"))
    plain.execute("CREATE TABLE meta (name, value)")
    plain.commit()
    plain.close()
    assert (folder / "cases.db").read_bytes()[:16] == b"SQLite format 3\0"
    assert service.state(folder).kind is StateKind.DAMAGED
    with pytest.raises(VaultDamagedError, match="in chiaro"):
        enter(folder, "Operatrice", clock)


def test_v6_empty_file_is_refused(folder: Path, clock: FixedClock) -> None:
    (folder / "cases.db").write_bytes(b"")
    with pytest.raises(VaultDamagedError, match="vuoto o tagliato"):
        enter(folder, "Operatrice", clock)


def test_v6_database_without_meta_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vuoto.db"
    path.write_bytes(b"")
    with Database(path, KEY, new=True) as database, database.transaction() as raw:
        raw.exec_driver_sql("CREATE TABLE altro (a)")
    with Database(path, KEY) as database, pytest.raises(VaultDamagedError, match="manca la riga"):
        schema.read_meta(database)


@pytest.mark.parametrize("name", ["cases.db", "counts.db"])
def test_v6_missing_file_is_never_created(folder: Path, clock: FixedClock, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(VaultDamagedError, match="manca un file"):
        enter(folder, "Operatrice", clock)
    assert not (folder / name).exists()


@pytest.mark.parametrize("cut", [1, 16, 100, PAGE - 1, PAGE, 2 * PAGE, -PAGE, -100, -16, -1])
def test_v6_every_region_of_truncation_is_seen(filled: Path, cut: int) -> None:
    size = filled.stat().st_size
    os.truncate(filled, size - cut if cut > 0 else -cut)
    with pytest.raises(VaultDamagedError), Database(filled, KEY) as database:
        schema.read_meta(database)


def test_v6_truncation_at_every_page_boundary_is_seen(filled: Path) -> None:
    whole = filled.read_bytes()
    for pages in range(1, len(whole) // PAGE):
        filled.write_bytes(whole[: pages * PAGE])
        with pytest.raises(VaultDamagedError):
            Database(filled, KEY).close()


@pytest.mark.parametrize("at", [0, 5, 16, 30, 2000, 4090])
def test_v6_damaged_first_page_does_not_open(filled: Path, at: int) -> None:
    rewrite(filled, lambda data: data.__setitem__(at, data[at] ^ 1))
    with pytest.raises(VaultDamagedError), Database(filled, KEY) as database:
        schema.read_meta(database)


def test_v6_damaged_later_page_is_found_by_the_full_check(filled: Path) -> None:
    rewrite(filled, lambda data: data.__setitem__(9000, data[9000] ^ 1))
    with Database(filled, KEY) as database:
        assert database.page_faults()


def test_v6_full_check_sees_what_is_still_in_the_log(filled: Path) -> None:
    with Database(filled, KEY) as database:
        with database.transaction() as raw:
            raw.exec_driver_sql("INSERT INTO filler VALUES ('nuovo')")
        waiting = filled.with_name(filled.name + "-wal")
        assert waiting.stat().st_size > 0
        assert database.page_faults() == []
        assert waiting.stat().st_size == 0


def test_v6_cipher_errors_are_not_written_over_the_screen(filled: Path) -> None:
    rewrite(filled, lambda data: data.__setitem__(30, data[30] ^ 1))
    script = (
        "import sys\nfrom pathlib import Path\nfrom scarpette_tui.vault.database import Database\n"
        "from scarpette_tui.errors import VaultDamagedError\n"
        "try:\n    Database(Path(sys.argv[1]), bytes(range(32)))\n"
        "except VaultDamagedError:\n    sys.exit(5)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(filled)], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (5, b"", b"")


def test_v6_memory_security_stays_off(filled: Path) -> None:
    raw, _ = connection.connect(filled, KEY)
    assert raw.execute("PRAGMA cipher_memory_security").fetchone()[0] == "0"
    raw.close()


def test_v6_unclean_stop_is_checked_before_the_first_write(folder: Path, clock: FixedClock) -> None:
    rewrite(folder / "cases.db", lambda data: data.__setitem__(-1000, data[-1000] ^ 1))
    (folder / "cases.db-wal").write_bytes(b"\0" * 32)
    with pytest.raises(VaultDamagedError):
        enter(folder, "Operatrice", clock)


def test_v5_after_an_unclean_stop_even_pages_nobody_reads_are_checked(
    folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    """A long note stands in pages that unlocking has no reason to look at."""
    kept_case(folder, clock, "x" * 20_000)
    pages = (folder / "cases.db").stat().st_size // 4096
    unread = 0
    for page in range(1, pages):
        copy = shutil.copytree(folder, tmp_path / str(page))
        at = page * 4096 + 100
        rewrite(copy / "cases.db", lambda data, at=at: data.__setitem__(at, data[at] ^ 1))
        try:
            service.unlock(copy, "Supervisione", PEOPLE["Supervisione"][1], clock=clock).close()
            enter(copy, "Operatrice", clock).leave()
        except VaultDamagedError:
            continue
        unread += 1
        (copy / "cases.db-wal").write_bytes(b"\0" * 32)
        with pytest.raises(VaultDamagedError):
            enter(copy, "Operatrice", clock)
    assert unread >= 3


def test_wrong_key_reads_as_damaged_not_as_empty(filled: Path) -> None:
    with pytest.raises(VaultDamagedError, match="non si legge con la sua chiave"):
        Database(filled, bytes(32))


def test_half_page_is_tolerated_only_beside_a_log(filled: Path) -> None:
    rewrite(filled, lambda data: data.extend(b"\0" * 100))
    with pytest.raises(VaultDamagedError):
        check_database_file(filled)
    filled.with_name(filled.name + "-wal").write_bytes(b"\0" * 32)
    check_database_file(filled)


def test_faults_of_ours_are_not_called_damage() -> None:
    with pytest.raises(ZeroDivisionError), faults.translated():
        _ = 1 // 0
