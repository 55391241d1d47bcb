"""Kill -9 in the middle of the rare acts: afterwards the vault is the old or the new one."""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import checking, schema
from tests.campaigns import seed, sizes
from tests.campaigns.acts import Act, backup, restore, rotate
from tests.campaigns.tracing import calls_of, killed_at
from tests.vault import enter
from tests.vault.acting import kept_case, note_of

FIXTURE = Path(__file__).parents[1] / "vault" / "fixtures" / "formato1"
CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,openat"


def _migrate(folder: Path, clock: FixedClock) -> None:
    enter(folder, "Operatrice", clock).close()


def _killed(act: Act, folder: Path, clock: FixedClock, seconds: float) -> bool:
    """Run an act in a process of its own and kill it; say whether it was still running."""
    child = os.fork()
    if child == 0:
        try:
            act(folder, clock)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _on_a_copy(folder: Path, copy: Path, act: Callable[[], object]) -> float:
    """Return the seconds that an act on a copy took."""
    shutil.copytree(folder, copy)
    start = time.monotonic()
    act()
    spent = time.monotonic() - start
    shutil.rmtree(copy)
    return spent


@pytest.mark.parametrize("act", [rotate, backup, restore, _migrate])
@sizes("ACTS", 6, 300)
def test_an_act_that_is_killed_leaves_the_old_or_the_new_vault(
    folder: Path,
    clock: FixedClock,
    tmp_path: Path,
    act: Act,
    rounds: int,
    say: Callable[..., None],
) -> None:
    if act is _migrate:
        folder = tmp_path / "vecchio"
        shutil.copytree(FIXTURE, folder)
        case_id = ""
    else:
        case_id = kept_case(folder, clock, "resta")
        kept_case(folder, clock, "di troppo") if act is restore else None
    copy, made = tmp_path / "copia", list[str]()
    spent = _on_a_copy(folder, copy, lambda: act(copy, clock))
    if shutil.which("strace"):
        log = tmp_path / "log"
        _on_a_copy(
            folder, copy, lambda: made.extend(calls_of(lambda: act(copy, clock), CALLS, log))
        )
    chance, seen = random.Random(seed(rounds)), Counter[str]()
    for number in range(rounds):
        shutil.copytree(folder, copy)
        if made and number % 2:
            place = chance.randrange(len(made))
            which = f"{made[place]}:signal=SIGKILL:when={1 + made[:place].count(made[place])}"
            seen["killed at a call"] += killed_at(lambda: act(copy, clock), which)
        else:
            moment = chance.uniform(0, 1.1 * spent)
            seen["killed at a moment"] += _killed(act, copy, clock, moment)
        with enter(copy, "Operatrice", clock) as vault:
            if case_id:
                assert note_of(vault, case_id) == "resta"
                assert vault.open(case_id).consent_faults() == []
            seen[f"{len(vault.cases())} cases, epoch {vault.keys.ring.epoch}"] += 1
            assert schema.read_meta(vault.official.database)["schema"] == str(schema.CASES.version)
        with enter(copy, "Responsabile", clock) as vault:
            report = checking.report(vault)
            assert report.ok, report.findings
            assert not list((copy / "backups").glob(".*.tmp")) or vault.backup()
        assert not (copy / ".scambio").exists()
        shutil.rmtree(copy)
    say(act=act.__name__, runs=rounds, unopenable=0, **seen)
