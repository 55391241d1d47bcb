"""The one page: fitted to A4 and rendered in memory."""

from threading import Lock

from scarpette_tui.documents.direction import is_rtl
from scarpette_tui.documents.grid import LARGE, NORMAL
from scarpette_tui.documents.layout import Placed, arrange
from scarpette_tui.documents.page import Page
from scarpette_tui.documents.sheet import Sheet
from scarpette_tui.documents.typography import load_fonts
from scarpette_tui.errors import InputError

_FONTS = Lock()
"""ReportLab's registered fonts belong to the whole process: one page at a time."""


def fit(page: Page, *, large: bool = False) -> Page:
    """Return the page as it will be printed: what has no room is in `left_off`."""
    with _FONTS:
        return _fitted(page, large=large)[0]


def render(page: Page, *, large: bool = False) -> bytes:
    """Return the page as a PDF of one A4 sheet.

    Args:
        page: what to say; what has no room goes in the order of `page.Drop`.
        large: 12 pt instead of 10.

    Raises:
        InputError: even without all that may go, the page is too full.

    """
    with _FONTS:
        fitted, placed = _fitted(page, large=large)
        sheet = Sheet(page.language, LARGE if large else NORMAL, rtl=is_rtl(fitted.title))
        sheet.folds()
        for strip in placed:
            sheet.put(strip)
        return sheet.finish()


def _fitted(page: Page, *, large: bool) -> tuple[Page, tuple[Placed, ...]]:
    """Give up the air first, then as few pieces as possible, found by halving."""
    load_fonts()
    grid = LARGE if large else NORMAL
    for airy in (True, False):
        placed = arrange(page, grid, airy=airy)
        if placed is not None:
            return page, placed
    order = page.droppable()
    low, high = 0, len(order)
    best: tuple[Page, tuple[Placed, ...]] | None = None
    while low < high:
        middle = (low + high) // 2
        candidate = page.without(order[: middle + 1])
        placed = arrange(candidate, grid, airy=False)
        if placed is None:
            low = middle + 1
        else:
            best, high = (candidate, placed), middle
    if best is None:
        raise InputError(
            "I testi fissi della pagina non entrano in un foglio.",
            todo="Accorci i contatti o i dati della sede nelle impostazioni.",
        )
    return best
