import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
from scarpette_tui.vault.types import Role
from tests.vault import MORNING, PEOPLE

# These fork, send POSIX signals or ask `resource`; Windows is tried by hand (docs/minacce.md).
collect_ignore = (
    ["test_lock.py", "test_launcher.py", "test_keyring.py", "test_creation.py"]
    if sys.platform == "win32"
    else []
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, service.Recovery]:
    folder = tmp_path_factory.mktemp("modello") / "archivio"
    recovery = service.create(
        folder,
        office="Sede di prova",
        desk="Sportello 1",
        users=[(label, Role(role), passphrase) for label, (role, passphrase) in PEOPLE.items()],
        clock=FixedClock(MORNING),
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    return folder, recovery


@pytest.fixture
def folder(template: tuple[Path, service.Recovery], tmp_path: Path) -> Path:
    copy = tmp_path / "archivio"
    shutil.copytree(template[0], copy)
    return copy


@pytest.fixture
def say(request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Print a campaign's figures, past pytest's capture; a short run says nothing."""

    def speak(**figures: object) -> None:
        if "campaign" in request.node.name:
            with capfd.disabled():
                print("\n" + json.dumps({"campaign": request.node.name, **figures}))

    return speak
