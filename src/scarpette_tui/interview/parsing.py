"""Reads the value of one answer, as typed by a person or found in a file."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from scarpette_tui.catalogue.model import Catalogue, Kind, QuestionBase
from scarpette_tui.errors import InputError
from scarpette_tui.interview.domains import CENT, Domain, domain_of

Raw = Any
"""What a person typed or a file holds."""
Value = bool | str | frozenset[str] | int | Decimal | date
"""yes_no, choice, choices, count or months or people, money, date."""

MAX_DIGITS = 12
MAX_PEOPLE = 30
_YES = {"sì", "si", "s", "true", "vero", "sì.", "yes"}
_NO = {"no", "n", "false", "falso"}
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")
_PLAIN = re.compile(r"[+-]?[0-9]{1,12}([.,][0-9]{1,2})?")
_ITALIAN_DATE = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def parse_value(
    question: QuestionBase, raw: Raw, today: date | None = None, *, spoken: bool = False
) -> Value:
    """Read the value of an answer.

    Args:
        question: the question, or the field of a group.
        raw: text in Italian form ("1.234,50", "22/11/2026", "sì"), or a plain value.
        today: the day of the consultation, which the date of something past cannot follow.
        spoken: a person reads the error: it speaks in the question's words, not by its id.

    Returns:
        bool, str, frozenset of str, int, Decimal or date, inside the question's domain.

    Raises:
        InputError: it is not such a value or lies outside the domain; names the question and
            what is allowed.

    """
    domain = domain_of(question)
    reader = _READERS[question.kind]
    try:
        value = reader(domain, raw.strip() if isinstance(raw, str) else raw)
        if question.past and today is not None and isinstance(value, date) and value > today:
            raise ValueError
        return value
    except (ValueError, InvalidOperation, OverflowError):
        shown, wanted = _shown(raw), allowed(question, spoken=spoken)
        said = f"«{question.id}» non può valere {shown}: {wanted}."
        if spoken:
            said = f"Alla domanda «{question.say}» la risposta {shown} non va bene: {wanted}."
        raise InputError(said, todo="Correggere il valore.") from None


def allowed(question: QuestionBase, *, spoken: bool = False) -> str:
    """Say in Italian what a question may be answered; options by label when spoken."""
    domain = domain_of(question)
    match question.kind:
        case Kind.YES_NO:
            return "valori ammessi sì, no"
        case Kind.CHOICE | Kind.CHOICES:
            names = (one.label if spoken else one.value for one in question.options)
            return "valori ammessi " + ", ".join(names)
        case Kind.DATE:
            first = f" dal {question.earliest:%d/%m/%Y}" if question.earliest else ""
            last = f" fino al {question.latest:%d/%m/%Y}" if question.latest else ""
            last = " non dopo oggi" if question.past else last
            return f"serve una data esistente{first}{last}, per esempio 22/11/2026"
        case Kind.MONEY:
            return f"serve un importo in euro {_range(domain)}, per esempio 1.234,50"
        case _:
            return f"serve un numero intero {_range(domain)}"


def _range(domain: Domain) -> str:
    least = str(domain.low)
    return f"da {least} a {domain.high}" if domain.high.is_finite() else f"da {least} in su"


def _shown(raw: Raw) -> str:
    text = " ".join(str(raw).split())
    text = "".join(sign for sign in text if sign.isprintable())
    return f"«{text[:40]}»"


def _yes_no(_: Domain, raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.lower() if isinstance(raw, str) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError


def _choice(domain: Domain, raw: Raw) -> str:
    if isinstance(raw, str) and raw in domain.options:
        return raw
    raise ValueError


def _choices(domain: Domain, raw: Raw) -> frozenset[str]:
    if isinstance(raw, str):
        raw = [part.strip() for part in raw.split(",") if part.strip()]
    if not isinstance(raw, list | tuple | set | frozenset):
        raise ValueError
    if not all(isinstance(item, str) and item in domain.options for item in raw):
        raise ValueError
    return frozenset(raw)


def _whole(domain: Domain, raw: Raw) -> int:
    if isinstance(raw, str):
        if not (_WHOLE.fullmatch(raw)):
            raise ValueError
        raw = int(raw)
    if isinstance(raw, Decimal) and raw == raw.to_integral_value():
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise ValueError
    _within(domain, Decimal(raw))
    return raw


def _people(domain: Domain, raw: Raw) -> int:
    many = _whole(domain, raw)
    if many > MAX_PEOPLE:
        raise ValueError
    return many


def _money(domain: Domain, raw: Raw) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise ValueError
    if isinstance(raw, str):
        text = raw.removeprefix("€").removesuffix("€").removesuffix("euro").strip()
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "")
        elif not _PLAIN.fullmatch(text):
            raise ValueError
        raw = text.replace(",", ".")
    value = Decimal(raw)
    if not value.is_finite() or abs(value) >= 10**MAX_DIGITS or value % CENT != 0:
        raise ValueError
    _within(domain, value)
    return value


def _date(domain: Domain, raw: Raw) -> date:
    if isinstance(raw, str):
        if found := _ITALIAN_DATE.fullmatch(raw):
            day, month, year = (int(part) for part in found.groups())
        elif found := _ISO_DATE.fullmatch(raw):
            year, month, day = (int(part) for part in found.groups())
        else:
            raise ValueError
        raw = date(year, month, day)
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise ValueError
    if not domain.low <= raw <= domain.high:
        raise ValueError
    return raw


def _within(domain: Domain, value: Decimal) -> None:
    if not domain.low <= value <= domain.high or abs(value) >= 10**MAX_DIGITS:
        raise ValueError


_READERS: dict[Kind, Callable[[Domain, Any], Value]] = {
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.COUNT: _whole,
    Kind.MONTHS: _whole,
    Kind.PEOPLE: _people,
    Kind.MONEY: _money,
    Kind.DATE: _date,
}


class KeyBook:
    """Finds the question or the field that a key names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._questions = {question.id: question for question in catalogue.questions}
        self._fields = {
            (question.id, field.id): field
            for question in catalogue.questions
            for field in question.fields
        }

    def find(self, key: str) -> QuestionBase:
        """Return the question of `id`, or the field of `group.0.field`.

        Raises:
            InputError: the catalogue knows no such key.

        """
        group, _, rest = key.partition(".")
        if not rest and group in self._questions:
            return self._questions[group]
        index, _, field = rest.partition(".")
        known = self._fields.get((group, field))
        if known is not None and index.isdecimal() and index.isascii() and len(index) <= 2:
            return known
        raise InputError(
            f"La domanda «{_shown(key)[1:-1]}» non è nel catalogo.",
            todo="L'elenco si vede con: scarpette questions",
        )
