"""Pause: until tonight without a trace, or kept with her consent; it always says until when."""

from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.choices import Choice

KEYS = ("s", "t", "c")


def pause(page: Page, consultation: Consultation) -> None:
    """Ask what becomes of the draft, unless she agreed before; then go home."""
    from scarpette_tui.desk import pausing  # noqa: PLC0415 - behind the lock

    def ask(kept: bool) -> None:
        if kept:
            page.desk(partial(pausing.keep, consultation), shell(page).home)
        else:
            shell(page).go(pause_dialog(), partial(_chosen, page, consultation))

    page.desk(partial(pausing.kept, consultation), ask)


def pause_dialog() -> Dialog:
    """Return the question: two equal choices, and the way back."""
    from scarpette_tui.desk import pausing  # noqa: PLC0415

    rows = [
        Choice(value, label, key, note)
        for (value, label, note), key in zip(pausing.CHOICES, KEYS, strict=True)
    ]
    return Dialog(pausing.QUESTION, (pausing.ASKED,), rows)


def _chosen(page: Page, consultation: Consultation, answer: str | None) -> None:
    from scarpette_tui.desk import pausing  # noqa: PLC0415

    if answer == "keep":
        page.desk(partial(pausing.keep, consultation), shell(page).home)
    elif answer == "tonight":
        shell(page).home(pausing.until_tonight(consultation))
