"""What a proof says: errors, notes, coverage figures."""

from dataclasses import dataclass, field
from pathlib import Path

from scarpette_tui.catalogue.loading import Loaded
from scarpette_tui.catalogue.model import Catalogue


@dataclass
class CheckReport:
    """What `check` found.

    `errors` are fatal, `notes` are not; both are Italian lines that open with file and
    line. `coverage` holds figures by Italian title: (how many, out of how many).
    `missing_texts` lists, by language, the texts that have no translation.
    """

    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    coverage: dict[str, tuple[int, int]] = field(default_factory=dict)
    missing_texts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Say whether nothing fatal was found."""
        return not self.errors


@dataclass(frozen=True)
class Proof:
    """What every proof works on: the loaded law data, its folder, the report to fill."""

    loaded: Loaded
    root: Path
    report: CheckReport

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue under proof."""
        return self.loaded.catalogue

    def at(self, kind: str, ident: str, *path: str | int) -> str:
        """Return "file, riga n" of a key of a thing of the catalogue."""
        return self.loaded.places[kind, ident].at(*path)

    def error(self, message: str, kind: str, ident: str, *path: str | int) -> None:
        """Add a fatal finding."""
        self.report.errors.append(f"{self.at(kind, ident, *path)}: {message}.")

    def note(self, message: str, kind: str, ident: str, *path: str | int) -> None:
        """Add a finding that is not fatal."""
        self.report.notes.append(f"{self.at(kind, ident, *path)}: {message}.")
