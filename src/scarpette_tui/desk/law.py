"""The law in this process: loaded once, shared by every session, never changed."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Catalogue
    from scarpette_tui.interview.engine import Engine


@lru_cache(maxsize=1)
def engine() -> "Engine":
    """Return the engine over the shipped catalogue.

    Raises:
        CatalogueError: a law file is broken.

    """
    from scarpette_tui.catalogue.loading import load_catalogue  # noqa: PLC0415
    from scarpette_tui.interview.engine import Engine  # noqa: PLC0415

    return Engine(load_catalogue())


def catalogue() -> "Catalogue":
    """Return the shipped catalogue."""
    return engine().catalogue
