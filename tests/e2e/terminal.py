"""A real terminal for tests: the application in a pty, its screen read by an emulator."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "up": "\x1b[A", "down": "\x1b[B",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
    "ctrl+q": "\x11",
}  # fmt: skip


class Terminal:
    """Runs `scarpette` with some arguments and answers what is on its screen."""

    def __init__(self, *arguments: str, home: Path, columns: int = 80, rows: int = 24) -> None:
        temporary = home / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "scarpette_tui", *arguments],
            dimensions=(rows, columns),
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "TMPDIR": str(temporary),
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
            },
            timeout=20,
        )

    def read(self, seconds: float = 0.1) -> str:
        """Take in what was painted for a while; return the screen as text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                data = self.process.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            self.raw += data
            self._stream.feed(data)
        return self.text()

    def text(self) -> str:
        """Return the screen as text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def see(self, *wanted: str, seconds: float = 20) -> str:
        """Wait until one of the texts is on the screen; fail showing the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.read(0.1)
            if any(text in shown for text in wanted):
                return shown
        raise AssertionError(f"{wanted} not on the screen:\n{self.text()}")

    def until(self, holds: Callable[[str], bool], seconds: float = 20) -> None:
        """Wait until the screen is as it should be; fail showing it."""
        end = time.monotonic() + seconds
        while not holds(self.read(0.1)):
            if time.monotonic() >= end:
                raise AssertionError(f"not as expected:\n{self.text()}")

    def still(self, seconds: float = 1.0) -> str:
        """Wait until nothing but the clock of the first line has changed for a while."""
        below = ""
        since = time.monotonic()
        while time.monotonic() - since < seconds:
            shown = "\n".join(self.read(0.1).splitlines()[1:])
            if shown != below:
                below, since = shown, time.monotonic()
        return self.text()

    def press(self, *keys: str, pause: float = 0.15) -> str:
        """Press keys one by one: names of KEYS, or text."""
        for key in keys:
            self.process.send(KEYS.get(key, key))
            self.read(pause)
        return self.text()

    def family(self) -> list[int]:
        """Return the pids of the launcher and of all below it."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                waiting += [int(child) for child in task.read_text().split()]
        return found

    def kill(self) -> None:
        """kill -9 the launcher and every child, at once."""
        for pid in self.family():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> int | None:
        """Wait for the end; return the exit code."""
        self.process.expect(pexpect.EOF, timeout=20)
        self.process.close()
        return self.process.exitstatus

    def close(self) -> None:
        """Leave nothing running."""
        if self.process.isalive():
            self.kill()
        self.process.close(force=True)
