"""Where things are: the law data, and the neutral folders of this machine (S10)."""

import re
from pathlib import Path

import platformdirs

from scarpette_tui.errors import DiskError

FOLDER = "sportello"
"""Neutral folder name: it says nothing about what is kept."""
LAW_FOLDER, CURRENT = "norme", "current"
"""Beside a vault: the installed law, and the file that names the version in use."""

_installed: tuple[Path, Path] | None = None


def data_root() -> Path:
    """Return the folder of the law data in use: the program's own, or one installed later.

    Raises:
        FileNotFoundError: the installation is broken.

    """
    return _installed[0] if _installed else program_data()


def installed_law() -> tuple[Path, Path] | None:
    """Return the folder of the installed law in use and its vault; None for the program's own."""
    return _installed


def use_law_of(vault: Path) -> None:
    """Read from now on the law installed beside a vault, unless the program's own is newer.

    Raises:
        DiskError: another version is named there, but it is not there to read.

    """
    global _installed  # noqa: PLW0603 - one law for the whole process, chosen as it starts
    _installed = None
    home = vault / LAW_FOLDER
    try:
        version = (home / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        version = ""
    folder = home / version
    if not re.fullmatch(r"[0-9A-Za-z_-][0-9A-Za-z._-]*", version) or not _published(folder):
        raise DiskError(
            "Le norme installate non si leggono.",
            "L'archivio è intatto.",
            "Installare di nuovo il pacchetto firmato.",
        )
    if _published(folder) > _published(program_data()):
        _installed = folder, vault


def _published(folder: Path) -> str:
    """Return day and version of a folder of law data, in an order that grows; empty if broken."""
    import tomllib  # noqa: PLC0415 - only where a law was installed

    try:
        said = tomllib.loads((folder / "catalogue.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return f"{said.get('published_on')} {said.get('version')}"


def program_data() -> Path:
    """Return the folder of the program's own data: inside the wheel, or the checkout.

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
