"""Kill -9 in the middle of writes, many times; run as a script so that forks are cheap.

usage: python kill_writer.py FOLDER LABEL PASSPHRASE KILLS WRITES SEED
Prints one JSON line: kills, how many of them while the vault was still opening, acknowledged
writes, lost writes, vaults that did not open, full checks that found a fault.
Each round forks a process that unlocks what the kill before left, reports what it found, then
writes one answer after another and reports each one over a pipe once `write` returned. It is
killed at a random moment of some later write, WRITES acknowledged ones on the average. What it
found must be the last reported answer or a later one.
"""

import gc
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

CHECKED = 50
"""Kills between two full checks of pages, rows and chain, which also close the vault cleanly."""
EARLY = 8
"""One kill of so many falls anywhere from the fork on, before the vault is open too."""
OPENING, WRITING = 0.1, 0.004
"""Seconds that an opening and a write last at most, roughly: within them the kill is random."""
SIZE = 8
FAULT = 2**64 - 1


def _open(folder: Path, label: str, passphrase: str) -> service.Vault:
    return service.unlock(folder, label, passphrase, clock=SystemClock())


def _kept(case: service.Case) -> int:
    found = case.read(AnswersDoc)
    return int(found.position or 0) if found else 0


def _write_until_killed(who: tuple[Path, str, str], case_id: str, pipe: int) -> None:
    try:
        with _open(*who) as vault:
            case = vault.open(case_id)
            number = _kept(case)
            while True:
                os.write(pipe, number.to_bytes(SIZE, "big"))
                number += 1
                case.write(AnswersDoc(position=str(number), phase="x" * (number % 3000)))
    except ScarpetteError:
        os.write(pipe, FAULT.to_bytes(SIZE, "big"))


def _round(who: tuple[Path, str, str], case_id: str, writes: int, seconds: float) -> list[int]:
    """Let a writer acknowledge some writes and live on for some seconds, then kill it.

    Returns:
        What it found, then each number it acknowledged; FAULT for a refusal. Empty when it
        was killed before it had the vault open.

    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _write_until_killed(who, case_id, writing)
        finally:
            os._exit(3)
    os.close(writing)
    said = b""
    while len(said) < SIZE * writes and (part := os.read(reading, 1 << 16)):
        said += part
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(reading, 1 << 16):
        said += part
    os.close(reading)
    return [int.from_bytes(said[at : at + SIZE], "big") for at in range(0, len(said), SIZE)]


def _moment(chance: random.Random, writes: int) -> tuple[int, float]:
    if chance.randrange(EARLY) == 0:
        return 0, chance.uniform(0, OPENING)
    return 1 + chance.randint(0, 2 * writes), chance.uniform(0, WRITING)


def main() -> None:
    """Run the rounds and print the outcome."""
    folder, label, passphrase, kills, writes, seed = sys.argv[1:]
    who = (Path(folder), label, passphrase)
    chance = random.Random(int(seed))
    with _open(*who) as vault:
        case_id = vault.new_case(traceless=False).case_id
    result = dict.fromkeys(("kills", "opening", "acknowledged", "lost", "unopenable", "faults"), 0)
    last = 0
    gc.freeze()  # the forks copy less
    for number in range(1, int(kills) + 1):
        found, *said = _round(who, case_id, *_moment(chance, int(writes))) or [-1]
        result["kills"] += 1
        result["opening"] += found == -1
        result["unopenable"] += FAULT in (found, *said)
        result["lost"] += max(0, last - found) if found != -1 else 0
        result["acknowledged"] += len(said)
        last = max(last, found, *said)
        if number % CHECKED == 0 or number == int(kills):
            with _open(*who) as vault:
                result["lost"] += max(0, last - _kept(vault.open(case_id)))
                result["faults"] += not vault.check().ok
    print(json.dumps(result))


if __name__ == "__main__":
    main()
