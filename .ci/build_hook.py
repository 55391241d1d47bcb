"""Build hook: compiles the Babel catalogues into the wheel, so that no .po is parsed at run time."""

import io
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Adds a .mo beside each .po of data/locales."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder and name each file's place in the wheel."""
        if version == "editable":  # a checkout compiles in memory what it needs
            return
        target = Path(tempfile.mkdtemp(prefix="catalogues-"))
        for number, source in enumerate(sorted(Path(self.root, "data", "locales").rglob("*.po"))):
            with source.open("rb") as stream:
                catalogue = read_po(stream)
            buffer = io.BytesIO()
            write_mo(buffer, catalogue)
            compiled = target / f"{number}.mo"
            compiled.write_bytes(buffer.getvalue())
            place = source.relative_to(self.root).with_suffix(".mo")
            build_data["force_include"][str(compiled)] = f"scarpette_tui/{place.as_posix()}"
