"""The real program in a dumb terminal of forty columns, and in a pipe."""

import os
import subprocess
import sys

import pytest

from tests.conftest import OPERATOR, PASSPHRASE, SUPERVISOR

if sys.platform == "win32":
    pytest.skip("no pty there", allow_module_level=True)

import pexpect

GATE = ("Sola", "1", "Italiano", "1", "No", "Nessun altro", "1")
CANARY = "CANARINO8241 portare il foglio"


def environment(tmp_path, **more):
    temporary = tmp_path / "home" / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(temporary),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        **more,
    }


@pytest.fixture
def begin(tmp_path, vault_dir):
    running = []

    def start():
        process = pexpect.spawn(
            sys.executable,
            ["-m", "scarpette_tui", "--vault", str(vault_dir), "linear"],
            dimensions=(24, 40),
            env=environment(tmp_path),
            encoding="utf-8",
            timeout=30,
        )
        process.heard = []
        process.logfile_read = type(
            "Log",
            (),
            {"write": lambda _, text: process.heard.append(text), "flush": lambda _: None},
        )()
        running.append(process)
        return process

    yield start
    for process in running:
        process.close(force=True)


def enter(process, *lines):
    """Type each line at its own request."""
    for line in lines:
        process.expect_exact("\n> ")
        process.sendline(line)


def unlock(process, label=OPERATOR):
    enter(process, label)
    process.expect_exact("Frase segreta: ")
    process.sendline(PASSPHRASE)


def test_s16_a_consultation_interrupted_resumed_and_closed(begin, tmp_path, vault_dir):
    process = begin()
    unlock(process)
    enter(process, "1", *GATE, "1", "2", "nota", CANARY)
    process.expect_exact("Nota registrata.")
    process.expect_exact("\n> ")
    process.sendintr()
    process.expect_exact("Interrotto.")
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 130
    said = "".join(process.heard)
    assert PASSPHRASE not in said, "the passphrase is never echoed"
    assert "\x1b" not in said, "no control sequence at all"
    assert max(len(line) for line in said.replace("\r", "").split("\n")) <= 40
    assert "Traceback" not in said
    for path in [one for one in tmp_path.rglob("*") if one.is_file()]:
        assert b"CANARINO8241" not in path.read_bytes(), path

    process = begin()
    unlock(process)
    enter(process, "2", "1", "riepilogo")
    process.expect_exact("Risposte date:")
    process.expect_exact("2. ")
    enter(process, "chiudi", "2", "1", "1")
    process.expect_exact("Consultazione chiusa. Da dirle,")
    enter(process, "2")
    process.expect_exact("Nessuno, per ora.")
    enter(process, "esci")
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 0


def test_v8_blocca_ends_the_process_and_a_fresh_one_asks_again(begin):
    process = begin()
    unlock(process)
    enter(process, "blocca")
    process.expect_exact("Chi è allo sportello?")
    process.expect_exact("\n> ")
    process.sendeof()
    process.expect_exact("Non arriva più niente da leggere")
    process.expect(pexpect.EOF)


def test_a_wrong_passphrase_is_told_and_asked_again(begin):
    process = begin()
    enter(process, OPERATOR)
    process.expect_exact("Frase segreta: ")
    process.sendline("sbagliata")
    process.expect_exact("Chi è allo sportello?")
    assert "Traceback" not in "".join(process.heard)


def piped(tmp_path, vault, *lines):
    return subprocess.run(
        [sys.executable, "-m", "scarpette_tui", "--vault", str(vault), "linear"],
        input="".join(f"{line}\n" for line in lines),
        env=environment(tmp_path, COLUMNS="40"),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_end_of_a_pipe_keeps_what_was_answered(tmp_path, vault_dir):
    done = piped(tmp_path, vault_dir, OPERATOR, PASSPHRASE, "1", *GATE, "1", "non so")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Le risposte già" in done.stdout
    done = piped(tmp_path, vault_dir, OPERATOR, PASSPHRASE, "2", "1", "riepilogo")
    assert "2. " in done.stdout.split("Risposte date:")[1]


def test_faults_are_one_line_with_their_exit_code(tmp_path, vault_dir):
    wrong = piped(tmp_path, vault_dir, OPERATOR, "sbagliata")
    absent = piped(tmp_path, tmp_path / "altrove")
    supervisor = piped(tmp_path, vault_dir, SUPERVISOR, PASSPHRASE)
    assert [one.returncode for one in (wrong, absent, supervisor)] == [3, 2, 0]
    assert "counts show" in supervisor.stdout
    for one in (wrong, absent):
        assert len(one.stderr.strip().splitlines()) == 1
        assert "Traceback" not in one.stderr
