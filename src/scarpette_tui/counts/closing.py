"""The night's work, done at the first unlock of a later working day (D4).

For each open day before today, in order: its visits are added to the running totals and
destroyed, and the noised figure is published, signed, for good. The figures are written
first: noise depends only on key and period, so that a crash in between repeats the same
figures. At the end of a month and of a quarter the running total is published and destroyed.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.counts import ledger, tables
from scarpette_tui.counts.calendar import ONE_DAY, Calendar
from scarpette_tui.counts.ledger import Published
from scarpette_tui.counts.noise import DAY, MONTH, QUARTER
from scarpette_tui.counts.periods import month_of, quarter_of
from scarpette_tui.counts.together import CELL_FLOOR, TABLE_FLOOR, seal

if TYPE_CHECKING:
    from scarpette_tui.vault.counting import Counting

LONGEST_GAP = 92
"""Days without a closing that are believed without asking: a quarter."""

Groups = Callable[[], Sequence[str]]
"""The fixed groups, asked for only when a quarter ends."""


@dataclass(frozen=True)
class Closed:
    """What a closing did.

    Attributes:
        days: the days published now, in order.
        stopped: Italian sentence when nothing was closed although something may wait.
        to_confirm: True when the responsabile can let it go on.
        kept: figures that were already published, with another value, and stay so.
        warned: Italian sentence when the published figures are older than the last closing.

    """

    days: tuple[date, ...] = ()
    stopped: str = ""
    to_confirm: bool = False
    kept: tuple[Published, ...] = ()
    warned: str = ""


def close_days(
    counting: "Counting",
    calendar: Calendar,
    today: date,
    groups: Groups,
    *,
    confirmed: bool = False,
) -> Closed:
    """Publish every open day before today that was not published yet.

    Args:
        counting: the official's side of the counts.
        calendar: the open days.
        today: from the injected clock.
        groups: the fixed groups of the quarter's table.
        confirmed: the responsabile looked at the calendar and says that today is today.

    Raises:
        CatalogueError: the calendar does not know the year; nothing was written.
        DiskError: what was published stays, the rest waits for the next unlock.

    """
    working = calendar.is_open(today)
    mark = _mark(counting, today)
    warned = _older_figures(counting, mark)
    reached = mark.closed_to or mark.since - ONE_DAY
    if today <= reached:
        return Closed(stopped=_clock_went_back(reached), warned=warned)
    if not working:
        return Closed(warned=warned)
    waiting = tuple(calendar.open_days(reached + ONE_DAY, today - ONE_DAY))
    if (today - reached).days > LONGEST_GAP and waiting and not confirmed:
        return Closed(stopped=_long_gap(reached, today), to_confirm=True, warned=warned)
    kept = _close_all(counting, calendar, reached, waiting, groups)
    return Closed(waiting, kept=kept, warned=warned)


def _close_all(
    counting: "Counting",
    calendar: Calendar,
    reached: date,
    waiting: Sequence[date],
    groups: Groups,
) -> tuple[Published, ...]:
    """Close days in order, then cut the log, so that nothing destroyed stays in it."""
    kept: list[Published] = []
    for day in waiting:
        closures = [
            Published("closed", off.isoformat()) for off in calendar.closed_between(reached, day)
        ]
        kept += _close(counting, calendar, day, groups, closures)
        reached = day
    if waiting:
        counting.database.checkpoint()
    return tuple(kept)


def _close(
    counting: "Counting",
    calendar: Calendar,
    day: date,
    groups: Groups,
    closures: Sequence[Published],
) -> list[Published]:
    """Close one day: figures on the disk first, then one transaction in cases.db."""
    following = calendar.next_open(day + ONE_DAY)
    month, quarter = month_of(day), quarter_of(day)
    with counting.database.session() as session:
        counted = tables.take_visits(session, day)
        total = sum(counted.values())
        tables.add_total(session, month, total)
        tables.add_total(session, quarter, total)
        for group in filter(None, counted):
            tables.add_total(session, f"{quarter} {group}", counted[group])
        noise = DAY.draw(counting.noise_key, counting.vault_id, day.isoformat())
        figures = [*closures, Published("day", day.isoformat(), value=total + noise)]
        if month_of(following) != month:
            figures.append(_month(counting, session, month))
        if quarter_of(following) != quarter:
            figures += _quarter(counting, session, quarter, groups())
        kept = ledger.publish(counting, figures)
        tables.reach(session, day)
    return kept


def _month(counting: "Counting", session: tables.Session, month: str) -> Published:
    noise = MONTH.draw(counting.noise_key, counting.vault_id, month)
    figure = Published("month", month, value=tables.total_of(session, month) + noise)
    tables.destroy_totals(session, month)
    return figure


def _quarter(
    counting: "Counting", session: tables.Session, quarter: str, groups: Sequence[str]
) -> list[Published]:
    """Return the cells that may be shown; what is hidden is stored nowhere in clear (D6)."""
    cells = {
        group: tables.total_of(session, f"{quarter} {group}")
        + QUARTER.draw(counting.noise_key, counting.vault_id, quarter, group)
        for group in groups
    }
    tables.destroy_totals(session, quarter)
    shared = _shared(counting, quarter, cells)
    if sum(cells.values()) < TABLE_FLOOR:
        return [Published("group", quarter, ledger.NO_TABLE), *shared]
    return [
        *(
            Published("group", quarter, group, value if value >= CELL_FLOOR else None)
            for group, value in cells.items()
        ),
        *shared,
    ]


def _shared(counting: "Counting", quarter: str, cells: dict[str, int]) -> list[Published]:
    """Return the cells sealed to whoever adds up several desks, if the office has one (D6)."""
    if not counting.collector or ledger.has_any(counting.public, "shared", quarter):
        return []
    box = seal(cells, counting.vault_id, quarter, counting.collector)
    return [Published("shared", quarter, base64.b64encode(box).decode())]


def _mark(counting: "Counting", today: date) -> tables.ClosingMark:
    """Return how far the days were closed; begin to count when nobody did before."""
    ledger.prepare(counting)
    with counting.database.session() as session:
        mark = tables.mark(session) or tables.begin(session, today)
    if mark.closed_to is None:
        since = Published("start", mark.since.isoformat())
        ledger.publish(counting, [since, Published("desk", counting.office, counting.desk)])
    return mark


def _older_figures(counting: "Counting", mark: tables.ClosingMark) -> str:
    """The last closing is the anchor of counts.db: its figure must be there (V7)."""
    if mark.closed_to is None or ledger.has(counting.public, "day", mark.closed_to.isoformat()):
        return ""
    return (
        f"I conteggi pubblicati non hanno il {mark.closed_to:%d/%m/%Y}, già chiuso: il file dei "
        "conteggi è più vecchio dell'archivio. Chiamare la persona responsabile."
    )


def _clock_went_back(reached: date) -> str:
    return (
        f"L'orologio segna un giorno già chiuso (l'ultimo è il {reached:%d/%m/%Y}): "
        "i conteggi restano fermi. Controllare la data del computer."
    )


def _long_gap(reached: date, today: date) -> str:
    return (
        f"L'orologio segna il {today:%d/%m/%Y}, ma l'ultimo giorno chiuso è il "
        f"{reached:%d/%m/%Y}: i conteggi restano fermi. Se la data è giusta, lo conferma la "
        "persona responsabile."
    )
