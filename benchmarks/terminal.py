"""The program in a real pty, its screen read by an emulator; its processor time and memory."""

import os
import pty
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyte

ROWS, COLUMNS = 30, 100
QUIET = 0.15


class Spent(NamedTuple):
    """Milliseconds: of the clock, and of processor of every process of the program."""

    wall: float
    processor: float


class Screen:
    """A program in a pty, its screen read by an emulator.

    Args:
        command: the program; home: a folder for its home and temporary files.

    """

    def __init__(self, command: list[str], home: Path) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.read_at = 0.0
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            wanted = {"HOME": str(home), "TMPDIR": str(home), "TERM": "xterm-256color"}
            kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
            os.execve(command[0], command, {**kept, **wanted})
        import fcntl  # noqa: PLC0415 - this benchmark is not for Windows
        import termios  # noqa: PLC0415

        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)

    def take(self, seconds: float) -> bool:
        """Take in what is painted within some seconds; say whether anything was."""
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._descriptor, 1 << 16)
        except OSError:
            return False
        self.read_at = time.perf_counter()  # the emulator's own time is not the program's
        self._stream.feed(data)
        return True

    def settle(self) -> str:
        """Wait until nothing is painted any more; return the screen."""
        while self.take(QUIET):
            pass
        return self.text()

    def text(self) -> str:
        """Return the screen as text."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, seen: Callable[[str], bool], seconds: float = 30) -> str:
        """Wait until the screen is as wanted."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.take(0.05)
            if seen(self.text()):
                return self.text()
        sys.exit("the screen waited for did not come:\n" + self.text())

    def walk(self, keys: str) -> None:
        """Press keys one by one, each once the page that the key before brought stands."""
        for key in keys:
            before = question(self.settle())
            self.press(key)
            self.until(lambda shown, before=before: question(shown) != before)

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._descriptor, keys.encode())

    def timed(self, keys: str, seen: Callable[[str], bool], seconds: float = 5) -> Spent | None:
        """Return what passes from a key until the screen is as wanted; None if it never is."""
        self.settle()
        used, start = processor_ms(self.pid), time.perf_counter()
        self.press(keys)
        while time.perf_counter() - start < seconds:
            self.take(0.005)
            if seen(self.text()):
                wall = (self.read_at - start) * 1000
                return Spent(wall, processor_ms(self.pid) - used)
        return None

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._descriptor)


def question(shown: str) -> str:
    """Return the part of a screen where the question stands."""
    return "\n".join(shown.splitlines()[1:8])


def to_interview(screen: Screen) -> None:
    """Walk from home through the gate to the first question."""
    screen.until(lambda shown: "I miei fascicoli (" in shown)  # until then home is busy
    screen.walk("nst1lnni")
    screen.until(lambda shown: "non so" in shown)
    screen.settle()


def processor_ms(pid: int) -> float:
    """Return the milliseconds of processor that a family of processes has used.

    From Linux's clock of a process: threads that have ended count too.
    """
    used = time.clock_gettime(~pid << 3 | 2) * 1000
    for task in Path(f"/proc/{pid}/task").iterdir():
        used += sum(processor_ms(int(child)) for child in (task / "children").read_text().split())
    return used


def resident(pid: int) -> float:
    """Return the resident MB of the largest process of a family."""
    found = [_resident(pid)]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [resident(int(child)) for child in task.read_text().split()]
    return max(found)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
