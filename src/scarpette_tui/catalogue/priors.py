"""Assumptions on how often each answer is given: they order questions, never decide them."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from scarpette_tui.catalogue.faults import say
from scarpette_tui.catalogue.shapes import Shape
from scarpette_tui.errors import CatalogueError
from scarpette_tui.paths import data_root

FILE = "priors.toml"

Stretch = tuple[float, float, float]
"""From, to, weight."""


class Prior(Shape):
    """How often a question, or the field `group.field`, is answered what.

    `yes` is the share of yes; `shares` the share of each option (of a `choices` question, how
    often each is among the chosen); `between` stretches of numbers, or of days before the
    consultation for dates.
    """

    question: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
    yes: float | None = Field(default=None, ge=0, le=1)
    shares: dict[str, float] = Field(default_factory=dict)
    between: tuple[Stretch, ...] = ()


class Priors(Shape):
    """The whole file. `assumption` says in Italian whose guess it is."""

    format: Literal[1]
    version: str
    assumption: str
    prior: tuple[Prior, ...] = ()


def load_priors(root: Path | None = None) -> Priors:
    """Read the priors of a data folder; neutral ones where there is no such file.

    Raises:
        CatalogueError: the file is not TOML, or has an unknown key or a wrong value.

    """
    path = (root or data_root()) / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Priors.model_validate(raw)
    except FileNotFoundError:
        return Priors(format=1, version="", assumption="Nessuna ipotesi: tutto alla pari.")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise CatalogueError(f"{FILE}: il file non si legge come TOML.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{FILE}, {place}: {say(first)}.") from None
