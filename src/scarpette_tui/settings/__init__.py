"""Settings of an office: one TOML file beside its vault, every key documented in `writing`."""

from scarpette_tui.settings.model import FILE_NAME, OfficeContact, OwnChoices, Settings
from scarpette_tui.settings.reading import load
from scarpette_tui.settings.writing import save, text_of

__all__ = ["FILE_NAME", "OfficeContact", "OwnChoices", "Settings", "load", "save", "text_of"]
