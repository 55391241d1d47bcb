"""Questions with a way back, one after the other."""

from collections.abc import Callable
from typing import Any

from scarpette_tui.linear.talk import Back

Step = Callable[[], Any]
"""Asks one thing and returns the next step, or None at the end."""


def walk(first: Step) -> None:
    """Ask step after step; "indietro" returns to the one before and blanks nothing.

    Raises:
        Back: from the first step.

    """
    trail: list[Step] = []
    step: Step | None = first
    while step is not None:
        try:
            following = step()
        except Back:
            if not trail:
                raise
            step = trail.pop()
            continue
        trail.append(step)
        step = following
