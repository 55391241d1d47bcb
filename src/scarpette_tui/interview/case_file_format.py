"""Reads FILE (design.md section 8): answers written by hand, for synthetic and training cases."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scarpette_tui.catalogue.model import Catalogue, Kind
from scarpette_tui.errors import InputError
from scarpette_tui.interview.answers import Answer, Answers, State, given
from scarpette_tui.interview.parsing import MAX_PEOPLE, KeyBook, Raw, parse_value

MAX_LENGTH = 1_000_000
_KEYS = frozenset({"on", "answers", "unknown", "declined", "people", "persona", "expected"})


@dataclass(frozen=True, slots=True)
class CaseInput:
    """What a FILE says. `persona` and `expected` are for golden cases only, as written."""

    on: date | None
    answers: Answers
    persona: Mapping[str, Any] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)


def read_case(text: str, catalogue: Catalogue, name: str = "FILE") -> CaseInput:
    """Read a FILE.

    Args:
        text: TOML.
        catalogue: the law data that knows the questions.
        name: how errors name the file.

    Raises:
        InputError: broken TOML, an unknown key or question, a value outside its domain, a
            date that does not exist; the message names the file and the id.

    """
    return _Reader(catalogue, name).read(text)


class _Reader:
    def __init__(self, catalogue: Catalogue, name: str) -> None:
        self._book = KeyBook(catalogue)
        self._catalogue = catalogue
        self._name = name
        self._answers: dict[str, Answer] = {}
        self._on: date | None = None

    def _error(self, happened: str, todo: str = "Correggere il file.") -> InputError:
        return InputError(f"{self._name}: {happened}", todo=todo)

    def read(self, text: str) -> CaseInput:
        data = self._load(text)
        if unknown := sorted(set(data) - _KEYS):
            raise self._error(f"chiave sconosciuta «{unknown[0]}».")
        on = data.get("on")
        if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
            raise self._error("«on» deve essere una data, per esempio on = 2026-11-22.")
        self._on = on
        for key, raw in self._table(data, "answers").items():
            self._put(key, raw)
        for group, people in self._table(data, "people").items():
            self._people(group, people)
        for name, state in (("unknown", State.UNKNOWN), ("declined", State.DECLINED)):
            self._states(name, data.get(name, []), state)
        persona, expected = self._table(data, "persona"), self._table(data, "expected")
        return CaseInput(on, Answers(self._answers), persona, expected)

    def _load(self, text: str) -> dict[str, Any]:
        if len(text) > MAX_LENGTH:
            raise self._error("è troppo grande per essere un caso.")
        try:
            return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
            raise self._error(_explained(str(error))) from None

    def _table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        table = data.get(key, {})
        if not isinstance(table, dict):
            raise self._error(f"«{key}» deve essere una tabella [{key}].")
        return table

    def _put(self, key: str, raw: Raw) -> None:
        if key in self._answers:
            raise self._error(f"«{key}» ha due risposte.")
        try:
            self._answers[key] = given(parse_value(self._book.find(key), raw, self._on))
        except InputError as error:
            raise self._error(error.happened, error.todo) from None

    def _people(self, group: str, people: Raw) -> None:
        questions = {q.id: q for q in self._catalogue.questions if q.kind is Kind.PEOPLE}
        if group not in questions:
            known = ", ".join(questions) or "nessuno"
            raise self._error(f"«people.{group}» non è un gruppo di persone (ci sono: {known}).")
        if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
            raise self._error(f"«people.{group}» si scrive [[people.{group}]], una per persona.")
        if len(people) > MAX_PEOPLE:
            raise self._error(f"«people.{group}» ha più di {MAX_PEOPLE} persone.")
        counted = self._answers.get(group)
        if counted is None:
            self._put(group, len(people))
        elif counted.value != len(people):
            raise self._error(
                f"«{group}» vale {counted.value}, ma le [[people.{group}]] sono {len(people)}."
            )
        for index, one in enumerate(people):
            for field_id, raw in one.items():
                self._put(f"{group}.{index}.{field_id}", raw)

    def _states(self, name: str, keys: Raw, state: State) -> None:
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise self._error(f'«{name}» è un elenco di domande, per esempio {name} = ["permit"].')
        for key in keys:
            if key in self._answers:
                raise self._error(f"«{key}» ha due risposte.")
            try:
                self._book.find(key)
            except InputError as error:
                raise self._error(error.happened, error.todo) from None
            self._answers[key] = Answer(state)


def _explained(problem: str) -> str:
    """Say in Italian why the TOML cannot be read, with the place tomllib found."""
    place = ""
    if "(at line " in problem:
        line, _, column = problem.partition("(at line ")[2].rstrip(")").partition(", column ")
        place = f" alla riga {line}, colonna {column}"
    if "date" in problem.lower() or "day is out of range" in problem or "month must" in problem:
        return f"data inesistente{place}."
    return f"il TOML non è leggibile{place}."
