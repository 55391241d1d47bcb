"""V9, V10, S5, S14: search, retention, consents, hand-over, corrections, erasing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import InputError
from scarpette_tui.vault import service
from scarpette_tui.vault.content import (
    Consent,
    ConsentDoc,
    ConsentPurpose,
    NoteEntry,
    NotesDoc,
    PlanDoc,
    PlanStep,
)
from scarpette_tui.vault.types import Report
from tests.vault import MORNING, enter
from tests.vault.acting import agreed, kept_case


def _raw(vault: Any, statement: str) -> list[Any]:
    with vault.official.database.transaction() as connection:
        return list(connection.execute(sql(statement)).all())


# --- V9 -----------------------------------------------------------------------------------------


def test_v9_search_finds_what_is_mine_without_case_or_accents(
    folder: Path, clock: FixedClock
) -> None:
    first = kept_case(folder, clock, "Portare la CERTIFICAZIONE del perché, lunedì in comune")
    other = kept_case(folder, clock, "perche no", label="Collega")
    shared = kept_case(folder, clock, "Perché sì", label="Collega", second="Operatrice")
    with enter(folder, "Operatrice", clock) as vault:
        seen: list[tuple[int, int]] = []
        hits = vault.search("PERCHE", progress=lambda done, every: seen.append((done, every)))
        assert [hit.row.case_id for hit in hits] == [shared, first]
        assert other not in {hit.row.case_id for hit in hits}
        assert hits[1].where == "note"
        assert "perché" in hits[1].excerpt
        assert seen == [(0, 2), (2, 2)]
        case = vault.open(first)
        case.write(PlanDoc(steps=(PlanStep(step="a.b", note="telefonare al centro"),)))
        assert [hit.where for hit in vault.search("al  centro")] == ["passi"]
        assert vault.search("niente di simile") == []
        with pytest.raises(InputError):
            vault.search("  ")
        assert vault.search("perche", stop=lambda: True) == []
        tables = {row[0] for row in _raw(vault, "SELECT name FROM sqlite_master")}
        assert not any("fts" in name for name in tables)


def test_v9_a_search_is_in_the_chain_without_its_words(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        vault.search("mela cotogna")
    with enter(folder, "Responsabile", clock) as vault:
        (entry,) = [one for one in vault.audit() if "ricerca" in one.action]
        assert "mela" not in repr(entry)


# --- S14, V10 ----------------------------------------------------------------------------------


def test_s14_the_owner_is_warned_seven_days_before_and_then_it_is_erased(
    folder: Path, clock: FixedClock
) -> None:
    case_id = kept_case(folder, clock, second="Collega")
    until = clock.today() + timedelta(days=41)  # a Sunday, as last days are
    with enter(folder, "Operatrice", clock) as vault:
        vault.open(case_id).change_retention(until)
        assert vault.expiring() == []
    for ahead, warned in ((33, False), (34, True), (41, True)):
        clock.set(MORNING + timedelta(days=ahead))
        for label in ("Operatrice", "Collega"):
            with enter(folder, label, clock) as vault:
                assert [row.case_id for row in vault.expiring()] == ([case_id] if warned else [])
                assert vault.overdue() == vault.erased_at_unlock == 0
        with enter(folder, "Responsabile", clock) as vault:
            assert vault.expiring() == []  # not sealed to her
    clock.set(MORNING + timedelta(days=42))
    with enter(folder, "Responsabile", clock) as vault:
        assert vault.erased_at_unlock == 1
        for table in ("cases", "boxes", "documents", "consents"):
            assert _raw(vault, f"SELECT * FROM {table}") == []
        assert vault.audit()[-1].action == "fascicolo cancellato alla scadenza"


@pytest.mark.parametrize("jump", [3000, 46, -400])
def test_s14_a_clock_that_jumps_erases_no_note(folder: Path, clock: FixedClock, jump: int) -> None:
    case_id = kept_case(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:
        vault.open(case_id).change_retention(clock.today() + timedelta(days=35))
        vault.backup()
        vault.new_case(traceless=True)
    kept = len(service.backups(folder))
    clock.set(MORNING + timedelta(days=jump))
    for _ in range(2):
        with enter(folder, "Operatrice", clock) as vault:
            assert vault.clock_doubt
            vault.backup()
            if jump > 0:
                assert [row.case_id for row in vault.cases()] == [case_id]  # the draft went
                with pytest.raises(InputError, match="orologio"):
                    vault.erase_expired()
    assert len(service.backups(folder)) == kept + 2
    with enter(folder, "Responsabile", clock) as vault:
        assert vault.erase_expired() == (1 if jump > 0 else 0)
        assert not vault.clock_doubt
    with enter(folder, "Operatrice", clock) as vault:
        assert not vault.clock_doubt


def test_s14_retention_is_bounded(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        for days in (5, 61 * 31):
            with pytest.raises(InputError, match="60 mesi"):
                case.change_retention(clock.today() + timedelta(days=days))


# --- S5 ------------------------------------------------------------------------------------------


def _consent(clock: FixedClock, nonce: str, *, given: bool = True) -> Consent:
    return Consent(
        purpose=ConsentPurpose.BE_CONTACTED,
        given=given,
        at=clock.now(),
        asked_by="Operatrice",
        nonce=nonce,
    )


def test_s5_consents_are_signed_separate_and_revocable(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        case.record_consent(_consent(clock, "uno"))
        case.revoke_consent(ConsentPurpose.BE_CONTACTED)
        assert case.consent_faults() == []
        given = {one.purpose: one.revoked_at for one in case.read(ConsentDoc).consents}
        assert given[ConsentPurpose.BE_CONTACTED] is not None
        assert given[ConsentPurpose.KEEP_NOTE] is None
        with pytest.raises(InputError):
            case.record_consent(_consent(clock, "uno"))
        with pytest.raises(InputError):
            case.record_consent(_consent(clock, ""))
        assert len(_raw(vault, "SELECT * FROM consents")) == 3  # note, contact, its withdrawal


_REPLAYS = {
    "the withdrawal is taken away": "DELETE FROM consents WHERE number = 3",
    "a row of another case is copied in": (
        "UPDATE consents SET digest = (SELECT digest FROM consents WHERE number = 1) "
        "WHERE number = 2"
    ),
    "two rows change places": (
        "UPDATE consents SET number = CASE number WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE number END"
    ),
    "the older document comes back": (
        "DELETE FROM documents WHERE version = (SELECT max(version) FROM documents) "
        "AND row = (SELECT row FROM documents ORDER BY version DESC LIMIT 1)"
    ),
}


@pytest.mark.parametrize("replay", _REPLAYS)
def test_s5_v7_a_consent_cannot_be_replayed(folder: Path, clock: FixedClock, replay: str) -> None:
    """A colleague with the vault key and his own tool, who also mends the root."""
    case_id = kept_case(folder, clock)
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        case.record_consent(_consent(clock, "uno"))
        case.revoke_consent(ConsentPurpose.BE_CONTACTED)
        assert case.consent_faults() == []
        _raw(vault, _REPLAYS[replay].replace("SELECT", "SELECT") + " RETURNING 1")
        assert case.consent_faults() != []


# --- hand-over, second official -----------------------------------------------------------------


def test_v5_v8_a_check_ends_when_the_vault_is_to_be_locked(folder: Path, clock: FixedClock) -> None:
    """Nobody who presses the lock waits until every page and signature was looked at."""
    with enter(folder, "Operatrice", clock) as vault:
        for patience in range(5):
            asked = iter([False] * patience)
            found = vault.check(lambda asked=asked: next(asked, True))
            assert found == Report(True, ("Il controllo è stato interrotto.",))
        assert len(vault.check().findings) > 4


def test_hand_over_needs_her_consent_and_takes_the_key_away(
    folder: Path, clock: FixedClock
) -> None:
    case_id = kept_case(folder, clock, "segreto", second="Responsabile")
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        refused = agreed(clock).model_copy(update={"given": False})
        for consent in (None, refused, _consent(clock, "altro")):
            with pytest.raises(InputError, match="consenso"):
                case.hand_over("Collega", consent)
        for label in ("Supervisione", "Operatrice", "Nessuno"):
            with pytest.raises(InputError):
                case.hand_over(label, agreed(clock))
        case.hand_over("Collega", agreed(clock))
        with pytest.raises(InputError):
            vault.open(case_id)
    with enter(folder, "Responsabile", clock) as vault:
        with pytest.raises(InputError, match="in carico"):
            vault.open(case_id).hand_over("Operatrice", agreed(clock, "due"))
        assert "fascicolo affidato: Collega" in {one.action for one in vault.audit()}
    with enter(folder, "Collega", clock) as vault:
        case = vault.open(case_id)
        assert case.row.mine
        assert case.second == "Responsabile"
        assert case.consent_faults() == []
        purposes = [one.purpose for one in case.read(ConsentDoc).consents]
        assert purposes[-1] is ConsentPurpose.HAND_OVER


def test_second_official_is_changed_by_the_owner_only(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock, second="Collega")
    with enter(folder, "Collega", clock) as vault, pytest.raises(InputError, match="in carico"):
        vault.open(case_id).set_second(None)
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        case.set_second("Responsabile")
        assert case.second == "Responsabile"
    with enter(folder, "Collega", clock) as vault, pytest.raises(InputError):
        vault.open(case_id)
    with enter(folder, "Operatrice", clock) as vault:
        vault.open(case_id).set_second(None)
        assert vault.open(case_id).second is None
        assert [row[0] for row in _raw(vault, "SELECT count(*) FROM boxes")] == [2]


# --- corrections ---------------------------------------------------------------------------------


def test_a_correction_keeps_what_it_corrects(folder: Path, clock: FixedClock) -> None:
    case_id = kept_case(folder, clock, "martedì alle 9")
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        entry = NoteEntry(at=clock.now(), author="Operatrice", text="mercoledì alle 9")
        case.write(case.read(NotesDoc).corrected(0, entry))
        timeline = case.read(NotesDoc).timeline()
        assert [(one.text, by) for one, by in timeline] == [
            ("martedì alle 9", 1),
            ("mercoledì alle 9", None),
        ]
        assert [len(one.entries) for one in case.history(NotesDoc)] == [1, 2]
        with pytest.raises(IndexError):
            case.read(NotesDoc).corrected(2, entry)


def test_pages_of_a_list_agree_with_its_count(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        for number in range(7):
            case = vault.new_case(traceless=False)
            if number % 2:
                case.close_case()
        closed = service.CaseState.CLOSED
        assert (vault.count(), vault.count(closed)) == (7, 3)
        pages = [vault.cases(limit=3, offset=start) for start in (0, 3, 6)]
        assert [len(page) for page in pages] == [3, 3, 1]
        assert [row for page in pages for row in page] == vault.cases()
