"""Saving the report of a month: one question, where."""

from functools import partial
from pathlib import Path

from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.shell import session
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.fields import FieldSpec


class ReportFlow(Flow):
    """Asks for a path; the file holds only what the dashboard shows.

    Args:
        month: "2026-11"; empty for the newest.

    """

    PLACE = "Conteggi  ›  Rapporto"
    FIRST = "where"

    def __init__(self, month: str) -> None:
        self.month = month
        super().__init__()

    def ask(self) -> Ask:
        """Return the question."""
        return Ask(
            "Dove salvare il rapporto?",
            text=("Una pagina PDF con i numeri di un mese: gli stessi che si vedono qui.",),
            fields=(FieldSpec("path", "File", "per esempio: rapporto.pdf"),),
            confirm="Salva",
        )

    async def got_where(self, answer: object) -> None:
        """Write it."""
        from scarpette_tui.desk import counting_verbs  # noqa: PLC0415 - behind the lock

        path = answer["path"].strip() if isinstance(answer, dict) else ""
        if not path or path == "-":
            self.trouble("Scriva il nome di un file.")
            return
        place = str(Path(path).expanduser())
        work = partial(counting_verbs.report, session(self), self.month, place)
        self.desk(
            work,
            lambda said: self.dismiss(said[0]),
            failed=self.input_failed,
            wait="Preparo la pagina…",
        )
