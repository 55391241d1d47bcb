"""Shapes of a benefit: requirements, amount, steps, warnings, wording for paper."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from scarpette_tui.catalogue.shapes import Expression, Shape, Sourced


class Requirement(Sourced):
    """One condition of the law.

    `when` is true if it holds. `holds`, `fails`, `open`: the sentence for each truth.
    `obtainable`: id of the step ("step" or "benefit.step") that obtains it; empty when she
    cannot change it. Outside `valid_from`..`valid_to` it is not part of the law; nor, for her,
    where `applies` is false: an exception that does not concern her proves nothing and puts
    nothing in doubt. While `applies` is open the requirement says `not applies or when`.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9_]+$")
    when: Expression
    applies: Expression = ""
    holds: str
    fails: str
    open: str
    obtainable: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class AmountLine(Shape):
    """One line of arithmetic shown in the proof."""

    label: str
    value: Expression
    unit: Literal["euro", "months", "days", "weeks", "count", "factor"] = "euro"


class Schedule(Shape):
    """Amounts payment by payment: `value` may use `i`, from 1 to `last` included."""

    last: Expression
    value: Expression


class Amount(Sourced):
    """How much. `value` in euro per `period`; `payments` = how many, empty when open-ended."""

    value: Expression
    period: Literal["month", "once", "day", "year"]
    payments: Expression = ""
    schedule: Schedule | None = None
    lines: tuple[AmountLine, ...] = ()
    note: str = ""
    at_most: bool = False
    """The value is a ceiling: said and printed as "fino a"."""


class Trace(Shape):
    """What another person may see of a step (P1)."""

    what: str
    """SMS, app, letter, SEND notice, payslip, CU, DSU, bank movement ..."""
    where: str
    when: str


class DoWhen(StrEnum):
    """When a step is safe to do (P1)."""

    NOW = "now"
    WHEN_OUT = "when_out"
    WITH_CENTRE = "with_centre"


class DoWhenIf(Shape):
    """A reason to wait: the first rule whose `when` is not false wins."""

    when: Expression
    value: DoWhen
    because: str


class Step(Sourced):
    """One thing to do. `kind` filing = the application itself; prepare = what comes before.

    `deadline` is an expression giving a date; `deadline_text` says it in words. `after` lists
    ids ("step" or "benefit.step") that come first when they are part of the plan. `no_traces`
    must say why when `traces` is empty. `paper` is the short form printed at `completo`.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["prepare", "filing"]
    do: str
    paper: str = ""
    who: str
    where: str
    channel: str = ""
    documents: tuple[str, ...] = ()
    deadline: Expression = ""
    deadline_text: str = ""
    traces: tuple[Trace, ...] = ()
    no_traces: str = ""
    do_when: DoWhen
    do_when_if: tuple[DoWhenIf, ...] = ()
    after: tuple[str, ...] = ()
    when: Expression = ""


class Warning_(Sourced):
    """Something to say before she acts. Shown unless `when` is false."""

    id: str
    when: Expression = ""
    text: str
    urgent: bool = False
    paper: bool = False
    """Printed at `completo` among what not to do yet."""


class Incompatibility(Sourced):
    """Two benefits that cannot be had together (or not in full)."""

    benefit: str
    text: str


class Neutral(Shape):
    """Wording for the level `neutro`: reads like an ordinary leaflet (P10)."""

    name: str
    promise: str
    where: str = ""
    documents: tuple[str, ...] = ()


class Status(StrEnum):
    """Outcome of a benefit (design.md section 4)."""

    CLOSED = "closed"
    NOT_DUE = "not_due"
    DUE = "due"
    POSSIBLE = "possible"
    OBTAINABLE = "obtainable"


class Benefit(Shape):
    """One benefit, prerequisite or protection."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    """Official name: stays Italian in every language."""
    plain: str
    """Plain name."""
    promise: str
    """What it gives, one sentence."""
    goes_to: str = ""
    """Who gets it when she does not: said beside the status, wherever it stands."""
    group: str
    priority: int
    """Author's order of what to do first; lower comes earlier."""
    prerequisite: bool = False
    """A protection that comes before any benefit (P3)."""
    referral: bool = False
    law: str
    """The acts it rests on, for the proof."""
    opened_on: date | None = None
    closed_on: date | None = None
    closed_text: str = ""
    reachable: tuple[Status, ...]
    requirements: tuple[Requirement, ...]
    amount: Amount | None = None
    no_amount: str = ""
    """Why there is no amount to compute; required when `amount` is absent."""
    steps: tuple[Step, ...]
    warnings: tuple[Warning_, ...] = ()
    incompatible_with: tuple[Incompatibility, ...] = ()
    compatible: tuple[str, ...] = ()
    """Sentences on what it can be had together with."""
    neutral: Neutral | None = None
    said_aloud: str = ""
    """Why it has no neutral wording (`neutral = false`): it is said aloud only."""
