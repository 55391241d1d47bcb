"""The real application in a real terminal: unlock, consult, be killed, resume, print, close."""

import re
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import OPERATOR, PASSPHRASE

if sys.platform == "win32":
    pytest.skip("no pty there", allow_module_level=True)

from tests.e2e.terminal import Terminal

CANARY = "CANARINO7319appuntamento"


@pytest.fixture
def start(tmp_path, vault_dir):
    """Return a function that starts the application on the vault."""
    running = []

    def begin(**size):
        terminal = Terminal("--vault", str(vault_dir), home=tmp_path / "home", **size)
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.close()


def to_the_passphrase(terminal):
    shown = terminal.see(OPERATOR)
    number = next(line.split()[0] for line in shown.splitlines() if OPERATOR in line)
    terminal.press(number)
    terminal.see("Frase segreta")


def unlock(terminal):
    to_the_passphrase(terminal)
    terminal.press(*PASSPHRASE, pause=0.01)
    terminal.press("enter")
    terminal.see("Nuova consultazione")


def through_the_gate(terminal):
    for see, key in (
        ("È accompagnata?", "s"),
        ("dove va è tranquilla", "t"),
        ("In quale lingua", "1"),
        ("Letto, ha capito", "l"),
        ("meglio non sappia", "n"),
        ("chi altro può aprire", "n"),
        ("con le sue parole", "i"),
    ):
        terminal.see(see)
        terminal.press(key)
    terminal.see("non so")


def question_on(terminal):
    """Return the question on the screen: the text between section title and options."""
    lines = terminal.text().splitlines()
    return [line.strip() for line in lines[2:8] if line.strip()]


def files_under(*folders: Path):
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_s8_from_unlock_to_paper_with_cover_and_a_kill_in_the_middle(start, tmp_path, vault_dir):
    terminal = start()
    unlock(terminal)
    terminal.press("n")
    through_the_gate(terminal)
    for key in ("f3", "f4", "f3", "f7", "f7"):  # back twice blanks nothing
        terminal.press(key)
        terminal.still()
    before = question_on(terminal)
    assert "non so" in terminal.text() or "preferisce" in terminal.text()

    terminal.press("f9")
    terminal.until(lambda shown: before[-1] not in shown)  # the cover hides the question
    terminal.press("f9")
    terminal.until(lambda _: question_on(terminal) == before)

    terminal.kill()

    terminal = start()
    unlock(terminal)
    terminal.press("r")
    terminal.see("in elenco")
    terminal.press("enter")
    terminal.see("non so")
    terminal.until(lambda _: question_on(terminal) == before)  # resumes exactly there

    for _ in range(150):
        if "Nessuna domanda può più cambiare" in terminal.press("f3", pause=0.25):
            break
    terminal.see("Nessuna domanda può più cambiare")
    terminal.press("v")
    terminal.see("Benefici")

    terminal.press("f7")
    terminal.see("Note")
    terminal.press(*CANARY, pause=0.01)
    terminal.see(CANARY)

    canary = CANARY.encode()
    for path in files_under(vault_dir, tmp_path / "home"):
        assert canary not in path.read_bytes(), path
    terminal.close()


def test_h1_the_page_is_saved_from_the_screen_after_asking(start, tmp_path):
    terminal = start()
    unlock(terminal)
    terminal.press("n")
    through_the_gate(terminal)
    terminal.press("f3")
    terminal.still()
    terminal.press("\x12")  # Ctrl+R: results
    terminal.see("Benefici")
    terminal.press("f6")
    terminal.see("È sicuro portare un foglio")
    terminal.press("s")
    terminal.see("Quale foglio")
    terminal.press("2")
    terminal.see("In che lingua")
    terminal.press("1")
    terminal.see("Grandezza")
    terminal.press("n")
    terminal.see("INFORMAZIONI UTILI", "Stampa")
    terminal.press("f7")
    target = tmp_path / "foglio.pdf"
    terminal.see("Salva")
    terminal.press(*str(target), pause=0.01)
    terminal.press("enter", pause=1)
    for _ in range(50):
        if target.exists():
            break
        terminal.read(0.2)
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 1
    assert (target.stat().st_mode & 0o777) == 0o600
    assert "1522" not in document[0].get_textpage().get_text_range()


def test_v8_the_lock_ends_the_process_and_a_fresh_one_waits(start):
    terminal = start()
    unlock(terminal)
    before, painted = terminal.family(), len(terminal.raw)
    terminal.press("f10")
    terminal.see("Chi è allo sportello")
    shown = terminal.raw[painted:]
    assert shown.index(b"\x1b[H\x1b[2J") < shown.index(b"\x1b[?1049l"), (
        "blank before it is taken away"
    )
    after = terminal.family()
    assert before[0] == after[0], "the launcher stays"
    assert not set(before[1:]) & set(after), "the process that held the keys is gone"


def test_s9_closing_the_terminal_ends_the_process_that_holds_the_keys(start, vault_dir):
    terminal = start()
    unlock(terminal)
    family = terminal.family()
    assert len(family) >= 2
    terminal.process.ptyproc.fileobj.close()  # the window is gone: nobody reads, nobody types
    end = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in family[1:]):
        assert time.monotonic() < end, "the child lives on"
        time.sleep(0.1)
    terminal.process.wait()
    start().see("Chi è allo sportello")


def test_s10_s15_the_title_is_neutral_and_the_terminal_blank_after_the_end(start):
    terminal = start()
    unlock(terminal)
    terminal.press("ctrl+q", pause=0.5)
    terminal.see("Uscire dal programma?")
    terminal.press("s")
    terminal.until(lambda shown: "Operatore" not in shown)
    terminal.read(1)
    assert b"\x1b]52" not in terminal.raw
    titles = re.findall(rb"\x1b\][012];([^\x07\x1b]*)", terminal.raw)
    assert set(titles) == {b"Sportello"}
    left = terminal.raw.index(b"\x1b[?1049l")
    assert b"\x1b[H\x1b[2J" in terminal.raw[left:], "what stood on the first page is wiped too"


def test_a_second_instance_is_told_who_has_the_vault(start):
    first = start()
    unlock(first)
    second = start()
    shown = second.see("già aperto", "in uso", "aperto")
    assert "Traceback" not in shown


def test_a_wrong_passphrase_is_told_and_nothing_opens(start):
    terminal = start()
    to_the_passphrase(terminal)
    terminal.press(*"sbagliata", pause=0.01)
    terminal.press("enter", pause=0.5)
    shown = terminal.see("non riconosciuta", "non apre", "non è giusta", "non corrisponde")
    assert "Nuova consultazione" not in shown


def test_a_terminal_too_small_says_so(start):
    terminal = start(columns=60, rows=15)
    terminal.see("piccol", "80")
