"""A picture of every screen at both sizes, after asserting what it shows; no English on any."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.tui.conftest import NARROW, WIDE, Opener, flat, normal, painted, press, settled, words_on
from tests.tui.every_screen import SCREENS
from tests.tui.walking import gate_answers

from scarpette_tui.desk import consultation
from scarpette_tui.desk.session import Session
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.commands import SCOPES

ENGLISH = re.compile(
    r"\b(the|quit|press|search|command|palette|select|selection|cancel|copy|paste|cut|screenshot|theme|keys|"
    r"help|show|hide|close|open|save|delete|invalid|must|value|number|valid|enter|escape|up|down|left|right|"
    r"page|move|cursor|focus|next|previous|scroll|and|with|for|to|of|is|not|light|dark|maximize|minimize|"
    r"loading|toggle|submit|dismiss|menu|choose|please|error|warning|yes|your|this|from|app)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen(
    home: Opener, session: Session, picture: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    make, word = SCREENS[name]
    async with home(size) as pilot:
        found = consultation.start(session, gate_answers())
        app = pilot.app
        assert isinstance(app, Sportello)
        app.go(make(found))
        await settled(pilot)
        assert word in flat(pilot) + words_on(pilot)
        assert not ENGLISH.findall(painted(pilot))
        if size == NARROW:
            footer = painted(pilot).splitlines()[-1]
            assert len(footer) <= 80
        svg = app.export_screenshot()
        assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", normal(svg))
        assert svg == picture


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_home_and_cover(
    home: Opener, picture: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with home(size) as pilot:
        assert "Nuova consultazione" in flat(pilot)
        assert not ENGLISH.findall(painted(pilot))
        assert pilot.app.export_screenshot() == picture(name="home")
        await press(pilot, "f9")
        assert "Orari di apertura" in flat(pilot)
        assert not ENGLISH.findall(painted(pilot))
        assert pilot.app.export_screenshot() == picture(name="copertura")


def test_no_english_in_the_table_of_commands() -> None:
    for commands in SCOPES.values():
        for one in commands:
            assert not ENGLISH.findall(f"{one.label} {one.help} {one.palette}"), one


def test_no_stored_picture_names_a_network_address() -> None:
    for folder in (
        Path(__file__).parent / "__snapshots__",
        Path(__file__).parents[2] / "screenshots",
    ):
        for path in folder.rglob("*.svg"):
            text = re.sub(r"http://www\.w3\.org/[\w/.]+", "", path.read_text(encoding="utf-8"))
            assert "http" not in text, path
