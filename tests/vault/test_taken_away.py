"""V10: a key that was taken away is in no free page and in no log, at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlmodel import col, select

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
from scarpette_tui.vault.cases import Case
from scarpette_tui.vault.keyring import database_key
from scarpette_tui.vault.tables import KeyBox
from tests.vault import enter
from tests.vault.acting import agreed

PAGE, FRAME_HEAD, LOG_HEAD = 4096, 24, 32
"""Of SQLite's files: SQLCipher encrypts a page of the log as one of the database."""


def _everything(folder: Path, key: bytes) -> bytes:
    """Return what a colleague with the vault key and his own tool reads: every page, of both."""
    database, log = (folder / "cases.db").read_bytes(), (folder / "cases.db-wal").read_bytes()
    step = FRAME_HEAD + PAGE
    frames = [log[at + FRAME_HEAD : at + step] for at in range(LOG_HEAD, len(log), step)]
    clear = bytearray()
    for page in [*(database[at : at + PAGE] for at in range(0, len(database), PAGE)), *frames]:
        if len(page) == PAGE:
            cipher = Cipher(algorithms.AES256(key), modes.CBC(page[4016:4032])).decryptor()
            clear += cipher.update(page[:4016])
    return bytes(clear)


ACTS: dict[str, Callable[[Case, FixedClock], None]] = {
    "no trace after all": lambda case, _: case.set_traceless(True),
    "another second official": lambda case, _: (case.close_case(), case.set_second("Responsabile"))[1],
    "handed over": lambda case, clock: (case.close_case(), case.hand_over("Responsabile", agreed(clock)))[1],
    "erased": lambda case, _: case.destroy(),
}  # fmt: skip
LOST = {
    "no trace after all": {"Collega", "recovery"},
    "another second official": {"Collega"},
    "handed over": {"Operatrice"},
    "erased": {"Operatrice", "Collega", "recovery"},
}


@pytest.mark.parametrize("act", ACTS)
def test_v10_a1_a_key_taken_away_is_in_no_free_page_and_no_log(
    folder: Path, clock: FixedClock, act: str
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False, second="Collega")
        boxes = _boxes(vault, case.case_id)
        key = database_key(vault.keys.vmk)
        lost = {name: box for name, box in boxes.items() if name in LOST[act]}
        assert set(lost) == LOST[act]
        before = _everything(folder, key)
        assert all(box[:40] in before for box in lost.values()), "the search finds what is there"
        ACTS[act](case, clock)
        after = _everything(folder, key)
        assert [name for name, box in lost.items() if box[:40] in after] == []


def _boxes(vault: service.Vault, case_id: str) -> dict[str, bytes]:
    opened = vault.official
    assert opened is not None
    with opened.database.session() as session:
        rows = session.exec(select(KeyBox).where(col(KeyBox.case_id) == case_id)).all()
        return {
            opened.label_of(one.recipient) if one.recipient != "recovery" else "recovery": one.box
            for one in rows
        }
