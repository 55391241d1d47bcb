"""The base of all shapes of the law files, and the facts with their sources."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Expression = str
"""Source text of an expression of the law language (see `expressions`)."""


def _exact(value: object) -> object:
    """Refuse binary floats: amounts are written as strings or whole numbers."""
    if isinstance(value, float):
        raise ValueError('scrivere il numero fra virgolette: "530.00"')
    return value


Euro = Annotated[Decimal, BeforeValidator(_exact)]


class Shape(BaseModel):
    """Base of all shapes: immutable, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class FactStatus(StrEnum):
    """How far a fact has been confirmed (design.md section 3)."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    TO_VERIFY = "to_verify"


class Sourced(Shape):
    """A fact with its legal source and the days a human confirmed it.

    In a file, `checked_on` and `recheck_by` may stand once in the `[checked]` table and
    are then inherited by every fact of the file that does not say its own.
    """

    source: str = Field(min_length=4)
    status: FactStatus
    checked_on: date
    recheck_by: date
    ask: str = ""
    """For `to_verify`: the question to put to the competent office."""
