"""What strace says a process wrote, and the disks a power cut could have left."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.vault import PEOPLE

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
SECTOR = 512

WORK = """
import os, sys
from pathlib import Path
from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import service
from scarpette_tui.vault.content import AnswersDoc
folder, passphrase, case_id, first, count, level = sys.argv[1:]
try:
    with service.unlock(Path(folder), "Operatrice", passphrase, clock=SystemClock()) as vault:
        case = vault.open(case_id)
        vault.official.database._raw.execute("PRAGMA synchronous = " + level)
        for number in range(int(first), int(first) + int(count)):
            case.write(AnswersDoc(position=str(number), phase="x" * (number % 2500)))
            os.write(1, b"ack %d\\n" % number)
except ScarpetteError as fault:
    os.write(1, ("fault %d\\n" % fault.exit_code).encode())
"""


def work(folder: Path, case_id: str, first: int, count: int, level: str = "FULL") -> list[str]:
    """Return the command of a process that writes answers and acknowledges each on stdout."""
    phrase = PEOPLE["Operatrice"][1]
    return [sys.executable, "-c", WORK, str(folder), phrase, case_id, str(first), str(count), level]


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
