"""The memory is tidied while nobody presses a key, and not before."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from scarpette_tui.tui import collector


class Knot:
    """Something that only the collector of cycles takes away."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def ours() -> Iterator[None]:
    """Leave Python's collector as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.enable()
    gc.unfreeze()


def test_everything_is_looked_at_once_in_each_pause() -> None:
    gc.disable()
    seen = weakref.ref(Knot())
    for idle in (0.0, 1.9, 3.1, 60.0):
        collector.rest(idle)
        assert seen() is not None
    collector.rest(2.4)
    assert seen() is None


def test_loading_is_not_interrupted_and_what_was_loaded_is_never_looked_at() -> None:
    with collector.still():
        assert not gc.isenabled()
        loaded = Knot()
        kept, loaded = weakref.ref(loaded), None  # type: ignore[assignment]
    assert gc.isenabled()
    assert gc.get_threshold() == collector.SELDOM
    collector.rest(2.4)
    assert kept() is not None
