"""A desk that counts: a real vault, a clock that can be moved, a short way to visit and close."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.counts import closing, ledger, tally
from scarpette_tui.counts.calendar import Calendar, calendar
from scarpette_tui.counts.ledger import Published
from scarpette_tui.vault import service
from scarpette_tui.vault.counting import Counting
from tests.conftest import HEAD, OPERATOR, PASSPHRASE, SUPERVISOR

GROUPS = ("protezioni", "reddito", "lavoro", "figli")
FIRST = date(2026, 11, 23)
"""A Monday."""
ROME = ZoneInfo("Europe/Rome")
LATER = date(2027, 1, 8)
"""A Friday after the end of the quarter."""


class Desk:
    """The counts of one desk, without the interview."""

    def __init__(self, counting: Counting, days: Calendar) -> None:
        self.counting = counting
        self.calendar = days

    def visit(self, day: date, times: int = 1, *, group: str = "", hidden: bool = False) -> date:
        """Close consultations on a day; return where the last one stands."""
        stood = day
        for _ in range(times):
            stood = tally.record(self.counting, self.calendar, day, group=group, hidden=hidden)
        return stood

    def close(self, today: date, *, confirmed: bool = False) -> closing.Closed:
        """Unlock on a day: the finished days are closed."""
        return closing.close_days(
            self.counting, self.calendar, today, lambda: GROUPS, confirmed=confirmed
        )

    def figures(self) -> tuple[Published, ...]:
        """Return what is published."""
        return ledger.read(self.counting.public)

    def published(self, kind: str) -> dict[str, int | None]:
        """Return the values of one kind by period and cell."""
        rows = [one for one in self.figures() if one.kind == kind]
        return {f"{one.period} {one.cell}".strip(): one.value for one in rows}


@pytest.fixture
def desk(vault_dir: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk whose first day is FIRST, with no closures."""
    with service.unlock(vault_dir, HEAD, PASSPHRASE, clock=clock) as vault:
        made = Desk(vault.counting(), calendar())
        made.close(FIRST)
        yield made


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a quarter of counts and a closure on 24 December; copy it, never open it."""
    folder = tmp_path_factory.mktemp("trimestre") / "archivio"
    start = FixedClock(datetime(2026, 11, 23, 10, tzinfo=ROME))
    people = [
        (HEAD, service.Role.RESPONSABILE, PASSPHRASE),
        (OPERATOR, service.Role.OPERATORE, PASSPHRASE),
        (SUPERVISOR, service.Role.SUPERVISORE, PASSPHRASE),
    ]
    service.create(
        folder,
        office="Sede di prova",
        desk="Sportello 1",
        users=people,
        clock=start,
        kdf=service.KdfParameters.ONLY_FOR_TESTS,
        purpose="test",
    )
    with service.unlock(folder, HEAD, PASSPHRASE, clock=start) as vault:
        made = Desk(vault.counting(), calendar([date(2026, 12, 24)]))
        made.close(FIRST)
        made.visit(FIRST, 200, group="figli")
        made.close(LATER)
        made.visit(LATER, 2, group="lavoro")
    return folder


@pytest.fixture
def quarter_vault(quarter: Path, tmp_path: Path) -> Path:
    """A copy of the vault with a quarter of counts."""
    return Path(shutil.copytree(quarter, tmp_path / "trimestre"))


@pytest.fixture
def at() -> Callable[[date], FixedClock]:
    """Return a clock at ten in the morning of a day."""
    return lambda day: FixedClock(datetime(day.year, day.month, day.day, 10, tzinfo=ROME))
