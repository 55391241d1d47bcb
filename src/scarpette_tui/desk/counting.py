"""Counting: one visit at close, the finished days at unlock, the dashboard, the proof.

Only this module and its two neighbours (`counting_page`, `counting_files`) know the counts.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import law
from scarpette_tui.desk.views.counting import ClosingReport, CountsView, ProofView
from scarpette_tui.errors import InputError, ScarpetteError

if TYPE_CHECKING:
    from scarpette_tui.counts.calendar import Calendar
    from scarpette_tui.counts.ledger import Published
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.desk.session import Session

UNITS = ("giorni", "settimane", "mesi", "anni", "argomenti")
FIRST_STATUSES = ("due", "obtainable")
MOST_IN_A_MONTH = 2
"""How many visits of one woman are counted in a month (D7)."""


@dataclass(frozen=True)
class Visit:
    """What the count may know of a consultation: nothing but this.

    Attributes:
        group: fixed group of what she can claim first, or empty.
        hidden: someone in this office must not know (D8).

    """

    group: str
    hidden: bool


def visit(consultation: "Consultation") -> Visit:
    """Return what will be counted; to be asked before the case is destroyed.

    Whatever cannot be read counts as hidden: the day is drawn, the group is dropped.
    """
    with consultation.session.lock:
        try:
            if consultation.case.restricted:
                return Visit("", hidden=True)
            return Visit(_first_group(consultation), hidden=False)
        except ScarpetteError:
            return Visit("", hidden=True)


def counted_days(consultation: "Consultation") -> tuple[date, ...]:
    """Return the days on which this case was counted before; nothing for a new one."""
    from scarpette_tui.vault.content import ClosingDoc  # noqa: PLC0415

    with consultation.session.lock:
        before = consultation.case.read(ClosingDoc)
    return before.counted if before else ()


def counted_already(consultation: "Consultation") -> bool | None:
    """Say whether she was counted today, or twice this month (D7).

    Returns:
        What the case itself knows; None for a case that was never counted: then she is asked.

    """
    days = counted_days(consultation)
    if not days:
        return None
    today = consultation.session.clock.today()
    month = [day for day in days if (day.year, day.month) == (today.year, today.month)]
    return today in days or len(month) >= MOST_IN_A_MONTH


def count(session: "Session", one: Visit, *, already: bool | None) -> str:
    """Count a closed consultation; return "" or, in Italian, why it could not be (D7).

    Counting comes after the case is closed: a fault in between loses a visit, and never
    counts one twice.

    Args:
        session: who closed it.
        one: from `visit`.
        already: the official's answer: counted today, or twice this month.

    """
    if already:
        return ""
    from scarpette_tui.counts import ledger, tally  # noqa: PLC0415

    with session.lock:
        try:
            counting = session.vault.counting()
            ledger.prepare(counting)
            tally.record(
                counting,
                calendar(session),
                session.clock.today(),
                group=one.group,
                hidden=one.hidden,
            )
        except ScarpetteError as error:
            return f"Il colloquio è chiuso, ma non è stato contato. {error.line()}"
    return ""


def close_days(session: "Session", *, confirmed: bool = False) -> ClosingReport:
    """Publish the finished days; a fault is told, and never stops the desk.

    Args:
        session: an official's.
        confirmed: the responsabile says that today is today, after a long gap.

    Raises:
        InputError: `confirmed` by someone else.

    """
    from scarpette_tui.counts import closing  # noqa: PLC0415

    if confirmed and session.user.role != "responsabile":
        raise InputError("Lo conferma la persona responsabile.", "I conteggi restano fermi.")
    with session.lock:
        try:
            done = closing.close_days(
                replace(session.vault.counting(), collector=session.settings.collector),
                calendar(session),
                session.clock.today(),
                groups,
                confirmed=confirmed,
            )
        except ScarpetteError as error:
            return ClosingReport(text=f"I conteggi non si sono chiusi. {error.line()}")
        except Exception as error:  # the desk opens, whatever happens to its counts
            return ClosingReport(text=f"I conteggi non si sono chiusi ({type(error).__name__}).")
    said = [done.warned, done.stopped]
    if done.kept:
        said.append(
            f"Per {len(done.kept)} conteggi resta il valore già pubblicato: l'archivio era stato "
            "riportato a una copia."
        )
    return ClosingReport(done.days, " ".join(filter(None, said)), done.to_confirm)


def dashboard(session: "Session", unit: str = "giorni", period: str = "") -> CountsView:
    """Return one page of the dashboard; the newest period when none is named.

    Raises:
        InputError: the unit does not exist, or the period has no figures.

    """
    from scarpette_tui.desk import counting_page  # noqa: PLC0415

    with session.lock:
        figures = _figures(session)
        exact = _running(session) if session.user.role == "responsabile" else ()
    return counting_page.build(figures, unit, period, exact)


def prove(session: "Session") -> ProofView:
    """Check every signature and that no day is missing; anyone with the counts can."""
    from scarpette_tui.counts import proving  # noqa: PLC0415

    with session.lock:
        figures = _figures(session)
        vault = session.vault
        faults = proving.faults(figures, vault.vault_id, vault.public_key, calendar(session))
    days = sum(1 for one in figures if one.kind == "day")
    if faults:
        return ProofView(False, tuple(faults))
    if not days:
        return ProofView(True, ("Non c'è ancora nessun giorno pubblicato.",))
    return ProofView(
        True,
        (
            f"{len(figures)} righe, {days} giorni: tutte le firme valgono.",
            "Dal primo giorno all'ultimo non manca nessun giorno di apertura.",
        ),
    )


def calendar(session: "Session") -> "Calendar":
    """Return the open days of this office."""
    from scarpette_tui.counts.calendar import calendar as shipped  # noqa: PLC0415

    return shipped(session.settings.closures)


def groups() -> tuple[str, ...]:
    """Return the fixed groups of the quarter's table (D6)."""
    return tuple(group.id for group in law.catalogue().manifest.groups)


def _figures(session: "Session") -> "tuple[Published, ...]":
    from scarpette_tui.counts import ledger  # noqa: PLC0415

    return ledger.read(session.vault.counts)


def _running(session: "Session") -> tuple[tuple[str, int], ...]:
    from scarpette_tui.counts import ledger, tally  # noqa: PLC0415

    counting = session.vault.counting()
    ledger.prepare(counting)
    return tuple(tally.running(counting, session.clock.today()).items())


def _first_group(consultation: "Consultation") -> str:
    """Return the group of the first step's benefit that is due or can be obtained."""
    today: date = consultation.session.clock.today()
    evaluation = law.engine().evaluate(consultation.progress.answers, today)
    hers = {
        found.benefit.id: found.benefit.group
        for found in evaluation.outcomes
        if found.status.value in FIRST_STATUSES
    }
    planned = (hers[step.benefit] for step in evaluation.plan if step.benefit in hers)
    return next(planned, next(iter(hers.values()), ""))
