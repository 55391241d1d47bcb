"""V8: parent and child, lock by process end, signals, orphans, core dumps, neutral name."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from scarpette_tui import launcher

FAKE = """
import os, signal, sys, time
from pathlib import Path
def main(argv):
    diary = Path(os.environ["DIARY"])
    with diary.open("a") as stream:
        stream.write(f"{os.getpid()} {os.getppid()} {argv}\\n")
    act = os.environ["ACT"]
    starts = len(diary.read_text().splitlines())
    if act == "relock":
        return 75 if starts < 3 else 0
    if act == "always":
        return 75
    if act == "wait":
        time.sleep(60)
    if act == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    if act == "raw":
        import tty
        tty.setraw(0)
        sys.stdout.write("\\x1b[?1049hsegreto")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    if act == "shown":
        sys.stdout.write("segreto")
        sys.stdout.flush()
        time.sleep(60)
    if act == "typed":
        import tty
        tty.setraw(0)
        sys.stdout.write("segreto")
        sys.stdout.flush()
        time.sleep(1)
        os.kill(os.getpid(), signal.SIGKILL)
    if act == "crash":
        import threading
        secret = "quello che " + "dice lei"
        thread = threading.Thread(target=lambda: int(secret))
        thread.start()
        thread.join()
        raise ValueError(secret)
    if act == "sealed":
        import socket
        try:
            socket.socket()
        except PermissionError:
            return 0
        return 1
    if act == "locks when told":
        signal.signal(signal.SIGTERM, lambda *_: os._exit(75))
        time.sleep(60)
    if act == "path":
        diary.write_text(repr(sys.path))
    if act == "variables":
        diary.write_text(" ".join(os.environ))
    if act == "limits":
        import ctypes, resource
        diary.write_text(f"{resource.getrlimit(resource.RLIMIT_CORE)} "
            + Path("/proc/self/comm").read_text() + f"dumpable {ctypes.CDLL(None).prctl(3)}\\n"
             + Path("/proc/self/status").read_text())
    return int(act) if act.isdigit() else 0
