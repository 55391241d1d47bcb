"""The demo: a temporary vault with synthetic cases, gone at the end."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock, FixedClock
from scarpette_tui.desk import law, passphrases
from scarpette_tui.desk.views import DemoView
from scarpette_tui.paths import data_root

if TYPE_CHECKING:
    from scarpette_tui.desk.session import Session

PAST = 45
"""Days of invented counts before today, so that the dashboard has something to show."""
OFFICE, DESK, LABEL = "Sede dimostrativa", "Sportello di prova", "Operatore di prova"


@contextmanager
def demo_vault(clock: Clock) -> Iterator[DemoView]:
    """Make a vault with the training cases as drafts and closed cases; remove it at the end.

    Yields:
        DemoView: a random passphrase that the lock screen fills in by itself, and the shares.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
        past = FixedClock(clock.now() - timedelta(days=PAST))
        directory, passphrase = Path(folder) / "archivio", passphrases.suggest()
        people = [
            ("Responsabile di prova", service.Role.RESPONSABILE, passphrase),
            (LABEL, service.Role.OPERATORE, passphrase),
            ("Supervisore di prova", service.Role.SUPERVISORE, passphrase),
        ]
        recovery = service.create(
            directory,
            office=OFFICE,
            desk=DESK,
            users=people,
            clock=past,
            kdf=service.KdfParameters.ONLY_FOR_TESTS,
            purpose="demo",
        )
        demo = DemoView(directory, LABEL, passphrase, (recovery.share_a, recovery.share_b))
        _count_the_past(demo, past)
        _fill(demo, clock)
        yield demo


def _count_the_past(demo: DemoView, past: FixedClock) -> None:
    """Count invented visits on each open day; the next unlock publishes them, protected."""
    from scarpette_tui.desk import counting  # noqa: PLC0415
    from scarpette_tui.desk.session import unlock  # noqa: PLC0415

    groups = counting.groups()
    with unlock(demo.directory, demo.label, demo.passphrase, clock=past) as session:
        days = counting.calendar(session)
        for number in range(PAST):
            if days.is_open(past.today()):
                for visit in range(1 + number * 7 % 4):
                    group = groups[(number + visit) % len(groups)]
                    counting.count(session, counting.Visit(group, hidden=False), already=False)
            past.set(past.now() + timedelta(days=1))


def _fill(demo: DemoView, clock: Clock) -> None:
    from scarpette_tui.desk.session import unlock  # noqa: PLC0415

    with unlock(demo.directory, demo.label, demo.passphrase, clock=clock) as session:
        for number, path in enumerate(sorted((data_root() / "cases" / "training").glob("*.toml"))):
            _case(session, path.read_text(encoding="utf-8"), closed=number > 0)
        session.vault.backup()  # so that a drill and a restore can be tried


def _case(session: "Session", text: str, *, closed: bool) -> None:
    from scarpette_tui.desk import case_file, closing, consultation  # noqa: PLC0415
    from scarpette_tui.desk.views import ClosingChoices, GateAnswers  # noqa: PLC0415
    from scarpette_tui.interview.case_file_format import read_case  # noqa: PLC0415

    case = read_case(text, law.catalogue())
    gate = GateAnswers(language="it", limits_read=True, someone_must_not_know=False)
    opened = consultation.start(session, gate)
    consultation.replay(opened, case.answers)
    case_file.add_note(opened, "Caso sintetico, per imparare: qui si scrivono solo i passi.")
    if closed:
        closing.close(opened, ClosingChoices(keep=True, consent_note=True, word="prova"))
    else:
        opened.case.set_traceless(False)
