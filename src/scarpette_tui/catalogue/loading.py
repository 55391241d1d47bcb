"""Reads everything under data/ into one `Catalogue`; knows the layout of the folder.

Order is deterministic: benefits by priority then id, questions by section then file order,
all the rest by file name and then as written.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from scarpette_tui.catalogue.compiled import read_compiled
from scarpette_tui.catalogue.duplicates import refuse_duplicates
from scarpette_tui.catalogue.faults import say
from scarpette_tui.catalogue.layout import BENEFITS, LISTS, MANIFEST, OPTIONAL, PRIORS
from scarpette_tui.catalogue.lines import Path as KeyPath
from scarpette_tui.catalogue.lines import line_of
from scarpette_tui.catalogue.model import (
    Benefit,
    Catalogue,
    Contact,
    Definition,
    EntryPhrase,
    Manifest,
    Parameter,
    Permit,
    Priors,
    Question,
    Remark,
    Shape,
    StepTable,
)
from scarpette_tui.catalogue.preparing import PLURALS, Raw, prepare
from scarpette_tui.errors import CatalogueError
from scarpette_tui.paths import data_root

S = TypeVar("S", bound=Shape)


class CheckedDays(Shape):
    """The `[checked]` table of a file: days inherited by each of its facts."""

    checked_on: date
    recheck_by: date | None = None


class LawFile(Shape):
    """A file of several things; which of the lists it may hold depends on its place."""

    questions: tuple[Question, ...] = ()
    definitions: tuple[Definition, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    tables: tuple[StepTable, ...] = ()
    permits: tuple[Permit, ...] = ()
    contacts: tuple[Contact, ...] = ()
    entries: tuple[EntryPhrase, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a thing stands: the file, and the way to it inside the file."""

    file: Path
    shown: str
    path: KeyPath = ()

    def at(self, *path: str | int) -> str:
        """Return "file, riga n" of a key of this thing, as well as it can be found."""
        try:
            line = line_of(self.file.read_text("utf-8"), (*self.path, *path))
        except (OSError, ValueError):
            line = None
        return f"{self.shown}, riga {line}" if line else self.shown


@dataclass(frozen=True)
class Loaded:
    """A catalogue and where each of its things stands.

    `places`: by (list of the catalogue, id), e.g. ("benefits", "naspi"); the manifest is
    ("manifest", "").
    """

    catalogue: Catalogue
    places: dict[tuple[str, str], Place] = field(default_factory=dict)


def load_catalogue(root: Path | None = None) -> Catalogue:
    """Read and validate the law data.

    Args:
        root: the data folder; the program's own when None. Only that may hold a compiled
            file (a wheel's does), which is used when it agrees with the TOML beside it.

    Raises:
        CatalogueError: a file is missing, is not TOML, has an unknown key, a missing key or
            a value of the wrong kind, or an id stands twice; names file, line and key.

    """
    if root is None:
        root = _own_root()
        if ready := read_compiled(root):
            return ready
    return load(root).catalogue


def load(root: Path | None = None) -> Loaded:
    """Read and validate the law data, and remember where each thing stands."""
    root = root or _own_root()
    manifest, place = _read(root, root / MANIFEST, Manifest)
    places = {("manifest", ""): place}
    lists: dict[str, list[Any]] = {name: [] for name in Catalogue.model_fields}
    for name, thing, place in (*_listed(root), *_benefits(root)):
        if first := places.get((name, thing.id)):
            raise CatalogueError(f"{place.at('id')}: «{thing.id}» sta già in {first.at('id')}.")
        places[name, thing.id] = place
        lists[name].append(thing)
    lists["questions"] = _by_section(manifest, lists["questions"], places)
    lists["benefits"].sort(key=lambda one: (one.priority, one.id))
    del lists["manifest"], lists["priors"]
    catalogue = Catalogue(
        manifest=manifest,
        priors=_priors(root),
        **{name: tuple(things) for name, things in lists.items()},
    )
    refuse_duplicates(catalogue, lambda name, ident, *path: places[name, ident].at(*path))
    return Loaded(catalogue, places)


