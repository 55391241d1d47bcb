"""What every front end does first: no network, no memory on disk, a neutral name.

V13: an audit hook forbids sockets. Exceptions, by name: the event loop's own pair of
connected sockets (`socket.socketpair`, which on Windows is made over the loopback), and
the spooler, which is a child process. An audit hook stops accidents and libraries, not
hostile code inside the process.
"""

import os
import sys
from types import FrameType
from typing import Any

RELOCK = 75
"""Exit code of a process that locked: the launcher starts a fresh one at the lock screen (V8)."""
NAME = b"sportello"
"""What the system shows as the process's name, where it allows it (S10)."""

_PR_SET_DUMPABLE, _PR_SET_NAME = 4, 15
_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
    }
)
_CREATION = "socket.__new__"
_LOCAL_FAMILY = 1
"""AF_UNIX: the pair of the event loop on Linux and macOS; -1 adopts an existing socket."""
_PAIR_MAKERS = frozenset({"socketpair", "_fallback_socketpair"})
_sealed = False


def end_in(seconds: float) -> None:
    """End this process as locked after some seconds, whatever it still waits for (V8).

    What was acknowledged is on the disk; a file left half way is put right at the next start.
    """
    import threading  # noqa: PLC0415 - the launcher starts sooner without

    limit = threading.Timer(seconds, os._exit, (RELOCK,))
    limit.daemon = True
    limit.start()


class NetworkSealedError(PermissionError):
    """Something tried to use the network (V13)."""


def seal_network() -> None:
    """Forbid connections, look-ups and listening sockets until the process ends.

    A socket of any family but the local one cannot even be made, so that `listen`,
    which raises no event of its own, has nothing to listen on.
    """
    global _sealed  # noqa: PLW0603 - a hook is for the process, and cannot be taken away
    if not _sealed:
        sys.addaudithook(_hook)
        _sealed = True


def is_sealed() -> bool:
    """Say whether this process has given up the network."""
    return _sealed


def harden() -> None:
    """Turn core dumps off and take a neutral process name, where the system allows it (V8)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - does not exist on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - 2 ms, only where it serves

        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_NAME, NAME, 0, 0, 0)


def withhold_crashes() -> None:
    """Say where a crash happened and never with what: an error's own text can hold her words.

    For what no screen catches: headless verbs, threads, what comes before and after a screen.
    """
    import threading  # noqa: PLC0415 - the parent of the application needs none

    def say(error: BaseException | None) -> None:
        from scarpette_tui.errors import crash_text  # noqa: PLC0415

        if error is not None and sys.stderr is not None:
            sys.stderr.write(crash_text(error) + "\n")

    sys.excepthook = lambda _kind, error, _trace: say(error)
    threading.excepthook = lambda found: say(found.exc_value)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event == _CREATION:
        family = arguments[1]
        if family in (_LOCAL_FAMILY, -1) and sys.platform != "win32":
            return
    elif event not in _FORBIDDEN:
        return
    if not _making_a_pair(sys._getframe()):
        raise NetworkSealedError("rete non ammessa")


def _making_a_pair(frame: FrameType | None) -> bool:
    """Say whether the standard library's own `socketpair` is on the stack."""
    library = os.path.join(os.path.dirname(os.__file__), "socket.py")  # noqa: PTH118, PTH120
    while frame is not None:
        code = frame.f_code
        if code.co_name in _PAIR_MAKERS and code.co_filename == library:
            return True
        frame = frame.f_back
    return False
