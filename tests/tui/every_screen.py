"""Every screen and window, with a word that must be on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tui import samples
from tests.tui.walking import gate_answers
from textual.screen import Screen

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.office import SettingLine
from scarpette_tui.desk.rescue import Recovery
from scarpette_tui.desk.views import ClosingChoices, DemoView
from scarpette_tui.errors import DiskError
from scarpette_tui.tui.screens import asking
from scarpette_tui.tui.screens.case import CaseScreen
from scarpette_tui.tui.screens.case_acts import ContactFlow, EraseFlow, OwnCopyFlow, RetentionFlow
from scarpette_tui.tui.screens.case_giving import HandOverFlow, SecondFlow
from scarpette_tui.tui.screens.cases import FindScreen
from scarpette_tui.tui.screens.closing import ClosingFlow
from scarpette_tui.tui.screens.consents import ConsentsScreen
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
from scarpette_tui.tui.screens.pausing import pause_dialog
from scarpette_tui.tui.screens.plan import PlanScreen, ReturnFlow, StepFlow
from scarpette_tui.tui.screens.rescue import RescueFlow
from scarpette_tui.tui.screens.results import ResultsScreen
from scarpette_tui.tui.screens.search import SearchScreen
from scarpette_tui.tui.screens.settings import CentreFlow, SettingFlow, SettingsScreen
from scarpette_tui.tui.screens.told import ToldScreen
from scarpette_tui.tui.screens.upkeep import AuditScreen, CodeFlow, UpkeepScreen
from scarpette_tui.tui.screens.users import (
    AddUser,
    ChangePassphrase,
    TemporaryPassphrase,
    UsersScreen,
)
from scarpette_tui.tui.screens.wizard import Wizard

Maker = Callable[[Consultation], Screen[Any]]

DEMO = DemoView(Path("archivio"), "Operatore", "x", ("A 0000 1111", "B 2222 3333"))
PAPER = PaperData(
    (("nessuno", "Nessun foglio", "Si legge a voce."), ("neutro", "Foglio neutro", "Sempre.")),
    samples.LANGUAGES,
    "Il foglio esiste in due lingue; per un'altra si legge con l'interprete.",
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
    choices = ClosingChoices(keep=True, second=samples.USERS[0].label)
    return lambda found: at(ClosingFlow(found, samples.USERS[:1], samples.GATE, choices), step)


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


def rescue(step: str) -> Maker:
    """Return the acts of two people at a step."""

    def make(_: Consultation) -> RescueFlow:
        flow = RescueFlow(samples.vault("ready"), samples.BACKUPS)
        with_words(flow)
        flow.wanted = Recovery("Operatore di prova", "")
        flow.lines = ("Copia n. 7: firma, file e pagine in ordine.", "Fascicoli contenuti: 12.")
        flow.step = step
        return flow

    return make


def line(label: str) -> SettingLine:
    """Return one setting."""
    return SettingLine(label, label, "5 minuti", "5", "minuti, da 1 a 30", head=False)


SETTINGS = (
    line("Copertura dello schermo"),
    line("Blocco"),
    SettingLine("ready", "Lo sportello", "manca: la stanza riservata", "", ""),
)


SCREENS: dict[str, tuple[Maker, str]] = {
    "blocco": (lambda _: LockScreen(samples.vault("ready"), None), "Chi è allo sportello?"),
    "blocco-frase": (
        lambda _: LockScreen(samples.vault("ready"), DEMO),
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
    "foglio-lingua": (
        lambda found: at(PaperFlow(found, PAPER), "language"),
        "esiste in due lingue",
    ),
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
    "chiusura-certi": (closing("sure"), "La può aprire anche"),
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
    "pausa": (lambda _: pause_dialog(), "a mezzanotte si cancella da sola"),
    "fascicolo": (lambda found: CaseScreen(found, samples.CASE), "fra 5 giorni si cancella"),
    "consensi": (lambda found: ConsentsScreen(found, samples.CONSENTS), "essere cercata: tolto"),
    "contatto": (
        lambda found: at(ContactFlow(found, samples.CASE.contact), "how"),
        "Se risponde un altro",
    ),
    "conservazione": (RetentionFlow, "Mesi, da 1 a 60"),
    "cancellare": (EraseFlow, "Cancellare tutto, adesso?"),
    "suo-foglio": (OwnCopyFlow, "Ha diritto di vederlo sempre"),
    "secondo": (
        lambda found: SecondFlow(found, samples.CASE, samples.USERS[:1]),
        "Chi altro lo può aprire?",
    ),
    "affidare": (
        lambda found: HandOverFlow(found, samples.CASE, samples.USERS[:1]),
        "A chi si affida?",
    ),
    "passi": (lambda found: PlanScreen(found, samples.PLAN), "in corso entro il 01/12/2026"),
    "passo": (lambda found: StepFlow(found, samples.PLAN[0]), "A che punto è?"),
    "ritorno": (ReturnFlow, "Quando torna?"),
    "trova": (lambda _: SearchScreen(), "Parola da cercare"),
    "cura": (lambda _: UpkeepScreen(samples.BACKUPS, "AAAA BBBB CCCC"), "Fare una copia adesso"),
    "accessi": (lambda _: AuditScreen(samples.AUDIT), "fascicolo chiuso A12345"),
    "codice": (lambda _: CodeFlow(), "Il codice annotato su carta"),
    "impostazioni": (lambda _: SettingsScreen(SETTINGS), "manca: la stanza riservata"),
    "impostazione": (lambda _: SettingFlow(line("Blocco")), "Minuti, da 1 a 30"),
    "centro": (lambda _: CentreFlow(), "Ha risposto il"),
    "frase-temporanea": (
        lambda _: with_words(TemporaryPassphrase("Operatore di prova")),
        "Frase temporanea",
    ),
    "in-due": (rescue("what"), "la seconda persona deve essere qui"),
    "in-due-copia": (rescue("which"), "n. 7 del 23/11/2026"),
    "in-due-quota": (rescue("share_a"), "chi dirige l'ufficio"),
    "in-due-eredi": (rescue("heir"), "i fascicoli di qualcun altro"),
    "in-due-frase": (rescue("secret"), "frase segreta nuova"),
    "in-due-certi": (rescue("sure"), "al posto dell'archivio?"),
}
