"""The lock files: complete, hashed, the same on three systems, naming no host."""

import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.checkout

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)(?: ; ([^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(path: Path) -> dict[str, str]:
    """Read a lock file: name and exact version; fails on any line of another kind."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            found[canonicalize_name(match[1])] = match[2]
        else:
            assert HASH.match(line), f"{path.name}: {line}"
    return found


def wanted(project: dict[str, Any], *, develop: bool) -> list[Requirement]:
    """Return what pyproject.toml asks for at run and build time, and for development."""
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if develop:
        lines += project["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_hash(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert len(pins(root / name)) > 10
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8").lower()
    assert not [word for word in ("://", "index-url", "find-links", "py" + "pi") if word in text]


@pytest.mark.parametrize(("name", "develop"), zip(LOCKS, (False, True), strict=True))
def test_what_the_project_asks_for_is_pinned(
    root: Path, project: dict[str, Any], name: str, develop: bool
) -> None:
    held = pins(root / name)
    for requirement in wanted(project, develop=develop):
        version = held[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is pinned at {version}"


def test_developers_run_what_offices_run(root: Path) -> None:
    office, developer = (pins(root / name) for name in LOCKS)
    assert office.items() <= developer.items()


def test_known_limits_of_the_pins(root: Path) -> None:
    """Syrupy 4 stops at pytest 8; the key encapsulation of the vault needs cryptography 50."""
    held = pins(root / "requirements-dev.lock")
    assert held["pytest"].startswith("8.")
    assert held["cryptography"].startswith("50.")
    assert held["sqlcipher3"] >= "0.6.4"
    assert "apsw" not in held
    assert "rlbidi" not in held


def test_windows_and_its_terminals_are_in_the_answer(root: Path) -> None:
    text = (root / "requirements-dev.lock").read_text(encoding="utf-8")
    assert re.search(r"^colorama==.*(win32|'nt')", text, re.MULTILINE)
    assert re.search(r"^pexpect==.*sys_platform != 'win32'", text, re.MULTILINE)
