"""The lock screen: clear about every state of the vault, and nothing of what is inside."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import HEAD, OPERATOR, PASSPHRASE
from tests.tui.conftest import Opener, flat, painted, press, settled, write

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import unlock
from scarpette_tui.desk.views import DemoView, UserView, VaultView
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.screens.cover import CoverScreen
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.home import HomeScreen
from scarpette_tui.tui.screens.lock import LockScreen
from scarpette_tui.tui.widgets.fields import Field
from scarpette_tui.vault import service


async def test_choose_type_and_open(locked: Opener, vault_dir: Path) -> None:
    async with locked(vault_dir) as pilot:
        assert "Chi è allo sportello?" in flat(pilot)
        await press(pilot, "2")
        await write(pilot, PASSPHRASE)
        assert PASSPHRASE not in painted(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_wrong_passphrase_is_said_and_the_field_is_empty(
    locked: Opener, vault_dir: Path
) -> None:
    async with locked(vault_dir) as pilot:
        await press(pilot, "2")
        await write(pilot, "sbagliata")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LockScreen)
        assert "! La frase segreta" in flat(pilot)
        assert pilot.app.screen.query_one(Field).value == ""


async def test_an_empty_passphrase_never_reaches_the_vault(locked: Opener, vault_dir: Path) -> None:
    async with locked(vault_dir) as pilot:
        await press(pilot, "2", "enter")
        assert "il campo è vuoto" in flat(pilot)


async def test_busy_says_who_and_offers_to_wait(
    locked: Opener, vault_dir: Path, clock: FixedClock
) -> None:
    other = unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock)
    async with locked(vault_dir) as pilot:
        text = flat(pilot)
        assert "già aperto" in text
        assert "Attendi che si liberi" in text
        await press(pilot, "g")
        assert "ancora occupato" in flat(pilot)
        other.close()
        await press(pilot, "f5")
        assert "Chi è allo sportello?" in flat(pilot)


@pytest.mark.parametrize("kind", ["damaged", "newer", "refused"])
async def test_a_vault_that_does_not_open_says_why(
    locked: Opener, vault_dir: Path, kind: str
) -> None:
    view = VaultView(
        kind, vault_dir, (UserView("Operatore", "operatore"),), message="Che cosa è successo."
    )
    async with locked(vault_dir) as pilot:
        pilot.app.push_screen(LockScreen(view, None))
        await settled(pilot)
        assert "Che cosa è successo." in flat(pilot)
        assert "Frase segreta" not in flat(pilot)
        await press(pilot, "e")
        assert pilot.app.return_value == 0


async def test_the_demo_fills_the_passphrase_in(vault_dir: Path, clock: FixedClock) -> None:
    app = Sportello(
        vault_dir, clock=clock, demo=DemoView(vault_dir, OPERATOR, PASSPHRASE, ("A 0000", "B 1111"))
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Dimostrazione" in flat(pilot)
        await press(pilot, "escape")
        assert "Chi è allo sportello?" in flat(pilot), "another role may be tried"
        await press(pilot, "2")
        text = flat(pilot)
        assert PASSPHRASE in text
        assert "A 0000" in text
        assert "B 1111" in text
        await press(pilot, "f7", "p")
        assert "A 0000" in flat(pilot), "the shares are in sight where they are typed"
        await press(pilot, "escape", "escape", "enter")
        assert isinstance(app.screen, HomeScreen)
    assert app.session is not None
    app.session.close()


async def test_the_rest_loads_once_somebody_said_who_she_is(
    locked: Opener, vault_dir: Path
) -> None:
    async with locked(vault_dir) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LockScreen)
        assert not screen.warm
        await press(pilot, "2")
        assert screen.warm


async def test_where_only_one_works_the_rest_loads_from_the_first_sign(
    locked: Opener, tmp_path: Path, clock: FixedClock
) -> None:
    alone = tmp_path / "sola"
    service.create(
        alone,
        office="Sede di prova",
        desk="Sportello 1",
        users=[(HEAD, service.Role.RESPONSABILE, PASSPHRASE)],
        clock=clock,
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    async with locked(alone) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LockScreen)
        assert not screen.warm
        await write(pilot, PASSPHRASE[0])
        assert screen.warm


LOOK = """
import sys
from pathlib import Path
import scarpette_tui.tui.app, scarpette_tui.tui.screens.lock
from scarpette_tui.desk import session
seen = session.look(Path(sys.argv[1]))
print(seen.kind, len(seen.users), *sys.modules)
"""
LATER = (
    "cryptography",
    "pydantic",
    "sqlmodel",
    "sqlalchemy",
    "reportlab",
    "babel",
    "tomllib",
    "textual.widgets._text_area",
    "scarpette_tui.catalogue",
    "scarpette_tui.interview",
    "scarpette_tui.vault.keyring",
    "scarpette_tui.settings",
)
"""What waits until a passphrase is typed."""


def test_looking_at_a_vault_loads_nothing_heavy(vault_dir: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(vault_dir)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    kind, users, *modules = done.stdout.split()
    assert (kind, users) == ("ready", "3")
    assert "scarpette_tui.vault.header" in modules
    assert [name for name in modules if name.startswith(LATER)] == []


async def test_an_answer_that_comes_to_a_page_just_left_stops_nothing(locked: Opener) -> None:
    async with locked() as pilot:
        app, page = pilot.app, pilot.app.screen
        assert isinstance(app, Sportello)
        assert isinstance(page, Flow)

        async def late(_: None) -> None:
            app.replace(CoverScreen())
            while page.query("#corpo"):  # until its widgets are taken away, one by one
                await asyncio.sleep(0)
            await page.to(page.FIRST)

        assert page.desk(lambda: None, late)
        await settled(pilot)
        assert isinstance(app.screen, CoverScreen)
