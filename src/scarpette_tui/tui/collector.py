"""Python's collector of cycles: still while the program loads, and blind to what it loaded.

A full look at everything that was loaded takes a tenth of a second, and comes when it likes:
also between F9 and the cover. What is loaded stays until the process ends, so nothing is lost
by never looking at it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
    gc.enable()
