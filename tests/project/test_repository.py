"""What the repository may hold: its shape, its words, its licence, its numbers."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import scarpette_tui

pytestmark = pytest.mark.checkout

TOP = {
    "pyproject.toml",
    "src",
    "data",
    "tests",
    "screenshots",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "docs",
    "benchmarks",
    "requirements.lock",
    "requirements-dev.lock",
}
# Written in two parts, so that this file does not find itself.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
MACHINE_PATHS = [
    r"/wo" + r"rk/",
    r"/ho" + r"me/[a-z]",
    r"/Use" + r"rs/[A-Za-z]",
    r"/ro" + r"ot/",
    r"[A-Z]:\\Use" + r"rs\\",
]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]


def test_only_known_names_stand_at_the_top(kept_files: list[str]) -> None:
    tops = {name.split("/")[0] for name in kept_files}
    assert {top for top in tops if not top.startswith(".")} <= TOP


def test_no_file_names_a_package_registry(kept_texts: dict[str, str]) -> None:
    found = [
        (name, host) for name, text in kept_texts.items() for host in REGISTRIES if host in text
    ]
    assert found == []


def test_no_file_names_a_place_on_somebodys_machine(kept_texts: dict[str, str]) -> None:
    pattern = re.compile("|".join(rf"(?<![\w.]){path}" for path in MACHINE_PATHS))
    found = [
        (name, match[0]) for name, text in kept_texts.items() if (match := pattern.search(text))
    ]
    assert found == []


def test_no_picture_asks_the_network_for_a_font(kept_texts: dict[str, str]) -> None:
    """Only the names of XML vocabularies, which nothing fetches, may look like addresses."""
    vocabularies = re.compile(r"""\bxmlns(:\w+)?=["'][^"']*["']""")
    found = [
        name
        for name, text in kept_texts.items()
        if name.endswith((".svg", ".raw"))
        and re.search(r"https?:|@import|url\(\s*['\"]?//", vocabularies.sub("", text))
    ]
    assert found == []


def test_nothing_is_left_for_later_in_the_code(kept_texts: dict[str, str]) -> None:
    pattern = re.compile("|".join(rf"\b{word}\b" for word in UNFINISHED))
    found = [
        (name, match[0])
        for name, text in kept_texts.items()
        if name.endswith((".py", ".toml", ".tcss", ".md")) or name.startswith(".ci/")
        if (match := pattern.search(text))
    ]
    assert found == []


def test_one_version_everywhere(root: Path, project: dict[str, Any]) -> None:
    version = project["project"]["version"]
    assert scarpette_tui.__version__ == version
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## \[?(\d+\.\d+\.\d+)", changes, re.MULTILINE)
    assert first is not None
    assert first[1] == version


def test_every_dependency_says_why(root: Path, project: dict[str, Any]) -> None:
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for requirement in wanted:
        (line,) = (line for line in lines if line.strip().startswith(f'"{requirement}"'))
        _, _, reason = line.partition("#")
        assert len(reason.split()) >= 2, line


def test_the_licence_is_the_whole_eupl(root: Path, project: dict[str, Any]) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert project["project"]["license"] == "EUPL-1.2"
    assert text.lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = re.findall(r"^(\d+)\. ", text, re.MULTILINE)
    assert articles == [str(number) for number in range(1, 16)]
    assert text.rstrip().endswith("require the production of a new\nEUPL version.")


def test_links_of_the_documents_lead_somewhere(root: Path, kept_texts: dict[str, str]) -> None:
    broken = []
    for name, text in kept_texts.items():
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not (root / name).parent.joinpath(target).exists():
                broken.append((name, target))
    assert broken == []


def test_the_readme_opens_with_the_screenshot(root: Path) -> None:
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if line and not line.startswith("#"))
    assert re.fullmatch(r"!\[.{20,}\]\(screenshots/colloquio\.svg\)", first)


def test_the_two_commands_of_the_readme_are_those_of_the_ci(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("python3 -m venv ")]
    assert [command.rpartition("/")[2] for command in commands] == ["scarpette demo", "pytest"]
    assert all("--require-hashes -r requirements" in command for command in commands)
    steps = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements-dev.lock" in steps
    assert "--no-deps --no-build-isolation" in steps


def test_the_example_of_the_readme_is_evaluated(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "scarpette_tui", "evaluate", "-"],
        input=example,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
