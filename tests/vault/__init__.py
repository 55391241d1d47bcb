"""Tests of the vault: real SQLCipher, real files; only the key derivation is made cheap."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from scarpette_tui.clock import Clock
from scarpette_tui.vault import service

PEOPLE = {
    "Responsabile": ("responsabile", "sasso carta forbice"),
    "Operatrice": ("operatore", "mela pera uva"),
    "Collega": ("operatore", "pane olio sale"),
    "Supervisione": ("supervisore", "uno due tre"),
}


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 on this machine's own clock."""
    return datetime(2026, 11, day, hour, minute).astimezone()


MORNING = local(23, 10)
"""When the template vault is made, and where the tests' clock stands."""


def enter(folder: Path, label: str, clock: Clock) -> Any:
    """Unlock as one of the people of the template."""
    return service.unlock(folder, label, PEOPLE[label][1], clock=clock)


def rewrite(path: Path, change: Callable[[bytearray], None]) -> None:
    """Change a file's bytes as someone with the disk would."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(bytes(data))
