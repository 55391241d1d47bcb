"""V11: the first run, with both shares typed back; leaving half-way leaves nothing."""

from pathlib import Path

from tests.tui.conftest import Opener, flat, press, write

from scarpette_tui.desk.session import look
from scarpette_tui.tui.screens.lock import LockScreen
from scarpette_tui.tui.screens.wizard import Wizard
from scarpette_tui.tui.widgets.fields import Field


def wizard_of(pilot: object) -> Wizard:
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, Wizard)
    return screen


async def to_users(pilot: object, passphrase: str = "cinque parole") -> None:
    await press(pilot, "c")  # type: ignore[arg-type]
    for text in ("Sede di prova", "Sportello 9", "Responsabile", passphrase, passphrase):
        await write(pilot, text)  # type: ignore[arg-type]
        await press(pilot, "enter")  # type: ignore[arg-type]


async def test_the_whole_first_run(locked: Opener, tmp_path: Path) -> None:
    directory = tmp_path / "nuovo"
    async with locked(directory) as pilot:
        await to_users(pilot)
        assert wizard_of(pilot).step == "more"
        await press(pilot, "b")
        for step in ("a", "b"):
            assert wizard_of(pilot).step == f"share_{step}"
            run = wizard_of(pilot).run
            assert run is not None
            share = run.shares["ab".index(step)]
            await press(pilot, "c")
            wizard_of(pilot).query_one(Field).value = "sbagliata"
            await press(pilot, "enter")
            assert wizard_of(pilot).step == f"typed_{step}"
            assert "! " in flat(pilot)
            assert look(directory).kind == "absent"
            wizard_of(pilot).query_one(Field).value = share
            await press(pilot, "enter")
        assert wizard_of(pilot).step == "done"
        assert look(directory).kind == "ready"
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, LockScreen)


async def test_two_passphrases_that_differ_are_refused_beside_the_field(locked: Opener) -> None:
    async with locked() as pilot:
        await press(pilot, "c")
        for text in ("Sede", "Uno", "Responsabile", "prima", "seconda"):
            await write(pilot, text)
            await press(pilot, "enter")
        assert "non sono uguali" in flat(pilot)
        assert wizard_of(pilot).users == []


async def test_leaving_half_way_leaves_nothing(locked: Opener, tmp_path: Path) -> None:
    directory = tmp_path / "nuovo"
    async with locked(directory) as pilot:
        await to_users(pilot)
        await press(pilot, "b", "escape")
        assert "Interrompere?" in flat(pilot)
        await press(pilot, "s")
        assert pilot.app.return_value == 0
    assert not directory.exists() or not any(directory.iterdir())
