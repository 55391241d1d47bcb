"""What strace says a process wrote, and the disks a power cut could have left."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scarpette_tui.errors import ScarpetteError
from tests.vault import PEOPLE

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
SECTOR = 512
UNFORESEEN, REFUSED = 99, 100
"""Exit codes of a traced process: a fault nobody foresaw; a refusal, plus its own code."""

WORK = """
import os, sys
from pathlib import Path
from scarpette_tui.clock import SystemClock
from scarpette_tui.vault import service
from scarpette_tui.vault.content import AnswersDoc
folder, passphrase, case_id, count, level = sys.argv[1:]
with service.unlock(Path(folder), "Operatrice", passphrase, clock=SystemClock()) as vault:
    case = vault.open(case_id)
    vault.official.database._raw.execute("PRAGMA synchronous = " + level)
    for number in range(1, int(count) + 1):
        case.write(AnswersDoc(position=str(number), phase="x" * (number % 2500)))
        os.write(1, b"ack %d\\n" % number)
"""


def work(folder: Path, case_id: str, count: int, level: str) -> list[str]:
    """Return the command of a process that writes answers and acknowledges each on stdout."""
    phrase = PEOPLE["Operatrice"][1]
    return [sys.executable, "-c", WORK, str(folder), phrase, case_id, str(count), level]


def refused(act: Callable[[], None], *injects: str) -> int | None:
    """Run an act in a process whose system calls fail as strace is told; imports are done.

    Args:
        act: what the process does.
        injects: what fails and when, counted for each call from the start of the act:
            `fsync:error=EIO:when=7`, or `when=7+` for ever after.

    Returns:
        None when nothing was refused, else the exit code of the `ScarpetteError`.

    """
    calls = ",".join(inject.partition(":")[0] for inject in injects)
    told = [part for inject in injects for part in ("-e", f"inject={inject}")]
    code = _traced(act, ["-o", "/dev/null", "-e", f"trace={calls}", *told])
    assert code == 0 or code > REFUSED, "an error that nobody foresaw: see above"
    return code - REFUSED if code else None


def killed_at(act: Callable[[], None], inject: str) -> bool:
    """Run an act in a process that strace kills at a call; say whether it came so far."""
    calls = inject.partition(":")[0]
    trace = ["-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={inject}"]
    return _traced(act, trace) == -signal.SIGKILL


def calls_of(act: Callable[[], None], calls: str, log: Path) -> list[str]:
    """Return the names of the calls that an act makes, of those asked for, in order."""
    assert _traced(act, ["-o", str(log), "-e", f"trace={calls}"]) == 0
    return re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE)


def _traced(act: Callable[[], None], how: list[str]) -> int:
    """Fork; once strace has hold of the child let it act; return its exit code."""
    waiting, go = os.pipe()
    child = os.fork()
    if child == 0:
        code = UNFORESEEN
        try:
            os.read(waiting, 1)
            act()
            code = 0
        except ScarpetteError as fault:
            code = REFUSED + fault.exit_code
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    tracer = subprocess.Popen(["strace", "-f", "-qq", *how, "-p", str(child)])
    status = Path(f"/proc/{child}/status")
    while "TracerPid:\t0\n" in status.read_text(encoding="ascii"):
        assert tracer.poll() is None, "strace may not look at another process here"
        time.sleep(0.001)
    os.write(go, b"x")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    tracer.wait()
    os.close(waiting)
    os.close(go)
    return code


@dataclass(frozen=True)
class Event:
    """One thing that happened: a write, a cut, a sync of a file, or an acknowledgement."""

    act: str
    file: str = ""
    at: int = 0
    data: bytes = b""


_CALLS = "openat,close,pwrite64,write,fsync,fdatasync,ftruncate,lseek"
_OPEN = re.compile(r'openat\([^,]+, "([^"]*)".*\) += (\d+)')
_PWRITE = re.compile(r'pwrite64\((\d+), "([^"]*)"\.*, \d+, (\d+)\) += (\d+)')
_WRITE = re.compile(r'write\(1, "([^"]*)"')
_SYNC = re.compile(r"f(?:data)?sync\((\d+)\) += 0")
_TRUNCATE = re.compile(r"ftruncate\((\d+), (\d+)\) += 0")
_CLOSE = re.compile(r"close\((\d+)\) += 0")


def record(folder: Path, log: Path, command: list[str]) -> list[Event]:
    """Run a command under strace; return what it did to both databases, in order."""
    trace = ["strace", "-f", "-xx", "-s", "200000", "-e", f"trace={_CALLS}", "-o", str(log)]
    done = subprocess.run([*trace, *command], capture_output=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return list(_events(log, folder))


def _events(log: Path, folder: Path) -> Iterator[Event]:
    open_files: dict[str, str] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        call = line.partition(" ")[2].strip()
        if found := _OPEN.match(call):
            path = _bytes(found[1]).decode()
            open_files.pop(found[2], None)
            if path.startswith(f"{folder}/") and ".db" in path:
                open_files[found[2]] = path.removeprefix(f"{folder}/")
        elif (found := _CLOSE.match(call)) and found[1] in open_files:
            del open_files[found[1]]
        elif (found := _PWRITE.match(call)) and found[1] in open_files:
            yield Event("write", open_files[found[1]], int(found[3]), _bytes(found[2]))
        elif (found := _SYNC.match(call)) and found[1] in open_files:
            yield Event("sync", open_files[found[1]])
        elif (found := _TRUNCATE.match(call)) and found[1] in open_files:
            yield Event("cut", open_files[found[1]], int(found[2]))
        elif found := _WRITE.match(call):
            said = _bytes(found[1]).decode()
            if said.startswith("ack "):
                yield Event("ack", at=int(said[4:]))


def _bytes(shown: str) -> bytes:
    return bytes.fromhex(shown.replace("\\x", ""))


@dataclass
class Disk:
    """Files of which each unsynced write may be there, torn, or lost."""

    files: dict[str, bytearray]
    waiting: dict[str, list[Event]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Let one event happen."""
        if event.act == "sync":
            for late in self.waiting.pop(event.file, []):
                self._apply(self.files, late, len(late.data))
        elif event.act in ("write", "cut"):
            self.waiting.setdefault(event.file, []).append(event)

    def image(self, chance: random.Random) -> dict[str, bytearray]:
        """Return what the disk may hold after the power goes now."""
        left = {name: bytearray(data) for name, data in self.files.items()}
        for events in self.waiting.values():
            keep = chance.choice((0.0, 0.5, 0.9, 1.0))
            for event in events:
                if chance.random() < keep:
                    whole = len(event.data)
                    torn = chance.random() < 0.2
                    length = chance.randrange(0, whole + 1, SECTOR) if torn and whole else whole
                    self._apply(left, event, length)
        return left

    @staticmethod
    def _apply(files: dict[str, bytearray], event: Event, length: int) -> None:
        data = files.setdefault(event.file, bytearray())
        if event.act == "cut":
            del data[event.at :]
            return
        data.extend(bytes(max(0, event.at - len(data))))
        data[event.at : event.at + length] = event.data[:length]
