"""Shapes of the questions: what is asked, in which words, with which help."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from scarpette_tui.catalogue.shapes import Euro, Expression, Shape


class Kind(StrEnum):
    """Kinds of answer."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNT = "count"
    MONEY = "money"
    DATE = "date"
    MONTHS = "months"
    PEOPLE = "people"


class Option(Shape):
    """One value of a choice."""

    value: str
    label: str


class Help(Shape):
    """Help for the official: how to ask, why, what never to ask."""

    how: str
    why: str
    never: str = ""


class QuestionBase(Shape):
    """What a question and a field of a repeated group share."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    say: str
    """The words to say."""
    short: str = ""
    """What it asks in a few words: for what is read back to her, and for a box to mark."""
    options: tuple[Option, ...] = ()
    min: Euro | None = None
    max: Euro | None = None
    """Bounds of count, months and money, both included."""
    earliest: date | None = None
    latest: date | None = None
    past: bool = False
    """A date that cannot come after the day of the consultation."""
    when: Expression = ""
    """Asked only if true; for a field, `this.other_field` names its siblings."""


class PersonField(QuestionBase):
    """One thing asked about each person of a repeated group."""


class Question(QuestionBase):
    """One question of the interview.

    `burden` 1 (a light fact) to 5 (painful or risky to say). `look_up`: where INPS
    already shows it, to look up with her consent instead of asking (P9).
    """

    section: str
    help: Help
    burden: int = Field(ge=1, le=5)
    look_up: str = ""
    phase: Literal["", "safety"] = ""
    """`safety`: asked in the phase sicurezza dei passi, whatever it decides (P2)."""
    one: str = ""
    """For people: the word for one of them, e.g. "figlio o figlia"."""
    fields: tuple[PersonField, ...] = ()


class Section(Shape):
    """A topic of the interview, in the author's order."""

    id: str
    title: str
