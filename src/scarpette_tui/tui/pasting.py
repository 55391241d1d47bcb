"""What a terminal hands over as keys although nobody pressed them (S15).

A text pasted with an escape sequence inside comes partly as single keys: the sign "^", then
the letters after it, all in the same instant. On a yes or no they would answer for her.
"""

from textual import events

INSTANT = 0.02
"""Seconds: no hand presses two keys so close to each other, a burst always does."""
ESCAPED = "circumflex_accent"
"""The key that stands for an escape sign which began no known key."""


class Burst:
    """Tells keys of a pasted text from keys of a hand."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def swallows(self, event: events.Event) -> bool:
        """Say whether an event is a key that nobody pressed."""
        if not isinstance(event, events.Key | events.Paste):
            return False
        inside = event.time - self._last <= INSTANT
        starts = isinstance(event, events.Paste) or event.key == ESCAPED
        if inside or starts:
            self._last = event.time
        return inside and isinstance(event, events.Key)
