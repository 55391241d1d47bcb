"""The one-way rule at run time: what importing a room really loads.

import-linter reads the sources; only a fresh process can show that a deferred import defers.
Every module of the room is imported, so that no corner of it escapes.
"""

import json
import subprocess
import sys

import pytest

SCREEN = {"textual", "rich"}
DATABASE = {"sqlmodel", "sqlalchemy", "sqlcipher3"}
PAPER = {"reportlab", "uharfbuzz", "bidi", "PIL"}
HEAVY = SCREEN | DATABASE | PAPER | {"babel", "cryptography", "pydantic"}
INNER = {
    f"scarpette_tui.{room}" for room in ("catalogue", "interview", "vault", "documents", "counts")
}

LOAD = """
import importlib, json, pkgutil, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        importlib.import_module(found.name)
json.dump(sorted(sys.modules), sys.stdout)
"""


def loaded_by(*modules: str) -> set[str]:
    """Import the modules, and all that they contain, in a fresh process; name what is loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, *modules],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


ROOMS = {
    "base": (
        ["errors", "clock", "paths", "settings", "i18n", "isolation"],
        HEAVY | INNER | {"scarpette_tui.desk", "scarpette_tui.tui"},
    ),
    "catalogue": (["catalogue"], SCREEN | DATABASE | PAPER | {"scarpette_tui.interview"}),
    "interview": (
        ["interview"],
        SCREEN
        | DATABASE
        | PAPER
        | {"cryptography", "scarpette_tui.vault", "scarpette_tui.documents"},
    ),
    "documents": (["documents"], SCREEN | DATABASE | {"scarpette_tui.vault", "scarpette_tui.desk"}),
    "vault": (["vault"], SCREEN | PAPER | {"scarpette_tui.documents", "scarpette_tui.desk"}),
    "tui": (["tui"], DATABASE | PAPER | {"babel", "cryptography"} | INNER),
    "linear": (["linear"], HEAVY | INNER | {"scarpette_tui.tui"}),
    "command line": (["cli"], HEAVY | INNER | {"scarpette_tui.tui"}),
    "launcher": (["launcher"], HEAVY | INNER | {"scarpette_tui.tui"}),
}


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_loads_only_what_it_may(room: str) -> None:
    names, forbidden = ROOMS[room]
    modules = [f"scarpette_tui.{name}" for name in names]
    loaded = loaded_by(*modules)
    assert set(modules) <= loaded
    assert loaded & forbidden == set()


def test_the_check_sees_a_heavy_import() -> None:
    assert "reportlab" in loaded_by("scarpette_tui.documents", "reportlab")
