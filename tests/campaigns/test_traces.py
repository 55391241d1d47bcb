"""What is left behind: in files, in memory after the lock, after a crash, on the network."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import keyring, slots
from scarpette_tui.vault.content import AnswersDoc, ContactDoc, NoteEntry, NotesDoc
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.primitives import raw
from tests.campaigns import sizes
from tests.campaigns.tracing import needs_strace
from tests.conftest import OPERATOR, PASSPHRASE
from tests.e2e.terminal import Terminal
from tests.e2e.test_application import through_the_gate, unlock
from tests.vault import PEOPLE, enter

Say = Callable[..., None]
linux_root = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0,
    reason="reads other processes' memory, which only root may on Linux",
)


def _forms(text: str) -> list[bytes]:
    return [text.encode(), text.encode("utf-16-le"), text.encode("utf-32-le")]


def _in_files(folder: Path, needles: list[bytes]) -> list[str]:
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def _in_metadata(folder: Path, needles: list[bytes]) -> list[str]:
    """Return the files whose name or extended attributes hold a needle."""
    found = []
    for path in folder.rglob("*"):
        said = [os.fsencode(path.name)]
        if hasattr(os, "listxattr"):
            said += [os.getxattr(path, name) for name in os.listxattr(path)]
        if any(needle in one for one in said for needle in needles):
            found.append(str(path))
    return found


def _in_descriptors(needles: list[bytes]) -> list[str]:
    """Return the open files that hold a needle: also those deleted, which no folder shows."""
    found = []
    for link in Path("/proc/self/fd").glob("*"):
        try:
            target = str(link.readlink())
            if link.is_file() and any(needle in link.read_bytes() for needle in needles):
                found.append(target)
        except OSError:  # it was only the listing's own
            continue
    return found


def test_the_search_finds_what_is_deleted_named_and_attached(tmp_path: Path) -> None:
    """The campaign below sees: it would find each of these."""
    needle = [b"canarino-di-prova"]
    (tmp_path / "canarino-di-prova.txt").touch()
    assert _in_metadata(tmp_path, needle) == [str(tmp_path / "canarino-di-prova.txt")]
    if not Path("/proc/self/fd").exists():
        return
    with (tmp_path / "via").open("w+b", buffering=0) as gone:
        gone.write(needle[0])
        Path(gone.name).unlink()
        assert len(_in_descriptors(needle)) == 1
    assert _in_descriptors(needle) == []


@sizes("CANARIES", 1, 50)
def test_a2_canaries_are_in_no_file_no_descriptor_no_argument_no_environment(
    folder: Path,
    clock: FixedClock,
    tmp_path: Path,
    rounds: int,
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for _ in range(rounds):
        canary = "canarino-" + os.urandom(8).hex()
        with enter(folder, "Operatrice", clock) as vault:
            case = vault.new_case(traceless=False, second="Collega")
            for number in range(8):
                note = NoteEntry(at=clock.now(), author="Operatrice", text=canary * (number + 1))
                case.write(NotesDoc(entries=(note,)))
            case.write(AnswersDoc(answers={canary: canary}))
            case.write(ContactDoc(allowed=True, value=canary))
            assert vault.search(canary)
            assert _in_files(tmp_path, _forms(canary)) == []
            assert _in_descriptors(_forms(canary)) == []
            case.close_case(word=canary)
            vault.backup()
            assert _in_descriptors(_forms(canary)) == []
        found = _in_files(tmp_path, _forms(canary)) + _in_metadata(tmp_path, _forms(canary))
        found += _in_descriptors(_forms(canary))
        own = [Path(f"/proc/self/{name}") for name in ("environ", "cmdline")]
        found += [
            str(path) for path in own if path.exists() and canary.encode() in path.read_bytes()
        ]
        assert found == []
    say(canaries=rounds, found=0)


# --- memory after lock ----------------------------------------------------------------------------


def _memory(pid: int) -> Iterator[bytes]:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in rights or "w" not in rights:
                continue
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue


def _holds(pid: int, needles: dict[str, bytes]) -> set[str]:
    found: set[str] = set()
    for part in _memory(pid):
        found |= {name for name, needle in needles.items() if needle in part}
    return found


def _secrets(vault_dir: Path, note: str) -> dict[str, bytes]:
    ring = keyring.load(vault_dir)
    me = ring.by_label(OPERATOR)
    assert me is not None
    wrapping = stretch(PASSPHRASE, raw(me.slot.salt), me.slot.parameters)
    identity = slots.open_slot(ring.vault_id, me, wrapping)
    vmk = slots.open_key(ring, me.id, identity, "vmk")
    database = keyring.database_key(vmk)
    return {
        "vault key": vmk,
        "identity": identity.data[:64],
        "database key": database,
        "note": note.encode(),
        "passphrase": PASSPHRASE.encode(),
    }


def _with_a_note(terminal: Terminal, note: str) -> None:
    unlock(terminal)
    terminal.press("n")
    through_the_gate(terminal)
    terminal.press("f3", pause=0.5)
    for _ in range(40):  # a key is ignored while the answer before is being written
        if "Benefici" in terminal.press("\x12", pause=1):  # Ctrl+R: results
            break
    terminal.see("Benefici")
    terminal.press("f7")
    terminal.see("Note")
    terminal.press(*note, pause=0.01)
    terminal.read(0.3)


@linux_root
@sizes("MEMORY", 1, 20)
def test_v8_after_the_lock_no_process_holds_a_key_or_a_note(
    vault_dir: Path, tmp_path: Path, rounds: int, say: Say
) -> None:
    for number in range(rounds):
        note = f"CANARINO{number:04d}{os.urandom(4).hex()}"
        secrets = _secrets(vault_dir, note)
        terminal = Terminal("--vault", str(vault_dir), home=tmp_path / f"casa-{number}")
        try:
            _with_a_note(terminal, note)
            parent, child = terminal.family()[:2]
            assert "vault key" in _holds(child, secrets), "the search finds what is there"
            assert _holds(parent, secrets) == set()
            terminal.press("f10", pause=1)
            terminal.see("Chi è allo sportello")
            after = terminal.family()
            assert child not in after
            assert {pid: _holds(pid, secrets) for pid in after} == {pid: set() for pid in after}
        finally:
            terminal.close()
    say(locks=rounds, keys=0, notes=0)


@sizes("CRASHES", 1, 100)
def test_s15_v8_a_crash_leaves_no_note_on_the_screen_or_the_disk(
    vault_dir: Path, tmp_path: Path, rounds: int, say: Say
) -> None:
    for number in range(rounds):
        note = f"CANARINO{number:04d}{os.urandom(4).hex()}"
        home = tmp_path / f"casa-{number}"
        terminal = Terminal("--vault", str(vault_dir), home=home)
        try:
            _with_a_note(terminal, note)
            child = terminal.family()[1]
            how = (signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL, signal.SIGBUS)[number % 4]
            os.kill(child, how)
            terminal.read(2)
            assert not terminal.process.isalive()
            shown = terminal.text()
            assert note not in shown
            assert "Traceback" not in shown
            assert "chiuso all'improvviso" in " ".join(shown.split())
            assert _in_files(home, _forms(note)) == []
            assert _in_files(vault_dir, _forms(note)) == []
            assert not list(Path.cwd().glob("core*"))
        finally:
            terminal.close()
    say(crashes=rounds, canaries=0)


# --- network ---------------------------------------------------------------------------------------

_TALK = re.compile(r"\b(connect|bind|listen|accept|sendto|sendmsg)\(")


@needs_strace
@sizes("NETWORK", 1, 10)
def test_v13_no_call_of_the_network_is_made(
    folder: Path, tmp_path: Path, rounds: int, say: Say
) -> None:
    """Of the system calls themselves, not only of Python's audit hook."""
    calls = 0
    for _ in range(rounds):
        log = tmp_path / "rete"
        read, write = os.pipe()
        os.write(write, (PEOPLE["Responsabile"][1] + "\n").encode())
        os.close(write)
        program = [sys.executable, "-m", "scarpette_tui", "--vault", str(folder), "vault", "verify"]
        given = ["--user", "Responsabile", "--passphrase-fd", str(read)]
        trace = ["strace", "-f", "-e", "trace=network", "-o", str(log)]
        done = subprocess.run(
            [*trace, *program, *given], pass_fds=(read,), capture_output=True, check=False
        )
        os.close(read)
        assert done.returncode == 0, done.stderr.decode()
        talk = [line for line in log.read_text().splitlines() if _TALK.search(line)]
        assert talk == []
        calls += len(log.read_text().splitlines())
    say(runs=rounds, connections=0, lookups=0, traced_lines=calls)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not here")
@sizes("NAMESPACES", 1, 5)
def test_v13_everything_works_in_an_empty_network_namespace(
    folder: Path, rounds: int, say: Say
) -> None:
    script = (
        "import sys; from pathlib import Path; from scarpette_tui.clock import SystemClock; "
        "from scarpette_tui.vault import service; "
        "assert service.verify(Path(sys.argv[1]), 'Responsabile', sys.argv[2], "
        "clock=SystemClock()).ok"
    )
    start = time.monotonic()
    for _ in range(rounds):
        done = subprocess.run(
            [
                "unshare",
                "-rn",
                sys.executable,
                "-c",
                script,
                str(folder),
                PEOPLE["Responsabile"][1],
            ],
            capture_output=True,
            check=False,
        )
        if b"unshare failed" in done.stderr:
            pytest.skip("namespaces are not allowed here")
        assert done.returncode == 0, done.stderr.decode()
    say(runs=rounds, seconds=round(time.monotonic() - start, 1))
