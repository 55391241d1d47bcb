"""The end of a consultation: what to tell her, the code in large, a line for the official."""

from scarpette_tui.desk.views import ClosedView, GateTexts
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice


class ToldScreen(Flow):
    """What to tell her, the code in large; and a line for the official (S17)."""

    PLACE = "Da dirle"
    SCOPE = "told"
    FIRST = "told"

    def __init__(self, view: ClosedView, texts: GateTexts) -> None:
        self.view = view
        self.texts = texts
        super().__init__()

    def ask(self) -> Ask:
        """Return what to say."""
        quiet = [self.texts.debrief]
        if self.view.anchor:
            quiet.append(
                f"Da annotare su carta, per l'ufficio, codice dell'archivio: {self.view.anchor}"
            )
        if self.view.count_fault:
            quiet.append(self.view.count_fault)
        return Ask(
            "Consultazione chiusa. Da dirle, adesso:",
            big="   ".join(self.view.code) if self.view.kept else "",
            text=(*self.view.told, self.texts.closing.return_words),
            choices=(Choice("home", "Fatto: torna all'inizio", "f"),),
            quiet=tuple(quiet),
        )

    async def got_told(self, _: object) -> None:
        """Home."""
        self.action_fine()

    def action_fine(self) -> None:
        """Home: nothing of this consultation stays on the screen."""
        shell(self).home("Consultazione chiusa.")

    async def action_indietro(self) -> None:  # type: ignore[override]
        """There is no way back into a closed consultation."""
        self.action_fine()
