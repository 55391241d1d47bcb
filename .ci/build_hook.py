"""Build hook: puts data/ into the wheel, with what is compiled from it beside its sources.

From a wheel no .po is parsed at run time, and no TOML of the law. An editable install gets nothing: it reads the
checkout, and a copy of the law beside it would grow old unseen.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Adds data/ to a standard wheel, a .mo beside each .po, and the compiled law."""

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
        law = self.compiled / "law.json"
        law.write_bytes(_compile_law(root))
        places[str(law)] = "scarpette_tui/data/catalogue.json"

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


LAW = """
import sys
from pathlib import Path
from scarpette_tui.catalogue.compiled import compiled
from scarpette_tui.catalogue.loading import load

root = Path(sys.argv[1])
sys.stdout.buffer.write(compiled(load(root).catalogue, root))
"""


def _compile_law(root: Path) -> bytes:
    """Read the law with the sources that stand beside it, whatever else is installed."""
    start = f"import sys; sys.path.insert(0, {str(root / 'src')!r})\n{LAW}"
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", start, str(root / "data")],
        check=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout
