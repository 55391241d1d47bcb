"""What the responsabile does: users, copies, registers, settings; and two people at the lock."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import HEAD, OPERATOR, PASSPHRASE
from tests.tui.conftest import Opener, flat, painted, press, settled, write
from tests.tui.walking import gate_answers
from textual.pilot import Pilot

from scarpette_tui import settings
from scarpette_tui.clock import FixedClock
from scarpette_tui.desk import case_file, closing, consultation, upkeep
from scarpette_tui.desk.session import unlock
from scarpette_tui.desk.views import ClosingChoices
from scarpette_tui.errors import WrongPassphraseError
from scarpette_tui.isolation import RELOCK
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.lock import LockScreen
from scarpette_tui.tui.screens.rescue import RescueFlow
from scarpette_tui.tui.screens.users import ChangePassphrase
from scarpette_tui.tui.widgets.fields import Field
from scarpette_tui.vault import service

WORDS = "abbaco fucile tordo nuvola ciao"
OTHERS = "scodella damerino fendere squillo valgo"


def fill(pilot: Pilot[int], *values: str) -> None:
    """Put values into the fields of the form on the screen."""
    for field, value in zip(pilot.app.screen.query(Field), values, strict=True):
        field.value = value


async def confirm(pilot: Pilot[int]) -> None:
    """Press Enter in the last field."""
    pilot.app.screen.query(Field).last().focus()
    await press(pilot, "enter")


async def test_a_new_user_begins_by_choosing_the_own_passphrase(
    inside: Opener, locked: Opener, vault_dir: Path
) -> None:
    async with inside(HEAD) as pilot:
        await press(pilot, "u", "a", "1")
        fill(pilot, "Funzionario 7", "Sportello1", "Sportello1")
        await confirm(pilot)
        assert "da indovinare" in flat(pilot)
        fill(pilot, "Funzionario 7", WORDS, WORDS)
        await confirm(pilot)
        assert "Funzionario 7 · operatore" in flat(pilot)
    async with locked(vault_dir) as pilot:
        await press(pilot, "3")
        await write(pilot, WORDS)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChangePassphrase)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ChangePassphrase)
        assert "Prima si sceglie" in flat(pilot)
        fill(pilot, WORDS, OTHERS, OTHERS)
        await confirm(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_who_has_cases_is_not_taken_out(
    inside: Opener, vault_dir: Path, clock: FixedClock
) -> None:
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as here:
        consultation.start(here, gate_answers())
    async with inside(HEAD) as pilot:
        await press(pilot, "u", "2", "o", "s")
        assert "quelli di prima" in flat(pilot)
        assert pilot.app.return_value is None
    assert OPERATOR in {user.label for user in service.state(vault_dir).users}


async def test_taking_somebody_out_draws_new_keys_and_locks(
    inside: Opener, vault_dir: Path
) -> None:
    async with inside(HEAD) as pilot:
        await press(pilot, "u", "2", "o")
        assert "Le chiavi dell'archivio sono nuove" in flat(pilot)
        await press(pilot, "s")
        assert "non è più fra gli utenti" in flat(pilot)
        await press(pilot, "o")
        assert pilot.app.return_value == RELOCK
    assert OPERATOR not in {user.label for user in service.state(vault_dir).users}


async def test_a_temporary_passphrase_replaces_a_lost_one(
    inside: Opener, vault_dir: Path, clock: FixedClock
) -> None:
    async with inside(HEAD) as pilot:
        await press(pilot, "u", "2", "t")
        fill(pilot, WORDS, WORDS)
        await confirm(pilot)
        assert "ha una frase segreta temporanea" in flat(pilot)
        await press(pilot, "o")
        assert pilot.app.return_value == RELOCK
    with pytest.raises(WrongPassphraseError):
        unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock)
    clock.set(clock.now() + timedelta(hours=1))
    with unlock(vault_dir, OPERATOR, WORDS, clock=clock) as here:
        assert here.temporary


async def test_an_operator_changes_only_the_own_passphrase(home: Opener) -> None:
    async with home() as pilot:
        await press(pilot, "u", "1")
        assert "Solo il responsabile" in flat(pilot)
        assert "Aggiungere un utente" not in flat(pilot)


async def test_a_copy_is_made_proven_and_listed(inside: Opener, vault_dir: Path) -> None:
    async with inside(HEAD) as pilot:
        await press(pilot, "a")
        assert "ancora nessuna" in flat(pilot)
        await press(pilot, "c")
        assert "Copia fatta e provata" in flat(pilot)
        await press(pilot, "e")
        assert "n. 1 del 23/11/2026" in flat(pilot)
        await press(pilot, "escape", "t")
        assert "Tutto in ordine" in flat(pilot)
    assert [one.number for one in upkeep.backups(vault_dir)] == [1]


async def test_the_registers_hold_no_content(
    inside: Opener, vault_dir: Path, clock: FixedClock
) -> None:
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as here:
        found = consultation.start(here, gate_answers())
        case_file.add_note(found, "segretissima")
        closed = closing.close(found, ClosingChoices(keep=True, consent_note=True, word="sole"))
    async with inside(HEAD) as pilot:
        await press(pilot, "a", "r")
        assert f"fascicolo chiuso {closed.code} · {OPERATOR}" in flat(pilot)
        assert "segretissima" not in painted(pilot)
        await press(pilot, "escape", "f")
        assert f"{closed.code} 2026-W48 {OPERATOR}" in flat(pilot)
        await press(pilot, "escape", "o")
        await write(pilot, "AAAA")
        await press(pilot, "enter")
        assert "! " in flat(pilot)
        fill(pilot, closed.anchor)
        await confirm(pilot)
        assert "riconosce il codice" in flat(pilot)


async def test_the_care_of_the_vault_is_the_responsabiles(home: Opener) -> None:
    async with home() as pilot:
        assert "Cura dell'archivio" not in flat(pilot)
        await press(pilot, "a")
        assert "della persona responsabile" in flat(pilot)


async def test_the_vault_is_checked_behind_home(home: Opener) -> None:
    async with home() as pilot:
        assert "Archivio controllato: tutto in ordine" in flat(pilot)


async def test_settings_make_the_desk_ready(inside: Opener, vault_dir: Path) -> None:
    async with inside(HEAD) as pilot:
        assert "non è ancora pronto" in flat(pilot)
        await press(pilot, "i")
        for key, value in (
            ("3", "2"),
            ("8", "20/11/2026"),
            ("9", "Stanza 4"),
            ("a", "lun-ven 9-12"),
        ):
            await press(pilot, key)
            fill(pilot, value)
            await confirm(pilot)
            assert "Impostazione cambiata" in flat(pilot)
        await press(pilot, "4")
        fill(pilot, "31")
        await confirm(pilot)
        assert "da 1 a 30" in flat(pilot)
        await press(pilot, "escape", "b")
        fill(pilot, "Referente")
        await confirm(pilot)
        await press(pilot, "d", "a")
        fill(pilot, "Centro di prova", "02 0", "lun", "24/11/2026")
        await confirm(pilot)
        assert "nel futuro" in flat(pilot)
        fill(pilot, "Centro di prova", "02 0", "lun", "20/11/2026")
        await confirm(pilot)
        assert "Lo sportello: è pronto" in flat(pilot)
        await press(pilot, "escape")
        assert "non è ancora pronto" not in flat(pilot)
    found = settings.load(vault_dir)
    assert (found.cover_s, found.room, found.not_ready()) == (120, "Stanza 4", ())


async def test_an_official_has_own_choices_only(inside: Opener, vault_dir: Path) -> None:
    async with inside(OPERATOR) as pilot:
        await press(pilot, "i")
        assert "Stanza riservata" not in flat(pilot)
        await press(pilot, "1")
        fill(pilot, "1")
        await confirm(pilot)
        await press(pilot, "2")
        fill(pilot, "veloce")
        await confirm(pilot)
        assert "discreto oppure rapido" in flat(pilot)
        fill(pilot, "rapido")
        await confirm(pilot)
        assert settings.load(vault_dir).own(OPERATOR).style == "rapido"
        await press(pilot, "ctrl+t")
        assert settings.load(vault_dir).own(OPERATOR).appearance == "chiaro"
    async with inside(OPERATOR) as pilot:
        assert pilot.app.theme == "chiaro"
    assert settings.load(vault_dir).cover_for(OPERATOR) == 60


# -- two people at the lock -----------------------------------------------------------------


@pytest.fixture
def shares(tmp_path: Path, clock: FixedClock) -> tuple[Path, str, str]:
    """A vault whose two shares are known, with a kept case and a copy."""
    directory = tmp_path / "con-quote"
    people = [
        (HEAD, service.Role.RESPONSABILE, PASSPHRASE),
        (OPERATOR, service.Role.OPERATORE, PASSPHRASE),
    ]
    recovery = service.create(
        directory, office="Sede", desk="Uno", users=people, clock=clock,
        kdf=service.KdfParameters.ONLY_FOR_TESTS, purpose="test",
    )  # fmt: skip
    with unlock(directory, OPERATOR, PASSPHRASE, clock=clock) as here:
        found = consultation.start(here, gate_answers())
        closing.close(found, ClosingChoices(keep=True, consent_note=True, word="sole"))
    with unlock(directory, HEAD, PASSPHRASE, clock=clock) as here:
        upkeep.backup_now(here)
    return directory, recovery.share_a, recovery.share_b


async def both_shares(pilot: Pilot[int], first: str, second: str) -> None:
    """Type one share, then the other."""
    for share in (first, second):
        fill(pilot, share)
        await confirm(pilot)


async def test_a_drill_opens_and_changes_nothing(
    locked: Opener, shares: tuple[Path, str, str]
) -> None:
    directory, first, second = shares
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    async with locked(directory) as pilot:
        await press(pilot, "f7", "p")
        await both_shares(pilot, first, first)
        assert "! " in flat(pilot)
        fill(pilot, second)
        await confirm(pilot)
        assert "La prova è riuscita" in flat(pilot)
        assert "Fascicoli contenuti: 1" in flat(pilot)
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, LockScreen)
    after = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    assert after == before


async def test_recovery_gives_a_passphrase_and_the_cases_back(
    locked: Opener, shares: tuple[Path, str, str], clock: FixedClock
) -> None:
    directory, first, second = shares
    async with locked(directory) as pilot:
        await press(pilot, "f7", "f")
        await both_shares(pilot, second, first)
        await press(pilot, "2", "n")
        fill(pilot, "uno due", "uno due")
        await confirm(pilot)
        assert "da indovinare" in flat(pilot)
        fill(pilot, WORDS, WORDS)
        await confirm(pilot)
        assert "Fascicoli che può aprire di nuovo: 1" in flat(pilot)
    with unlock(directory, OPERATOR, WORDS, clock=clock) as here:
        (line,) = case_file.cases(here)
        assert consultation.resume(here, line.case_id).code == line.code


async def test_a_restore_is_decided_by_two_and_shown_before(
    locked: Opener, shares: tuple[Path, str, str], clock: FixedClock
) -> None:
    directory, _, _ = shares
    with unlock(directory, OPERATOR, PASSPHRASE, clock=clock) as here:
        found = consultation.start(here, gate_answers())
        closing.close(found, ClosingChoices(keep=True, consent_note=True, word="luna"))
        assert len(case_file.cases(here)) == 2
    async with locked(directory) as pilot:
        await press(pilot, "f7", "c")
        assert isinstance(pilot.app.screen, RescueFlow)
        number = len(pilot.app.screen.backups)
        await press(pilot, str(number), "f")
        fill(pilot, HEAD, PASSPHRASE)
        await confirm(pilot)
        fill(pilot, HEAD, PASSPHRASE)
        await confirm(pilot)
        assert "due persone diverse" in flat(pilot)
        fill(pilot, OPERATOR, PASSPHRASE)
        await confirm(pilot)
        assert "Fascicoli contenuti: 1" in flat(pilot)
        await press(pilot, "n")
        assert "è rimasto com'era" in flat(pilot)
        await press(pilot, "a", "f7", "c", str(number), "f")
        fill(pilot, HEAD, PASSPHRASE)
        await confirm(pilot)
        fill(pilot, OPERATOR, PASSPHRASE)
        await confirm(pilot)
        await press(pilot, "s")
        await settled(pilot)
        assert "è tornato alla copia" in flat(pilot)
    with unlock(directory, OPERATOR, PASSPHRASE, clock=clock) as here:
        assert len(case_file.cases(here)) == 1
