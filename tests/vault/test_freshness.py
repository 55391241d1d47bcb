"""V7, A4: what is older than its anchor stops; a replayed page is found by the full check."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import DiskError, VaultDamagedError
from scarpette_tui.vault import anchors, checking, schema
from scarpette_tui.vault.content import AnswersDoc, NoteEntry, NotesDoc
from tests.campaigns import seed, sizes
from tests.vault import enter, local

PAGE = 4096


def _work(folder: Path, clock: FixedClock, cases: int = 1) -> str:
    with enter(folder, "Operatrice", clock) as vault:
        for number in range(cases):
            case = vault.new_case(traceless=False, second="Collega")
            entry = NoteEntry(at=clock.now(), author="Operatrice", text=f"passo {number}")
            case.write(NotesDoc(entries=(entry,)))
            case.write(AnswersDoc(position=str(number)))
            case.close_case()
        code: str = vault.freshness_code()
        return code


def _save(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    return to


@pytest.mark.parametrize("name", ["cases.db", "counts.db"])
def test_v7_a4_one_file_rolled_back_stops(
    folder: Path, clock: FixedClock, tmp_path: Path, name: str
) -> None:
    _work(folder, clock)
    old = _save(folder, tmp_path / "prima")
    _work(folder, clock)
    shutil.copy(old / name, folder / name)
    with pytest.raises(VaultDamagedError, match="più vecchio") as caught:
        enter(folder, "Operatrice", clock)
    assert caught.value.exit_code == 5
    assert "ripristinare" in caught.value.line()


def test_v7_a4_two_histories_of_the_same_length_are_not_mixed(
    folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    """A folder copied, worked in twice, and put together: every counter agrees, the root does not."""
    other = _save(folder, tmp_path / "altra")
    for one in (folder, other):
        _work(one, clock)
    shutil.copy(other / "cases.db", folder / "cases.db")
    with pytest.raises(VaultDamagedError, match="Una parte del file dei fascicoli è più vecchi"):
        enter(folder, "Operatrice", clock)


def _cut_off(folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write one note more; counts.db learns of it, the power goes before cases.db knows."""
    write = schema.write_meta

    def cut(connection: Any, name: str, value: str) -> None:
        if name == anchors.SEEN:
            raise DiskError("")
        write(connection, name, value)

    with enter(folder, "Operatrice", clock) as vault:
        vault.new_case(traceless=False).write(NotesDoc())
        monkeypatch.setattr(schema, "write_meta", cut)
        with pytest.raises(DiskError):
            anchors.write(vault.official, vault.counts)
        vault.leave()
    monkeypatch.undo()


