"""V12, A4: backups that someone made up, or that hold what must not come back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import DiskError, VaultDamagedError
from scarpette_tui.vault import authority, backups, copying, service
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.tables import KeyBox
from tests.vault import PEOPLE, enter, rewrite
from tests.vault.acting import countersign, kept_case, note_of

Template = tuple[Path, service.Recovery]
BOTH = authority.People(
    ("Responsabile", PEOPLE["Responsabile"][1]), ("Collega", PEOPLE["Collega"][1])
)


def _restore(
    folder: Path,
    who: authority.People | authority.Shares,
    clock: FixedClock,
    number: int | None = None,
) -> None:
    with service.prepare_restore(
        folder, number, who, countersign=countersign, clock=clock
    ) as found:
        found.commit()


def test_v12_a4_a_backup_made_up_around_the_public_key_of_recovery_is_refused(
    folder: Path, template: Template, clock: FixedClock
) -> None:
    """Anyone can seal a key to recovery: only the signature tells whose backup it is."""
    with enter(folder, "Operatrice", clock) as vault:
        assert vault.official is not None
        files = (vault.official.database, vault.counts, vault.keys.ring)
        made = backups.make(backups.Source(*files, vmk=bytes(32), clock=clock), "richiesta")
        vault.leave()
    shares = authority.Shares(template[1].share_a, template[1].share_b)
    before = (folder / "cases.db").read_bytes()
    for who in (shares, BOTH):
        with pytest.raises(VaultDamagedError, match="non è autentica"):
            _restore(folder, who, clock, made.header.number)
    assert (folder / "cases.db").read_bytes()[:16] == before[:16]


def test_v12_v2_a_restore_brings_back_no_key_of_who_left_or_got_new_ones(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock, second="Collega")
    kept_case(folder, clock, second="Responsabile")
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Altra", service.Role.OPERATORE, "a b c")
        vault.backup()
        service.remove(vault, "Collega", countersign=countersign)
    with enter(folder, "Responsabile", clock) as vault:
        service.give_temporary(vault, "Operatrice", "per oggi", countersign=countersign)
    people = authority.People(BOTH.first, ("Altra", "a b c"))
    _restore(folder, people, clock)
    with enter(folder, "Responsabile", clock) as vault:
        assert vault.official is not None
        with vault.official.database.session() as session:
            held = [box.recipient for box in session.exec(select(KeyBox)).all()]
        assert sorted(held) == sorted(["recovery", "recovery", vault.keys.me.id])


def test_v12_what_stood_there_is_in_a_backup_after_a_restore(
    folder: Path, clock: FixedClock
) -> None:
    """A wrong choice can be taken back."""
    with enter(folder, "Responsabile", clock) as vault:
        old = vault.backup().number
    case_id = kept_case(folder, clock, "scritta dopo")
    _restore(folder, BOTH, clock, old)
    with enter(folder, "Operatrice", clock) as vault:
        assert vault.cases() == []
    (kept,) = [row for row in service.backups(folder) if row.reason == "ripristino"]
    _restore(folder, BOTH, clock, kept.number)
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, case_id) == "scritta dopo"


def test_v12_what_cannot_be_kept_is_not_replaced(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room for a copy of what stands there: nothing is restored, and it is said."""
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()
    case_id = kept_case(folder, clock, "scritta dopo")

    def full(*_: object, **__: object) -> None:
        raise DiskError("Il disco è pieno.")

    monkeypatch.setattr(backups, "make", full)
    with pytest.raises(DiskError):
        _restore(folder, BOTH, clock)
    monkeypatch.undo()
    with enter(folder, "Operatrice", clock) as vault:
        assert note_of(vault, case_id) == "scritta dopo"


def test_s14_v10_a_restore_brings_back_no_note_past_its_last_day(
    folder: Path, clock: FixedClock
) -> None:
    kept_case(folder, clock)
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()
    clock.set(clock.now() + timedelta(days=400))
    _restore(folder, BOTH, clock)
    with enter(folder, "Operatrice", clock) as vault:
        assert vault.erased_at_unlock == 0, "it was never there"
        assert vault.cases() == []


def test_v12_a_backup_that_does_not_read_back_is_no_backup(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that spoils what it was given: seen at once, and the copy before stays."""

    class Spoilt(Database):
        def __init__(self, path: Path, key: bytes, **options: Any) -> None:
            if not options.get("new"):
                rewrite(path, lambda data: data.__setitem__(-2000, data[-2000] ^ 1))
            super().__init__(path, key, **options)

    kept_case(folder, clock)
    with enter(folder, "Responsabile", clock) as vault:
        good = vault.backup().number
        monkeypatch.setattr(copying, "Database", Spoilt)
        with pytest.raises(VaultDamagedError):
            vault.backup()
        monkeypatch.undo()
    assert [row.number for row in service.backups(folder)] == [good]
    assert not list((folder / "backups").glob(".*"))
