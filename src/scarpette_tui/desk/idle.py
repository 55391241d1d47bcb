"""Idle time: when to cover the screen and when to lock (S9). No widget, no timer."""

from scarpette_tui.clock import Clock


class Idle:
    """Seconds since the last sign of the official.

    Both clocks are read: the monotonic one stands still while a laptop sleeps, the wall one
    does not, so a PC that wakes up after a night is locked at once.

    Args:
        clock: the injected clock.

    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.touch()

    def touch(self) -> None:
        """Note that somebody is here."""
        self._ticks = self._clock.monotonic()
        self._wall = self._clock.now()

    def seconds(self) -> float:
        """Return the idle seconds, never negative."""
        wall = (self._clock.now() - self._wall).total_seconds()
        return max(0.0, self._clock.monotonic() - self._ticks, wall)

    def left(self, limit: float) -> int:
        """Return the whole seconds left before `limit`."""
        return max(0, int(limit - self.seconds() + 0.999))


def countdown(seconds: int) -> str:
    """Return seconds as minutes and seconds: 4:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"
