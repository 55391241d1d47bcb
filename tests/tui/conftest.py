"""A running application over a real vault, and pictures without network addresses."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from tests.conftest import PASSPHRASE
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import Session, unlock
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.hand import HELD
from scarpette_tui.tui.widgets.words import Words

NARROW, WIDE = (80, 24), (120, 40)
QUIET = 3
"""Rounds without work after which the screen counts as painted."""
PAINTS = 40
"""Rounds that a paint is waited for: a screen may keep one for its next message."""
AT_WORK = {"desk", "check", "meter", "appearance"}
"""Workers that still change the screen, before it counts as painted."""
CODE = re.compile(r"\b[A-Z]\d{5}\b")

Opener = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor that does not blink: two pictures of one state are the same."""
    monkeypatch.setattr(Input, "cursor_blink", False)


@pytest.fixture
def locked(tmp_path: Path, clock: FixedClock) -> Opener:
    """Open the application at its first screen: `async with locked(directory, size)`."""

    @asynccontextmanager
    async def opener(
        directory: Path | None = None, size: tuple[int, int] = NARROW
    ) -> AsyncIterator[Pilot[int]]:
        app = Sportello(directory or tmp_path / "nuovo", clock=clock)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot
        if app.first_run is not None:
            app.first_run.abort()
        if app.session is not None:
            app.session.close()

    return opener


@pytest.fixture
def home(session: Session, clock: FixedClock) -> Opener:
    """Open the application at home, with the operator's session."""

    @asynccontextmanager
    async def opener(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[int]]:
        app = Sportello(session.directory, clock=clock)
        app.idle.touch()
        async with app.run_test(size=size) as pilot:
            app.opened(session)
            await settled(pilot)
            yield pilot

    return opener


async def settled(pilot: Pilot[int]) -> None:
    """Wait until no screen waits for the desk, every message was handled and all is painted."""
    quiet, unpainted = 0, 0
    for _ in range(2_000):
        if quiet == QUIET or pilot.app._exit:
            break
        await pilot.pause(0)
        unpainted += to_paint(pilot.app)
        if at_work(pilot.app) or (to_paint(pilot.app) and unpainted < PAINTS):
            await asyncio.sleep(0.005)
            quiet = 0
        quiet += 1


def at_work(app: App[int]) -> bool:
    """Say whether something is still asked of the desk."""
    stacks = app._screen_stacks.values()
    return any(getattr(one, "busy", False) for stack in stacks for one in stack) or any(
        one.group in AT_WORK and not one.is_finished for one in app.workers
    )


def to_paint(app: App[int]) -> bool:
    """Say whether what can be seen is still to be painted."""
    seen = [app.screen, *app._background_screens]
    return app.screen._layout_required or any(one._dirty_widgets for one in seen)


def let_pass(app: App[int]) -> None:
    """Let the time pass that tells two presses of a key from a key held down."""
    assert isinstance(app, Sportello)
    assert isinstance(app.clock, FixedClock)
    app.clock.tick(HELD)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one at a time, each after the last has done its work and a hand could."""
    for key in keys:
        let_pass(pilot.app)
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[int], text: str) -> None:
    """Type a text into the focused field."""
    names = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus", ",": "comma"}
    await pilot.press(*(names.get(char, char) for char in text))


def painted(pilot: Pilot[int]) -> str:
    """Return the text on the screen, as a person reads it."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def flat(pilot: Pilot[int]) -> str:
    """Return the text on the screen with single spaces, frames dropped."""
    return " ".join(re.sub(r"[│┃▎─╭╮╰╯]", " ", painted(pilot)).split())


def words_on(pilot: Pilot[int]) -> str:
    """Return every word of the screen, also what has to be scrolled to."""
    return "\n".join(str(one.content) for one in pilot.app.screen.query(Words))


class PictureExtension(SingleFileSnapshotExtension):
    """SVG without fonts from the network, without random ids and codes."""

    _file_extension = "svg"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: object, **kwargs: object) -> str:
        """Return the picture as it is stored."""
        return normal(str(data))


def normal(svg: str) -> str:
    """Strip what differs between two runs, and every network address of a font."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", "terminal-", svg)
    return CODE.sub("A00000", svg)


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with a stored picture: `assert pilot.app.export_screenshot() == picture(name=...)`."""
    return snapshot.use_extension(PictureExtension)


@pytest.fixture
def inside(vault_dir: Path, clock: FixedClock) -> Opener:
    """Open the application as somebody: `async with inside(label, size)`."""

    @asynccontextmanager
    async def opener(label: str, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[int]]:
        with unlock(vault_dir, label, PASSPHRASE, clock=clock) as session:
            app = Sportello(vault_dir, clock=clock)
            app.idle.touch()
            async with app.run_test(size=size) as pilot:
                app.opened(session)
                await settled(pilot)
                yield pilot

    return opener
