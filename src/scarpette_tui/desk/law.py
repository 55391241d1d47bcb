"""The law in this process: loaded once, shared by every session, never changed."""

from functools import lru_cache
from typing import TYPE_CHECKING

from scarpette_tui.paths import installed_law

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Catalogue
    from scarpette_tui.interview.engine import Engine


@lru_cache(maxsize=1)
def engine() -> "Engine":
    """Return the engine over the catalogue in use.

    Raises:
        CatalogueError: a law file is broken.
        InputError: the installed law is no longer what its publisher signed.

    """
    from scarpette_tui.catalogue.loading import load_catalogue  # noqa: PLC0415
    from scarpette_tui.interview.engine import Engine  # noqa: PLC0415

    if installed := installed_law():
        from scarpette_tui import settings  # noqa: PLC0415
        from scarpette_tui.catalogue.bundle import prove_folder  # noqa: PLC0415

        folder, vault = installed
        prove_folder(folder, settings.load(vault).publisher)
    return Engine(load_catalogue())


def catalogue() -> "Catalogue":
    """Return the catalogue in use."""
    return engine().catalogue
