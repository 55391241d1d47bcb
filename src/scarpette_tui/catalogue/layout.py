"""Where the law stands in the data folder."""

from collections.abc import Iterator
from pathlib import Path

MANIFEST = "catalogue.toml"
PRIORS = "priors.toml"
BENEFITS = "benefits/*.toml"
LISTS = {
    "questions/*.toml": ("questions",),
    "definitions.toml": ("definitions",),
    "parameters/*.toml": ("parameters", "tables"),
    "permits.toml": ("permits",),
    "contacts/*.toml": ("contacts",),
    "entries.toml": ("entries",),
}
"""Files of lists, and the lists that each may hold."""


def law_files(root: Path) -> Iterator[Path]:
    """Yield every file that a catalogue is made from, by place, then by name."""
    for pattern in (MANIFEST, *LISTS, BENEFITS, PRIORS):
        yield from sorted(root.glob(pattern))
