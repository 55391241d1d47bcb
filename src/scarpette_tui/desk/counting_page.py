"""One page of the dashboard, from the published figures: rows, total, comparison. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from scarpette_tui.counts.periods import monday
from scarpette_tui.counts.reports import Part, Series
from scarpette_tui.counts.together import CELL_FLOOR
from scarpette_tui.desk import law
from scarpette_tui.desk.views.counting import CountLine, CountsView
from scarpette_tui.desk.words import MONTHS
from scarpette_tui.errors import InputError

if TYPE_CHECKING:
    from scarpette_tui.counts.estimates import Estimate
    from scarpette_tui.counts.ledger import Published

SENTENCE = (
    "I numeri sono leggermente alterati per proteggere le donne: valgono per capire "
    "l'andamento, non per contare una persona."
)
EMPTY = (
    "Non c'è ancora nessun numero. I colloqui di un giorno compaiono il giorno di lavoro dopo, "
    "alla prima apertura di un operatore."
)
NO_TABLE = "In questo trimestre i colloqui sono pochi: la tabella per argomento non si pubblica."

SPAN = {"giorni": "month", "settimane": "quarter", "mesi": "year", "argomenti": "quarter"}
"""What one page of a unit covers."""
CHANGE = {1: "di più", 0: "simile", -1: "di meno"}
WEEKDAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")


def build(
    figures: "Sequence[Published]", unit: str, period: str, exact: tuple[tuple[str, int], ...]
) -> CountsView:
    """Return the page of a unit and period; the newest period when `period` is empty.

    Raises:
        InputError: the unit does not exist, or the period has no figures.

    """
    series = Series(figures)
    periods = _periods(series, unit)
    if period and period not in periods:
        raise InputError(f"Per «{period}» non ci sono numeri pubblicati.", "", "Sceglierne altri.")
    chosen = period or (periods[-1] if periods else "")
    place = periods.index(chosen) if chosen in periods else 0
    before = periods[place - 1] if place else None
    lines = _lines(series, unit, chosen) if chosen or unit == "anni" else ()
    has_total = bool(chosen) and unit not in {"anni", "argomenti"}
    empty = "" if lines else EMPTY if not series.days or unit != "argomenti" else NO_TABLE
    return CountsView(
        unit=unit,
        period=chosen,
        title=_title(unit, chosen),
        lines=lines,
        total=_total(series, unit, chosen) if has_total else None,
        compared=_compared(series, unit, chosen, before) if has_total and before else "",
        before=before,
        after=periods[place + 1] if place + 1 < len(periods) else None,
        choices=tuple((name, period_name(name)) for name in reversed(periods)),
        sentence=SENTENCE,
        published_to=series.last,
        empty=empty,
        exact=tuple((period_name(name), count) for name, count in exact),
    )


def period_name(period: str) -> str:
    """Return "novembre 2026", "quarto trimestre 2026", "2026"."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return f"{int(part[1:])}° trimestre {year}"
    return f"{MONTHS[int(part) - 1]} {year}" if part else year


def _periods(series: Series, unit: str) -> tuple[str, ...]:
    if unit == "anni":
        return ()
    if unit == "argomenti":
        return tuple(sorted(series.groups))
    if unit not in SPAN:
        raise InputError(f"«{unit}» non è fra giorni, settimane, mesi, anni e argomenti.")
    return series.periods(SPAN[unit])


def _title(unit: str, period: str) -> str:
    names = {
        "giorni": "Giorni",
        "settimane": "Settimane",
        "mesi": "Mesi",
        "anni": "Anni",
        "argomenti": "Argomenti",
    }
    return f"{names[unit]}, {period_name(period)}" if period else names[unit]


def _lines(series: Series, unit: str, period: str) -> tuple[CountLine, ...]:
    if unit == "giorni":
        return _days(series, period)
    if unit == "argomenti":
        return _cells(series, period)
    kind = {"settimane": "week", "mesi": "month", "anni": "year"}[unit]
    everything = series.periods(kind)
    inside = everything if unit == "anni" else series.inside(kind, period)
    lines = []
    for name in inside:
        place = everything.index(name)
        before = everything[place - 1] if place else None
        lines.append(_row(series, kind, name, before))
    return tuple(lines)


