"""Proof 5: each status that a benefit can have is reached by a golden case.

Only what the cases expect is read here; that the engine agrees with them is for the tests.
"""

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.loading import read_toml
from scarpette_tui.catalogue.model import Status
from scarpette_tui.errors import CatalogueError

FOLDER = "cases/golden"


def prove_cases(proof: Proof) -> None:
    """Report statuses no case reaches, and cases that expect what cannot be."""
    reachable = {benefit.id: set(benefit.reachable) for benefit in proof.catalogue.benefits}
    reached = {name: set[Status]() for name in reachable}
    for path in sorted((proof.root / FOLDER).glob("**/*.toml")):
        shown = path.relative_to(proof.root).as_posix()
        try:
            expectations = read_toml(path, shown).get("expected", {})
        except CatalogueError as error:
            proof.report.errors.append(error.happened)
            continue
        for name, expected in expectations.items() if isinstance(expectations, dict) else ():
            status = expected.get("status") if isinstance(expected, dict) else None
            if not isinstance(status, str):
                continue
            if name not in reachable:
                proof.report.errors.append(f"{shown}: prestazione sconosciuta «{name}».")
            elif status not in reachable[name]:
                message = f"{name} non può avere lo stato «{status}» (reachable)"
                proof.report.errors.append(f"{shown}: {message}.")
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
