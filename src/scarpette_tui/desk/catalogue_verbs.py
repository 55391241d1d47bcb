"""Verbs over the law data: prove them, say what changed between two folders of them."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scarpette_tui.catalogue.checking import CheckReport

LEAVES = "condizioni rese vere, false e da chiarire da un caso"


def check(root: Path | None) -> tuple[bool, list[str]]:
    """Prove the law data of a folder; return whether they hold, and the report in Italian.

    Args:
        root: the folder; the program's own data when None.

    Raises:
        CatalogueError: a file is broken.

    """
    from scarpette_tui.catalogue.checking import report_lines  # noqa: PLC0415
    from scarpette_tui.paths import data_root  # noqa: PLC0415

    report = proof(root or data_root())
    return report.ok, report_lines(report)


def proof(root: Path) -> "CheckReport":
    """Return all that is proved of the law data of a folder: by reading, then by the cases.

    Raises:
        CatalogueError: a file is broken.

    """
    from scarpette_tui.catalogue import checking  # noqa: PLC0415
    from scarpette_tui.catalogue.loading import load  # noqa: PLC0415
    from scarpette_tui.interview.case_file_format import read_case  # noqa: PLC0415
    from scarpette_tui.interview.leaf_proof import leaf_proof  # noqa: PLC0415

    loaded = load(root)
    report = checking.check(loaded.catalogue, root)
    if report.errors:  # cases of a broken law prove nothing
        return report
    paths = sorted((root / "cases" / "golden").glob("*.toml"))
    cases = [read_case(path.read_text("utf-8"), loaded.catalogue, path.name) for path in paths]
    whole, every, missing = leaf_proof(loaded.catalogue, cases)
    report.coverage[LEAVES] = whole, every
    for one in missing:
        place = loaded.places[one.kind, one.ident].at(*one.path)
        report.errors.append(f"{place}: {one.said}.")
    return report


def differences(old: Path, new: Path) -> list[str]:
    """Return in plain Italian what changed between two folders of law data.

    Raises:
        CatalogueError: one of them is broken.

    """
    from scarpette_tui.catalogue import diffing  # noqa: PLC0415
    from scarpette_tui.catalogue.loading import load_catalogue  # noqa: PLC0415

    lines = diffing.differences(load_catalogue(old), load_catalogue(new))
    return [*lines, f"{len(lines)} differenze."] if lines else ["Nessuna differenza."]