def _row(series: Series, kind: str, name: str, before: str | None) -> CountLine:
    part = series.part(kind, name)
    runs = series.last is not None and series.last in part.days and not _complete(series, part)
    change = ""
    if before is not None:
        change = CHANGE[part.daily.against(series.part(kind, before).daily)]
    return _line(name, _label(kind, name), part.estimate, change, "finora" if runs else "")


def _label(kind: str, name: str) -> str:
    if kind == "week":
        first = monday(name)
        last = first + timedelta(days=4)
        return f"{first.day:2}/{first.month:02} – {last.day:2}/{last.month:02}"
    return MONTHS[int(name[5:]) - 1] if kind == "month" else name


def _complete(series: Series, part: Part) -> bool:
    """Say whether nothing more can come: its month is drawn, or it is a week with a Friday."""
    assert series.last is not None
    if "-W" in part.period:
        return series.last >= monday(part.period) + timedelta(days=4)
    if len(part.period) == len("2026-11") and "Q" not in part.period:
        return part.period in series.months
    last_month = f"{part.period[:4]}-12" if len(part.period) == len("2026") else ""
    if "Q" in part.period:
        last_month = f"{part.period[:4]}-{int(part.period[-1]) * 3:02d}"
    return last_month in series.months


def _days(series: Series, month: str) -> tuple[CountLine, ...]:
    from scarpette_tui.counts import estimates  # noqa: PLC0415

    part = series.part("month", month)
    closures = [day for day in series.closures if day.isoformat()[:7] == month]
    lines = []
    for day in sorted({*part.days, *closures}):
        label = f"{WEEKDAYS[day.weekday()]} {day.day:2}/{day.month:02}"
        if day in series.days:
            lines.append(_line(day.isoformat(), label, estimates.day(series.days[day])))
        else:
            lines.append(CountLine(day.isoformat(), label, None, note="chiuso"))
    return tuple(lines)


def _cells(series: Series, quarter: str) -> tuple[CountLine, ...]:
    from scarpette_tui.counts import estimates  # noqa: PLC0415

    cells = series.table(quarter)
    if cells is None:
        return ()
    titles = {group.id: group.title for group in law.catalogue().manifest.groups}
    order = [*titles, *sorted(set(cells) - set(titles))]
    lines = []
    for group in (name for name in order if name in cells):
        value = cells[group]
        label = titles.get(group, group)
        if value is None:
            lines.append(CountLine(group, label, None, note=f"meno di {CELL_FLOOR}"))
        else:
            lines.append(_line(group, label, estimates.cell(value)))
    return tuple(lines)


def _total(series: Series, unit: str, period: str) -> CountLine:
    return replace(_row(series, SPAN[unit], period, None), label="Totale")


def _line(
    period: str, label: str, estimate: "Estimate", change: str = "", note: str = ""
) -> CountLine:
    low, high = estimate.usual
    return CountLine(period, label, estimate.shown, low, high, change, note)


def _compared(series: Series, unit: str, period: str, before: str) -> str:
    """Return the sentence that compares the page with the period before, by open day."""
    part, earlier = series.part(SPAN[unit], period), series.part(SPAN[unit], before)
    verdict = {1: "sono di più", 0: "nessuna differenza chiara", -1: "sono di meno"}[
        part.daily.against(earlier.daily)
    ]
    name = period_name(before)
    now, then = decimal(part.daily.value), decimal(earlier.daily.value)
    return (
        f"{name[:1].upper()}{name[1:]}: circa {earlier.estimate.shown}, {then} al giorno. "
        f"Adesso {now}: {verdict}."
    )


def decimal(value: Fraction) -> str:
    """Return a mean with one decimal, the Italian way; never below zero."""
    return f"{max(0.0, float(value)):.1f}".replace(".", ",")


def week_days(week: str) -> tuple[str, ...]:
    """Return the seven days of "2026-W48" as ISO dates."""
    first = monday(week)
    return tuple((first + timedelta(days=offset)).isoformat() for offset in range(7))
