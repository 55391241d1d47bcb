"""V13: no connection, name look-up or listening socket; the exceptions are named."""

import subprocess
import sys

import pytest

ATTEMPTS = {
    "connect": "socket.create_connection(('127.0.0.1', 9), timeout=1)",
    "connect6": "socket.socket(socket.AF_INET6).connect(('::1', 9))",
    "bind": "socket.socket().bind(('127.0.0.1', 0))",
    "listen": "socket.socket().listen()",
    "udp": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "local": "socket.socket(socket.AF_UNIX).connect('/tmp/x')",
    "local listen": "socket.socket(socket.AF_UNIX).bind('/tmp/sportello-x')",
    "local udp": "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'x', '/tmp/x')",
    "local message": "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, '/tmp/x')",
    "look-up": "socket.getaddrinfo('localhost', 80)",
    "old look-up": "socket.gethostbyname('localhost')",
    "reverse": "socket.gethostbyaddr('127.0.0.1')",
    "name": "socket.getnameinfo(('127.0.0.1', 80), 0)",
    "raw module": "__import__('_socket').socket(socket.AF_INET)",
    "web": "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    "namesake of the pair": "exec('def socketpair(): socket.socket()\\nsocketpair()')",
    "disguised pair": "(lambda: socket.socket())()",
}


def _run(body: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import socket, asyncio, subprocess, sys\n"
        "from scarpette_tui.isolation import NetworkSealedError, is_sealed, seal_network\n"
        "assert not is_sealed()\nseal_network()\nseal_network()\nassert is_sealed()\n" + body
    )
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", ATTEMPTS)
def test_v13_forbidden(name: str) -> None:
    body = (
        "try:\n    " + ATTEMPTS[name] + "\n"
        "except OSError as fault:\n"
        "    inner = getattr(fault, 'reason', fault)\n"
        "    sys.exit(0 if isinstance(inner, NetworkSealedError) else 3)\n"
        "sys.exit(4)\n"
    )
    done = _run(body)
    assert done.returncode == 0, done.stderr


def test_v13_event_loop_and_spooler_work() -> None:
    done = _run(
        "async def work():\n    await asyncio.sleep(0)\n    return 'fatto'\n"
        "print(asyncio.run(work()))\n"
        "a, b = socket.socketpair()\na.send(b'x')\nassert b.recv(1) == b'x'\n"
        "print(subprocess.run([sys.executable, '-c', 'print(1)'], capture_output=True,"
        " text=True).stdout.strip())\n"
    )
    assert done.stdout.split() == ["fatto", "1"], done.stderr
