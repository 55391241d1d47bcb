"""Search in one's own cases: a worker with its progress, stopped with one key (V9)."""

import threading
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input

from scarpette_tui.desk.views import HitView
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.screens.case import open_case_page
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.fields import FieldSpec, Labelled
from scarpette_tui.tui.widgets.words import Words

STEPS = 30
"""Cells of the bar."""


class SearchScreen(Page):
    """A word, and where it stands in the cases sealed to this person."""

    PLACE = "Cerca nei fascicoli"
    SCOPE = "search"
    CSS_PATH = "../styles/cases.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self.hits: tuple[HitView, ...] = ()

    def content(self) -> ComposeResult:
        """Field, progress, what was found."""
        yield Words("Cerca nei miei fascicoli", classes="title")
        yield Labelled(FieldSpec("testo", "Parola da cercare", "in note, passi, contatti"))
        yield Words("", classes="quiet", id="avanzamento")
        yield Choices((), id="trovati")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        self.query_one("#trovati").display = False
        self.query_one("#avanzamento", Words).set(
            "Si aprono uno per uno solo i fascicoli affidati a lei. Nessun indice resta sul disco."
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Begin."""
        from scarpette_tui.desk import searching  # noqa: PLC0415

        event.stop()
        self._stop = threading.Event()
        work = partial(
            searching.search,
            session(self),
            event.value,
            stop=self._stop.is_set,
            progress=self._progress,
        )
        self.desk(work, self._found, failed=self._refused, wait="Cerco… Esc ferma la ricerca.")

    def _progress(self, done: int, everything: int) -> None:
        self.app.call_from_thread(self._show_progress, done, everything)

    def _show_progress(self, done: int, everything: int) -> None:
        if not self.is_mounted:
            return
        full = STEPS * done // everything if everything else STEPS
        bar = "■" * full + "□" * (STEPS - full)
        self.query_one("#avanzamento", Words).set(f"{bar}  {done} di {everything}")

    def _refused(self, error: ScarpetteError) -> None:
        self.complain(error.line())

    def _found(self, hits: tuple[HitView, ...]) -> None:
        self.hits = hits
        rows = [
            Choice(str(place), f"{one.code}  {one.where}", note=one.excerpt)
            for place, one in enumerate(hits)
        ]
        fresh = self.query_one("#trovati", Choices)
        fresh.show(rows)
        fresh.display = bool(hits)
        stopped = "  (ricerca fermata)" if self._stop.is_set() else ""
        if hits:
            fresh.focus()
            self.say(f"Trovato in {len(hits)} punti{stopped}. Invio apre il fascicolo.")
        else:
            self.say(f"Non c'è nei fascicoli letti{stopped}.")

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Open the case."""
        event.stop()
        open_case_page(self, self.hits[int(event.value)].case_id)

    def on_char(self, char: str) -> bool:
        """One key, one row."""
        return self.query_one("#trovati", Choices).on_char(char)

    def action_indietro(self) -> None:
        """Stop the search, or leave."""
        if self.busy:
            self._stop.set()
            self.say("Fermo la ricerca…")
        else:
            super().action_indietro()
