"""V7: the audit chain, and what `vault verify` finds; migrations go the whole way or not."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy import text as sql
from sqlmodel import select

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import InputError, VaultDamagedError
from scarpette_tui.vault import audit, checking, schema, service
from scarpette_tui.vault.content import NoteEntry, NotesDoc
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.primitives import SealError, raw
from scarpette_tui.vault.tables import AuditRow, Meta
from scarpette_tui.vault.types import Role
from tests.vault import PEOPLE, enter, rewrite


@pytest.fixture
def busy(folder: Path, clock: FixedClock) -> Path:
    with enter(folder, "Operatrice", clock) as vault:
        for _ in range(3):
            case = vault.new_case(traceless=False)
            entry = NoteEntry(at=clock.now(), author="Operatrice", text="canarino")
            case.write(NotesDoc(entries=(entry,)))
            vault.open(case.case_id).close_case(word="parola")
    return folder


def _verify(folder: Path, clock: FixedClock, label: str = "Responsabile") -> service.Report:
    return service.verify(folder, label, PEOPLE[label][1], clock=clock)


def test_v7_chain_is_read_by_the_responsabile_only_and_free_of_content(
    busy: Path, clock: FixedClock
) -> None:
    with enter(busy, "Responsabile", clock) as vault:
        entries = vault.audit()
        with vault.official.database.session() as session:
            stored = repr(session.exec(select(AuditRow)).all())
    assert [entry.action for entry in entries[:3]] == [
        "fascicolo creato",
        "fascicolo aperto",
        "fascicolo chiuso",
    ]
    assert "canarino" not in repr(entries)
    assert "parola" not in repr(entries)
    assert "Operatrice" not in stored
    assert "fascicolo" not in stored
    with enter(busy, "Operatrice", clock) as vault, pytest.raises(InputError, match="Solo"):
        vault.audit()


def test_v7_key_is_evolved_and_the_old_one_gone(busy: Path, clock: FixedClock) -> None:
    with enter(busy, "Responsabile", clock) as vault:
        opened = vault.official
        with opened.database.session() as session:
            before = session.get(Meta, audit.KEY).value
            opened.note(session, "prova")
        with opened.database.session() as session:
            after = session.get(Meta, audit.KEY).value
            everything = [row.value for row in session.exec(select(Meta)).all()]
        assert before != after
        assert before not in everything


def _rewrite_entry(session: Any, vault_id: str) -> None:
    row = session.get(AuditRow, 2)
    row.sealed = session.get(AuditRow, 4).sealed


def _relink(session: Any, vault_id: str) -> None:
    """Forge an entry and mend every link after it, as the vault key allows."""
    rows = session.exec(select(AuditRow).order_by(AuditRow.number)).all()
    rows[1].sealed = rows[3].sealed
    before = audit._genesis(vault_id)
    for row in rows:
        row.link = before = audit._link(before, row.number, row.sealed)


def _cut_tail(session: Any, vault_id: str) -> None:
    session.delete(session.exec(select(AuditRow).order_by(AuditRow.number.desc())).first())


def _drop_middle(session: Any, vault_id: str) -> None:
    session.delete(session.get(AuditRow, 3))


@pytest.mark.parametrize("attack", [_rewrite_entry, _relink, _cut_tail, _drop_middle])
def test_v7_a1_editing_the_chain_is_seen(busy: Path, clock: FixedClock, attack: Any) -> None:
    assert _verify(busy, clock).ok
    with enter(busy, "Collega", clock) as vault, vault.official.database.session() as session:
        attack(session, vault.vault_id)
    report = _verify(busy, clock)
    assert not report.ok
    assert "registro degli accessi" in report.findings[-1].lower()


def test_verify_says_in_italian_what_was_found(busy: Path, clock: FixedClock) -> None:
    report = _verify(busy, clock)
    assert report.ok
    assert len(report.findings) == 7
    assert any("autentico e completo" in line for line in report.findings)
    assert any("prova piena" in line for line in _verify(busy, clock, "Operatrice").findings)
    assert len(_verify(busy, clock, "Supervisione").findings) == 2


def test_verify_finds_a_damaged_page(busy: Path, clock: FixedClock) -> None:
    with enter(busy, "Operatrice", clock) as vault:
        vault.official.database.checkpoint()
        with vault.official.database.transaction() as raw_connection:
            page = raw_connection.execute(
                sql("SELECT rootpage FROM sqlite_master WHERE name = 'documents'")
            ).scalar_one()
    at = (page - 1) * 4096 + 2000
    rewrite(busy / "cases.db", lambda data: data.__setitem__(at, data[at] ^ 1))
    with enter(busy, "Responsabile", clock) as vault:
        report = checking.report(vault)
    assert not report.ok
    assert "fascicoli" in report.findings[-1]


def test_chain_secret_is_for_its_readers_only(busy: Path, clock: FixedClock) -> None:
    with enter(busy, "Operatrice", clock) as vault:
        opened = vault.official
        with opened.database.session() as session:
            assert (
                audit.open_secret(session, opened.vault_id, opened.me.id, opened.identity) is None
            )
            boxes = [
                raw(row.value)
                for row in session.exec(select(Meta)).all()
                if row.name.startswith("chain_secret.")
            ]
        assert len(boxes) == 2
        for box in boxes:
            with pytest.raises(SealError):
                opened.identity.open_key(box, b"")


def test_chain_notes_people_and_passphrases(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Nuova", Role.OPERATORE, "a b")
        vault.change_passphrase(PEOPLE["Responsabile"][1], "c d")
        assert [(entry.action, entry.subject) for entry in vault.audit()] == [
            ("persona aggiunta come operatore", "Nuova"),
            ("frase segreta cambiata", "Responsabile"),
        ]


def _set_schema(folder: Path, clock: FixedClock, value: str) -> None:
    with (
        enter(folder, "Operatrice", clock) as vault,
        vault.official.database.transaction() as connection,
    ):
        schema.write_meta(connection, "schema", value)


def test_newer_schema_is_refused_with_exit_5(folder: Path, clock: FixedClock) -> None:
    _set_schema(folder, clock, "99")
    with pytest.raises(VaultDamagedError, match="più recente") as caught:
        enter(folder, "Operatrice", clock)
    assert caught.value.exit_code == 5


def test_schema_of_nobody_is_refused(folder: Path, clock: FixedClock) -> None:
    _set_schema(folder, clock, "0")
    with pytest.raises(VaultDamagedError, match="non conosce"):
        enter(folder, "Operatrice", clock)


def test_migration_is_one_transaction(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    path.write_bytes(b"")

    def one(connection: Connection) -> None:
        connection.execute(sql("CREATE TABLE uno (a)"))

    def two(connection: Connection) -> None:
        connection.execute(sql("CREATE TABLE due (a)"))
        raise RuntimeError

    def two_right(connection: Connection) -> None:
        connection.execute(sql("CREATE TABLE due (a)"))

    with Database(path, bytes(32), new=True) as database:
        schema.build(database, schema.COUNTS, {})
        broken = schema.Schema(3, (), {1: one, 2: two})
        with pytest.raises(RuntimeError):
            schema.migrate(database, broken)
        assert schema.read_meta(database)["schema"] == "1"
        assert schema.migrate(database, schema.Schema(3, (), {1: one, 2: two_right})) == 2
        assert schema.read_meta(database)["schema"] == "3"
        assert schema.migrate(database, schema.Schema(3, (), {})) == 0
        with pytest.raises(VaultDamagedError, match="più recente"):
            schema.migrate(database, schema.COUNTS)
