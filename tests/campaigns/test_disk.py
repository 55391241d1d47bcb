"""Refusing disks: a fault of any write or sync is told, and nothing acknowledged is lost."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scarpette_tui.clock import SystemClock
from scarpette_tui.vault import service
from scarpette_tui.vault.content import AnswersDoc
from tests.campaigns import sizes
from tests.campaigns.tracing import needs_strace, work
from tests.vault import PEOPLE

pytestmark = needs_strace
FAULTS = ("ENOSPC", "EIO", "EACCES")


@sizes("FAULTS", 2, 500)
@pytest.mark.parametrize("error", FAULTS)
def test_a_disk_that_refuses_a_write_or_a_sync(
    folder: Path, tmp_path: Path, error: str, rounds: int, say: Callable[..., None]
) -> None:
    phrase = PEOPLE["Operatrice"][1]
    with service.unlock(folder, "Operatrice", phrase, clock=SystemClock()) as vault:
        case = vault.new_case(traceless=False)
        case.write(AnswersDoc(position="0"))
        case_id = case.case_id
    step = 1 if rounds > 100 else 7
    seen: Counter[str] = Counter()
    for number in range(rounds):
        copy = tmp_path / "copia"
        shutil.copytree(folder, copy)
        calls = "pwrite64,fsync,fdatasync,ftruncate"
        inject = f"inject={calls}:error={error}:when={1 + number * step}"
        trace = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={calls}", "-e", inject]
        done = subprocess.run(
            [*trace, *work(copy, case_id, 1, 60)], capture_output=True, timeout=120, check=False
        )
        said = done.stdout.decode().split("\n")
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        acks = [int(line[4:]) for line in said if line.startswith("ack ")]
        faults = [line for line in said if line.startswith("fault ")]
        assert set(faults) <= {"fault 5", "fault 6"}
        with service.unlock(copy, "Operatrice", phrase, clock=SystemClock()) as vault:
            found = vault.open(case_id).read(AnswersDoc)
            assert found is not None
            assert int(found.position or 0) >= max(acks, default=0)
        seen["told" if faults else "not reached or harmless"] += 1
        shutil.rmtree(copy)
    say(error=error, runs=rounds, lost=0, unopenable=0, **seen)
    assert seen["told"]
