"""V11: the first run, with both shares typed back; leaving half-way leaves nothing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from tests.tui.conftest import Opener, flat, press, settled, write
from tests.tui.walking import gate_answers

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk import consultation, users
from scarpette_tui.desk.session import look, unlock
from scarpette_tui.errors import InputError
from scarpette_tui.tui.app import COVER, Sportello
from scarpette_tui.tui.screens.lock import LockScreen
from scarpette_tui.tui.screens.wizard import Wizard
from scarpette_tui.tui.widgets.fields import Field


def wizard_of(pilot: object) -> Wizard:
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, Wizard)
    return screen


async def settled_meter(pilot: object, text: str) -> None:
    """Wait for the thread that measures."""
    for _ in range(200):
        await settled(pilot)  # type: ignore[arg-type]
        if text in flat(pilot):  # type: ignore[arg-type]
            return
        await asyncio.sleep(0.01)
    raise AssertionError(flat(pilot))  # type: ignore[arg-type]


WORDS = "abbaco fucile tordo nuvola ciao"


async def to_users(pilot: object, passphrase: str = WORDS) -> None:
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
            field = wizard_of(pilot).query_one(Field)
            groups = share.split()
            field.value = " ".join([*groups[:3], "0000", *groups[4:]])
            await press(pilot, "enter")
            assert wizard_of(pilot).step == f"typed_{step}"
            assert "gruppo 3" in flat(pilot)
            assert look(directory).kind == "absent"
            assert field.value.split() == [*groups[:3], *groups[4:]]
            await write(pilot, groups[3])
            await press(pilot, "enter")
        assert wizard_of(pilot).step == "done"
        assert look(directory).kind == "ready"
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, LockScreen)


async def test_v2_who_is_added_at_the_first_run_chooses_an_own_passphrase_too(
    locked: Opener, tmp_path: Path, clock: FixedClock
) -> None:
    """The responsabile typed it: with a copy of the keys it would open that person's cases."""
    directory, given = tmp_path / "nuovo", "tordo nuvola abbaco ciao fucile"
    async with locked(directory) as pilot:
        await to_users(pilot)
        await press(pilot, "o")
        assert "provvisoria" in flat(pilot)
        for text in ("Operatrice", given, given):
            await write(pilot, text)
            await press(pilot, "enter")
        await press(pilot, "b")
        await settled(pilot)
        run = wizard_of(pilot).run
        assert run is not None
        run.commit()
    with unlock(directory, "Operatrice", given, clock=clock) as session:
        assert session.temporary
        with pytest.raises(InputError, match="la conosce anche chi"):
            consultation.start(session, gate_answers())
        users.change_passphrase(session, given, "mandorla quercia vento pialla uovo")
        assert consultation.start(session, gate_answers())
    with unlock(directory, "Responsabile", WORDS, clock=clock) as session:
        assert not session.temporary


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


async def test_the_first_field_has_the_focus(locked: Opener) -> None:
    async with locked() as pilot:
        await press(pilot, "c")
        focused = pilot.app.focused
        assert isinstance(focused, Field)
        assert focused.spec.name == "office"


async def test_a_passphrase_is_measured_while_it_is_typed(locked: Opener) -> None:
    async with locked() as pilot:
        await press(pilot, "c")
        for text in ("Sede", "Uno", "Responsabile"):
            await write(pilot, text)
            await press(pilot, "enter")
        await write(pilot, "sede uno")
        await settled_meter(pilot, "ancora facile")
        await press(pilot, "enter")
        await write(pilot, "sede uno")
        await press(pilot, "enter")
        assert "da indovinare" in flat(pilot)
        assert wizard_of(pilot).users == []


async def test_five_other_words_keep_what_was_typed(locked: Opener) -> None:
    async with locked() as pilot:
        await press(pilot, "c")
        for text in ("Sede", "Uno", "Responsabile"):
            await write(pilot, text)
            await press(pilot, "enter")
        before = wizard_of(pilot).suggestion
        await press(pilot, "f6")
        assert wizard_of(pilot).suggestion != before
        assert wizard_of(pilot).suggestion in flat(pilot)
        assert "Responsabile" in flat(pilot)


async def test_the_first_run_is_covered_when_nobody_is_there(
    locked: Opener, clock: FixedClock
) -> None:
    async with locked() as pilot:
        app = pilot.app
        assert isinstance(app, Sportello)
        await press(pilot, "c")
        clock.set(clock.now() + timedelta(seconds=60))
        app.tick()
        await settled(pilot)
        assert app.current_mode == COVER
        await press(pilot, "escape")
        assert wizard_of(pilot).step == "place"
