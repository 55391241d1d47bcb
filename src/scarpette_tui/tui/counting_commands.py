"""The commands of the dashboard, for footer, help, palette and keys like every other."""

from scarpette_tui.tui.commands import SCOPES, Command

# fmt: off - one command a line
DASHBOARD = (
    Command(
        "screen.prima", "left", "←", "Prima", "mostra il periodo di prima", "Periodo di prima", 1
    ),
    Command("screen.dopo", "right", "→", "Dopo", "mostra il periodo dopo", "Periodo dopo", 2),
    Command(
        "screen.periodo",
        "p",
        "P",
        "Periodo",
        "sceglie il periodo da un elenco",
        "Scegli il periodo",
        3,
    ),
    Command(
        "screen.verifica",
        "v",
        "V",
        "Verifica",
        "controlla le firme e i giorni mancanti",
        "Verifica i conteggi",
        4,
    ),
    Command(
        "screen.rapporto",
        "f6",
        "F6",
        "Rapporto",
        "salva il rapporto del mese, una pagina PDF",
        "Salva il rapporto del mese",
        5,
    ),
    Command("screen.unita('giorni')", "g", "G", "", "una riga per giorno", "Conteggi per giorno"),
    Command(
        "screen.unita('settimane')",
        "s",
        "S",
        "",
        "una riga per settimana",
        "Conteggi per settimana",
    ),
    Command("screen.unita('mesi')", "m", "M", "", "una riga per mese", "Conteggi per mese"),
    Command("screen.unita('anni')", "a", "A", "", "una riga per anno", "Conteggi per anno"),
    Command(
        "screen.unita('argomenti')",
        "r",
        "R",
        "",
        "la tabella del trimestre per argomento",
        "Conteggi per argomento",
    ),
    Command(
        "screen.conferma",
        "c",
        "C",
        "",
        "dopo una lunga pausa: la data di oggi è giusta",
        "Conferma la data di oggi",
    ),
    Command(
        "screen.indietro", "escape", "Esc", "", "torna all'inizio, per la persona responsabile", ""
    ),
)
# fmt: on
SCOPES["dashboard"] = DASHBOARD