"""


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """A package that is ours but for the command line, so that no screen is needed."""
    package = tmp_path / "scarpette_tui"
    package.mkdir()
    source = Path(launcher.__file__).parent
    for name in ("__init__.py", "__main__.py", "launcher.py", "isolation.py", "errors.py"):
        (package / name).write_bytes((source / name).read_bytes())
    quick = (package / "launcher.py").read_text(encoding="utf-8")
    for slow, fast in (
        ("GRACE = 5.0", "GRACE = 0.5"),
        ("LOOK = 1.0", "LOOK = 0.05"),
        ("ASLEEP = 15.0", "ASLEEP = 1.0"),
    ):
        assert quick.count(slow) == 1
        quick = quick.replace(slow, fast)
    (package / "launcher.py").write_text(quick, encoding="utf-8")
    (package / "cli.py").write_text(FAKE, encoding="utf-8")
    return tmp_path


def _environment(stage: Path, act: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(stage),
        "DIARY": str(stage / "diary"),
        "ACT": act,
        "TMPDIR": str(stage),
    }


def _start(stage: Path, act: str, *arguments: str) -> subprocess.Popen[bytes]:
    with (stage / "errors").open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "scarpette_tui", *arguments],
            env=_environment(stage, act),
            stderr=errors,
            start_new_session=True,
        )


def _diary(stage: Path) -> list[list[str]]:
    path = stage / "diary"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line.split(" ", 2) for line in lines]


def _await_child(stage: Path) -> int:
    for _ in range(500):
        if lines := _diary(stage):
            return int(lines[0][0])
        time.sleep(0.02)
    raise AssertionError("no child")


def _gone(process: int) -> bool:
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_v8_lock_ends_the_process_and_starts_a_fresh_one(stage: Path) -> None:
    process = _start(stage, "relock", "--vault", "x")
    assert process.wait(30) == 0
    lines = _diary(stage)
    assert len({line[0] for line in lines}) == 3
    assert {line[1] for line in lines} == {str(process.pid)}
    assert {line[2] for line in lines} == {"['--vault', 'x']"}


@pytest.mark.parametrize("code", [0, 1, 5, 6])
def test_v8_other_codes_pass_through(stage: Path, code: int) -> None:
    assert _start(stage, str(code)).wait(30) == code


def test_v8_endless_locking_stops(stage: Path) -> None:
    process = _start(stage, "always")
    assert process.wait(30) == 1
    assert "continua a chiudersi" in (stage / "errors").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_v8_signals_reach_the_child_and_nothing_is_left(stage: Path, number: int) -> None:
    process = _start(stage, "wait")
    child = _await_child(stage)
    process.send_signal(number)
    assert process.wait(30) == 128 + number
    assert _gone(child)


def test_v8_interrupt_of_the_parent_alone_does_not_end_it(stage: Path) -> None:
    process = _start(stage, "wait")
    child = _await_child(stage)
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    os.kill(child, signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM


def test_v8_stubborn_child_is_ended(stage: Path) -> None:
    process = _start(stage, "stubborn")
    child = _await_child(stage)
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGKILL
    assert _gone(child)


def test_v8_a_child_that_locks_as_it_is_ended_is_not_started_again(stage: Path) -> None:
    process = _start(stage, "locks when told")
    _await_child(stage)
    time.sleep(0.2)
    process.terminate()
    process.wait(30)
    assert len(_diary(stage)) == 1


def test_v8_a_child_of_another_parent_does_nothing(stage: Path) -> None:
    reading, writing = os.pipe()
    assert _start(stage, "0", f"--avviato-da=1:{reading}").wait(30) == 70
    os.close(reading)
    os.close(writing)
    assert _diary(stage) == []


def test_v13_the_folder_one_stands_in_lends_the_child_no_code(stage: Path) -> None:
    here = stage / "chiavetta"
    here.mkdir()
    command = [sys.executable, "-m", "scarpette_tui"]
    subprocess.run(command, env=_environment(stage, "path"), cwd=here, timeout=30, check=True)
    seen = ast.literal_eval((stage / "diary").read_text(encoding="utf-8"))
    assert str(stage) in seen
    assert str(here) not in seen
    assert "" not in seen


def test_s9_v8_a_sleep_of_the_machine_locks(stage: Path) -> None:
    """A stopped process is what a sleeping one looks like: nobody looked for a while."""
    process = _start(stage, "wait")
    child = _await_child(stage)
    time.sleep(0.3)
    os.kill(child, signal.SIGSTOP)
    time.sleep(1.5)
    os.kill(child, signal.SIGCONT)
    for _ in range(200):
        if len(_diary(stage)) == 2:
            break
        time.sleep(0.02)
    assert _gone(child)
    assert len({line[0] for line in _diary(stage)}) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM


def test_v8_no_orphan_after_kill_9_of_the_parent(stage: Path) -> None:
    process = _start(stage, "wait")
    child = _await_child(stage)
    process.kill()
    process.wait(30)
    assert _gone(child)


def test_v8_terminal_is_sane_and_blank_after_a_violent_end(stage: Path) -> None:
    shell = pexpect.spawn(
        "/bin/sh",
        [
            "-c",
            f"{sys.executable} -m scarpette_tui; echo code $?; stty -a | tr ';' '\\n'; echo end",
        ],
        env=_environment(stage, "raw"),
        timeout=30,
    )
    shell.expect("end\r\n")
    said = shell.before.decode()
    assert "code 137" in said
    assert "-icanon" not in said
    assert "-echo " not in said.split("code 137")[1]
    assert said.index("\x1b[?1049l") > said.index("segreto")
    assert "\x1b[2J" in said.split("\x1b[?1049l")[1]
    assert "chiuso all'improvviso" in said


@pytest.mark.parametrize("end", ["the parent is killed", "the machine sleeps"])
def test_s9_v8_terminal_is_blank_when_the_child_ends_itself(stage: Path, end: str) -> None:
    command = f"{sys.executable} -m scarpette_tui; sleep 20"
    shell = pexpect.spawn("/bin/sh", ["-c", command], env=_environment(stage, "shown"), timeout=10)
    shell.expect("segreto")
    child, parent = (int(number) for number in _diary(stage)[0][:2])
    if end == "the parent is killed":
        os.kill(parent, signal.SIGKILL)
    else:
        time.sleep(0.3)
        os.kill(child, signal.SIGSTOP)
        time.sleep(1.5)
        os.kill(child, signal.SIGCONT)
    shell.expect_exact("\x1b[2J")
    assert _gone(child)
    shell.close(force=True)


def test_s15_keys_typed_into_a_dying_screen_do_not_reach_the_shell(stage: Path) -> None:
    command = f'{sys.executable} -m scarpette_tui; read -t 1 left; echo "[$left]"; echo end'
    shell = pexpect.spawn(
        "/bin/bash", ["-c", command], env=_environment(stage, "typed"), timeout=30, echo=False
    )
    shell.expect("segreto")
    shell.send("quello che dice lei\r")
    shell.expect("end\r\n")
    assert "quello che dice" not in shell.before.decode()


@pytest.mark.parametrize("arguments", [(), ("evaluate", "x")])
def test_s15_a_crash_that_no_screen_catches_says_where_and_never_what(
    stage: Path, arguments: tuple[str, ...]
) -> None:
    """Of the program and of its threads, in the child and headless."""
    assert _start(stage, "crash", *arguments).wait(30) == 1
    said = (stage / "errors").read_text(encoding="utf-8")
    assert said.count("ValueError cli.py:") == 2
    assert "dice lei" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [(), ("evaluate", "x")])
def test_v13_child_and_headless_verbs_give_up_the_network(
    stage: Path, arguments: tuple[str, ...]
) -> None:
    assert _start(stage, "sealed", *arguments).wait(30) == 0


@pytest.mark.parametrize("name", ["TEXTUAL_LOG", "TEXTUAL", "TEXTUAL_SCREENSHOT", "PYTHONINSPECT"])
def test_s15_v8_no_variable_makes_the_child_write_down_keys_or_live_on(
    stage: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(stage / "tasti.log"))
    for arguments in ((), ("demo",)):
        (stage / "diary").unlink(missing_ok=True)
        process = _start(stage, "variables", *arguments)
        process.wait(30)
        seen = (stage / "diary").read_text(encoding="utf-8").split()
        assert "DIARY" in seen
        assert name not in seen


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("arguments", [(), ("vault", "verify")])
def test_v8_s10_no_core_dumps_and_a_neutral_name(stage: Path, arguments: tuple[str, ...]) -> None:
    """Not dumpable: another program of the same user reads neither memory nor environment."""
    assert _start(stage, "limits", *arguments).wait(30) == 0
    said = (stage / "diary").read_text(encoding="utf-8")
    assert said.startswith("(0, 0) sportello\ndumpable 0\n")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_s10_the_parent_too_has_a_neutral_name(stage: Path) -> None:
    process = _start(stage, "wait")
    _await_child(stage)
    name = Path(f"/proc/{process.pid}/comm").read_text(encoding="utf-8")
    process.terminate()
    process.wait(30)
    assert name == "sportello\n"


def test_demo_files_go_whatever_happens(stage: Path) -> None:
    process = _start(stage, "wait", "demo")
    _await_child(stage)
    assert list(stage.glob("sportello-*"))
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    assert not list(stage.glob("sportello-*"))


@pytest.mark.parametrize(
    ("arguments", "headless"),
    [
        ([], False),
        (["demo"], False),
        (["linear"], False),
        (["demo", "--linear"], False),
        (["--vault", "evaluate"], False),
        (["--vault", "x", "demo"], False),
        (["--vault=x"], False),
        (["evaluate", "demo"], True),
        (["--vault", "x", "vault", "verify"], True),
        (["--help"], True),
        (["--version"], True),
        (["demo", "-h"], True),
    ],
)
def test_v8_which_arguments_need_a_child(arguments: list[str], headless: bool) -> None:
    assert launcher.is_headless(arguments) is headless


def test_v8_headless_verbs_run_in_the_same_process(stage: Path) -> None:
    process = _start(stage, "0", "evaluate", "x")
    assert process.wait(30) == 0
    assert _diary(stage)[0][0] == str(process.pid)


def test_v8_parent_imports_nothing_heavy(stage: Path) -> None:
    script = (
        "import sys, scarpette_tui.launcher\n"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'reportlab', 'babel', 'cryptography',"
        " 'asyncio', 'argparse', 'pydantic', 'scarpette_tui.cli'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
