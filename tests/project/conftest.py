"""What the tests of the repository itself share."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "dist", "build", "__pycache__"}


def _listed() -> list[str]:
    """Name the files that git keeps; in an unpacked archive without git, every file."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=60
        )
    except (OSError, subprocess.CalledProcessError):
        return [
            path.relative_to(ROOT).as_posix()
            for path in ROOT.rglob("*")
            if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)
        ]
    return [name for name in done.stdout.decode().split("\0") if name]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def kept_files() -> list[str]:
    """Every file of the repository, as a path from its top; those just deleted are left out."""
    names = [name for name in _listed() if (ROOT / name).is_file()]
    assert "pyproject.toml" in names
    return names


@pytest.fixture(scope="session")
def kept_texts(kept_files: list[str]) -> dict[str, str]:
    """The text of every file of the repository that is text."""
    texts = {}
    for name in kept_files:
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:8192]:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    """pyproject.toml, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