def _own_root() -> Path:
    try:
        return data_root()
    except FileNotFoundError:
        raise CatalogueError(
            "I dati del catalogo non si trovano.", todo="Reinstallare il programma."
        ) from None


def _listed(root: Path) -> Iterator[tuple[str, Any, Place]]:
    """Yield each thing of the files of lists: list of the catalogue, thing, place."""
    for pattern, allowed in LISTS.items():
        for path in _files(root, pattern):
            law, place = _read(root, path, LawFile, allowed)
            for name in allowed:
                for index, thing in enumerate(getattr(law, name)):
                    yield name, thing, Place(path, place.shown, (name, index))


def _benefits(root: Path) -> Iterator[tuple[str, Benefit, Place]]:
    for path in _files(root, BENEFITS):
        benefit, place = _read(root, path, Benefit)
        if benefit.id != path.stem:
            raise CatalogueError(
                f"{place.at('id')}: l'id «{benefit.id}» non è il nome del file «{path.stem}»."
            )
        yield "benefits", benefit, place


def _priors(root: Path) -> Priors:
    """Read the assumptions; a folder without them orders its questions evenly."""
    path = root / PRIORS
    return _read(root, path, Priors)[0] if path.exists() else Priors()


def _files(root: Path, pattern: str) -> Iterator[Path]:
    """Yield the files of one place of the layout, by name; refuse a missing one."""
    if "*" not in pattern:
        if pattern not in OPTIONAL or (root / pattern).exists():
            yield root / pattern
        return
    found = sorted(root.glob(pattern))
    if not found:
        raise CatalogueError(f"In {root} non c'è nessun file {pattern}.")
    yield from found


def _by_section(
    manifest: Manifest, questions: list[Question], places: dict[tuple[str, str], Place]
) -> list[Question]:
    order = {section.id: index for index, section in enumerate(manifest.sections)}
    for question in questions:
        if question.section not in order:
            place = places["questions", question.id].at("section")
            raise CatalogueError(f"{place}: sezione sconosciuta «{question.section}».")
    return sorted(questions, key=lambda question: order[question.section])


def read_shape(root: Path, path: Path, shape: type[S]) -> S:
    """Read a file under the data folder into a shape; errors as in `load_catalogue`."""
    return _read(root, path, shape)[0]


def _read(
    root: Path, path: Path, shape: type[S], allowed: tuple[str, ...] | None = None
) -> tuple[S, Place]:
    """Read one file into a shape; `allowed` narrows the keys of a file of lists."""
    place = Place(path, path.relative_to(root).as_posix())
    raw = read_toml(path, place.shown)
    checked = raw.pop("checked", {})
    if checked != {}:
        _validate(CheckedDays, checked, Place(path, place.shown, ("checked",)))
    if shape is Benefit and raw.get("neutral") is False:
        del raw["neutral"]
    for key in raw:
        if allowed is not None and PLURALS.get(key, key) not in allowed:
            raise CatalogueError(f"{place.at(key)}: chiave sconosciuta «{key}».")
    ready = prepare(shape, raw, checked)
    return _validate(shape, ready, place), place


def read_toml(path: Path, shown: str) -> Raw:
    """Read a TOML file.

    Raises:
        CatalogueError: it is not there, or is not UTF-8, or is not TOML (or nests or counts
            past what can be read); names file and line.

    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"Manca il file {shown}.") from None
    except OSError:
        raise CatalogueError(f"Il file {shown} non si può leggere.") from None
    except UnicodeDecodeError:
        raise CatalogueError(f"{shown}: il file non è scritto in UTF-8.") from None
    except (ValueError, RecursionError) as error:
        spot = re.search(r"line (\d+), column (\d+)", str(error))
        at = f", riga {spot[1]}, colonna {spot[2]}" if spot else ", alla fine del file"
        raise CatalogueError(f"{shown}{at}: il file non è TOML valido.") from None


def _validate(shape: type[S], ready: Raw, place: Place) -> S:
    try:
        return shape.model_validate(ready)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
    # A misspelt key is both unknown and missing: its wrong spelling is what helps.
    first = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    others = f" (altri errori nel file: {len(faults) - 1})" if len(faults) > 1 else ""
    raise CatalogueError(f"{place.at(*first['loc'])}: {say(first)}{others}.")
