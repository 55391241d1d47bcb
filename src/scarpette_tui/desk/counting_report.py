"""The monthly report: what a page of the dashboard says, on paper."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import counting
from scarpette_tui.desk.counting_page import period_name, week_days
from scarpette_tui.desk.views.counting import CountLine, CountsView
from scarpette_tui.errors import InputError

if TYPE_CHECKING:
    from scarpette_tui.desk.session import Session
    from scarpette_tui.documents.report import Report

RANGE = (
    "Fra parentesi, e con il trattino nel disegno: l'intervallo in cui il numero vero sta otto "
    "volte su dieci."
)


def month_page(session: "Session", month: str = "") -> tuple[bytes, str]:
    """Return the PDF of one month's report, and its title.

    Raises:
        InputError: the month has no figures.

    """
    from scarpette_tui.documents.report import render  # noqa: PLC0415 - loads the PDF library

    page = counting.dashboard(session, "giorni", month)
    if page.total is None:
        raise InputError("Non c'è ancora nessun giorno pubblicato.", "", page.empty)
    year = counting.dashboard(session, "mesi", page.period[:4])
    weeks = counting.dashboard(session, "settimane", "")
    title = f"I conteggi di {period_name(page.period)}"
    place = " · ".join((session.office, session.desk))
    return render(_report(title, place, page, weeks, year)), title


def _report(
    title: str, place: str, page: CountsView, weeks: CountsView, year: CountsView
) -> "Report":
    from scarpette_tui.documents.plot import Bar  # noqa: PLC0415
    from scarpette_tui.documents.report import Report, Section  # noqa: PLC0415

    assert page.total is not None
    whole = [(period_name(page.period), _value(page.total))]
    months = [(line.label, _value(line)) for line in year.lines if line.period <= page.period]
    days = {line.period for line in page.lines if line.about is not None}
    of_month = [one for one in weeks.lines if days & set(week_days(one.period))]
    sections = (
        Section("Il mese", tuple(whole)),
        Section("Giorni", tuple((line.label, _value(line)) for line in page.lines)),
        Section("Settimane", tuple((one.label, _value(one)) for one in of_month)),
        Section(f"Mesi del {page.period[:4]}", tuple(months)),
    )
    bars = tuple(
        Bar(str(int(line.period[8:])), line.about, line.low, line.high) for line in page.lines
    )
    notes = tuple(filter(None, (page.compared, page.sentence, RANGE)))
    return Report(title, place, sections, notes, f"Giorni di {period_name(page.period)}", bars)


def _value(line: CountLine) -> str:
    if line.about is None:
        return line.note
    so_far = f" {line.note}" if line.note else ""
    return f"circa {line.about}{so_far}  ({line.low}–{line.high})"


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) - 1) // 3 + 1}"
