"""Every screen and window, with a word that must be on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tui import samples
from tests.tui.walking import gate_answers
from textual.screen import Screen

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.errors import DiskError
from scarpette_tui.tui.screens import asking
from scarpette_tui.tui.screens.cases import FindScreen
from scarpette_tui.tui.screens.closing import ClosingFlow
from scarpette_tui.tui.screens.dialogs import Reading, fault, leave_dialog
from scarpette_tui.tui.screens.entry import Entry
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.gate import Gate, GateData
from scarpette_tui.tui.screens.helping import Palette, help_window
from scarpette_tui.tui.screens.interview import InterviewScreen
from scarpette_tui.tui.screens.lock import LockScreen
from scarpette_tui.tui.screens.notes import NotesScreen
from scarpette_tui.tui.screens.paper import PaperData, PaperFlow, PreviewScreen, SaveFlow
from scarpette_tui.tui.screens.passphrase import PassphraseFlow
from scarpette_tui.tui.screens.results import ResultsScreen
from scarpette_tui.tui.screens.told import ToldScreen
from scarpette_tui.tui.screens.users import AddUser, ChangePassphrase, UsersScreen
from scarpette_tui.tui.screens.wizard import Wizard

Maker = Callable[[Consultation], Screen[Any]]

PAPER = PaperData(
    (("nessuno", "Nessun foglio", "Si legge a voce."), ("neutro", "Foglio neutro", "Sempre.")),
    samples.LANGUAGES,
    "È sicuro portare un foglio a casa?",
    "Se qualcuno lo trova, cosa pensa?",
)


def at(flow: Flow, step: str) -> Flow:
    """Return a flow that stands at a step."""
    flow.step = step
    return flow


def gate(step: str) -> Maker:
    """Return the gate at a step."""
    data = GateData(samples.GATE, samples.LANGUAGES, samples.USERS[:1])
    return lambda _: at(Gate(data), step)


def closing(step: str) -> Maker:
    """Return the closing at a step."""
    return lambda found: at(ClosingFlow(found, samples.USERS[:1], samples.GATE), step)


def with_words(flow: PassphraseFlow) -> PassphraseFlow:
    """Return a flow that offers the same words in every picture."""
    flow.suggestion = "cinque parole scelte a caso"
    return flow


def wizard(step: str) -> Maker:
    """Return the first run at a step."""

    def make(_: Consultation) -> Wizard:
        screen = Wizard(Path("archivio"))
        with_words(screen)
        if step == "more":
            screen.users = [("Responsabile", "responsabile", "x")]
        screen.step = step
        return screen

    return make


SCREENS: dict[str, tuple[Maker, str]] = {
    "blocco": (lambda _: LockScreen(samples.vault("ready"), None), "Chi è allo sportello?"),
    "blocco-frase": (
        lambda _: LockScreen(samples.vault("ready"), ("Operatore", "x")),
        "Frase segreta",
    ),
    "blocco-occupato": (lambda _: LockScreen(samples.vault("busy"), None), "già aperto"),
    "blocco-danneggiato": (lambda _: LockScreen(samples.vault("damaged"), None), "va controllato"),
    "avvio": (wizard("welcome"), "Prepariamo"),
    "avvio-ufficio": (wizard("place"), "Ufficio e sportello"),
    "avvio-utente": (wizard("person"), "responsabile"),
    "avvio-altri": (wizard("more"), "Altri utenti?"),
    "gate-accompagnata": (gate("accompanied"), "È accompagnata?"),
    "gate-separare": (gate("separate"), "una persona alla volta"),
    "gate-pericolo": (gate("danger"), "tranquilla"),
    "gate-aiuto": (gate("help"), "112"),
    "gate-lingua": (gate("language"), "familiare"),
    "gate-traduce": (gate("interpreter"), "al telefono"),
    "gate-limiti": (gate("limits"), "servizio legale"),
    "gate-chi": (gate("must_not_know"), "meglio non sappia"),
    "gate-secondo": (gate("second"), "secondo funzionario"),
    "entrata": (
        lambda _: Entry(gate_answers(), (("a", "Vorrei un conto mio"),), samples.LINES, "breve"),
        "con le sue parole",
    ),
    "domanda-si-no": (
        lambda found: InterviewScreen(found, samples.interview(samples.YES_NO)),
        "Ha figli",
    ),
    "domanda-scelte": (
        lambda found: InterviewScreen(found, samples.interview(samples.CHOICES)),
        "Conferma",
    ),
    "domanda-importo": (
        lambda found: InterviewScreen(found, samples.interview(samples.MONEY)),
        "Importo in euro",
    ),
    "domanda-gruppo": (
        lambda found: InterviewScreen(found, samples.several()),
        "Quale di queste la riguarda?",
    ),
    "percorso-breve": (
        lambda found: InterviewScreen(found, samples.brief()),
        "percorso breve finisce",
    ),
    "domande-finite": (
        lambda found: InterviewScreen(found, samples.interview(None)),
        "altro da chiedere",
    ),
    "perche": (
        lambda _: Reading("Perché lo chiedo", asking.why_sections(samples.YES_NO, samples.WHY)),
        "Che cosa dipende",
    ),
    "fermarsi": (lambda _: asking.stop_dialog(), "Ci fermiamo?"),
    "risultati": (lambda found: ResultsScreen(found, samples.RESULTS), "Assegno di esempio"),
    "note": (lambda found: NotesScreen(found, ()), "Nuova nota"),
    "foglio-sicuro": (lambda found: PaperFlow(found, PAPER), "È sicuro portare"),
    "foglio-livello": (lambda found: at(PaperFlow(found, PAPER), "which"), "Foglio neutro"),
    "foglio-anteprima": (
        lambda _: PreviewScreen(samples.PAPER, "Foglio neutro", PAPER.found),
        "da dire a voce",
    ),
    "foglio-salva": (lambda _: SaveFlow(samples.PAPER, PAPER.found), "Cartella e nome"),
    "chiusura": (closing("keep"), "Senza traccia"),
    "chiusura-richiamata": (closing("contact"), "Essere richiamata"),
    "chiusura-consenso": (closing("agreed"), "Un consenso alla volta"),
    "chiusura-contatto": (closing("how"), "Se risponde un altro"),
    "chiusura-tempo": (closing("retention"), "Mesi"),
    "da-dire": (lambda _: ToldScreen(samples.CLOSED, samples.GATE), "A   1   2   3   4   5"),
    "cerca": (lambda _: FindScreen(), "Cerca per codice"),
    "utenti": (lambda _: UsersScreen(), "Chi apre questo archivio"),
    "utente-nuovo": (lambda _: AddUser(), "Che ruolo ha?"),
    "frase-segreta": (lambda _: with_words(ChangePassphrase()), "Frase segreta nuova"),
    "guida": (lambda _: help_window("interview", None), "Guida"),
    "comandi": (lambda _: Palette("interview"), "Comandi"),
    "uscita": (lambda _: leave_dialog(), "Uscire dal programma?"),
    "guasto": (
        lambda _: fault(DiskError("Il disco è pieno.", "Tutto il resto.", "Liberare spazio.")),
        "Che cosa resta",
    ),
}
