"""What changed between two catalogues, in plain Italian, for the lawyer's sign-off.

Everything with an id is compared with its namesake; lists without ids are compared whole.
Each line says where, which field, the value before and the value after.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from scarpette_tui.catalogue.model import Catalogue

KINDS = {
    "benefits": "prestazione",
    "questions": "domanda",
    "definitions": "definizione",
    "parameters": "valore",
    "tables": "tabella",
    "permits": "permesso",
    "contacts": "contatto",
    "entries": "frase d'ingresso",
}

PARTS = {
    "requirements": "requisito",
    "steps": "passo",
    "warnings": "avviso",
    "fields": "campo",
    "options": "scelta",
    "columns": "colonna",
    "values": "in vigore dal",
    "rates": "anno",
    "incompatible_with": "incompatibile con",
    "benefits": "per",
}

FIELDS = {
    "when": "regola", "value": "valore", "holds": "frase se vale", "fails": "frase se manca",
    "open": "frase se resta aperto", "source": "fonte", "status": "grado di verifica",
    "checked_on": "controllato il", "recheck_by": "da ricontrollare entro", "ask": "da chiedere",
    "valid_from": "in vigore dal", "valid_to": "in vigore fino al", "missing": "non noto perché",
    "say": "parole", "help": "aiuto", "options": "scelte", "promise": "promessa", "name": "nome",
    "plain": "nome semplice", "closed_on": "chiusa dal", "do": "che cosa fare", "paper": "sul foglio",
    "deadline": "scadenza", "deadline_text": "scadenza in parole", "traces": "tracce",
    "do_when": "quando farlo", "do_when_if": "quando aspettare", "documents": "documenti",
    "after": "dopo", "where": "dove", "who": "chi", "neutral": "parole neutre", "law": "norme",
    "reachable": "esiti possibili", "obtainable": "si ottiene con", "text": "testo",
    "priority": "ordine", "number": "numero", "hours": "orari", "rate": "rivalutazione",
    "phrase": "frase", "advice": "consiglio", "burden": "peso",
}  # fmt: skip

KEYS = ("id", "valid_from", "year", "value", "benefit", "what")
"""What names a part inside its list, by preference."""


def differences(old: Catalogue, new: Catalogue) -> list[str]:
    """Return one Italian line a change, in the order of the catalogue; empty when equal."""
    lines: list[str] = []
    if old.manifest.version != new.manifest.version:
        lines.append(f"Versione: da {old.manifest.version} a {new.manifest.version}")
    lines += _fields("manifesto", _plain(old.manifest), _plain(new.manifest), ("version",))
    for attribute, kind in KINDS.items():
        before = {item.id: item for item in getattr(old, attribute)}
        after = {item.id: item for item in getattr(new, attribute)}
        lines += [f"TOLTA {kind} «{key}»" for key in before if key not in after]
        for key, item in after.items():
            if key not in before:
                lines.append(f"NUOVA {kind} «{key}»{_title(item)}")
            else:
                place = f"{kind} «{key}»"
                lines += _fields(place, _plain(before[key]), _plain(item), ("id",))
    return lines


def _plain(item: BaseModel) -> dict[str, Any]:
    return {name: getattr(item, name) for name in type(item).model_fields}


def _title(item: BaseModel) -> str:
    title = getattr(item, "name", "") or getattr(item, "title", "") or getattr(item, "say", "")
    return f": {title}" if title else ""


def _fields(
    place: str, before: Mapping[str, Any], after: Mapping[str, Any], skip: Sequence[str]
) -> Iterator[str]:
    for name, value in after.items():
        other = before.get(name)
        if name in skip or value == other:
            continue
        if isinstance(value, BaseModel) and isinstance(other, BaseModel):
            yield from _fields(f"{place}, {_label(name)}", _plain(other), _plain(value), ())
        elif other is not None and _named(value) and _named(other):
            yield from _parts(place, name, _by_name(other), _by_name(value))
        else:
            yield f"{place}, {_label(name)}: da {_said(other)} a {_said(value)}"


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
    if list(before) != list(after) and set(before) == set(after):
        yield f"{place}: cambia l'ordine ({part}): {', '.join(after)}"


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
    for key in KEYS:
        found = getattr(item, key, None)
        if found is not None and found != "":
            return _said(found)
    return ""


def _summary(item: BaseModel) -> str:
    value, source = getattr(item, "value", None), getattr(item, "source", "")
    said = f": {_said(value)}" if value is not None else ""
    return f"{said} [{source}]" if source else said


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
    return "niente" if value in (None, "") else f"«{value}»"
