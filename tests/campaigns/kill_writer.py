"""Kill -9 in the middle of writes, many times; run as a script so that forks are cheap.

usage: python kill_writer.py FOLDER LABEL PASSPHRASE KILLS SEED
SCARPETTE_KILL_WINDOW is the longest life of a writer in seconds: on a slow disk a longer one
gives more acknowledged writes.
Prints one JSON line: kills, acknowledged writes, lost writes, vaults that did not open.
Each round forks a process that unlocks, writes one answer after another and reports each
one over a pipe once `write` returned; it is killed at a random moment, and the next
process must find the last reported answer or a later one.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import entering, service  # noqa: F401 - loaded once, before the forks
from scarpette_tui.vault.content import AnswersDoc


def _open(folder: Path, label: str, passphrase: str) -> service.Vault:
    return service.unlock(folder, label, passphrase, clock=SystemClock())


def _write_until_killed(who: tuple[Path, str, str], case_id: str, pipe: int) -> None:
    with _open(*who) as vault:
        case = vault.open(case_id)
        before = case.read(AnswersDoc)
        number = int(before.position or 0) if before else 0
        while True:
            number += 1
            case.write(AnswersDoc(position=str(number), phase="x" * (number % 3000)))
            os.write(pipe, number.to_bytes(8, "big"))


def _round(who: tuple[Path, str, str], case_id: str, seconds: float) -> tuple[int, int]:
    """Return the last acknowledged number (0 for none) and how many were acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _write_until_killed(who, case_id, writing)
        finally:
            os._exit(3)
    os.close(writing)
    first = os.read(reading, 8)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = first
    while part := os.read(reading, 1 << 16):
        said += part
    os.close(reading)
    whole = len(said) // 8
    last = int.from_bytes(said[8 * (whole - 1) : 8 * whole], "big") if whole else 0
    return last, whole


def main() -> None:
    """Run the rounds and print the outcome."""
    folder, label, passphrase, kills, seed = sys.argv[1:]
    who = (Path(folder), label, passphrase)
    chance = random.Random(int(seed))
    with _open(*who) as vault:
        case_id = vault.new_case(traceless=False).case_id
    window = float(os.environ.get("SCARPETTE_KILL_WINDOW", "0.12"))
    result = {"kills": 0, "acknowledged": 0, "lost": 0, "unopenable": 0}
    for _ in range(int(kills)):
        last, count = _round(who, case_id, chance.uniform(0, window))
        result["kills"] += 1
        result["acknowledged"] += count
        try:
            with _open(*who) as vault:
                found = vault.open(case_id).read(AnswersDoc)
                kept = int(found.position or 0) if found else 0
                result["lost"] += max(0, last - kept)
        except ScarpetteError:
            result["unopenable"] += 1
    print(json.dumps(result))


if __name__ == "__main__":
    main()
