"""A2, A3: what stands in clear beside the encrypted files, read as a thief or a supervisor would."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import WrongPassphraseError
from scarpette_tui.vault import backups, service
from tests.vault import PEOPLE, enter
from tests.vault.acting import kept_case

ENCRYPTED = {"cases.db", "counts.db"}
AGREED = {
    "keyring.json", "keyring.prev.json",  # office, desk, labels, roles, public and sealed keys
    "copia.json",  # of a backup: number, moment, reason, the same keyring
    "attempts.json", "holder.json",  # who mistyped, who has it open since when
    "lock",
}  # fmt: skip


def _clear(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and path.name.removesuffix("-wal") not in ENCRYPTED:
            yield path


def _leaves(plain: Any) -> Iterator[Any]:
    if isinstance(plain, dict | list):
        for one in plain.values() if isinstance(plain, dict) else plain:
            yield from _leaves(one)
    else:
        yield plain


def test_a2_v1_files_in_clear_are_the_agreed_ones_and_hold_no_code(
    folder: Path, clock: FixedClock
) -> None:
    with pytest.raises(WrongPassphraseError):
        service.unlock(folder, "Collega", "sbagliata", clock=clock)
    case_id = kept_case(folder, clock, "segreto", second="Collega")
    with enter(folder, "Operatrice", clock) as vault:
        code = vault.open(case_id).code
        vault.change_passphrase(PEOPLE["Operatrice"][1], "una frase nuova")
        vault.backup()
        found = {path.name: path.read_bytes() for path in _clear(folder)}
    assert set(found) == AGREED
    for data in found.values():
        for secret in (code.encode(), case_id.encode(), b"segreto", b"2026-W48"):
            assert secret not in data


def test_a2_a3_v3_nobody_without_a_key_counts_the_notes(folder: Path, clock: FixedClock) -> None:
    """A backup's header is readable by all: with a true figure in it, two days apart would tell
    a supervisor, or a thief, how many women left a note in between (D2)."""
    headers = []
    for notes in (1, 4):
        for _ in range(notes):
            kept_case(folder, clock)
        with enter(folder, "Operatrice", clock) as vault:
            number = vault.backup().number
        (made,) = [b for b in backups.listed(folder / "backups") if b.header.number == number]
        assert made.header.cases is None
        headers.append(json.loads((made.folder / "copia.json").read_text(encoding="utf-8")))
    for plain in headers:
        del plain["number"]
    figures = [[one for one in _leaves(plain) if type(one) is int] for plain in headers]
    assert figures[0] == figures[1]
