"""Money and dates in words, as a reader of each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from scarpette_tui.documents.labels import Label, say

if TYPE_CHECKING:
    from scarpette_tui.interview.outcomes import AmountResult

_LOCALES = {"en": "en_GB"}
_PERIOD = {
    "month": Label.PER_MONTH,
    "day": Label.PER_DAY,
    "year": Label.PER_YEAR,
    "once": Label.ONCE,
}
_LASTING = {"month": Label.FOR_MONTHS, "day": Label.FOR_DAYS, "year": Label.FOR_YEARS}


def money(value: Decimal, language: str) -> str:
    """Return euro in words: cents only where there are some, no break before the sign."""
    from babel.numbers import format_currency  # noqa: PLC0415 - 32 MB of locale data

    exact = value.quantize(Decimal("0.01"))
    whole = exact == exact.to_integral_value()
    return format_currency(
        exact,
        "EUR",
        format=_pattern(language, whole=whole),
        locale=_LOCALES.get(language, language),
        currency_digits=False,
    ).replace(" ", "\u00a0")


@lru_cache(maxsize=32)
def _pattern(language: str, *, whole: bool) -> str:
    from babel import Locale  # noqa: PLC0415

    locale = Locale.parse(_LOCALES.get(language, language))
    pattern = str(locale.currency_formats["standard"].pattern)
    return pattern.replace(".00", "") if whole else pattern


def day(value: date, language: str) -> str:
    """Return a date in full, e.g. 30 giugno 2027, kept on one line."""
    from babel.dates import format_date  # noqa: PLC0415

    text = format_date(value, format="long", locale=_LOCALES.get(language, language))
    return str(text).replace(" ", "\u00a0")


def amount(result: AmountResult, language: str, *, ceiling: bool = False) -> str:
    """Return an amount with its period, as a range where facts are open; empty if unknown.

    Args:
        result: what the engine computed.
        language: of the words.
        ceiling: the law gives a maximum: "fino a".

    """
    figure = _falling(result, language) or _figure(result, language, ceiling=ceiling)
    if not figure:
        return ""
    text = figure if _is_falling(result) else say(_PERIOD[result.period], language, figure)
    if result.payments and result.payments > 1 and result.period in _LASTING:
        return say(_LASTING[result.period], language, text, str(result.payments))
    return text


def _figure(result: AmountResult, language: str, *, ceiling: bool) -> str:
    low, high = result.low, result.high
    if result.value is not None:
        low = Decimal(0) if ceiling else result.value
        high = result.value
    if high is None:
        return say(Label.AT_LEAST, language, money(low, language)) if low else ""
    if high <= 0:
        return ""
    if not low or low <= 0 or ceiling:
        return say(Label.UP_TO, language, money(high, language))
    if low == high:
        return money(high, language)
    return say(Label.RANGE, language, money(low, language), money(high, language))


def _is_falling(result: AmountResult) -> bool:
    """Whether the monthly payments are all known and not all equal."""
    values = _payments(result)
    return result.period == "month" and len(values) > 1 and values[0] != values[-1]


def _falling(result: AmountResult, language: str) -> str:
    if not _is_falling(result):
        return ""
    values = _payments(result)
    return say(Label.FIRST_LAST, language, money(values[0], language), money(values[-1], language))


def _payments(result: AmountResult) -> tuple[Decimal, ...]:
    """Return the payments, empty when one of them is not exact."""
    values = tuple(payment.value for payment in result.schedule if payment.value is not None)
    return values if len(values) == len(result.schedule) else ()
