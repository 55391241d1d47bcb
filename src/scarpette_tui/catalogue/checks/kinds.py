"""Kinds of value: what the names of the law data stand for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal as OneOf

from scarpette_tui.catalogue.model import Catalogue, Kind, PersonField, Question, QuestionBase

KindName = OneOf["bool", "number", "date", "duration", "text", "texts", "people", "any"]

SAID = {
    "bool": "un sì o un no",
    "number": "un numero",
    "date": "una data",
    "duration": "una durata",
    "text": "una scelta",
    "texts": "una scelta multipla",
    "people": "un gruppo di persone",
    "any": "un valore",
}


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value; for text(s), the values it can take."""

    name: KindName
    options: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        """The kind in Italian."""
        return SAID[self.name]


BOOL, NUMBER = ValueKind("bool"), ValueKind("number")
DATE, DURATION = ValueKind("date"), ValueKind("duration")
ANY = ValueKind("any")
"""Kind of what is already reported as an error: it agrees with everything."""

_OF_QUESTION: dict[Kind, KindName] = {
    Kind.YES_NO: "bool",
    Kind.CHOICE: "text",
    Kind.CHOICES: "texts",
    Kind.COUNT: "number",
    Kind.MONEY: "number",
    Kind.MONTHS: "number",
    Kind.DATE: "date",
    Kind.PEOPLE: "people",
}


def kind_of_question(question: QuestionBase) -> ValueKind:
    """Return the kind of value of a question's (or field's) answer."""
    options = frozenset(option.value for option in question.options)
    return ValueKind(_OF_QUESTION[question.kind], options)


@dataclass(frozen=True)
class Names:
    """Every name an expression may use."""

    questions: dict[str, Question]
    parameters: frozenset[str]
    tables: dict[str, frozenset[str]]
    """Columns by table."""
    benefits: frozenset[str]
    definition: Callable[[str], ValueKind | None]
    """Kind of a definition; None when there is no such definition."""
    siblings: dict[str, ValueKind] = field(default_factory=dict)
    schedule: bool = False

    def of_name(self, name: str) -> ValueKind | None:
        """Return the kind of a plain name; None when nobody knows it."""
        if name == "on":
            return DATE
        if name == "i":
            return NUMBER if self.schedule else None
        if question := self.questions.get(name):
            return kind_of_question(question)
        return self.definition(name)

    def of_field(self, group: str, name: str) -> ValueKind | None:
        """Return the kind of a field of the people of a group; None when unknown."""
        question = self.questions.get(group)
        for one in question.fields if question else ():
            if one.id == name:
                return kind_of_question(one)
        return None


def names_of(
    catalogue: Catalogue,
    definition: Callable[[str], ValueKind | None],
    siblings: tuple[PersonField, ...] = (),
    *,
    schedule: bool = False,
) -> Names:
    """Return the names that an expression of the catalogue may use at one place."""
    return Names(
        questions={question.id: question for question in catalogue.questions},
        parameters=frozenset(parameter.id for parameter in catalogue.parameters),
        tables={
            table.id: frozenset(column.id for column in table.columns) for table in catalogue.tables
        },
        benefits=frozenset(benefit.id for benefit in catalogue.benefits),
        definition=definition,
        siblings={one.id: kind_of_question(one) for one in siblings},
        schedule=schedule,
    )
