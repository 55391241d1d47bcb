"""Runs the application: the terminal before and after it, and the vault closed at its end."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.isolation import end_in
from scarpette_tui.tui.app import Sportello
from scarpette_tui.tui.sealed import BLANK, send

if TYPE_CHECKING:
    from scarpette_tui.desk.views import DemoView

SHARE_S = 0.0005
"""How long work in a thread may hold the interpreter while a key waits (Python's own: 0.005)."""
END_S = 30
"""Seconds for the backup and the anchor of the end; then the process goes, closed or not (V8)."""


def run(directory: Path, *, clock: Clock, demo: "DemoView | None" = None) -> int:
    """Run the application until it ends.

    Args:
        directory: the vault folder.
        clock: the injected clock.
        demo: a temporary vault.

    Returns:
        The exit code: 0, RELOCK when locked, 1 after a crash.

    """
    app = Sportello(directory, clock=clock, demo=demo)
    app.at_the_end = lambda: end_in(END_S)
    sys.setswitchinterval(SHARE_S)
    send("\x1b]0;Sportello\x07")
    try:
        code = app.run()
    finally:
        _close(app)
    if app.return_code == 1:
        return 1
    send(BLANK)
    return code or 0


def _close(app: Sportello) -> None:
    try:
        if app.first_run is not None:
            app.first_run.abort()
        if app.session is not None:
            app.session.close()
    except ScarpetteError as error:
        sys.stderr.write(f"{error.line()}\n")
