"""Vaults as every released version wrote them: opened, brought forward, nothing lost.

`fixtures/formatoN` was written by the program that first released schema N; its
`codice.txt` holds the case's code, then the freshness code and the two shares where that
version had them. All synthetic; the passphrases are those of `tests.vault`.
"""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy import text as sql

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import backups, checking, schema, service
from scarpette_tui.vault.content import AnswersDoc, ClosingDoc, ConsentDoc, NotesDoc
from tests.vault import PEOPLE, enter, local
from tests.vault.acting import countersign

FIXTURES = Path(__file__).with_name("fixtures")
RELEASED = sorted(path.name for path in FIXTURES.iterdir())
LATER = local(24, 9)


@pytest.fixture
def later() -> FixedClock:
    return FixedClock(LATER)


def _copy(name: str, tmp_path: Path) -> tuple[Path, list[str]]:
    folder = tmp_path / "archivio"
    shutil.copytree(FIXTURES / name, folder)
    said = (folder / "codice.txt").read_text(encoding="utf-8").split("\n")
    return folder, said


def test_every_released_format_has_its_fixture() -> None:
    assert f"formato{schema.CASES.version}" in RELEASED
    assert len(RELEASED) == schema.CASES.version


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_vault_opens_whole(name: str, tmp_path: Path, later: FixedClock) -> None:
    folder, said = _copy(name, tmp_path)
    with enter(folder, "Operatrice", later) as vault:
        (row,) = [one for one in vault.cases() if one.code == said[0]]
        case = vault.open(row.case_id)
        assert case.read(AnswersDoc) is not None
        assert case.consent_faults() == []
    for label in PEOPLE:
        with enter(folder, label, later) as vault:
            assert checking.report(vault).ok, checking.report(vault).findings
    with enter(folder, "Operatrice", later) as vault:
        assert schema.read_meta(vault.official.database)["schema"] == str(schema.CASES.version)


def test_what_format_2_held_is_all_there(tmp_path: Path, later: FixedClock) -> None:
    folder, (code, fresh, share_a, share_b, *_) = _copy("formato2", tmp_path)
    with enter(folder, "Collega", later) as vault:
        assert vault.knows_code(fresh) == ""
        case = vault.find(code, "mela")
        assert case.read(NotesDoc).entries[0].text == "un passo di prova"
        assert case.read(ClosingDoc).opened_on is not None
        assert len(case.read(ConsentDoc).consents) == 1
    shares = service.Shares(share_a, share_b)
    wanted = service.Wanted("Operatrice", "ritrovata")
    done = service.recover(folder, shares, wanted, countersign=countersign, clock=later)
    assert done.cases == 1


def test_v12_a_backup_is_made_before_a_migration(tmp_path: Path, later: FixedClock) -> None:
    folder, _ = _copy("formato1", tmp_path)
    with enter(folder, "Operatrice", later):
        (backup,) = backups.listed(folder / "backups")
        assert (backup.header.reason, backup.header.tables) == ("aggiornamento", 1)
    people = service.People(
        ("Responsabile", PEOPLE["Responsabile"][1]), ("Collega", PEOPLE["Collega"][1])
    )
    with service.prepare_restore(
        folder, backup.header.number, people, countersign=countersign, clock=later
    ) as found:
        found.commit()
    with enter(folder, "Operatrice", later) as vault:  # restored, and brought forward again
        assert len(vault.cases()) == 2
        assert checking.report(vault).ok


def test_a_migration_cut_in_the_middle_is_done_at_the_next_start(
    tmp_path: Path, later: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said = _copy("formato1", tmp_path)

    whole = schema.CASES

    def cut(connection: Connection) -> None:
        whole.steps[1](connection)
        raise KeyboardInterrupt

    broken = schema.Schema(schema.CASES.version, schema.CASES.tables, {1: cut})
    with monkeypatch.context() as patch:
        patch.setattr(schema, "CASES", broken)
        with pytest.raises(KeyboardInterrupt):
            enter(folder, "Operatrice", later)
    with enter(folder, "Operatrice", later) as vault:
        assert said[0] in {row.code for row in vault.cases()}
        assert checking.report(vault).ok


@pytest.mark.parametrize("name", RELEASED)
def test_a_newer_vault_is_refused_and_not_touched(
    name: str, tmp_path: Path, later: FixedClock
) -> None:
    folder, _ = _copy(name, tmp_path)
    with (
        enter(folder, "Operatrice", later) as vault,
        vault.official.database.transaction() as connection,
    ):
        connection.execute(sql("UPDATE meta SET value = '99' WHERE name = 'schema'"))
    before = (folder / "cases.db").read_bytes()
    with pytest.raises(VaultDamagedError, match="più recente"):
        enter(folder, "Operatrice", later)
    assert (folder / "cases.db").read_bytes() == before
