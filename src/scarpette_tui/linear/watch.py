"""Nobody is here: cover, then lock, while a line is awaited (S9)."""

import os
import threading
from types import TracebackType
from typing import Self

from scarpette_tui.desk.session import Session
from scarpette_tui.isolation import RELOCK
from scarpette_tui.linear.talk import Talk

WARNING_S = 60
"""Seconds before the lock at which it is said once."""


class Watch:
    """Looks every second at how long nothing was typed.

    Args:
        talk: the terminal; its idle time counts.
        session: whose times hold, and which is closed before the process ends.

    """

    def __init__(self, talk: Talk, session: Session) -> None:
        self.in_consultation = False
        self._talk, self._session = talk, session
        self._warned = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()

    def _look(self) -> None:
        while not self._stop.wait(1.0):
            self.tick()

    def tick(self) -> None:
        """Cover, warn or lock, as the idle time says."""
        times = self._session.settings
        left = self._talk.idle.left(times.lock_for(consulting=self.in_consultation))
        if left == 0:
            self._lock()
        elif left <= WARNING_S and not self._warned:
            self._warned = True
            self._talk.remark("Sessione: fra un minuto si chiude.")
        elif left > WARNING_S:
            self._warned = False
        if not self._talk.covered and self._talk.idle.seconds() >= times.cover_for(
            self._session.user.label
        ):
            self._talk.cover()

    def _lock(self) -> None:
        """End the process, whatever happens: what was in its memory is gone (V8)."""
        try:
            self._talk.cover()
            with self._session.lock:
                self._session.close()
        finally:
            os._exit(RELOCK)
