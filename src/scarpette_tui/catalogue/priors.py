"""Assumptions on how often each answer is given: they order questions, never decide them."""

from typing import Literal

from pydantic import Field

from scarpette_tui.catalogue.shapes import Shape

Stretch = tuple[float, float, float]
"""From, to, weight."""


class Prior(Shape):
    """How often a question, or the field `group.field`, is answered what, and why we think so.

    `yes` is the share of yes; `shares` the share of each option (of a `choices` question, how
    often each is among the chosen); `between` stretches of numbers, or of days before the
    consultation for dates.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
    why: str = Field(min_length=4)
    yes: float | None = Field(default=None, ge=0, le=1)
    shares: dict[str, float] = Field(default_factory=dict)
    between: tuple[Stretch, ...] = ()


class Priors(Shape):
    """priors.toml. `assumption` says in Italian whose guess it is."""

    format: Literal[1] = 1
    version: str = ""
    assumption: str = "Nessuna ipotesi: tutto alla pari."
    priors: tuple[Prior, ...] = ()
