"""One vault used by several threads at once, and closed under them; run as a script.

usage: python rush.py FOLDER LABEL PASSPHRASE ROUNDS SEED
Prints one JSON line: rounds, acknowledged writes, lost writes, checks and searches that ended,
faults. SQLite calls back into Python, so two threads at once on one connection would wait for
each other for ever, and the process with them: whoever runs this must set a limit of time.
"""

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import anchors, service
from scarpette_tui.vault.content import AnswersDoc

LONGEST = 0.15
"""Seconds of work before a vault is closed under its readers, at most."""


class Rush:
    """One open vault, with readers that never pause."""

    def __init__(self, vault: service.Vault, result: dict[str, int]) -> None:
        self._vault, self._result = vault, result
        self._closing = False
        acts: tuple[Callable[[], object], ...] = (vault.check, self._search)
        self._readers = [threading.Thread(target=self._repeat, args=(act,)) for act in acts]

    def _search(self) -> None:
        self._vault.search("canarino", stop=lambda: self._closing, progress=lambda *_: None)

    def _repeat(self, act: Callable[[], object]) -> None:
        while not self._closing:
            try:
                act()
                self._result["read"] += 1
            except ScarpetteError:
                self._result["faults"] += not self._closing
            except Exception:
                # The program lets this pass too: whoever reads a vault just closed is gone.
                self._result["faults"] += not self._closing

    def work(self, case: service.Case, number: int, seconds: float) -> int:
        """Write and anchor meanwhile, then close; return the last number acknowledged."""
        for reader in self._readers:
            reader.start()
        end = time.monotonic() + seconds
        opened = self._vault.official
        assert opened is not None
        while time.monotonic() < end:
            number += 1
            case.write(AnswersDoc(position=str(number)))
            anchors.write(opened, self._vault.counts)
        self._closing = True
        self._vault.close()
        for reader in self._readers:
            reader.join()
        return number


def _kept(case: service.Case) -> int:
    found = case.read(AnswersDoc)
    return int(found.position or 0) if found else 0


def main() -> None:
    """Run the rounds and print the outcome."""
    folder, label, passphrase, rounds, seed = sys.argv[1:]
    chance, clock = random.Random(int(seed)), SystemClock()
    result = dict.fromkeys(("rounds", "acknowledged", "lost", "read", "faults"), 0)
    with service.unlock(Path(folder), label, passphrase, clock=clock) as vault:
        case_id = vault.new_case(traceless=False).case_id
    last = 0
    for _ in range(int(rounds)):
        vault = service.unlock(Path(folder), label, passphrase, clock=clock)
        case = vault.open(case_id)
        result["lost"] += max(0, last - _kept(case))
        now = Rush(vault, result).work(case, last, chance.uniform(0, LONGEST))
        result["acknowledged"] += now - last
        result["rounds"] += 1
        last = now
    print(json.dumps(result))


if __name__ == "__main__":
    main()
