"""Small files, small functions, declared imports: limits that hold without exceptions."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.checkout

FILE_LIMIT = 300
FUNCTION_LIMIT = 40
EXCEPTIONS: frozenset[str] = frozenset()
IMPORTED_AS = {"python-bidi": "bidi", "pytest-asyncio": "pytest_asyncio", "fonttools": "fontTools"}


def sources(root: Path) -> list[Path]:
    """Return the modules of the program."""
    found = sorted((root / "src").rglob("*.py"))
    assert len(found) > 20
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield each function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function, from `def` to its end, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_long(root: Path) -> None:
    long = {
        f"{path.relative_to(root).as_posix()}: {count}"
        for path in sources(root)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LIMIT
    }
    assert long == EXCEPTIONS


def test_no_function_is_long(root: Path) -> None:
    long = {
        f"{path.relative_to(root).as_posix()}::{node.name}: {length(node)}"
        for path in sources(root)
        for node in functions(path)
        if length(node) > FUNCTION_LIMIT
    }
    assert long == EXCEPTIONS


def imported(path: Path) -> set[str]:
    """Name the top packages that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_what_is_imported_is_declared(root: Path, project: dict[str, Any]) -> None:
    """A package that only comes along with another one may leave with it."""
    declared = {Requirement(line).name for line in project["project"]["dependencies"]}
    known = {IMPORTED_AS.get(name, name) for name in declared}
    used = set[str]().union(*(imported(path) for path in sources(root)))
    assert used - known - set(sys.stdlib_module_names) - {"scarpette_tui"} == set()


def test_what_the_tests_import_is_declared(root: Path, project: dict[str, Any]) -> None:
    """The tests, the benchmarks and the scripts run with what the second lock file holds."""
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    known = {IMPORTED_AS.get(name, name) for name in (Requirement(line).name for line in lines)}
    folders = [root / name for name in ("tests", "benchmarks", "screenshots", ".ci")]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    ours = {"scarpette_tui", "tests", "benchmarks", "conftest"} | {path.stem for path in files}
    used = set[str]().union(*(imported(path) for path in files))
    assert used - known - set(sys.stdlib_module_names) - ours == set()


def test_what_is_declared_is_imported(root: Path, project: dict[str, Any]) -> None:
    """Nothing is installed on an office's PC that the program does not use."""
    declared = {Requirement(line).name for line in project["project"]["dependencies"]}
    used = set[str]().union(*(imported(path) for path in sources(root)))
    assert {IMPORTED_AS.get(name, name) for name in declared} - used == set()
