"""Keys that no hand meant: they would answer for her (S15).

A text pasted with an escape sequence inside comes partly as single keys: the sign "^", then
the letters after it, all in the same instant. A key that is held down, or bounces, comes again
and again: it is one answer, not an answer to the next question too.
"""

from collections.abc import Callable

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from scarpette_tui.clock import Clock

INSTANT = 0.02
"""Seconds: no hand presses two keys so close to each other, a burst always does."""
HELD = 0.12
"""Seconds: no hand means the same key twice so soon; a key held down comes every 0.03-0.1."""
ESCAPED = "circumflex_accent"
"""The key that stands for an escape sign which began no known key."""


class Hand:
    """Tells what a hand meant from what the keyboard or the terminal made of it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._burst_at = float("-inf")
        self._key = ""
        self._pressed_at = float("-inf")

    def meant(self, event: events.Event, focused: Callable[[], Widget | None]) -> bool:
        """Say whether an event is meant; to be asked once for each, in their order."""
        burst = self._in_burst(event)
        if not isinstance(event, events.Key) or event.is_forwarded:
            return True
        now, before, last = self._clock.monotonic(), self._pressed_at, self._key
        self._key, self._pressed_at = event.key, now
        held = event.key == last and now - before < HELD and _acts(event, focused())
        return not burst and not held

    def _in_burst(self, event: events.Event) -> bool:
        if not isinstance(event, events.Key | events.Paste):
            return False
        inside = event.time - self._burst_at <= INSTANT
        if inside or isinstance(event, events.Paste) or event.key == ESCAPED:
            self._burst_at = event.time
        return inside


def types(widget: Widget | None) -> bool:
    """Say whether a widget takes letters as text."""
    return isinstance(widget, Input) or bool(getattr(widget, "takes_lines", False))


def _acts(event: events.Key, focused: Widget | None) -> bool:
    """Say whether a key answers or does something, rather than move or write."""
    if event.is_printable:
        return not types(focused)
    if event.key == "enter":
        return not getattr(focused, "takes_lines", False)
    return event.key[:1] == "f" and event.key[1:].isdigit()
