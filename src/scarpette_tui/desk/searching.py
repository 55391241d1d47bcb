"""Search in one's own cases, in a worker that can be stopped (V9)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scarpette_tui.desk.views import HitView

if TYPE_CHECKING:
    from scarpette_tui.desk.session import Session


def search(
    session: "Session",
    text: str,
    *,
    stop: Callable[[], bool],
    progress: Callable[[int, int], None],
) -> tuple[HitView, ...]:
    """Return where a text stands in the cases sealed to this person, newest case first.

    The session is not held meanwhile: cover, lock and other work go on.

    Args:
        session: whose cases.
        text: what to look for; case and accents do not matter.
        stop: asked every few cases; True ends with what was found so far.
        progress: told cases read, and cases in all.

    Raises:
        InputError: nothing to look for.

    """
    hits = session.vault.search(text, stop=stop, progress=progress)
    return tuple(HitView(hit.row.case_id, hit.row.code, hit.where, hit.excerpt) for hit in hits)
