"""The cover: a dull office page that hides everything (S8). And the page for small terminals."""

from textual.app import ComposeResult
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from scarpette_tui.desk.idle import countdown
from scarpette_tui.tui.widgets.words import Words

HOURS = """\
Orari di apertura al pubblico                      aggiornamento trimestrale

Giorno        Mattina           Pomeriggio        Sportelli   Prenotazione
────────────────────────────────────────────────────────────────────────────
lunedì        08:30 - 12:30     14:30 - 16:30     1, 2, 3     facoltativa
martedì       08:30 - 12:30     chiuso            1, 2        facoltativa
mercoledì     08:30 - 12:30     14:30 - 16:30     1, 2, 3     facoltativa
giovedì       08:30 - 12:30     chiuso            1, 2        obbligatoria
venerdì       08:30 - 12:30     chiuso            1, 2        facoltativa

Materiale da riordinare
────────────────────────────────────────────────────────────────────────────
carta A4, risme                 12      sala stampa       in arrivo
buste con finestra             200      magazzino         da ordinare
etichette adesive               40      magazzino         disponibili
registri protocollo              3      archivio          da ordinare"""

MENU = "Esc  Menù precedente"
"""How the work comes back, said as any office program says it: a stranger sees nothing hidden."""


class CoverScreen(Screen[None], inherit_bindings=False):
    """Opening hours and stationery. F9 or Escape brings the work back."""

    left: reactive[int | None] = reactive(None)

    def compose(self) -> ComposeResult:
        """A table, and a session clock as office programs have."""
        yield Static(HOURS, markup=False, id="orari")
        yield Words("", id="sessione")

    def watch_left(self, left: int | None) -> None:
        """Show the countdown to the lock."""
        text = f"Sessione: {countdown(left)}" if left is not None else "Sessione"
        text = f"{text:<22}{MENU}"
        for line in self.query("#sessione").results(Words):
            line.set(text)

    def on_mount(self) -> None:
        """Paint the clock."""
        self.watch_left(self.left)


class Ground(Screen[None], inherit_bindings=False):
    """The empty floor under the first screen, which can then be replaced like any other."""

    AUTO_FOCUS = None


class SmallScreen(Screen[None], inherit_bindings=False):
    """Shown while the terminal is too small; nothing is lost meanwhile."""

    def compose(self) -> ComposeResult:
        """Two sentences that fit anywhere."""
        yield Words(
            "La finestra è troppo piccola.\n\nServono almeno 80 colonne e 24 righe: la allarghi e "
            "tutto torna com'era. Non si è perso nulla.",
            id="piccola",
        )
