"""Refusing disks: a fault of any write or sync is told, and nothing acknowledged is lost."""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import checking, service
from scarpette_tui.vault.content import AnswersDoc
from scarpette_tui.vault.types import StateKind
from tests.campaigns import seed, sizes
from tests.campaigns.acts import Act, backup, restore, rotate
from tests.campaigns.tracing import calls_of, needs_strace, refused
from tests.vault import enter
from tests.vault.acting import kept_case, note_of

pytestmark = needs_strace
FAULTS = ("ENOSPC", "EIO", "EACCES")
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename")
WRITES = 120
"""Answers of one process: more than five hundred writes and syncs."""


def _write_all(folder: Path, clock: FixedClock, case_id: str, pipe: int) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.open(case_id)
        for number in range(1, WRITES + 1):
            case.write(AnswersDoc(position=str(number), phase="x" * (number % 2500)))
            os.write(pipe, bytes([number]))


@sizes("FAULTS", 4, 500)
@pytest.mark.parametrize("error", FAULTS)
def test_a_disk_that_refuses_a_write_or_a_sync(
    folder: Path,
    clock: FixedClock,
    tmp_path: Path,
    error: str,
    rounds: int,
    say: Callable[..., None],
) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        case = vault.new_case(traceless=False)
        case.write(AnswersDoc(position="0"))
        case_id = case.case_id
    step = 1 if rounds > 100 else 7
    seen: Counter[str] = Counter()
    for number in range(rounds):
        copy = tmp_path / "copia"
        shutil.copytree(folder, copy)
        reading, writing = os.pipe()
        fault = refused(
            lambda copy=copy, pipe=writing: _write_all(copy, clock, case_id, pipe),
            f"pwrite64,fsync,fdatasync,ftruncate:error={error}:when={1 + number * step}",
        )
        os.close(writing)
        acknowledged = os.read(reading, WRITES)
        os.close(reading)
        assert fault in (None, 5, 6)
        assert fault or len(acknowledged) == WRITES
        with enter(copy, "Operatrice", clock) as vault:
            found = vault.open(case_id).read(AnswersDoc)
            assert found is not None
            assert int(found.position or 0) >= max(acknowledged, default=0)
        seen["told" if fault else "harmless"] += 1
        shutil.rmtree(copy)
    say(error=error, runs=rounds, lost=0, unopenable=0, **seen)
    assert seen["told"]


def _come(folder: Path, clock: FixedClock) -> tuple[int, int, int]:
    """Return how far a vault has come: each of these acts moves one of the figures."""
    with enter(folder, "Responsabile", clock) as vault:
        assert checking.report(vault).ok, checking.report(vault).findings
        ring = vault.keys.ring
        return len(vault.register()), ring.generation, service.backups(folder)[0].number


def _create(folder: Path, clock: FixedClock) -> None:
    service.create(
        folder.with_name("altro"),
        office="Sede",
        desk="Sportello",
        users=[("Responsabile", service.Role.RESPONSABILE, "frase")],
        clock=clock,
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )


def _note(folder: Path, clock: FixedClock) -> None:
    kept_case(folder, clock, "di troppo", second="Collega")


def _injects(made: list[str], point: int) -> list[str]:
    """Return what fails: from a point on the disk is full, or that one call is refused once."""
    before = Counter(made[: point // 2])
    if point % 2:
        name = made[point // 2]
        return [f"{name}:error=EIO:when={before[name] + 1}"]
    return [f"{name}:error=ENOSPC:when={before[name] + 1}+" for name in CALLS]


@sizes("ACT_FAULTS", 6, 200)
@pytest.mark.parametrize("act", [_note, rotate, backup, restore, _create])
def test_a_disk_that_is_full_in_a_rare_act_leaves_the_old_or_the_new_vault(
    folder: Path, clock: FixedClock, tmp_path: Path, act: Act, rounds: int, say: Callable[..., None]
) -> None:
    case_id = kept_case(folder, clock, "resta")
    copy, other = tmp_path / "copia", tmp_path / "altro"
    shutil.copytree(folder, copy)
    made = calls_of(lambda: act(copy, clock), ",".join(CALLS), tmp_path / "log")
    shutil.rmtree(copy)
    shutil.rmtree(other, ignore_errors=True)
    before, seen = _come(folder, clock), Counter[str]()
    chance = random.Random(seed(rounds))
    points = range(2 * len(made))
    for point in sorted(chance.sample(points, min(rounds, len(points)))):
        shutil.copytree(folder, copy)
        fault = refused(lambda: act(copy, clock), *_injects(made, point))
        seen["refused" if fault else "done"] += 1
        with enter(copy, "Operatrice", clock) as vault:
            assert note_of(vault, case_id) == "resta"
        moved = _come(copy, clock) != before
        if act is _create:
            kind = service.state(other).kind
            assert kind in (StateKind.ABSENT, StateKind.READY)
            moved = kind is StateKind.READY
            if moved:
                service.unlock(other, "Responsabile", "frase", clock=clock).close()
            shutil.rmtree(other, ignore_errors=True)
        assert moved or fault, "what was said to be done is done"
        shutil.rmtree(copy)
    say(act=act.__name__, calls=len(made), runs=sum(seen.values()), unopenable=0, **seen)
    assert seen["refused"]
