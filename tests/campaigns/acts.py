"""The rare acts that are killed, and that meet a refusing disk."""

from collections.abc import Callable
from pathlib import Path

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
from tests.vault import PEOPLE, enter
from tests.vault.acting import countersign

BOTH = service.People(
    ("Responsabile", PEOPLE["Responsabile"][1]), ("Collega", PEOPLE["Collega"][1])
)
Act = Callable[[Path, FixedClock], None]


def rotate(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Responsabile", clock) as vault:
        service.rotate(vault, countersign=countersign)


def backup(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Responsabile", clock) as vault:
        vault.backup()


def restore(folder: Path, clock: FixedClock) -> None:
    with service.prepare_restore(folder, 1, BOTH, countersign=countersign, clock=clock) as found:
        found.commit()
