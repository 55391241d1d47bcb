"""Killed in the middle of writes: what was acknowledged is there, the vault opens."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
from scarpette_tui.vault.types import StateKind
from tests.campaigns import seed, sizes
from tests.vault import PEOPLE, enter

WRITER = Path(__file__).with_name("kill_writer.py")


def _kill(folder: Path, kills: int, writes: int) -> dict[str, int]:
    who = [str(folder), "Operatrice", PEOPLE["Operatrice"][1]]
    numbers = [str(kills), str(writes), str(seed(kills))]
    done = subprocess.run(
        [sys.executable, str(WRITER), *who, *numbers],
        capture_output=True,
        timeout=7200,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    found: dict[str, int] = json.loads(done.stdout)
    return found


@sizes("KILLS", 25, 5_000)
def test_kill_9_loses_nothing_acknowledged(
    folder: Path, rounds: int, say: Callable[..., None]
) -> None:
    writes = 100 if rounds > 100 else 10
    found = _kill(folder, rounds, writes)
    say(**found)
    assert found["kills"] == rounds
    assert found["acknowledged"] > writes // 2 * rounds
    assert (found["lost"], found["unopenable"], found["faults"]) == (0, 0, 0)


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
