"""Refuses an id that stands twice where expressions and steps must find one thing."""

from collections.abc import Callable, Iterable

from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.errors import CatalogueError

At = Callable[..., str]
"""(list of the catalogue, id of the thing, *path) -> "file, riga n"."""


def refuse_duplicates(catalogue: Catalogue, at: At) -> None:
    """Raise for the first id that stands twice inside a thing, or in two lists at once.

    Raises:
        CatalogueError: names file, line and id.

    """
    for question in catalogue.questions:
        here = ("questions", question.id)
        _once(at, *here, "fields", ids=(one.id for one in question.fields))
        _once(at, *here, "options", ids=(one.value for one in question.options))
        for index, one in enumerate(question.fields):
            _once(at, *here, "fields", index, "options", ids=(o.value for o in one.options))
    for table in catalogue.tables:
        _once(at, "tables", table.id, "columns", ids=(one.id for one in table.columns))
        _once(at, "tables", table.id, "rates", ids=(str(one.year) for one in table.rates))
    for benefit in catalogue.benefits:
        here = ("benefits", benefit.id)
        _once(at, *here, "requirements", ids=(one.id for one in benefit.requirements))
        _once(at, *here, "steps", ids=(one.id for one in benefit.steps))
        _once(at, *here, "warnings", ids=(one.id for one in benefit.warnings))
        others = (one.benefit for one in benefit.incompatible_with)
        _once(at, *here, "incompatible_with", ids=others)
    manifest = catalogue.manifest
    _once(at, "manifest", "", "sections", ids=(one.id for one in manifest.sections))
    _once(at, "manifest", "", "groups", ids=(one.id for one in manifest.groups))
    questions = {question.id for question in catalogue.questions}
    for definition in catalogue.definitions:
        if definition.id in questions:
            raise CatalogueError(
                f"{at('definitions', definition.id, 'id')}: «{definition.id}» è già il nome di"
                " una domanda."
            )


def _once(at: At, *path: str | int, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, ident in enumerate(ids):
        if ident in seen:
            raise CatalogueError(f"{at(*path, index)}: id «{ident}» già usato.")
        seen.add(ident)
