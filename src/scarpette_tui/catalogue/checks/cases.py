"""Proof 5: each status that a benefit can have is reached by a golden case.

Only what the cases say and expect is read here; that the engine agrees is for the tests.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.loading import read_toml
from scarpette_tui.catalogue.model import Status
from scarpette_tui.errors import CatalogueError

FOLDER = "cases/golden"


@dataclass(frozen=True)
class Case:
    """A golden case as its file says it; keys that are not of the right kind are empty."""

    shown: str
    on: date | None
    answers: dict[str, Any]
    people: dict[str, list[dict[str, Any]]]
    expected: dict[str, Any]


def golden_cases(proof: Proof) -> list[Case]:
    """Read the golden cases; a file that is not TOML is an error and is left out."""
    cases = []
    for path in sorted((proof.root / FOLDER).glob("**/*.toml")):
        shown = path.relative_to(proof.root).as_posix()
        try:
            raw = read_toml(path, shown)
        except CatalogueError as error:
            proof.report.errors.append(error.happened)
            continue
        on = raw.get("on")
        people = {
            group: [one for one in listed if isinstance(one, dict)]
            for group, listed in _table(raw, "people").items()
            if isinstance(listed, list)
        }
        cases.append(
            Case(
                shown=shown,
                on=on if type(on) is date else None,
                answers=_table(raw, "answers"),
                people=people,
                expected=_table(raw, "expected"),
            )
        )
    return cases


def _table(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def prove_cases(proof: Proof, cases: list[Case]) -> None:
    """Report statuses no case reaches, and cases that expect what cannot be."""
    reachable = {benefit.id: set(benefit.reachable) for benefit in proof.catalogue.benefits}
    reached = {name: set[Status]() for name in reachable}
    for case in cases:
        for name, expected in case.expected.items():
            status = expected.get("status") if isinstance(expected, dict) else None
            if not isinstance(status, str):
                continue
            if name not in reachable:
                proof.report.errors.append(f"{case.shown}: prestazione sconosciuta «{name}».")
            elif status not in reachable[name]:
                message = f"{name} non può avere lo stato «{status}» (reachable)"
                proof.report.errors.append(f"{case.shown}: {message}.")
            else:
                reached[name].add(Status(status))
    for name, wanted in reachable.items():
        if missing := ", ".join(one.value for one in Status if one in wanted - reached[name]):
            message = f"{name}: nessun caso di prova raggiunge: {missing}"
            proof.error(message, "benefits", name, "reachable")
    proof.report.coverage["stati raggiunti da un caso"] = (
        sum(len(reached[name] & reachable[name]) for name in reachable),
        sum(len(one) for one in reachable.values()),
    )
