"""What changed between two catalogues, in plain Italian, for the lawyer's sign-off.

Everything with an id is compared with its namesake; lists without ids are compared whole.
Each line says where, which field, the value before and the value after.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from scarpette_tui.catalogue.diff_words import FEMININE, FIELDS, KINDS, PARTS, WORDS
from scarpette_tui.catalogue.model import AmountLine, Catalogue

CASES = "cases/golden"
MOST_CASES = 20
"""New cases named one by one; beyond, they are counted by what they are about."""

KEYS = ("id", "valid_from", "year", "benefit", "what", "because", "value")
"""What names a part inside its list, by preference."""

CLOSED = ("status", "do_when", "reachable", "period", "kind", "value")
"""Fields whose words may come from a closed list."""

QUIET = ("id", "checked_on", "recheck_by", "label", "valid_from", "year", "benefit", "what")
"""Fields of a new part that its name says already, or that no reader misses."""


def differences(old: Catalogue, new: Catalogue) -> list[str]:
    """Return one Italian line a change, in the order of the catalogue; empty when equal."""
    lines: list[str] = []
    if old.manifest.version != new.manifest.version:
        lines.append(f"Versione: da {old.manifest.version} a {new.manifest.version}")
    lines += _fields("manifesto", _plain(old.manifest), _plain(new.manifest), ("version",))
    for attribute, kind in KINDS.items():
        before = {item.id: item for item in getattr(old, attribute)}
        after = {item.id: item for item in getattr(new, attribute)}
        ending = "A" if attribute in FEMININE else "O"
        lines += [f"TOLT{ending} {kind} «{key}»" for key in before if key not in after]
        for key, item in after.items():
            if key not in before:
                lines.append(f"NUOV{ending} {kind} «{key}»{_title(item)}")
                lines += _content(attribute, f"{kind} «{key}»", item)
            else:
                place = f"{kind} «{key}»"
                lines += _fields(place, _plain(before[key]), _plain(item), ("id",))
    return lines


def case_differences(old: Path, new: Path) -> list[str]:
    """Return one line for each golden case that came, went or changed."""
    before, after = (
        {path.stem: path.read_bytes() for path in sorted((root / CASES).glob("*.toml"))}
        for root in (old, new)
    )
    lines = [f"TOLTO caso di prova «{name}»" for name in before if name not in after]
    changed = [name for name in after if name in before and after[name] != before[name]]
    lines += [f"caso di prova «{name}»: cambiato, da rileggere" for name in changed]
    come = [name for name in after if name not in before]
    if len(come) <= MOST_CASES:
        return lines + [f"NUOVO caso di prova «{n}»: {_first_line(after[n])}" for n in come]
    groups = Counter(name.partition("-")[0] for name in come)
    return lines + [f"NUOVI casi di prova «{name}-…»: {many}" for name, many in groups.items()]


def _first_line(text: bytes) -> str:
    """Return what a case says it is for."""
    return text.decode("utf-8", "replace").partition("\n")[0].lstrip("# ")


def _plain(item: BaseModel) -> dict[str, Any]:
    return {name: getattr(item, name) for name in type(item).model_fields}


def _title(item: BaseModel) -> str:
    title = getattr(item, "name", "") or getattr(item, "title", "") or getattr(item, "say", "")
    return f": {title}" if title else ""


def _content(attribute: str, place: str, item: BaseModel) -> Iterator[str]:
    """Yield what a new benefit or value says: each rule and each sum is signed, too."""
    if attribute == "benefits":
        for name in ("requirements", "amount", "steps", "warnings", "incompatible_with"):
            yield from _fields(place, {name: ()}, {name: getattr(item, name)}, ())
    elif attribute in {"parameters", "tables"}:
        for name in ("values", "columns", "rates"):
            yield from _fields(place, {name: ()}, {name: getattr(item, name, ())}, ())
    elif attribute == "definitions":
        yield from _fields(place, {"value": None}, {"value": getattr(item, "value", "")}, ())


def _fields(
    place: str, before: Mapping[str, Any], after: Mapping[str, Any], skip: Sequence[str]
) -> Iterator[str]:
    for name, value in after.items():
        other = before.get(name)
        if name in skip or value == other:
            continue
        if isinstance(value, BaseModel) and isinstance(other, BaseModel):
            yield from _fields(f"{place}, {_label(name)}", _plain(other), _plain(value), ())
        elif isinstance(value, BaseModel) and other == ():
            yield f"{place}: NUOVO {_label(name)}{_summary(value)}"
        elif other is not None and _named(value) and _named(other):
            yield from _parts(place, name, _by_name(other), _by_name(value))
        elif isinstance(other, tuple) and _listed(value) and _listed(other):
            yield from _members(f"{place}, {_label(name)}", name, other, value)
        else:
            was, now = _worded(name, other), _worded(name, value)
            yield f"{place}, {_label(name)}: da {was} a {now}"


def _parts(
    place: str, name: str, before: Mapping[str, BaseModel], after: Mapping[str, BaseModel]
) -> Iterator[str]:
    part = PARTS.get(name, name)
    for key in before:
        if key not in after:
            yield f"{place}: TOLTO {part} {key}"
    for key, item in after.items():
        if key not in before:
            yield f"{place}: NUOVO {part} {key}{_summary(item)}"
        else:
            yield from _fields(f"{place}, {part} {key}", _plain(before[key]), _plain(item), ())
    kept = [key for key in after if key in before]
    if kept != [key for key in before if key in after]:
        yield f"{place}: cambia l'ordine ({part}): {', '.join(after)}"


def _listed(value: object) -> bool:
    return isinstance(value, tuple) and not any(isinstance(item, BaseModel) for item in value)


def _members(
    place: str, name: str, before: Sequence[object], after: Sequence[object]
) -> Iterator[str]:
    """Yield what enters and what leaves a plain list."""
    gone = [_worded(name, item) for item in before if item not in after]
    come = [_worded(name, item) for item in after if item not in before]
    if gone:
        yield f"{place}: si toglie {'; '.join(gone)}"
    if come:
        yield f"{place}: si aggiunge {'; '.join(come)}"
    if not gone and not come:
        yield f"{place}: cambia l'ordine: {'; '.join(_worded(name, item) for item in after)}"


def _named(value: object) -> bool:
    """Say whether a value is a list or table of parts that have a name each."""
    if isinstance(value, Mapping):
        return all(isinstance(item, BaseModel) for item in value.values())
    if not isinstance(value, tuple) or not all(isinstance(item, BaseModel) for item in value):
        return False
    names = [_name(item) for item in value]
    return all(names) and len(set(names)) == len(names)


def _by_name(value: Mapping[str, BaseModel] | Sequence[BaseModel]) -> dict[str, BaseModel]:
    if isinstance(value, Mapping):
        return dict(value)
    return {_name(item): item for item in value}


def _name(item: BaseModel) -> str:
    if isinstance(item, AmountLine):
        return _said(item.label)
    for key in KEYS:
        found = getattr(item, key, None)
        if found is not None and found != "":
            return _said(found)
    return ""


def _summary(item: BaseModel) -> str:
    """Return all that a new part says: its value alone, or each field with its name."""
    fields = {
        name: value
        for name, value in _plain(item).items()
        if name not in (*QUIET, "source")
        and (isinstance(value, Decimal) or value not in (None, "", (), False))
    }
    source = getattr(item, "source", "")
    ending = f" [{source}]" if source else ""
    if set(fields) <= {"value", "status", "valid_to", "unit"} and "value" in fields:
        until = f", fino al {_said(fields['valid_to'])}" if "valid_to" in fields else ""
        doubt = {"secondary": " (di seconda mano)"}.get(str(fields.get("status")), "")
        return f": {_worded('value', fields['value'])}{until}{doubt}{ending}"
    said = "; ".join(f"{_label(name)} {_worded(name, value)}" for name, value in fields.items())
    return f": {said}{ending}" if said else ending


def _worded(name: str, value: object) -> str:
    """Return a value in Italian; words of a closed list without quotes."""
    if isinstance(value, tuple) and name in CLOSED:
        return "; ".join(_worded(name, item) for item in value) or "niente"
    if name in CLOSED and isinstance(value, str) and value in WORDS:
        return WORDS[value]
    return _said(value)


def _label(name: str) -> str:
    return FIELDS.get(name, name)


def _said(value: object) -> str:
    if isinstance(value, BaseModel):
        return ", ".join(_said(part) for part in _plain(value).values() if part)
    if isinstance(value, tuple):
        return "; ".join(_said(item) for item in value) or "niente"
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "niente" if value in (None, "") else f"«{' '.join(str(value).split())}»"
