"""Refusing disks: a fault of any write or sync is told, and nothing acknowledged is lost."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock, SystemClock
from scarpette_tui.vault import checking, service
from scarpette_tui.vault.content import AnswersDoc
from tests.campaigns import sizes
from tests.campaigns.tracing import needs_strace, work
from tests.vault import PEOPLE, enter
from tests.vault.acting import kept_case, note_of

pytestmark = needs_strace
FAULTS = ("ENOSPC", "EIO", "EACCES")
ACT = """
import sys
from pathlib import Path
from scarpette_tui.clock import SystemClock
from scarpette_tui.desk.countersigning import countersign
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import service
folder, act, first, second = sys.argv[1:]
clock, people = SystemClock(), service.People(("Responsabile", first), ("Collega", second))
try:
    if act == "restore":
        with service.prepare_restore(
            Path(folder), 1, people, countersign=countersign, clock=clock
        ) as found:
            found.commit()
    else:
        with service.unlock(Path(folder), "Responsabile", first, clock=clock) as vault:
            vault.backup() if act == "backup" else service.rotate(vault, countersign=countersign)
except ScarpetteError as fault:
    print("fault", fault.exit_code)
"""


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


@sizes("ACT_FAULTS", 1, 100)
@pytest.mark.parametrize("act", ["rotate", "backup", "restore"])
def test_a_disk_that_is_full_in_a_rare_act_leaves_the_old_or_the_new_vault(
    folder: Path, clock: FixedClock, tmp_path: Path, act: str, rounds: int, say: Callable[..., None]
) -> None:
    case_id = kept_case(folder, clock, "resta")
    calls = "pwrite64,write,fsync,fdatasync,ftruncate,rename"
    phrases = [PEOPLE[label][1] for label in ("Responsabile", "Collega")]
    seen: Counter[str] = Counter()
    for number in range(rounds):
        copy = tmp_path / "copia"
        shutil.copytree(folder, copy)
        when = 20 + number * 7
        inject = f"inject={calls}:error=ENOSPC:when={when}+"  # full, and it stays full
        trace = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={calls}", "-e", inject]
        program = [sys.executable, "-c", ACT, str(copy), act, *phrases]
        done = subprocess.run([*trace, *program], capture_output=True, timeout=120, check=False)
        assert b"SQL" not in done.stderr, done.stderr.decode()
        seen["refused" if done.returncode or b"fault" in done.stdout else "done"] += 1
        with enter(copy, "Operatrice", clock) as vault:
            assert note_of(vault, case_id) == "resta"
        with enter(copy, "Responsabile", clock) as vault:
            assert checking.report(vault).ok, checking.report(vault).findings
        shutil.rmtree(copy)
    say(act=act, runs=rounds, unopenable=0, **seen)
