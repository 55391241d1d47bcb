"""Python's collector of cycles: still while the program loads, and blind to what it loaded.

A full look at everything that was loaded takes a tenth of a second, and comes when it likes:
also between F9 and the cover. What is loaded stays until the process ends, so nothing is lost
by never looking at it. What comes later is looked at whole while nobody presses a key.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (700, 10, 200)
"""Python's own thresholds, but for the last: a whole look by itself comes twenty times as late."""

REST_S = 2
"""Seconds without a key after which somebody reads or listens."""


@contextmanager
def still() -> Iterator[None]:
    """Load without the collector."""
    gc.disable()
    try:
        yield
    finally:
        wake()


def wake() -> None:
    """Let the collector work again, on what comes from now on."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


def rest(idle: float) -> None:
    """Look at everything, once in each pause; to be called every second.

    Args:
        idle: seconds since the last key.

    """
    if REST_S <= idle < REST_S + 1:
        gc.collect()
