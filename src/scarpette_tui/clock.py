"""The one source of time, injectable."""

import time
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """What the rest of the program may ask about time."""

    def now(self) -> datetime:
        """Return the local time, with its zone."""

    def today(self) -> date:
        """Return the local date."""

    def monotonic(self) -> float:
        """Return seconds that never run back, for timers."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the local time, with its zone."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """Return the local date."""
        return self.now().date()

    def monotonic(self) -> float:
        """Return seconds that never run back."""
        return time.monotonic()


class FixedClock:
    """A clock that stands still until told: for demos, cases and tests.

    Args:
        moment: the time it shows; made aware with the local zone when naive.

    """

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone()
        self._ticks = 0.0

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._moment

    def today(self) -> date:
        """Return the date it was set to."""
        return self._moment.date()

    def monotonic(self) -> float:
        """Return the seconds it was advanced by."""
        return self._ticks

    def tick(self, seconds: float) -> None:
        """Let time pass for timers only; the hands stay."""
        self._ticks += seconds

    def set(self, moment: datetime) -> None:
        """Move the hands, forwards or backwards; monotonic time only moves forwards."""
        moment = moment.astimezone()
        self._ticks += max(0.0, (moment - self._moment).total_seconds())
        self._moment = moment
