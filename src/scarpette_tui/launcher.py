"""The small parent that starts the application and outlives no key (V8).

`scarpette` is two processes. The parent imports nothing heavy, holds no secret, and
waits. The child holds the keys; to lock, it ends with `RELOCK`, and the parent starts a
fresh one at the lock screen: what was in Python's memory is gone with the process.
Headless verbs run in this process directly: they end by themselves.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

from scarpette_tui.isolation import RELOCK, harden, seal_network, withhold_crashes

GRACE = 5.0
"""Seconds a child has to end after it was told to."""
LOOK = 1.0
"""Seconds between two looks at the parent and at the time."""
ASLEEP = 15.0
"""Seconds without a look after which the machine slept, or the process was stopped."""
KILLED = (
    "Il programma si è chiuso all'improvviso. Quello che era già confermato è salvato: "
    "riaprirlo e riprendere da lì.\n"
)

WITH_CHILD = frozenset({"demo", "linear"})
"""Verbs that open the vault for a consultation: a child holds the keys."""

_BETRAYING = ("TEXTUAL", "PYTHONINSPECT")
"""Beginnings of variables that a child never sees: with them Textual writes every key typed into
a file or saves pictures of the screen, and Python keeps the process after its end."""

_MARKER = "--avviato-da="
_VALUE_OPTIONS = frozenset({"--vault"})
_ORPHANED = 70
_QUICKEST = 5.0
_QUICK_LOCKS = 5
_RESET = "\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[0m"
_BLANK = "\x1b[2J\x1b[H"


def main(argv: Sequence[str] | None = None) -> int:
    """Run `scarpette`: a headless verb here, the application in a child.

    Args:
        argv: arguments without the program's name; None takes the process's own.

    Returns:
        The exit code of design.md section 8.

    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0].startswith(_MARKER):
        harden()
        return _child(arguments[0].removeprefix(_MARKER), arguments[1:])
    if is_headless(arguments):
        harden()
        return _run(arguments)
    return _Parent(arguments).run()


def is_headless(arguments: Sequence[str]) -> bool:
    """Say whether these arguments run without a child: help, version, any verb but `WITH_CHILD`."""
    if {"-h", "--help", "--version"} & set(arguments):
        return True
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in _VALUE_OPTIONS:
            skip = True
        elif not argument.startswith("-"):
            return argument not in WITH_CHILD
    return False


def _run(arguments: list[str]) -> int:
    seal_network()
    withhold_crashes()
    from scarpette_tui.cli import main as run  # noqa: PLC0415 - the parent stays light

    return run(arguments)


def _child(token: str, arguments: list[str]) -> int:
    """Be the application; end at once when the parent is no longer there."""
    parent, descriptor = (int(part) for part in token.split(":"))
    if os.name == "posix" and os.getppid() != parent:
        return _ORPHANED
    import threading  # noqa: PLC0415 - the parent needs none

    watch = threading.Thread(target=_watch, args=(parent, descriptor), daemon=True)
    watch.start()
    return _run(arguments)


def _watch(parent: int, descriptor: int) -> None:
    """End this process, whatever it is doing, when the parent is gone or the machine slept (S9).

    Nothing is lost: every answer is on the disk before the next question is painted.
    """
    terminal, alive = _Terminal(), _life_of(parent, descriptor)
    seen = time.time()
    while alive():
        now = time.time()
        if abs(now - seen) > ASLEEP:  # wall time goes on while a laptop sleeps
            terminal.restore(blank=True)
            os._exit(RELOCK)
        seen = now
    terminal.restore(blank=True)
    os._exit(_ORPHANED)


def _life_of(parent: int, descriptor: int) -> Callable[[], bool]:
    """Return what waits a moment and says whether the parent is still there."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        kernel = ctypes.windll.kernel32
        synchronize, timeout = 0x0010_0000, 0x102
        handle = kernel.OpenProcess(synchronize, False, parent)
        return lambda: bool(kernel.WaitForSingleObject(handle, int(LOOK * 1000)) == timeout)
    else:  # noqa: RET505 - the type checker reads one branch per system
        import select  # noqa: PLC0415

        # The parent never writes: its end of the pipe becomes readable when it is gone.
        return lambda: not select.select([descriptor], [], [], LOOK)[0]


class _Terminal:
    """The terminal as it was found, to be given back sane and blank."""

    def __init__(self) -> None:
        self._settings: list[Any] | None = None
        if sys.platform != "win32" and os.isatty(0):
            import termios  # noqa: PLC0415 - does not exist on Windows

            self._settings = termios.tcgetattr(0)

    def restore(self, *, blank: bool) -> None:
        """Give back the settings; after a violent end leave the application's modes too."""
        if blank and os.isatty(1):
            os.write(1, (_RESET + _BLANK).encode())
        if sys.platform != "win32" and self._settings is not None:
            import termios  # noqa: PLC0415

            termios.tcsetattr(0, termios.TCSANOW, self._settings)
            termios.tcflush(0, termios.TCIFLUSH)  # what she said must not reach the shell


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_BETRAYING)}


class _Parent:
    """Starts children until one ends with something other than `RELOCK`."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._told_to_end = False

    def run(self) -> int:
        """Return the last child's exit code."""
        self._catch_signals()
        if "demo" not in self._arguments:
            return self._loop(_environment())
        import tempfile  # noqa: PLC0415 - only for the demo

        # The demo's vault is temporary: whatever way a child ends, it goes with this folder.
        with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
            return self._loop({**_environment(), "TMPDIR": folder, "TEMP": folder, "TMP": folder})

    def _loop(self, environment: dict[str, str]) -> int:
        locks: list[float] = []
        while True:
            code = self._one_child(environment)
            if code != RELOCK or self._told_to_end:
                return code
            locks = [*locks[-_QUICK_LOCKS:], time.monotonic()]
            if len(locks) > _QUICK_LOCKS and locks[-1] - locks[0] < _QUICKEST:
                sys.stderr.write("Il programma continua a chiudersi appena aperto. Riprovare.\n")
                return 1

    def _one_child(self, environment: dict[str, str]) -> int:
        terminal = _Terminal()
        reading, writing = os.pipe() if os.name == "posix" else (-1, -1)
        command = [
            sys.executable,
            "-P",
            "-m",
            "scarpette_tui",
            f"{_MARKER}{os.getpid()}:{reading}",
            *self._arguments,
        ]
        inherited = (reading,) if reading >= 0 else ()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command, env=environment, pass_fds=inherited
            )
            harden()  # while the child starts, which hardens itself: no secret is here
            code = self._process.wait()
        finally:
            for descriptor in (reading, writing):
                if descriptor >= 0:
                    os.close(descriptor)
            if sys.platform != "win32":
                signal.setitimer(signal.ITIMER_REAL, 0)
        terminal.restore(blank=code < 0)
        if code < 0 and not self._told_to_end:
            sys.stderr.write(KILLED)
        return 128 - code if code < 0 else code

    def _catch_signals(self) -> None:
        """Keys of the terminal reach the child by themselves; the rest is passed on.

        Handlers, not SIG_IGN: what is ignored stays ignored in the child.
        """
        signal.signal(signal.SIGINT, lambda _number, _frame: None)
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._pass_on)
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, self._insist)

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        self._told_to_end = True
        if self._process is not None:
            self._process.send_signal(number)
            if sys.platform != "win32":
                signal.setitimer(signal.ITIMER_REAL, GRACE)

    def _insist(self, _number: int, _frame: FrameType | None) -> None:
        if self._process is not None:
            self._process.kill()
