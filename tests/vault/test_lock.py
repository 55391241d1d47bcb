"""One process at a time: the second is told who and since when, and may wait."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import VaultBusyError
from scarpette_tui.vault import service
from scarpette_tui.vault.types import StateKind
from tests.vault import PEOPLE, enter

HOLD = """
import sys, time
from datetime import datetime
from pathlib import Path
from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
clock = FixedClock(datetime(2026, 11, 23, 9, 5).astimezone())
with service.unlock(Path(sys.argv[1]), "Collega", sys.argv[2], clock=clock):
    print("aperto", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def _hold(folder: Path, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", HOLD, str(folder), PEOPLE["Collega"][1], str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"aperto\n"
    return process


def test_second_start_is_told_who_and_since_when(folder: Path, clock: FixedClock) -> None:
    process = _hold(folder, 60)
    try:
        seen = service.state(folder)
        assert (seen.kind, seen.busy_user) == (StateKind.BUSY, "Collega")
        assert seen.busy_since is not None
        assert f"{seen.busy_since:%H:%M}" == "09:05"
        with pytest.raises(VaultBusyError, match=r"Collega dalle 09:05 del 23/11/2026") as caught:
            enter(folder, "Operatrice", clock)
        assert caught.value.exit_code == 4
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    enter(folder, "Operatrice", clock).close()


def test_side_file_of_a_stranger_is_not_trusted(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock):
        for note in (b"", b"[]", b"{", b'{"label": 1, "since": 2}', b"x" * 20_000):
            (folder / "holder.json").write_bytes(note)
            with pytest.raises(VaultBusyError, match="già aperto"):
                enter(folder, "Collega", clock)
        forged = '{"label": "a\\u001b[2Jb", "since": "2026-11-23T09:00:00"}'
        (folder / "holder.json").write_text(forged, encoding="utf-8")
        assert service.state(folder).busy_user == "a[2Jb"


def test_a_start_may_wait(folder: Path, clock: FixedClock) -> None:
    process = _hold(folder, 0.7)
    start = time.monotonic()
    passphrase = PEOPLE["Operatrice"][1]
    service.unlock(folder, "Operatrice", passphrase, clock=clock, wait=20).close()
    assert time.monotonic() - start > 0.4
    process.communicate()


def test_races_have_one_owner(folder: Path, clock: FixedClock) -> None:
    """Eight processes start at once, several times: never two inside, always one."""
    log = folder.parent / "diario"
    for _ in range(4):
        log.write_bytes(b"")
        children = []
        for _ in range(8):
            child = os.fork()
            if child == 0:
                try:
                    vault = enter(folder, "Operatrice", clock)
                except VaultBusyError:
                    os._exit(4)
                with log.open("ab", buffering=0) as stream:
                    stream.write(b"(")
                    time.sleep(0.5)
                    stream.write(b")")
                vault.close()
                os._exit(0)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert set(codes) <= {0, 4}
        assert codes.count(0) >= 1
        assert log.read_bytes() == b"()" * codes.count(0)


def test_wrong_passphrase_gives_the_lock_back(folder: Path, clock: FixedClock) -> None:
    with pytest.raises(Exception, match="non è giusta"):
        service.unlock(folder, "Operatrice", "sbagliata", clock=clock)
    assert service.state(folder).kind is StateKind.READY


def test_close_twice_is_harmless(folder: Path, clock: FixedClock) -> None:
    vault = enter(folder, "Operatrice", clock)
    vault.close()
    vault.close()
    enter(folder, "Collega", clock).close()
