"""A2: a mark in her notes is in no file of the vault, its log, or the temporary folders."""

import os
import tempfile
import traceback
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault.content import (
    AnswersDoc,
    ContactDoc,
    NoteEntry,
    NotesDoc,
    PlanDoc,
    PlanStep,
)
from tests.vault import PEOPLE, enter

CANARY = "canarino-" + os.urandom(8).hex()


def _hits(folder: Path) -> list[str]:
    forms = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode()]
    forms += [passphrase.encode() for _, passphrase in PEOPLE.values()]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def _deleted_but_open() -> list[str]:
    found = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            if "(deleted)" in str(link.readlink()) and CANARY.encode() in link.read_bytes():
                found.append(str(link))
        except OSError:
            continue
    return found


def test_canary_in_no_file_while_open_and_after(
    folder: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False, second="Collega")
        for number in range(40):
            entry = NoteEntry(at=clock.now(), author="Operatrice", text=CANARY * (number + 1))
            case.write(NotesDoc(entries=(entry,)))
            case.write(AnswersDoc(answers={"q": CANARY}, asked=(CANARY,)))
        case.write(ContactDoc(allowed=True, value=CANARY))
        case.write(PlanDoc(steps=(PlanStep(step="a.b", note=CANARY),)))
        assert _hits(tmp_path) == []
        case.close_case(word=CANARY)
        vault.new_case(traceless=True).destroy()
        assert vault.find(case.code, CANARY) is not None
        if Path("/proc/self/fd").exists():
            assert _deleted_but_open() == []
        assert _hits(tmp_path) == []
    assert _hits(tmp_path) == []
    assert list(temporary.iterdir()) == []


def test_canary_not_in_the_text_of_faults(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        raw = vault.official.database._raw
        raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
        try:
            case.write(AnswersDoc(position=CANARY * 10_000))
        except Exception as fault:
            said = "".join(traceback.format_exception(fault))
            assert CANARY not in said
            assert "INSERT" not in said
        else:
            pytest.fail("the disk was full")
