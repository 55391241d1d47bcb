"""Headless doors: exits and one clear Italian line for each fault."""

import json
import os
import subprocess
import sys

import pypdfium2
import pytest

from scarpette_tui.cli import main
from tests.conftest import HEAD, OPERATOR, PASSPHRASE

CASE = """
on = 2026-11-22
[answers]
permit = "IT"
resident_italy = true
followed_by = ["cav", "servizi_sociali"]
cav_recognised = true
social_need_declared = true
rdl_received = false
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "caso.toml"
    path.write_text(CASE, encoding="utf-8")
    return path


def run(capfd, *argv):
    code = main([str(part) for part in argv])
    out, err = capfd.readouterr()
    return code, out, err


def test_evaluate_json_has_the_fixed_shape(capfd, case):
    code, out, _ = run(capfd, "evaluate", case, "--json")
    found = json.loads(out)
    assert code == 0
    assert {"catalogue", "on", "outcomes", "plan", "next_question"} <= set(found)
    income = next(o for o in found["outcomes"] if o["benefit"] == "reddito_di_liberta")
    assert income["status"] == "due"
    assert {
        "benefit", "status", "fact_status", "amount", "requirements", "deadline", "closed_on",
        "warnings", "missing",
    } <= set(income)  # fmt: skip
    assert income["amount"]["value"] == "6360.00"
    assert income["amount"]["currency"] == "EUR"
    assert {"value", "min", "max", "currency", "period", "payments", "schedule", "lines"} <= set(
        income["amount"]
    )
    assert {"step", "benefit", "where", "do_when", "by", "after", "traces"} <= set(found["plan"][0])


def test_evaluate_in_words_says_that_files_are_for_synthetic_cases(capfd, case):
    code, out, err = run(capfd, "evaluate", case)
    assert code == 0
    assert "Reddito di libertà: spetta · fino a 6.360,00 €" in out
    assert "sintetici" in err


def test_on_wins_over_the_file(capfd, case):
    _, out, _ = run(capfd, "evaluate", case, "--on", "2025-06-01", "--json")
    found = json.loads(out)
    income = next(o for o in found["outcomes"] if o["benefit"] == "reddito_di_liberta")
    assert found["on"] == "2025-06-01"
    assert income["amount"]["value"] == "6000.00"


def test_a_day_past_what_the_law_files_know_is_said(capfd, case):
    _, out, _ = run(capfd, "evaluate", case, "--on", "2027-03-01")
    assert "Importi da verificare" in out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[answers]\ncolore = 1\n", "colore"),
        ('[answers]\npermit = "marte"\n', "permit"),
        ("[answers]\npath_start = 2026-02-31\n", "data"),
        ("[answers\n", "TOML"),
        ("on = 5\n", "on"),
        ("[answers]\nage = 900\n", "age"),
    ],
)
def test_bad_input_is_one_italian_line_and_exit_2(capfd, tmp_path, text, says):
    path = tmp_path / "storto.toml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run(capfd, "evaluate", path)
    assert code == 2
    assert out == ""
    line = err.strip().splitlines()[-1]
    assert says in line
    assert "storto.toml" in line
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "argv",
    [["evaluate"], ["nulla"], ["evaluate", "x", "--on", "2026-02-30"], ["handout", "x"]],
)
def test_bad_arguments_are_italian(capfd, argv):
    code, _, err = run(capfd, *argv)
    assert code == 2
    assert not any(word in err for word in ("usage", "required", "invalid", "argument "))


def test_help_is_italian(capfd):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    out, _ = capfd.readouterr()
    assert stop.value.code == 0
    assert "uso:" in out
    assert not any(word in out for word in ("usage", "options:", "show this", "positional"))


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("level", ["neutro", "completo"])
def test_handout_writes_one_page_and_the_same_bytes_twice(capfd, case, tmp_path, language, level):
    pages = []
    for name in ("uno.pdf", "due.pdf"):
        target = tmp_path / name
        code, _, _ = run(capfd, "handout", case, "--lang", language, "--level", level, "-o", target)
        assert code == 0
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]
    assert len(pypdfium2.PdfDocument(pages[0])) == 1


def test_handout_defaults_to_neutral_h2(capfd, case, tmp_path):
    run(capfd, "handout", case, "--lang", "it", "-o", tmp_path / "x.pdf")
    text = pypdfium2.PdfDocument(tmp_path / "x.pdf")[0].get_textpage().get_text_range()
    assert "1522" not in text
    assert "6.360" not in text


def test_handout_never_overwrites(capfd, case, tmp_path):
    target = tmp_path / "x.pdf"
    target.write_bytes(b"suo")
    code, _, err = run(capfd, "handout", case, "--lang", "it", "-o", target)
    assert code == 2
    assert target.read_bytes() == b"suo"
    assert err.strip()


def test_handout_in_a_language_that_does_not_exist(capfd, case, tmp_path):
    code, _, err = run(capfd, "handout", case, "--lang", "xx", "-o", tmp_path / "x.pdf")
    assert code == 2
    assert "xx" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
def test_a_full_disk_is_exit_6_and_leaves_nothing(case, tmp_path):
    def no_room():
        import resource  # noqa: PLC0415 - not on Windows
        import signal  # noqa: PLC0415

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    folder = tmp_path / "pieno"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "scarpette_tui", "handout", case, "--lang", "it", "-o",
         folder / "x.pdf"],
        capture_output=True, text=True, check=False, preexec_fn=no_room,
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_questions_and_benefits_are_listed(capfd):
    for verb in ("questions", "benefits"):
        code, out, _ = run(capfd, verb, "--json")
        assert code == 0
        assert json.loads(out)
        code, out, _ = run(capfd, verb)
        assert code == 0
        assert out.strip()


def test_catalogue_check_passes_on_the_shipped_law(capfd):
    code, out, _ = run(capfd, "catalogue", "check")
    assert code == 0, out


def test_catalogue_check_refuses_a_broken_folder(capfd, tmp_path):
    code, _, err = run(capfd, "catalogue", "check", "--data", tmp_path)
    assert code == 2
    assert err.strip()


def _vault(directory, *argv, lines):
    read, write = os.pipe()
    os.write(write, "\n".join(lines).encode() + b"\n")
    os.close(write)
    return main(["--vault", str(directory), "vault", *argv, "--passphrase-fd", str(read)])


def test_vault_verify_and_users_with_the_passphrase_on_a_descriptor(capfd, vault_dir):
    assert _vault(vault_dir, "verify", "--user", OPERATOR, lines=[PASSPHRASE]) == 0
    out, _ = capfd.readouterr()
    assert out.strip()
    assert _vault(
        vault_dir, "users", "--user", HEAD, "--add", "Operatore due",
        lines=[PASSPHRASE, "altra frase lunga", "altra frase lunga"],
    ) == 0  # fmt: skip
    out, _ = capfd.readouterr()
    assert "Operatore due: operatore" in out


def test_wrong_and_empty_passphrase_have_their_exits(capfd, vault_dir):
    assert _vault(vault_dir, "verify", "--user", OPERATOR, lines=["sbagliata"]) == 3
    assert _vault(vault_dir, "verify", "--user", OPERATOR, lines=[""]) == 2
    _, err = capfd.readouterr()
    assert "Traceback" not in err


def test_a_busy_vault_is_exit_4_and_a_damaged_one_5(capfd, vault_dir, clock, session):
    assert _vault(vault_dir, "verify", "--user", HEAD, lines=[PASSPHRASE]) == 4
    session.close()
    database = vault_dir / "cases.db"
    raw = bytearray(database.read_bytes())
    raw[5000:5100] = bytes(100)
    database.write_bytes(raw)
    assert _vault(vault_dir, "verify", "--user", HEAD, lines=[PASSPHRASE]) == 5
    _, err = capfd.readouterr()
    assert "Traceback" not in err


def test_doctor_looks_at_everything(capfd, vault_dir):
    code, out, _ = run(capfd, "--vault", vault_dir, "doctor")
    assert code == 0, out
    for word in ("Python", "Archivio pronto", "Norme", "Caratteri", "Orologio"):
        assert word in out


def test_a_folder_is_not_a_file_to_evaluate(capfd, tmp_path):
    code, out, err = run(capfd, "evaluate", tmp_path)
    assert code == 2
    assert out == ""
    assert "è una cartella" in err.splitlines()[-1]


def test_a_page_that_the_system_refuses_to_write_is_exit_6(capfd, case):
    if sys.platform != "linux":
        pytest.skip("the folder that refuses everybody is Linux's")
    code, _, err = run(capfd, "handout", case, "--lang", "it", "-o", "/proc/pagina.pdf")
    assert code == 6
    assert "non permette di scrivere" in err.splitlines()[-1]
    assert "Traceback" not in err


def test_a_vault_is_created_over_one_descriptor(tmp_path):
    """The passphrase twice, then both shares as they appear on standard error; no stdin."""
    ours, theirs = os.pipe()
    command = [sys.executable, "-m", "scarpette_tui", "--vault", str(tmp_path / "nuovo")]
    command += ["vault", "create", "--office", "Sede", "--desk", "Uno", "--user", "Capo"]
    with (
        subprocess.Popen(
            [*command, "--passphrase-fd", str(ours)],
            pass_fds=(ours,),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process,
        os.fdopen(theirs, "w", encoding="utf-8") as answers,
    ):
        os.close(ours)
        words = "abbaco fucile tordo nuvola ciao\n"
        answers.write(words * 2)
        answers.flush()
        assert process.stderr is not None
        for letter in "AB":
            share = next(line for line in process.stderr if line.startswith(f"{letter} "))
            answers.write(share)
            answers.flush()
        assert process.wait(120) == 0
    assert (tmp_path / "nuovo" / "keyring.json").exists()


def test_a_passphrase_that_can_be_guessed_makes_no_vault(tmp_path):
    ours, theirs = os.pipe()
    os.write(theirs, b"Sportello1\nSportello1\n")
    os.close(theirs)
    command = [sys.executable, "-m", "scarpette_tui", "--vault", str(tmp_path / "nuovo")]
    command += ["vault", "create", "--office", "Sede", "--desk", "Uno", "--user", "Capo"]
    done = subprocess.run(
        [*command, "--passphrase-fd", str(ours)],
        pass_fds=(ours,),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    os.close(ours)
    assert done.returncode == 2
    assert "da indovinare" in done.stderr
    assert not (tmp_path / "nuovo").exists()
