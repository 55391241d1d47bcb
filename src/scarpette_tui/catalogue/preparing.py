"""From what a TOML file says to what the model takes: plural names, inherited checks."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from scarpette_tui.catalogue.shapes import Shape

Raw = dict[str, Any]
"""A TOML table as tomllib gives it."""

PLURALS = {
    "benefit": "benefits",
    "column": "columns",
    "contact": "contacts",
    "definition": "definitions",
    "entry": "entries",
    "field": "fields",
    "group": "groups",
    "incompatible": "incompatible_with",
    "line": "lines",
    "option": "options",
    "parameter": "parameters",
    "permit": "permits",
    "prior": "priors",
    "question": "questions",
    "rate": "rates",
    "remark": "remarks",
    "requirement": "requirements",
    "section": "sections",
    "step": "steps",
    "table": "tables",
    "trace": "traces",
    "warning": "warnings",
}
"""Names of TOML arrays of tables, and the fields of the model that they fill."""

CHECKED_KEYS = ("checked_on", "recheck_by")


def prepare(shape: type[Shape], raw: Raw, checked: Raw) -> Raw:
    """Return a copy of `raw` with the model's field names and the file's `[checked]` dates.

    A singular name stays as it is where the shape has no such plural, or when the file
    gives both: validation then refuses it as an unknown key.
    """
    fields = shape.model_fields
    ready: Raw = {}
    for key, value in raw.items():
        plural = PLURALS.get(key, key)
        renamed = key not in fields and plural in fields and plural not in raw
        ready[plural if renamed else key] = value
    for key in CHECKED_KEYS:
        if key in fields and key in checked:
            ready.setdefault(key, checked[key])
    for key, (nested, by_name) in _nested(shape).items():
        value = ready.get(key)
        if by_name and isinstance(value, dict):
            ready[key] = {name: _within(nested, one, checked) for name, one in value.items()}
        elif key in ready:
            ready[key] = _within(nested, value, checked)
    return ready


def _within(shape: type[Shape], value: object, checked: Raw) -> object:
    if isinstance(value, list):
        return [_within(shape, one, checked) for one in value]
    return prepare(shape, value, checked) if isinstance(value, dict) else value


@cache
def _nested(shape: type[Shape]) -> dict[str, tuple[type[Shape], bool]]:
    """Return the fields of a shape that hold shapes: which, and whether in a table by name."""
    found = {}
    for name, field in shape.model_fields.items():
        if inner := next(_shapes(field.annotation), None):
            found[name] = (inner, getattr(field.annotation, "__origin__", None) is dict)
    return found


def _shapes(annotation: object) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes(part)
