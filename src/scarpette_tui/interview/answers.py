"""What she has said so far: an immutable map from a key to an answer.

A key is a question id, `children` for how many people of a group there are, and
`children.0.age` for a field of the first of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.errors import InputError
from scarpette_tui.interview.abstract import Abstract
from scarpette_tui.interview.context import mark_of
from scarpette_tui.interview.parsing import KeyBook, Raw, Value, parse_value

__all__ = ["Answer", "Answers", "Provenance", "State", "Value", "given", "parse_value"]


class Provenance(StrEnum):
    """Where an answer comes from (P9)."""

    DETTO = "detto"
    VISTO = "visto"
    DA_VERIFICARE = "da_verificare"


class State(StrEnum):
    """A value, "non so", or "preferisce non dire"."""

    GIVEN = "given"
    UNKNOWN = "unknown"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is None unless given."""

    state: State
    value: Value | None = None
    provenance: Provenance = Provenance.DETTO


def given(value: Value, provenance: Provenance = Provenance.DETTO) -> Answer:
    """Return an answer with a value."""
    return Answer(State.GIVEN, value, provenance)


class Answers(Mapping[str, Answer]):
    """An immutable map of answers, in the order in which they were given."""

    __slots__ = ("_items", "_marks", "_values")

    def __init__(self, items: Mapping[str, Answer] | None = None) -> None:
        self._items: dict[str, Answer] = dict(items or {})
        self._values: Mapping[str, Any] | None = None
        self._marks: Mapping[str, Any] | None = None

    @classmethod
    def empty(cls) -> "Answers":
        """Return no answers."""
        return cls()

    def put(self, key: str, answer: Answer) -> "Answers":
        """Return these answers with one more, or one changed; it becomes the last."""
        items = {k: v for k, v in self._items.items() if k != key}
        items[key] = answer
        return Answers(items)

    def drop(self, key: str) -> "Answers":
        """Return these answers without one."""
        return Answers({k: v for k, v in self._items.items() if k != key})

    def __getitem__(self, key: str) -> Answer:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def values_given(self) -> Mapping[str, Any]:
        """Given values by key, as the logic wants them: whole numbers as Decimal."""
        if self._values is None:
            self._values = MappingProxyType(
                {
                    key: _settled(answer.value)
                    for key, answer in self._items.items()
                    if answer.state is State.GIVEN
                }
            )
        return self._values

    @property
    def marks(self) -> Mapping[str, Any]:
        """What the outcome of anything can depend on: values, states, groups as wholes.

        `group.*.field` holds all that is known of a field, person by person.
        """
        if self._marks is None:
            # A state is marked with its own type: the option "unknown" of a choice is a value.
            marks: dict[str, Any] = {
                key: (State, answer.state) for key, answer in self._items.items()
            } | dict(self.values_given)
            fields: dict[str, list[tuple[str, Any]]] = {}
            for key in sorted(key for key in self._items if "." in key):
                fields.setdefault(mark_of(key), []).append((key, marks[key]))
            marks |= {field: tuple(said) for field, said in fields.items()}
            self._marks = MappingProxyType(marks)
        return self._marks

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data: key -> state, value, provenance; order is kept."""
        return {
            key: {
                "state": str(answer.state),
                "value": _plain(answer.value),
                "provenance": str(answer.provenance),
            }
            for key, answer in self._items.items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], catalogue: Catalogue) -> "Answers":
        """Read what `to_json` wrote, checked against a catalogue.

        Raises:
            InputError: an id is unknown or a value is outside its domain.

        """
        book = KeyBook(catalogue)
        items = {}
        for key, raw in data.items():
            question = book.find(key)
            try:
                state, provenance = State(raw["state"]), Provenance(raw["provenance"])
                value = raw["value"]
            except (KeyError, TypeError, ValueError):
                raise InputError(f"La risposta «{key}» non è leggibile.") from None
            parsed = parse_value(question, value) if state is State.GIVEN else None
            items[key] = Answer(state, parsed, provenance)
        return cls(items)


def _settled(value: Value | None) -> Abstract:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def _plain(value: Value | None) -> Raw:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return value
