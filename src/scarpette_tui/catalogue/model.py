"""What a law file may say: the shapes of everything under data/.

Every class refuses unknown keys, so a key one level too high is an error and never
silence. Texts are Italian. Money is Decimal euro, dates are ISO dates. Expressions stay
text here; `expressions` parses them and `checking` proves that their names resolve.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Expression = str
"""Source text of an expression of the law language (see `expressions`)."""


def _exact(value: Any) -> Any:
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


# --- questions -----------------------------------------------------------------------


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
    options: tuple[Option, ...] = ()
    min: Euro | None = None
    max: Euro | None = None
    """Bounds of count, months and money, both included."""
    earliest: date | None = None
    latest: date | None = None
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


# --- values by date --------------------------------------------------------------------


class DatedValue(Sourced):
    """A value in force from a day, to a day (both included) or until further notice.

    `missing` says why the law's value is not known: it then evaluates as unknown.
    """

    valid_from: date
    valid_to: date | None = None
    value: Euro | None = None
    missing: str = ""


class Parameter(Shape):
    """A number the law changes: `param.ID` or `param_at("ID", day)` in expressions."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    unit: Literal["euro", "months", "days", "weeks", "years", "percent", "factor", "count"]
    values: tuple[DatedValue, ...] = Field(min_length=1)


class Column(Shape):
    """A column of a step table: amount of step k = base - per_step * k, before revaluation."""

    id: str
    title: str
    base: Euro
    per_step: Euro


class YearRate(Sourced):
    """The revaluation factor applied from 1 January of a year, e.g. 1.014."""

    year: int
    rate: Euro


class StepTable(Sourced):
    """A table by steps of an income, revalued and rounded year after year.

    Threshold of step k = first + step * k, rounded half up to `threshold_digits` after each
    year's rate; step of an income x = smallest k with x <= threshold(k), `steps` when none
    or when there is no income figure; amounts likewise to `amount_digits`. Years without a
    rate are unknown. In expressions: `table("ID", "column", income)`, as of `on`, or
    `table_at("ID", "column", income, day)`. Amounts never rise with the income.
    """

    id: str
    title: str
    first: Euro
    step: Euro
    steps: int
    first_year: int
    threshold_digits: int
    amount_digits: int
    columns: tuple[Column, ...]
    rates: tuple[YearRate, ...]


class Definition(Shape):
    """A named expression shared by several files, e.g. `has_minor`.

    Names: lower-case; used in expressions as they are.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    value: Expression
    source: str = ""


# --- benefits -----------------------------------------------------------------------------


class Requirement(Sourced):
    """One condition of the law.

    `when` is true if it holds. `holds`, `fails`, `open`: the sentence for each truth.
    `obtainable`: id of the step ("step" or "benefit.step") that obtains it; empty when she
    cannot change it. Outside `valid_from`..`valid_to` it is not part of the law.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9_]+$")
    when: Expression
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


# --- the rest -------------------------------------------------------------------------------


class PermitRule(Sourced):
    """Whether a permit opens a benefit."""

    value: Literal["yes", "no", "unknown"]
    note: str = ""


class Permit(Shape):
    """One row of permits.toml: `permitted("benefit")` reads the answer `permit` here."""

    id: str
    label: str
    benefits: dict[str, PermitRule]
    advice: str = ""
    """Never an empty page: what there always is for this situation."""


class Contact(Shape):
    """A public contact. `called_on` is the day somebody called it and it answered."""

    id: str
    name: str
    number: str
    hours: str = ""
    cost: str = ""
    source: str
    checked_on: date
    called_on: date | None = None
    helpline: bool = False
    """Stands among other public numbers, never alone or bold (H4); never at `neutro`."""


class EntryPhrase(Shape):
    """What a woman says at the counter, and where it leads (P8)."""

    id: str
    phrase: str
    benefits: tuple[str, ...]
    questions: tuple[str, ...] = ()


class Group(Shape):
    """One of the fixed groups of benefits (at most six, D6)."""

    id: str
    title: str


class Manifest(Shape):
    """catalogue.toml: the version of the law data and the fixed lists."""

    format: Literal[1]
    version: str
    published_on: date
    known_until: date
    """Last day for which amounts are known; after it results say "importi da verificare"."""
    sections: tuple[Section, ...]
    groups: tuple[Group, ...] = Field(max_length=6)


class Catalogue(Shape):
    """Everything under data/ that the engine and the desk read."""

    manifest: Manifest
    questions: tuple[Question, ...]
    definitions: tuple[Definition, ...]
    parameters: tuple[Parameter, ...]
    tables: tuple[StepTable, ...]
    benefits: tuple[Benefit, ...]
    permits: tuple[Permit, ...]
    contacts: tuple[Contact, ...]
    entries: tuple[EntryPhrase, ...]
