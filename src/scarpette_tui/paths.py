"""Where things are: the law data, and the neutral folders of this machine (S10)."""

from pathlib import Path

import platformdirs

FOLDER = "sportello"
"""Neutral folder name: it says nothing about what is kept."""


def data_root() -> Path:
    """Return the folder of the law data: inside the wheel, or the checkout.

    Raises:
        FileNotFoundError: neither is there, so the installation is broken.

    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "data", package.parents[1] / "data"):
        if (candidate / "catalogue.toml").is_file():
            return candidate
    raise FileNotFoundError("catalogue.toml")


def default_vault() -> Path:
    """Return the vault folder of this PC: the site's, or the user's where that is closed."""
    site = Path(platformdirs.site_data_path(FOLDER, appauthor=False))
    if site.is_dir() and _writable(site):
        return site
    if not site.exists() and site.parent.is_dir() and _writable(site.parent):
        return site
    return Path(platformdirs.user_data_path(FOLDER, appauthor=False))


def _writable(folder: Path) -> bool:
    import os  # noqa: PLC0415 - only the first run asks

    return os.access(folder, os.W_OK | os.X_OK)
