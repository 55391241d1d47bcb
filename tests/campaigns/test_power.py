"""Power cuts: of every write only what was synced is sure; nothing acknowledged is lost."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import service
from scarpette_tui.vault.content import AnswersDoc
from tests.campaigns import seed, sizes
from tests.campaigns.tracing import Disk, needs_strace, record, work
from tests.vault import PEOPLE

pytestmark = needs_strace
Say = Callable[..., None]
WRITES = 400
"""Answers of one recording: enough for several checkpoints."""


def _enter(folder: Path) -> service.Vault:
    return service.unlock(folder, "Operatrice", PEOPLE["Operatrice"][1], clock=SystemClock())


def _kept(image: Path, case_id: str) -> int:
    with _enter(image) as vault:
        found = vault.open(case_id).read(AnswersDoc)
        return int(found.position or 0) if found else 0


def _cuts(folder: Path, tmp_path: Path, rounds: int, level: str, writes: int) -> dict[str, int]:
    with _enter(folder) as vault:
        case_id = vault.new_case(traceless=False).case_id
    before = tmp_path / "prima"
    shutil.copytree(folder, before, ignore=shutil.ignore_patterns("backups", "lock", "*.json"))
    events = record(folder, tmp_path / "log", work(folder, case_id, writes, level))
    assert sum(event.act == "ack" for event in events) == writes
    image = tmp_path / "immagine"
    shutil.copytree(folder, image)
    chance = random.Random(seed(rounds))
    cuts = sorted(chance.randrange(len(events)) for _ in range(rounds))
    disk = Disk({path.name: bytearray(path.read_bytes()) for path in before.glob("*.db*")})
    found = {"images": 0, "lost": 0, "unopenable": 0}
    said, done = 0, 0
    for cut in cuts:
        for event in events[done:cut]:
            disk.take(event)
            said = event.at if event.act == "ack" else said
        done = max(done, cut)
        for path in image.glob("*.db*"):
            path.unlink()
        for name, data in disk.image(chance).items():
            (image / name).write_bytes(data)
        found["images"] += 1
        try:
            found["lost"] += _kept(image, case_id) < said
        except ScarpetteError:
            found["unopenable"] += 1
    return found


@sizes("IMAGES", 25, 10_000)
def test_power_cuts_lose_nothing_acknowledged(
    folder: Path, tmp_path: Path, rounds: int, say: Say
) -> None:
    found = _cuts(folder, tmp_path, rounds, "FULL", 40 if rounds < 100 else WRITES)
    say(**found)
    assert found == {"images": rounds, "lost": 0, "unopenable": 0}


@sizes("IMAGES_NORMAL", 25, 1_000)
def test_power_cuts_the_negative_control_loses(
    folder: Path, tmp_path: Path, rounds: int, say: Say
) -> None:
    """With NORMAL a commit is not synced: the same harness must see the loss, or it sees nothing."""
    found = _cuts(folder, tmp_path, rounds, "NORMAL", 40 if rounds < 100 else WRITES)
    say(**found)
    assert found["lost"] > 0
