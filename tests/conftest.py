"""Shared fixtures: a real vault with the cheap key derivation, a fixed clock, a session."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from scarpette_tui.clock import FixedClock
from scarpette_tui.desk.session import Session, unlock

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("campaign", settings.get_profile("house"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

PASSPHRASE = "frase di prova 2026"
OPERATOR, HEAD, SUPERVISOR = "Operatore di prova", "Responsabile di prova", "Supervisore di prova"


@pytest.fixture
def clock() -> FixedClock:
    """A Monday morning at the desk."""
    return FixedClock(datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Rome")))


@pytest.fixture
def vault_dir(tmp_path: Path, clock: FixedClock) -> Path:
    """A real vault with three users, all with PASSPHRASE."""
    from scarpette_tui.vault import service  # noqa: PLC0415 - loads the database

    directory = tmp_path / "archivio"
    service.create(
        directory,
        office="Sede di prova",
        desk="Sportello 1",
        users=[
            (HEAD, service.Role.RESPONSABILE, PASSPHRASE),
            (OPERATOR, service.Role.OPERATORE, PASSPHRASE),
            (SUPERVISOR, service.Role.SUPERVISORE, PASSPHRASE),
        ],
        clock=clock,
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    return directory


@pytest.fixture
def session(vault_dir: Path, clock: FixedClock) -> Iterator[Session]:
    """The operator's session, unlocked."""
    with unlock(vault_dir, OPERATOR, PASSPHRASE, clock=clock) as opened:
        yield opened
