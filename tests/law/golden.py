"""Golden cases, read once."""

from functools import lru_cache

from scarpette_tui.desk import law
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.paths import data_root

PATHS = sorted((data_root() / "cases" / "golden").glob("*.toml"))


@lru_cache(maxsize=1)
def cases():
    """Return (name, CaseInput) of every golden case, in the order of their names."""
    catalogue = law.catalogue()
    return tuple(
        (path.stem, read_case(path.read_text(encoding="utf-8"), catalogue, path.name))
        for path in PATHS
    )
