"""Killed in the middle of writes: what was acknowledged is there, the vault opens."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
from scarpette_tui.vault.types import StateKind
from tests.vault import PEOPLE, enter

WRITER = Path(__file__).with_name("kill_writer.py")


def _kill(folder: Path, kills: int, seed: int) -> dict[str, int]:
    arguments = [str(folder), "Operatrice", PEOPLE["Operatrice"][1], str(kills), str(seed)]
    done = subprocess.run(
        [sys.executable, str(WRITER), *arguments], capture_output=True, timeout=7200, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_kill_9_short(folder: Path) -> None:
    found = _kill(folder, 25, 2026)
    assert found["kills"] == 25
    assert found["acknowledged"] > 100
    assert (found["lost"], found["unopenable"]) == (0, 0)


@pytest.mark.campaign
def test_kill_9_campaign(folder: Path) -> None:
    found = _kill(folder, int(os.environ.get("SCARPETTE_KILLS", "5000")), 1)
    print(json.dumps(found))
    assert (found["lost"], found["unopenable"]) == (0, 0)


def test_lock_is_free_by_itself_after_a_crash(folder: Path, clock: FixedClock) -> None:
    child = os.fork()
    if child == 0:
        enter(folder, "Collega", clock)
        os._exit(9)
    os.waitpid(child, 0)
    assert (folder / "holder.json").exists()
    assert service.state(folder).kind is StateKind.READY
    with enter(folder, "Operatrice", clock):
        assert service.state(folder).busy_user == "Operatrice"
    assert not (folder / "holder.json").exists()