def test_v7_a4_two_histories_are_not_mixed_where_the_last_anchor_was_cut_off(
    folder: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = _save(folder, tmp_path / "altra")
    for one in (folder, other):
        _cut_off(one, clock, monkeypatch)
    alone = _save(folder, tmp_path / "sola")
    enter(alone, "Operatrice", clock).close()  # a power cut alone stops nobody
    shutil.copy(other / "cases.db", folder / "cases.db")
    with pytest.raises(VaultDamagedError, match="Una parte del file dei fascicoli è più vecchi"):
        enter(folder, "Operatrice", clock)


def test_v7_a4_mixed_generations_stop(folder: Path, clock: FixedClock, tmp_path: Path) -> None:
    old = _save(folder, tmp_path / "prima")
    with enter(folder, "Responsabile", clock) as vault:
        vault.change_passphrase("sasso carta forbice", "sasso carta forbice")
    new = _save(folder, tmp_path / "dopo")
    mixed = 0
    for choice in range(1, 7):  # every mixture of old and new but the two pure ones
        names = ("keyring.json", "cases.db", "counts.db")
        for bit, name in enumerate(names):
            shutil.copy((new if choice >> bit & 1 else old) / name, folder / name)
        if choice == 1:
            continue  # a newer header over older databases: a crash leaves it so, and it is valid
        with pytest.raises(VaultDamagedError):
            enter(folder, "Operatrice", clock)
        mixed += 1
    assert mixed == 5


def test_v7_whole_folder_rolled_back_does_not_know_the_code(
    folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    first = _work(folder, clock)
    old = _save(folder, tmp_path / "prima")
    code = _work(folder, clock)
    with enter(folder, "Collega", clock) as vault:
        assert vault.knows_code(code) == vault.knows_code(first) == ""
        assert vault.last_code() == code
        assert "ricontrollare" in vault.knows_code(code[:-1])
        wrong = "Z" if code[0] != "Z" else "Y"
        assert "ricontrollare" in vault.knows_code(wrong + code[1:])
    with enter(old, "Collega", clock) as vault:  # nothing in the folder itself can tell
        assert vault.knows_code(first) == ""
        assert "più vecchio del foglio" in vault.knows_code(code)
        assert vault.last_code() == first != code


def test_v7_codes_tell_no_day_and_are_forgotten(folder: Path, clock: FixedClock) -> None:
    code = _work(folder, clock)
    assert len(code.replace(" ", "")) == 12
    with enter(folder, "Operatrice", clock) as vault:
        with vault.official.database.transaction() as connection:
            found = connection.execute(sql("SELECT * FROM codes")).all()
        assert found == [(code.replace(" ", ""), "2026-W48")]
    later = FixedClock(local(23, 10).replace(year=2028))
    _work(folder, later)
    with enter(folder, "Operatrice", later) as vault:
        assert vault.knows_code(code) != ""


def test_v7_anchor_is_noise_of_one_size_to_a_supervisor(folder: Path, clock: FixedClock) -> None:
    sizes = set()
    for cases in (1, 12):
        _work(folder, clock, cases)
        with enter(folder, "Supervisione", clock) as vault:
            sizes.add(len(schema.read_meta(vault.counts)[anchors.ROW]))
    assert len(sizes) == 1


def test_v7_a_crash_at_any_step_of_the_anchor_opens(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _work(folder, clock)

    class Cut(Exception):
        pass

    for at in (1, 2):
        calls = []

        def write_meta(*given: object, at: int = at, calls: list[int] = calls) -> None:
            calls.append(1)
            if len(calls) == at:
                raise Cut
            schema.write_meta(*given)  # type: ignore[arg-type]

        with enter(folder, "Operatrice", clock) as vault:
            vault.new_case()
            monkeypatch.setattr(anchors.schema, "write_meta", write_meta)
            with pytest.raises(Cut):
                anchors.write(vault.official, vault.counts)
            monkeypatch.undo()
            image = _save(folder, folder.with_name(f"caduta-{at}"))
        (image / "holder.json").unlink()
        with enter(image, "Operatrice", clock) as vault:
            assert checking.report(vault).ok


def _replay(folder: Path, old: bytes, page: int) -> bool:
    data = bytearray((folder / "cases.db").read_bytes())
    span = slice((page - 1) * PAGE, page * PAGE)
    if data[span] == old[span]:
        return False
    data[span] = old[span]
    (folder / "cases.db").write_bytes(data)
    return True


def _replays(folder: Path, clock: FixedClock, rounds: int, start: int) -> tuple[int, int]:
    """Replay single pages of an older file; return how many were tried and how many flagged."""
    _work(folder, clock, 5)
    old = (folder / "cases.db").read_bytes()
    _work(folder, clock, 5)
    chance, tried, flagged = random.Random(start), 0, 0
    now = {name: (folder / name).read_bytes() for name in ("cases.db", "counts.db")}
    while tried < rounds:
        for name, data in now.items():
            (folder / name).write_bytes(data)
        if not _replay(folder, old, chance.randint(1, len(old) // PAGE)):
            continue
        tried += 1
        try:
            with enter(folder, "Responsabile", clock) as vault:
                flagged += not checking.report(vault).ok
        except VaultDamagedError:
            flagged += 1
    return tried, flagged


@sizes("REPLAYS", 25, 1_000)
def test_v7_a4_replayed_pages_are_flagged(
    folder: Path, clock: FixedClock, rounds: int, say: Callable[..., None]
) -> None:
    tried, flagged = _replays(folder, clock, rounds, seed(rounds))
    say(replays=tried, flagged=flagged)
    assert tried == flagged == rounds


def test_v7_a_page_written_around_the_program_is_found(folder: Path, clock: FixedClock) -> None:
    """An official with the vault key and his own tool leaves the root behind."""
    _work(folder, clock)
    with enter(folder, "Collega", clock) as vault:
        database = vault.official.database
        database.root.unwatch()
        with database.transaction() as connection:
            connection.execute(sql("DELETE FROM boxes WHERE number = 1"))
        assert not database.rows_agree()
        report = checking.report(vault)
        assert not report.ok
        assert any("una copia più vecchia" in line for line in report.findings)
