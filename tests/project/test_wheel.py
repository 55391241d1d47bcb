"""The installed program, wherever it was installed from: the wheel's smoke test too."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import scarpette_tui
from scarpette_tui.catalogue.compiled import read_compiled
from scarpette_tui.catalogue.loading import load
from scarpette_tui.paths import data_root

PACKAGE = Path(scarpette_tui.__file__).parent


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, in a fresh process."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "scarpette_tui", *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_the_version_is_the_installed_one() -> None:
    assert importlib.metadata.version("scarpette-tui") == scarpette_tui.__version__
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"scarpette {scarpette_tui.__version__}")


def test_the_command_is_installed() -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="scarpette")
    assert callable(command.load())


def test_the_law_travels_with_the_program() -> None:
    root = data_root()
    for part in ("catalogue.toml", "gate.toml", "definitions.toml", "entries.toml"):
        assert (root / part).is_file()
    for part in ("questions", "benefits", "parameters", "glossary", "contacts", "cases", "fonts"):
        assert any((root / part).iterdir()), part


def test_a_wheel_carries_compiled_translations() -> None:
    """In a checkout they are compiled in memory: then there is nothing to look at."""
    root = data_root()
    if root != PACKAGE / "data":
        pytest.skip("a checkout, not a wheel")
    sources = sorted(root.rglob("*.po"))
    assert sources
    assert all(source.with_suffix(".mo").is_file() for source in sources)


def test_a_wheel_carries_the_compiled_law() -> None:
    root = data_root()
    if root != PACKAGE / "data":
        pytest.skip("a checkout, not a wheel")
    ready = read_compiled(root)
    assert ready is not None
    assert ready == load(root).catalogue


def test_screens_find_their_styles() -> None:
    assert list((PACKAGE / "tui").rglob("*.tcss"))


def test_the_catalogue_is_proved() -> None:
    done = run("catalogue", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_golden_case_is_evaluated() -> None:
    case = sorted((data_root() / "cases" / "golden").rglob("*.toml"))[0]
    done = run("evaluate", str(case), "--json")
    assert done.returncode == 0, done.stderr
    assert '"outcomes"' in done.stdout


def test_a_page_is_written(tmp_path: Path) -> None:
    case = sorted((data_root() / "cases" / "golden").rglob("*.toml"))[0]
    page = tmp_path / "page.pdf"
    done = run("handout", str(case), "--lang", "it", "-o", str(page))
    assert done.returncode == 0, done.stderr
    assert page.read_bytes().startswith(b"%PDF-")


def test_an_unknown_word_is_refused_in_italian() -> None:
    done = run("nonesiste")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
