"""Help and palette: both read the one table of commands, and know no screen by name."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from scarpette_tui.tui.commands import SCOPES, listed
from scarpette_tui.tui.screens.dialogs import Reading, Window
from scarpette_tui.tui.shell import Helpable
from scarpette_tui.tui.widgets.fields import Field, FieldSpec
from scarpette_tui.tui.widgets.words import Words

ALWAYS = (
    "Si usa tutto da tastiera: frecce e Invio, oppure il tasto scritto accanto alla voce.",
    "Tab passa da una parte all'altra; Maiusc con freccia su o giù scorre il testo.",
    "Il mouse funziona ovunque.",
)


def help_window(scope: str, focused: object) -> Reading:
    """Return the help of a screen: its keys, the application's, the focused widget."""
    own = [one for one in SCOPES[scope] if one.help]
    sections: list[tuple[str, list[str]]] = []
    if isinstance(focused, Helpable):
        sections.append(("Dove si trova adesso", [focused.help_text]))
    if own:
        sections.append(("In questa schermata", [f"{one.shown:<8}{one.help}" for one in own]))
    actions = {one.action for one in own}
    common = [one for one in SCOPES["app"] if one.help and one.action not in actions]
    sections.append(("Sempre", [f"{one.shown:<8}{one.help}" for one in common]))
    sections.append(("", list(ALWAYS)))
    return HelpWindow("Guida", sections)


class HelpWindow(Reading):
    """The help; F1 closes it too."""


class Palette(Window):
    """Our own commands, filtered as one types. Answers with the action to run."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.commands = [one for one in listed(scope) if one.palette]

    def compose(self) -> ComposeResult:
        """A field over a list."""
        with Vertical(classes="window palette"):
            yield Words("Comandi", classes="title")
            yield Field(FieldSpec("cerca", "", "scriva per cercare un comando"))
            yield OptionList(markup=False, compact=True, id="comandi")
            yield Words("nessun comando con queste parole", classes="quiet", id="nessuno")

    def on_mount(self) -> None:
        """Show them all."""
        self._fill("")
        self.query_one(Field).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        self._fill(event.value)

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        found = [
            one for one in self.commands if all(word in one.palette.casefold() for word in words)
        ]
        rows = self.query_one(OptionList)
        rows.set_options(
            Option(f" {one.palette:<46}{one.shown:>8} ", id=one.action) for one in found
        )
        rows.highlighted = 0 if found else None
        rows.display = bool(found)
        self.query_one("#nessuno").display = not found

    def on_input_submitted(self) -> None:
        """Run the highlighted command."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run with the mouse, or Enter in the list."""
        self.dismiss(event.option_id or "")

    def key_down(self) -> None:
        """Move in the list while typing."""
        self.query_one(OptionList).action_cursor_down()

    def key_up(self) -> None:
        """Move in the list while typing."""
        self.query_one(OptionList).action_cursor_up()
