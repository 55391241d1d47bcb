"""A vault read, written and closed by several threads at once: nobody waits for ever."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.campaigns import seed, sizes
from tests.vault import PEOPLE

RUSH = Path(__file__).with_name("rush.py")


@sizes("RUSHES", 10, 1_000)
def test_threads_that_share_a_vault_never_wait_for_each_other_for_ever(
    folder: Path, rounds: int, say: Callable[..., None]
) -> None:
    who = [str(folder), "Operatrice", PEOPLE["Operatrice"][1]]
    done = subprocess.run(
        [sys.executable, str(RUSH), *who, str(rounds), str(seed(rounds))],
        capture_output=True,
        timeout=60 + 2 * rounds,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, int] = json.loads(done.stdout)
    say(**found)
    assert found["rounds"] == rounds
    assert found["acknowledged"] >= rounds
    assert found["read"] > 0
    assert (found["lost"], found["faults"]) == (0, 0)
