"""The demo: a temporary vault with synthetic cases, gone at the end."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.desk import law
from scarpette_tui.paths import data_root

if TYPE_CHECKING:
    from scarpette_tui.desk.session import Session

OFFICE, DESK = "Sede dimostrativa", "Sportello di prova"


@dataclass(frozen=True)
class Demo:
    """Where the temporary vault is and who opens it."""

    directory: Path
    label: str
    passphrase: str


@contextmanager
def demo_vault(clock: Clock) -> Iterator[Demo]:
    """Make a vault with the training cases as drafts and closed cases; remove it at the end.

    Yields:
        Demo: a random passphrase that the lock screen fills in by itself.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
        demo = Demo(Path(folder) / "archivio", "Operatore di prova", secrets.token_urlsafe(9))
        people = [
            ("Responsabile di prova", service.Role.RESPONSABILE, demo.passphrase),
            (demo.label, service.Role.OPERATORE, demo.passphrase),
            ("Supervisore di prova", service.Role.SUPERVISORE, demo.passphrase),
        ]
        service.create(
            demo.directory,
            office=OFFICE,
            desk=DESK,
            users=people,
            clock=clock,
            kdf=service.KdfParameters.ONLY_FOR_TESTS,
            purpose="demo",
        )
        _fill(demo, clock)
        yield demo


def _fill(demo: Demo, clock: Clock) -> None:
    from scarpette_tui.desk.session import unlock  # noqa: PLC0415

    with unlock(demo.directory, demo.label, demo.passphrase, clock=clock) as session:
        for number, path in enumerate(sorted((data_root() / "cases" / "training").glob("*.toml"))):
            _case(session, path.read_text(encoding="utf-8"), closed=number > 0)


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
