"""Counts: closing a day of 200 consultations, a dashboard of ten years, error and bias."""

import math
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.common import parser, report, timed
from scarpette_tui.clock import FixedClock
from scarpette_tui.counts import closing, estimates, tables, tally
from scarpette_tui.counts.calendar import calendar
from scarpette_tui.counts.noise import DAY, MONTH
from scarpette_tui.desk import counting
from scarpette_tui.desk.session import Session
from scarpette_tui.settings import Settings
from scarpette_tui.vault import service

TARGETS = {"closing_200_ms": 100.0, "dashboard_10_years_ms": 150.0}
VISITS, YEARS, MONTHS = 200, 10, 4000
START = date(2026, 1, 7)
PASSPHRASE = "frase di prova"


@contextmanager
def open_vault() -> Iterator[service.Vault]:
    """Yield a temporary vault, opened by its responsabile."""
    clock = FixedClock(datetime(2026, 1, 7, 10, tzinfo=ZoneInfo("Europe/Rome")))
    with tempfile.TemporaryDirectory() as folder:
        service.create(
            Path(folder) / "v",
            office="Prova",
            desk="1",
            users=[("prova", service.Role.RESPONSABILE, PASSPHRASE)],
            clock=clock,
            kdf=service.KdfParameters.ONLY_FOR_TESTS,
            purpose="test",
        )
        with service.unlock(Path(folder) / "v", "prova", PASSPHRASE, clock=clock) as vault:
            yield vault


def closings() -> float:
    """Return the median milliseconds of closing one day with 200 consultations."""
    days = calendar()
    with open_vault() as vault:
        side = vault.counting()
        today = START
        closing.close_days(side, days, today, tuple)

        def visits() -> None:
            for number in range(VISITS):
                tally.record(side, days, today, group="figli" if number % 2 else "", hidden=False)

        def close() -> None:
            nonlocal today
            today = days.next_open(today + timedelta(days=1))
            closing.close_days(side, days, today, tuple)

        return timed(close, before=visits).median


def dashboards() -> float:
    """Return the median milliseconds of the slowest page over ten years of figures."""
    seeded = random.Random(1)
    with open_vault() as vault:
        tables.prepare(vault.counts, tables.PUBLIC_TABLES)
        with vault.counts.session() as session:
            for offset in range(365 * YEARS):
                day = START + timedelta(days=offset)
                if day.weekday() < 5:
                    row(session, "day", day.isoformat(), seeded.randint(0, 20))
            for number in range(12 * YEARS):
                name = f"{2026 + number // 12}-{number % 12 + 1:02d}"
                row(session, "month", name, seeded.randint(150, 250))
        here = Session(vault, Settings(), FixedClock(datetime(2036, 1, 7, tzinfo=ZoneInfo("UTC"))))
        here.user = type(here.user)("prova", "supervisore")
        units = ("giorni", "settimane", "mesi", "anni")
        return max(timed(lambda unit=unit: counting.dashboard(here, unit)).median for unit in units)


def row(session: tables.Session, kind: str, period: str, value: int) -> None:
    """Write one figure."""
    tables.add_figure(session, tables.Figure(kind=kind, period=period, value=value, signature=""))


def errors() -> dict[str, float]:
    """Return spread and bias of day, week and month over seeded months of 21 days."""
    seeded = random.Random(2)
    found: dict[str, list[float]] = {"day": [], "week": [], "month": []}
    for number in range(MONTHS):
        key = number.to_bytes(32, "big")
        true = [seeded.randint(0, 6) for _ in range(21)]
        noised = [count + DAY.draw(key, str(place)) for place, count in enumerate(true)]
        month = estimates.month(noised, sum(true) + MONTH.draw(key, "mese"))
        found["day"].append(noised[0] - true[0])
        found["week"].append(sum(noised[:5]) - sum(true[:5]))
        found["month"].append(float(month.value) - sum(true))
    figures = {}
    for unit, values in found.items():
        figures[f"{unit}_spread"] = math.sqrt(statistics.fmean(one * one for one in values))
        figures[f"{unit}_bias"] = statistics.fmean(values)
    return figures


def main() -> int:
    """Measure and print."""
    options = parser(__doc__ or "").parse_args()
    figures = {"closing_200_ms": closings(), "dashboard_10_years_ms": dashboards(), **errors()}
    spreads = {"day_spread": 2.1, "week_spread": 4.6, "month_spread": 5.8}
    return report(figures, TARGETS | spreads, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
