"""V1: two layers; a colleague with the vault key still reads nothing."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import InputError, VaultDamagedError
from scarpette_tui.vault.content import AnswersDoc, GateDoc, NoteEntry, NotesDoc
from scarpette_tui.vault.keyring import RECOVERY, load
from scarpette_tui.vault.sealing import CaseKey, open_case_key
from scarpette_tui.vault.tables import CaseRecord, DocumentRow, KeyBox
from tests.vault import enter


def _note(clock: FixedClock, text: str) -> NotesDoc:
    return NotesDoc(entries=(NoteEntry(at=clock.now(), author="Operatrice", text=text),))


def _recipients(vault: Any, case_id: str) -> set[str]:
    names = {user.id: user.label for user in load(vault.directory).users} | {RECOVERY: RECOVERY}
    with vault.official.database.session() as session:
        boxes = session.exec(select(KeyBox).where(col(KeyBox.case_id) == case_id)).all()
    return {names[box.recipient] for box in boxes}


@pytest.mark.parametrize(
    ("traceless", "second", "expected"),
    [
        (False, None, {"Operatrice", RECOVERY}),
        (False, "Collega", {"Operatrice", "Collega", RECOVERY}),
        (True, None, {"Operatrice"}),
        (True, "Collega", {"Operatrice"}),
        (None, None, {"Operatrice"}),
        (None, "Collega", {"Operatrice"}),
    ],
)
def test_v1_who_the_case_key_is_sealed_to(
    folder: Path,
    clock: FixedClock,
    traceless: bool | None,
    second: str | None,
    expected: set[str],
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=traceless, second=second)
        assert _recipients(vault, case.case_id) == expected


def test_v1_deciding_for_a_note_seals_to_the_chosen_second_and_recovery(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(second="Collega")
        assert case.second == "Collega"
        case.set_traceless(False)
        assert _recipients(vault, case.case_id) == {"Operatrice", "Collega", RECOVERY}
        case.set_traceless(True)
        assert _recipients(vault, case.case_id) == {"Operatrice"}


def test_v1_a1_colleague_with_the_vault_key_reads_no_case_not_sealed_to_him(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False, restricted=True)
        case.write(_note(clock, "parola-canarino-7731"))
        assert case.restricted
        case_id = case.case_id
    for other in ("Collega", "Responsabile"):
        with enter(folder, other, clock) as vault:
            assert vault.cases() == []
            with pytest.raises(InputError, match="non è affidato a Lei"):
                vault.open(case_id)
            opened = vault.official
            with opened.database.session() as session:
                rows = session.exec(select(DocumentRow)).all()
                boxes = session.exec(select(KeyBox)).all()
                record = session.get(CaseRecord, case_id)
            everything = repr(rows) + repr(record)
            assert "canarino" not in everything
            for kind in ("notes", "answers", "facts"):
                assert kind not in everything
            for box in boxes:
                for to in (box.recipient, opened.me.id):
                    with pytest.raises(VaultDamagedError):
                        open_case_key(box.box, opened.vault_id, case_id, to, opened.identity)


def test_v1_second_official_reads_and_writes(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case_id = vault.new_case(traceless=False, second="Collega").case_id
        vault.open(case_id).write(_note(clock, "primo passo"))
    with enter(folder, "Collega", clock) as vault:
        (row,) = vault.cases()
        assert (row.owner, row.mine) == ("Operatrice", False)
        found = vault.open(case_id).read(NotesDoc)
        assert found is not None
        assert found.entries[0].text == "primo passo"


def test_v1_second_cannot_be_a_supervisor_a_stranger_or_oneself(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        for label in ("Supervisione", "Nessuno", "Operatrice"):
            with pytest.raises(InputError, match="seconda persona"):
                vault.new_case(traceless=False, second=label)
        assert vault.cases() == []


def test_v1_documents_are_bound_to_case_row_and_version(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        one, two = vault.new_case(traceless=False), vault.new_case(traceless=False)
        for case in (one, two):
            case.write(_note(clock, "a"))
            case.write(_note(clock, "b"))
            case.write(GateDoc(language="en"))
        database = vault.official.database
        with database.session() as session:
            rows = session.exec(
                select(DocumentRow).where(col(DocumentRow.row) == one._key.row("notes"))
            ).all()
            rows[0].sealed, rows[1].sealed = rows[1].sealed, rows[0].sealed
            gate = session.exec(
                select(DocumentRow).where(col(DocumentRow.row) == one._key.row("gate"))
            ).one()
            gate.sealed = rows[0].sealed
        for kind in (NotesDoc, GateDoc):
            with pytest.raises(VaultDamagedError, match="sigillato"):
                one.read(kind)
        with database.session() as session:
            mine = session.exec(select(KeyBox).where(col(KeyBox.case_id) == one.case_id)).all()
            other = session.exec(select(KeyBox).where(col(KeyBox.case_id) == two.case_id)).all()
            mine[0].box = other[0].box
        with pytest.raises(VaultDamagedError, match="chiave di un fascicolo"):
            vault.open(one.case_id)
        assert vault.open(two.case_id).read(GateDoc) == GateDoc(language="en")


def test_v1_every_flipped_bit_of_a_sealed_document_is_found() -> None:
    key = CaseKey.random("0" * 32)
    sealed = key.seal(GateDoc(), 1)
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(VaultDamagedError):
            key.open(GateDoc, 1, changed)
    with pytest.raises(VaultDamagedError):
        key.open(GateDoc, 2, sealed)


def test_v1_sizes_go_in_steps() -> None:
    key = CaseKey.random("0" * 32)
    sizes = {len(key.seal(AnswersDoc(phase="x" * n), 1)) for n in range(40)}
    assert len(sizes) <= 2


def test_v1_columns_outside_the_seal_are_the_agreed_ones() -> None:
    assert set(CaseRecord.model_fields) == {
        "id",
        "code",
        "owner_id",
        "state",
        "traceless",
        "week",
        "day",
        "retention_until",
        "word_salt",
        "word_mac",
    }
    assert set(DocumentRow.model_fields) == {"row", "version", "case_id", "sealed"}
