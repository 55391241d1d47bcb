"""Where the law stands in the data folder."""

from collections.abc import Iterator
from pathlib import Path

MANIFEST = "catalogue.toml"
PRIORS = "priors.toml"
REMARKS = "remarks.toml"
BENEFITS = "benefits/*.toml"
LISTS = {
    "questions/*.toml": ("questions",),
    "definitions.toml": ("definitions",),
    "parameters/*.toml": ("parameters", "tables"),
    "permits.toml": ("permits",),
    "contacts/*.toml": ("contacts",),
    "entries.toml": ("entries",),
    REMARKS: ("remarks",),
}
"""Files of lists, and the lists that each may hold."""
OPTIONAL = frozenset({REMARKS})
"""Files that a folder may do without."""


def law_files(root: Path) -> Iterator[Path]:
    """Yield every file that a catalogue is made from, by place, then by name."""
    for pattern in (MANIFEST, *LISTS, BENEFITS, PRIORS):
        yield from sorted(root.glob(pattern))
