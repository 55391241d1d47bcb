"""From a key press to the painted screen, in a real pty: typing, answering, covering.

    python -m benchmarks.latency [--json]

The baseline is a bare Textual form with one field, in the same run. An answer counts until
the next question stands on the screen: its commit is on the disk by then.
"""

import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from benchmarks.common import parser, report
from scarpette_tui.clock import SystemClock

TARGETS = {
    "key_to_paint_ratio": 1.5,
    "answer_to_next_question_ms_p95": 50,
    "cover_ms_p95": 50,
}
LABEL, PHRASE = "Operatrice", "una frase soltanto di misura"
ROWS, COLUMNS = 30, 100
QUIET = 0.15
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Input, Static
class Bare(App):
    def compose(self):
        yield Header()
        yield Static("Una domanda sola")
        yield Input()
        yield Footer()
Bare().run()
"""


class Screen:
    """A program in a pty, its screen read by an emulator.

    Args:
        command: the program; home: a folder for its home and temporary files.

    """

    def __init__(self, command: list[str], home: Path) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._read_at = 0.0
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
        self._read_at = time.perf_counter()  # the emulator's own time is not the program's
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

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._descriptor, keys.encode())

    def timed(self, keys: str, seen: Callable[[str], bool], seconds: float = 5) -> float | None:
        """Return the milliseconds from a key until the screen is as wanted; None if it never is."""
        self.settle()
        start = time.perf_counter()
        self.press(keys)
        while time.perf_counter() - start < seconds:
            self.take(0.005)
            if seen(self.text()):
                return (self._read_at - start) * 1000
        return None

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._descriptor)


def _typing(screen: Screen, count: int = 60) -> list[float]:
    """Type letters into the field that has the focus; time each until it shows."""
    times = []
    for number in range(count):
        before = screen.settle()
        letter = "abcdefghilmnopqrstuvz"[number % 21]
        spent = screen.timed(letter, lambda shown, before=before: shown != before)
        if spent is not None:
            times.append(spent)
    return times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _unlocked(folder: Path, home: Path) -> Screen:
    program = [sys.executable, "-m", "scarpette_tui", "--vault", str(folder)]
    screen = Screen(program, home)
    screen.until(lambda shown: LABEL in shown)
    screen.press("1")
    screen.until(lambda shown: "Frase segreta" in shown)
    screen.settle()
    return screen


def _to_interview(screen: Screen) -> None:
    screen.press(PHRASE + "\r")
    screen.until(lambda shown: "Nuova consultazione" in shown)
    screen.settle()
    for key in "nst":
        screen.press(key)
        screen.settle()
    for key in ("1", "l", "n", "n", "i"):
        screen.press(key)
        screen.settle()
    screen.until(lambda shown: "non so" in shown)


def _question(shown: str) -> str:
    return "\n".join(shown.splitlines()[1:8])


def measure(work: Path) -> dict[str, float]:
    """Return every figure."""
    from scarpette_tui.vault import service  # noqa: PLC0415 - after the options are read

    folder, home = work / "archivio", work / "casa"
    home.mkdir()
    service.create(
        folder,
        office="Sede di misura",
        desk="Sportello 1",
        users=[(LABEL, service.Role.RESPONSABILE, PHRASE)],
        clock=SystemClock(),
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    bare = Screen([sys.executable, "-c", BARE], home)
    bare.until(lambda shown: "Una domanda sola" in shown)
    baseline = _typing(bare)
    bare.close()
    screen = _unlocked(folder, home)
    typed = _typing(screen)
    screen.press("\x7f" * (len(typed) + 5))
    screen.settle()
    _to_interview(screen)
    answers: list[float] = []
    while len(answers) < 40:
        before = _question(screen.settle())
        spent = screen.timed("\x1bOR", lambda shown, was=before: _question(shown) != was)
        if spent is None:
            break
        answers.append(spent)
    covers: list[float] = []
    for _ in range(20):
        marked = screen.settle()
        spent = screen.timed(
            "\x1b[20~", lambda shown, was=marked: _question(shown) != _question(was)
        )
        screen.settle()
        screen.press("\x1b[20~")
        screen.until(lambda shown, was=marked: _question(shown) == _question(was))
        if spent is not None:
            covers.append(spent)
    screen.close()
    return {
        "key_to_paint_ms_p95": _p95(typed),
        "bare_form_ms_p95": _p95(baseline),
        "key_to_paint_ratio": _p95(typed) / _p95(baseline),
        "answer_to_next_question_ms_p95": _p95(answers),
        "answer_to_next_question_ms_median": statistics.median(answers),
        "answers": len(answers),
        "cover_ms_p95": _p95(covers),
        "cover_ms_median": statistics.median(covers),
        "covers": len(covers),
    }


def main() -> int:
    """Return 1 when a target is missed."""
    options = parser(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory(prefix="sportello-") as work:
        return report(measure(Path(work)), TARGETS, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
