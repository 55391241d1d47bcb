"""Printing through a pipe to a real `lp` stand-in program, saving whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scarpette_tui.documents.printing import print_pdf, printers, save_pdf
from scarpette_tui.errors import DiskError, InputError

PDF = b"%PDF-1.4 prova " + b"x" * 5000

LP = """#!/bin/sh
printf '%s\\n' "$@" > "{folder}/arguments"
cat > "{folder}/received"
{end}
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="lp is the printing door of POSIX")


@pytest.fixture
def spooler(tmp_path, monkeypatch):
    """Put a program called lp first in the path; return how to make it and where it writes."""

    def make(end="exit 0", name="lp", body=LP):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(body.format(folder=tmp_path, end=end))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return tmp_path

    return make


@posix
def test_h7_the_page_goes_by_pipe_and_leaves_no_file(spooler, tmp_path, monkeypatch):
    folder = spooler()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    printed = print_pdf(PDF)
    assert (folder / "received").read_bytes() == PDF
    assert (printed.files_made, printed.files_left) == (0, 0)
    assert list(scratch.iterdir()) == []


@posix
def test_h6_the_print_job_has_a_neutral_title(spooler):
    folder = spooler()
    print_pdf(PDF, "stampante_1")
    arguments = (folder / "arguments").read_text().split("\n")[:-1]
    assert arguments == ["-t", "Documento", "-o", "media=A4", "-d", "stampante_1", "-"]


@posix
def test_no_printing_system_is_an_input_error(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="stampante"):
        print_pdf(PDF)
    assert printers() == ()


@posix
def test_no_default_printer_is_an_input_error(spooler):
    spooler(end="echo 'lp: Error - no default destination available.' >&2; exit 1")
    with pytest.raises(InputError) as caught:
        print_pdf(PDF)
    assert "legga il foglio a voce" in caught.value.todo


@posix
def test_a_refusal_is_a_disk_error_that_repeats_nothing(spooler):
    spooler(end="echo 'segreto della coda' >&2; exit 1")
    with pytest.raises(DiskError) as caught:
        print_pdf(PDF)
    assert "segreto" not in caught.value.line()
    assert caught.value.exit_code == 6


@posix
def test_printers_are_listed_by_name(spooler):
    spooler(name="lpstat", body="#!/bin/sh\nprintf 'sala\\ncorridoio\\n'\n")
    assert printers() == ("sala", "corridoio")


def test_h7_a_saved_page_is_private_and_whole(tmp_path):
    path = tmp_path / "foglio.pdf"
    save_pdf(PDF, path)
    assert path.read_bytes() == PDF
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["foglio.pdf"]


def test_an_existing_file_is_kept_unless_told(tmp_path):
    path = tmp_path / "foglio.pdf"
    path.write_bytes(b"di prima")
    with pytest.raises(InputError, match="c'è già"):
        save_pdf(PDF, path)
    assert path.read_bytes() == b"di prima"
    save_pdf(PDF, path, replace=True)
    assert path.read_bytes() == PDF
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_or_a_missing_folder_is_an_input_error(tmp_path):
    with pytest.raises(InputError):
        save_pdf(PDF, tmp_path)
    with pytest.raises(InputError, match="cartella"):
        save_pdf(PDF, tmp_path / "manca" / "foglio.pdf")


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder nobody can write")
def test_a_folder_that_refuses_is_a_disk_error():
    with pytest.raises(DiskError):
        save_pdf(PDF, Path("/sys/foglio.pdf"))


FULL = """
import resource, sys
from pathlib import Path
from scarpette_tui.documents.printing import save_pdf
from scarpette_tui.errors import DiskError
path = Path(sys.argv[1])
replace = path.exists()
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    save_pdf(b"x" * 5000, path, replace=replace)
except DiskError as error:
    sys.exit(error.exit_code)
"""


@posix
@pytest.mark.parametrize("before", [None, b"di prima"])
def test_no_room_leaves_nothing_half_written(tmp_path, before):
    path = tmp_path / "foglio.pdf"
    if before is not None:
        path.write_bytes(before)
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], check=False)
    assert done.returncode == 6
    left = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert left == ({} if before is None else {"foglio.pdf": before})
