"""Build hook: puts data/ into the wheel, with the Babel catalogues compiled beside their sources.

No .po is parsed at run time from a wheel. An editable install gets nothing: it reads the
checkout, and a copy of the law beside it would grow old unseen.
"""

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Adds data/ to a standard wheel, and a .mo beside each .po of data/locales."""

    compiled: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder and name each file's place in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        places = build_data["force_include"]
        places[str(root / "data")] = "scarpette_tui/data"
        self.compiled = Path(tempfile.mkdtemp(prefix="catalogues-"))
        for number, source in enumerate(sorted((root / "data" / "locales").rglob("*.po"))):
            target = self.compiled / f"{number}.mo"
            target.write_bytes(_compile(source))
            place = source.relative_to(root).with_suffix(".mo")
            places[str(target)] = f"scarpette_tui/{place.as_posix()}"

    def finalize(self, *_: object) -> None:
        """Remove what was compiled: the wheel holds it now."""
        if self.compiled is not None:
            shutil.rmtree(self.compiled)


def _compile(source: Path) -> bytes:
    with source.open("rb") as stream:
        catalogue = read_po(stream)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
