"""Settings: the official's own choices, and what the responsabile decides for the office."""

from collections.abc import Sequence
from functools import partial

from scarpette_tui.desk.office import SettingLine
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.rows import RowsPage
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec


def open_settings(page: Page) -> None:
    """Read them in a thread, then show them."""
    from scarpette_tui.desk import office  # noqa: PLC0415 - behind the lock

    page.desk(
        partial(office.lines, session(page)),
        lambda lines: shell(page).go(SettingsScreen(lines)),
    )


class SettingsScreen(RowsPage):
    """One row a setting; Enter changes it, where one may."""

    PLACE = "Impostazioni"

    def __init__(self, lines: tuple[SettingLine, ...]) -> None:
        super().__init__()
        self.lines = lines

    def rows(self) -> Sequence[Choice]:
        """Name and present value."""
        head = session(self).user.role == "responsabile"
        shown = [one for one in self.lines if one.how]
        return [
            Choice(one.key, f"{one.label}: {one.value}") for one in shown if head or not one.head
        ]

    def remarks(self) -> Sequence[str]:
        """Whether the desk is ready (practice.md section 6)."""
        ready = next(one.value for one in self.lines if one.key == "ready")
        return (f"Lo sportello: {ready}.", "L'aspetto si cambia con Ctrl T, e resta.")

    async def picked(self, value: str) -> None:
        """Change it."""
        if value == "centres":
            self._centres()
            return
        line = next(one for one in self.lines if one.key == value)
        shell(self).go(SettingFlow(line), self._changed)

    def _changed(self, lines: tuple[SettingLine, ...] | None) -> None:
        def show() -> None:
            if lines:
                self.lines = lines
                self.repaint()
                self.say("Impostazione cambiata.")

        self.call_later(show)

    def _centres(self) -> None:
        from scarpette_tui.desk import office  # noqa: PLC0415

        rows = [Choice("", "Lasciare così", "l"), Choice("add", "Aggiungere un centro", "a")]
        rows += [
            Choice(place, f"Togliere: {text}") for place, text in office.centres(session(self))
        ]
        text = ("Si stampa solo un centro chiamato, con il giorno in cui ha risposto.",)
        shell(self).go(Dialog("Centri", text, rows), self._centre)

    def _centre(self, answer: str | None) -> None:
        from scarpette_tui.desk import office  # noqa: PLC0415

        if answer == "add":
            shell(self).go(CentreFlow(), self._changed)
        elif answer:
            self.desk(partial(office.remove_centre, session(self), int(answer)), self._changed)


class SettingFlow(Flow):
    """One setting."""

    PLACE = "Impostazioni"
    FIRST = "value"

    def __init__(self, line: SettingLine) -> None:
        self.line = line
        super().__init__()

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            self.line.label,
            text=(f"{self.line.how[:1].upper()}{self.line.how[1:]}.",),
            fields=(FieldSpec("value", "Valore", value=self.line.raw, wide=True),),
            confirm="Registra",
        )

    async def got_value(self, answer: object) -> None:
        """Check and write."""
        from scarpette_tui.desk import office  # noqa: PLC0415

        text = answer["value"] if isinstance(answer, dict) else ""
        self.desk(
            partial(office.change, session(self), self.line.key, text),
            self.dismiss,
            failed=self.input_failed,
        )


class CentreFlow(Flow):
    """A centre, and the day it was called."""

    PLACE = "Impostazioni"
    FIRST = "centre"

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            "Un centro",
            text=("Prima si chiama: il numero si stampa solo con il giorno in cui ha risposto.",),
            fields=(
                FieldSpec("name", "Nome del centro"),
                FieldSpec("number", "Numero"),
                FieldSpec("hours", "Orari", "per esempio: lun-ven 9-18"),
                FieldSpec("called", "Ha risposto il", "gg/mm/aaaa; vuoto: da chiamare"),
            ),
            confirm="Registra",
        )

    async def got_centre(self, answer: object) -> None:
        """Check and write."""
        from scarpette_tui.desk import office  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        work = partial(
            office.add_centre,
            session(self),
            form["name"],
            form["number"],
            form["hours"],
            form["called"],
        )
        self.desk(work, self.dismiss, failed=self.input_failed)
