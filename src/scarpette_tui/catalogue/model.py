"""What a law file may say: the shapes of everything under data/, from one door.

Every class refuses unknown keys, so a key one level too high is an error and never
silence. Texts are Italian. Money is Decimal euro, dates are ISO dates. Expressions stay
text here; `expressions` parses them and `checking` proves that their names resolve.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from scarpette_tui.catalogue.benefits import (
    Amount,
    AmountLine,
    Benefit,
    DoWhen,
    DoWhenIf,
    Incompatibility,
    Neutral,
    Requirement,
    Schedule,
    Status,
    Step,
    Trace,
    Warning_,
)
from scarpette_tui.catalogue.priors import Prior, Priors
from scarpette_tui.catalogue.questions import (
    Help,
    Kind,
    Option,
    PersonField,
    Question,
    QuestionBase,
    Section,
)
from scarpette_tui.catalogue.shapes import (
    Euro,
    Expression,
    FactStatus,
    Shape,
    Sourced,
)
from scarpette_tui.catalogue.values import (
    Column,
    DatedValue,
    Definition,
    Parameter,
    StepTable,
    YearRate,
)

__all__ = [
    "Amount",
    "AmountLine",
    "Benefit",
    "Catalogue",
    "Column",
    "Contact",
    "DatedValue",
    "Definition",
    "DoWhen",
    "DoWhenIf",
    "EntryPhrase",
    "Euro",
    "Expression",
    "FactStatus",
    "Group",
    "Help",
    "Incompatibility",
    "Kind",
    "Manifest",
    "Neutral",
    "Option",
    "Parameter",
    "Permit",
    "PermitRule",
    "PersonField",
    "Prior",
    "Priors",
    "Question",
    "QuestionBase",
    "Remark",
    "Requirement",
    "Schedule",
    "Section",
    "Shape",
    "Sourced",
    "Status",
    "Step",
    "StepTable",
    "Trace",
    "Warning_",
    "YearRate",
]


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
    ends: bool = False
    """A short path: asks only what it lists, then shows the results."""
    opens: bool = False
    """The road of who says no phrase: light and useful questions first, then all the others."""


class Remark(Shape):
    """Answers that do not agree: said calmly while `when` is true, and nothing else."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    when: Expression
    text: str


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
    remarks: tuple[Remark, ...] = ()
    priors: Priors = Priors()
    """Assumptions for the order of the questions; they change no outcome."""
