"""A case's life: documents, code and word, closing, `senza traccia`, sweep, erasing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlmodel import select

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.vault import codes, retention, service
from scarpette_tui.vault.content import AnswersDoc, ConsentDoc, ContactDoc, NoteEntry, NotesDoc
from scarpette_tui.vault.keyring import database_key
from scarpette_tui.vault.tables import AuditRow, CaseRecord, DocumentRow, KeyBox
from scarpette_tui.vault.types import CaseState
from tests.vault import enter, local


def test_documents_come_back_and_history_is_kept_where_it_must(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        assert case.read(AnswersDoc) is None
        for number in range(5):
            case.write(AnswersDoc(answers={"q": number}, position=f"q{number}"))
            entry = NoteEntry(at=clock.now(), author="Operatrice", text=f"passo {number}")
            case.write(NotesDoc(entries=(entry,)))
        assert len(case.history(AnswersDoc)) == 1
        assert [doc.entries[0].text for doc in case.history(NotesDoc)] == [
            f"passo {number}" for number in range(5)
        ]
        case_id = case.case_id
    with enter(folder, "Operatrice", clock) as vault:
        again = vault.open(case_id)
        found = again.read(AnswersDoc)
        assert found is not None
        assert (found.answers, found.position) == ({"q": 4}, "q4")


def test_s12_default_is_not_to_contact_her() -> None:
    assert ContactDoc().allowed is False
    assert ConsentDoc().consents == ()


def test_home_list_is_newest_first_and_paged(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        made = [vault.new_case(traceless=False).case_id for _ in range(5)]
        vault.open(made[0]).close_case()
        assert [row.case_id for row in vault.cases()] == made[::-1]
        assert [row.case_id for row in vault.cases(limit=2, offset=1)] == made[::-1][1:3]
        assert [row.case_id for row in vault.cases(CaseState.CLOSED)] == made[:1]


def test_p12_found_again_by_code_and_word(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False, second="Collega")
        case.close_case(word="Mela Rossa")
        typed = f" {case.code[:1].lower()}-{case.code[1:3]} {case.code[3:]}"
        found = vault.find(typed, "  mèla   ROSSA ")
        assert found is not None
        assert found.case_id == case.case_id
        assert vault.find(case.code, "mela verde") is None
        assert vault.find(case.code, "") is None
        assert vault.find("A00000", "mela rossa") is None
        assert vault.find("' OR 1=1 --", "x") is None
        code = case.code
    with enter(folder, "Collega", clock) as vault:
        assert vault.find(code, "mela rossa") is not None
    with enter(folder, "Responsabile", clock) as vault:
        assert vault.find(code, "mela rossa") is None
        assert [(row.code, row.owner_label) for row in vault.register()] == [(code, "Operatrice")]


def test_word_is_kept_only_as_a_hash_keyed_with_the_case_key(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        one, two = vault.new_case(traceless=False), vault.new_case(traceless=False)
        for case in (one, two):
            case.close_case(word="girasole")
        with vault.official.database.session() as session:
            records = session.exec(select(CaseRecord)).all()
        assert "girasole" not in repr(records)
        assert len({record.word_mac for record in records}) == 2
        first = next(record for record in records if record.id == one.case_id)
        assert one._key.same_word("girasole", first.word_salt, first.word_mac)
        assert not two._key.same_word("girasole", first.word_salt, first.word_mac)


def test_code_finds_every_wrong_digit_and_every_swap() -> None:
    for _ in range(300):
        code = codes.new_code()
        assert codes.normal_code(code) == code
        for at in range(1, 6):
            for digit in "0123456789":
                wrong = code[:at] + digit + code[at + 1 :]
                assert (codes.normal_code(wrong) is None) == (wrong != code)
        for at in range(1, 5):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert (codes.normal_code(swapped) is None) == (swapped != code)
        right = sum(
            codes.normal_code(letter + code[1:]) is not None for letter in "ABCDEFGHKLMNPRSTUVXZ"
        )
        assert right == 2


def test_closing_keeps_the_week_only_and_twelve_months(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        assert case.row.opened_on == date(2026, 11, 23)
        case.close_case()
        row = case.row
    assert (row.state, row.opened_on, row.week) == (CaseState.CLOSED, None, "2026-W48")
    assert row.retention_until == date(2027, 12, 5), "the Sunday after: no day to count back to"


def test_a1_s11_dates_outside_the_seal_tell_the_week_and_never_the_day(
    folder: Path, clock: FixedClock
) -> None:
    """The register says the week; the last day, counted back by its months, must not say more."""
    seen = set()
    for day in range(23, 30):  # Monday to Sunday
        clock.set(local(day, 10))
        with enter(folder, "Operatrice", clock) as vault:
            case = vault.new_case(traceless=False)
            case.close_case()
        with enter(folder, "Collega", clock) as vault, vault.official.database.session() as session:
            record = session.get(CaseRecord, case.case_id)
            assert record is not None
            seen.add((record.week, record.day, record.retention_until))
    assert len(seen) == 1
    assert retention.week_end(date(2026, 11, 25)) == retention.week_end(date(2026, 11, 29))


@pytest.mark.parametrize("until", [date(2026, 12, 22), date(2031, 12, 1), date(2020, 1, 1)])
def test_s14_retention_outside_1_to_60_months_is_refused(
    folder: Path, clock: FixedClock, until: date
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        with pytest.raises(InputError, match="tra 1 e 60 mesi"):
            case.close_case(retention_until=until)
        assert case.row.state is CaseState.DRAFT
        case.close_case(retention_until=date(2031, 11, 23))


def test_a1_s14_a_chosen_last_day_is_kept_as_its_sunday(folder: Path, clock: FixedClock) -> None:
    """Whatever day is chosen: outside the seal stands the end of a week."""
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        case.close_case(retention_until=date(2027, 3, 10))
        assert case.row.retention_until == date(2027, 3, 14)
        case.change_retention(date(2027, 6, 1))
        assert case.row.retention_until == date(2027, 6, 6)


def test_months_end_on_the_last_day() -> None:
    assert retention.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert retention.months_later(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_undecided_cannot_be_closed_and_traceless_is_destroyed(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        undecided, traceless = vault.new_case(), vault.new_case(traceless=True)
        with pytest.raises(InputError, match="Non è ancora deciso"):
            undecided.close_case()
        traceless.write(NotesDoc())
        traceless.close_case()
        assert [row.case_id for row in vault.cases()] == [undecided.case_id]
        with pytest.raises(InputError, match="cancellato"):
            traceless.write(NotesDoc())
        with pytest.raises(InputError, match="cancellato"):
            _ = traceless.row


def test_traceless_and_undecided_never_reach_register_or_chain(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        for traceless in (True, None):
            case = vault.new_case(traceless=traceless)
            vault.open(case.case_id).write(NotesDoc())
            assert vault.register() == [], "not even while it is there"
            case.destroy()
        assert vault.register() == []
        with vault.official.database.session() as session:
            assert session.exec(select(AuditRow)).all() == []


def _counts(vault: service.Vault) -> tuple[int, int, int]:
    assert vault.official is not None
    with vault.official.database.session() as session:
        return (
            len(session.exec(select(CaseRecord)).all()),
            len(session.exec(select(KeyBox)).all()),
            len(session.exec(select(DocumentRow)).all()),
        )


def test_sweep_after_midnight_by_any_official_leaves_nothing(
    folder: Path, clock: FixedClock
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        kept = vault.new_case(traceless=False).case_id
        gone = [vault.new_case(traceless=True), vault.new_case(traceless=None)]
        for case in gone:
            for _ in range(3):
                case.write(NotesDoc(entries=()))
        with vault.official.database.session() as session:
            ids = [case.case_id for case in gone]
            rows = session.exec(select(DocumentRow)).all()
            boxes = session.exec(select(KeyBox)).all()
        parts = [row.sealed[13:45] for row in rows if row.case_id in ids]
        parts += [box.box[:32] for box in boxes if box.case_id in ids]
    clock.set(local(23, 23, 59))
    with enter(folder, "Collega", clock) as vault:
        assert _counts(vault)[0] == 3
        key = database_key(vault._keys.vmk)
    before = _pages(folder / "cases.db", key)
    assert len(parts) > 8
    assert all(part in before for part in parts)
    clock.set(local(24, 0, 1))
    with enter(folder, "Collega", clock) as vault:
        cases, boxes_left, documents = _counts(vault)
        assert (cases, boxes_left, documents) == (1, 2, 1)
        assert (folder / "cases.db-wal").stat().st_size == 0
    after = _pages(folder / "cases.db", key)
    assert not [part for part in parts if part in after]
    with enter(folder, "Operatrice", clock) as vault:
        assert [row.case_id for row in vault.cases()] == [kept]


def _pages(path: Path, key: bytes) -> bytes:
    """Return every byte of a closed SQLCipher file without its encryption, slack included."""
    data, clear = path.read_bytes(), bytearray()
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        cipher = Cipher(algorithms.AES256(key), modes.CBC(page[4016:4032])).decryptor()
        clear += cipher.update(page[0 if start else 16 : 4016])
    return bytes(clear)


def test_decided_draft_stays_over_midnight(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case_id = vault.new_case(traceless=False).case_id
    clock.set(clock.now() + timedelta(days=40))
    with enter(folder, "Operatrice", clock) as vault:
        assert [row.case_id for row in vault.cases()] == [case_id]


def test_clock_set_back_destroys_nothing(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        vault.new_case()
    clock.set(clock.now() - timedelta(days=3))
    with enter(folder, "Operatrice", clock) as vault:
        assert len(vault.cases()) == 1


def test_v10_destroy_cuts_the_log(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        for _ in range(30):
            case.write(NotesDoc())
        case.destroy()
        assert (folder / "cases.db-wal").stat().st_size == 0
        assert _counts(vault) == (0, 0, 0)
        case.destroy()


def test_full_disk_keeps_what_was_acknowledged(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        case.write(AnswersDoc(position="prima"))
        raw = vault.official.database._raw
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskError, match="pieno") as caught:
            case.write(AnswersDoc(position="x" * 200_000))
        assert "già salvato" in caught.value.kept
        found = case.read(AnswersDoc)
        assert found is not None
        assert found.position == "prima"
        raw.execute("PRAGMA max_page_count = 1000000")
        case.write(AnswersDoc(position="dopo"))


def test_methods_may_be_called_from_many_threads(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault, ThreadPoolExecutor(8) as pool:
        case = vault.new_case(traceless=False)
        list(pool.map(lambda n: case.write(NotesDoc()), range(40)))
        assert len(case.history(NotesDoc)) == 40
