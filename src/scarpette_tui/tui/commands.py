"""One table of commands: it feeds key bindings, footer hints, help and palette.

A scope is a screen ("interview") or the application ("app"). The action names a method of
that screen or of the application.
"""

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Command:
    """One thing the official can do.

    `hint` is its place in the footer (1 is the first, 0 keeps it out); `palette` is empty when
    the command makes no sense in the palette.
    """

    action: str
    key: str
    shown: str
    """The key as Italians read it."""
    label: str
    """Footer text: one or two short words."""
    help: str
    palette: str = ""
    hint: int = 0
    priority: bool = False


# One command a line, so that the table reads as a table.
# fmt: off
HELP_HINT = Command("app.aiuto", "f1", "F1", "Guida", "apre questa guida", "", 9, priority=True)
APP = (
    HELP_HINT,
    Command("app.copri", "f9", "F9", "Copri", "copre lo schermo con gli orari; F9 o Esc lo riporta", "Copri lo schermo", priority=True),
    Command("app.blocca", "f10", "F10", "Blocca", "blocca subito: il programma si chiude e chiede la frase segreta", "Blocca subito", priority=True),
    Command("app.comandi", "ctrl+p", "Ctrl P", "Comandi", "apre l'elenco dei comandi"),
    Command("app.parole", "ctrl+l", "Ctrl L", "Parole", "spiega in parole semplici ISEE, DSU, SPID e le altre parole d'ufficio", "Parole d'ufficio spiegate"),
    Command("app.aspetto", "ctrl+t", "Ctrl T", "Aspetto", "cambia aspetto: scuro, chiaro, alto contrasto", "Cambia aspetto: scuro, chiaro, alto contrasto"),
    Command("app.esci", "ctrl+q", "Ctrl Q", "Esci", "esce dal programma", "Esci dal programma", priority=True),
    Command("app.niente", "ctrl+c", "Ctrl C", "", "non copia e non chiude: nulla esce dallo schermo"),
)
BACK = Command("screen.indietro", "escape", "Esc", "Indietro", "torna alla schermata di prima", "Torna indietro", 1)
LOCK = (
    Command("screen.recupero", "f7", "F7", "In due", "in due persone: riporta a una copia, recupera con le due quote, fa una prova", "Recupero e copie, in due persone", 3),
    Command("screen.attendi", "f5", "F5", "Riprova", "guarda di nuovo se l'archivio è libero", "Riprova ad aprire l'archivio", 1),
    Command("app.esci", "ctrl+q", "Ctrl Q", "Esci", "esce dal programma", "", 2),
)
FLOW = (
    BACK,
)
GATE = (
    Command("screen.indietro", "escape", "Esc", "Indietro", "torna alla domanda di prima", "Torna indietro", 1),
    Command("screen.fermati", "f8", "F8", "Fermarsi", "si ferma qui: non resta scritto nulla", "Fermarsi qui", 2),
)
PASSPHRASE = (
    BACK,
    Command("screen.altre", "f6", "F6", "Altre parole", "propone altre cinque parole a caso", "Altre cinque parole per la frase segreta", 2),
)
HOME = (
    Command("screen.nuova", "n", "N", "Nuova", "comincia una nuova consultazione", "Nuova consultazione", 1),
    Command("screen.riprendi", "r", "R", "Riprendi", "mostra le bozze da riprendere", "Riprendi una bozza", 2),
    Command("screen.fascicoli", "f", "F", "Fascicoli", "mostra i fascicoli aperti con lei o da lei", "I miei fascicoli", 3),
    Command("screen.cerca", "c", "C", "Cerca", "cerca un fascicolo con il codice e la parola", "Cerca per codice e parola", 4),
    Command("screen.trova", "t", "T", "Trova", "cerca una parola nei propri fascicoli", "Cerca una parola nei miei fascicoli"),
    Command("screen.utenti", "u", "U", "Utenti", "funzionari e frasi segrete", "Utenti e frasi segrete"),
    Command("screen.impostazioni", "i", "I", "Impostazioni", "le proprie scelte e quelle dell'ufficio", "Impostazioni"),
    Command("screen.archivio", "a", "A", "Archivio", "copie, registri e controllo, per la persona responsabile", "Cura dell'archivio"),
    Command("app.comandi", "ctrl+p", "Ctrl P", "Comandi", "", "", 5),
)
CASES = (
    BACK,
    Command("screen.note", "n", "N", "Note", "apre le note del fascicolo scelto", "Note del fascicolo", 2),
)
SEARCH = (
    Command("screen.indietro", "escape", "Esc", "Ferma", "ferma la ricerca, o torna indietro", "Torna indietro", 1),
)
CASE = (
    BACK,
)
PLAN = (
    BACK,
    Command("screen.ritorno", "f6", "F6", "Ritorno", "segna quando torna, se lo vuole lei", "Quando torna", 2),
)
ENTRY = (
    BACK,
)
INTERVIEW = (
    Command("screen.perche", "f2", "F2", "Perché", "perché lo chiedo: che cosa dipende da questa domanda", "Perché lo chiedo", 1),
    Command("screen.non_so", "f3", "F3", "Non so", "registra «non so» e va avanti", "Rispondi «non so»"),
    Command("screen.non_dice", "f4", "F4", "Non dice", "registra «preferisce non dire» e va avanti", "Rispondi «preferisce non dire»"),
    Command("screen.provenienza", "f5", "F5", "Come", "come lo sappiamo: detto, visto, da verificare", "Cambia: detto, visto, da verificare"),
    Command("screen.risposte", "f6", "F6", "Risposte", "elenco delle risposte: si torna a una qualsiasi", "Elenco delle risposte", 2),
    Command("screen.precedente", "f7", "F7", "Indietro", "torna alla domanda di prima, senza perdere le altre", "Torna alla domanda di prima", 3),
    Command("screen.pausa", "f8", "F8", "Pausa", "pausa: la bozza resta al sicuro e si torna all'inizio", "Pausa", 4),
    Command("screen.fermati", "escape", "Esc", "Fermarsi", "si ferma quando vuole lei: si sceglie che cosa resta", "Fermarsi", 5),
    Command("screen.modo", "ctrl+g", "Ctrl G", "Modo", "una domanda alla volta (discreto) o più voci insieme (rapido)", "Cambia modo: discreto o rapido"),
    Command("screen.quadro", "ctrl+o", "Ctrl O", "Quadro", "mostra o nasconde che cosa è già sicuro e che cosa è aperto", "Mostra il quadro"),
    Command("screen.risultati", "ctrl+r", "Ctrl R", "Risultati", "mostra i risultati con quello che si sa finora", "Mostra i risultati"),
    Command("screen.note", "ctrl+n", "Ctrl N", "Note", "note dei passi", "Note dei passi"),
)
FINISHED = (
    Command("screen.risultati", "ctrl+r", "Ctrl R", "Risultati", "mostra i risultati", "", 1),
    Command("screen.risposte", "f6", "F6", "Risposte", ""),
    Command("screen.precedente", "f7", "F7", "Indietro", "", "", 3),
    Command("screen.pausa", "f8", "F8", "Pausa", "", "", 4),
    Command("screen.fermati", "escape", "Esc", "Fermarsi", "", "", 5),
)
RESULTS = (
    Command("screen.indietro", "escape", "Esc", "Domande", "torna alle domande", "Torna alle domande", 1),
    Command("screen.scheda", "f2", "F2", "Scheda", "passa da benefici a passi a riepilogo", "Benefici, passi, riepilogo", 2),
    Command("screen.foglio", "f6", "F6", "Foglio", "prepara il foglio, dopo aver chiesto se è sicuro", "Prepara il foglio", 3),
    Command("screen.note", "f7", "F7", "Note", "note dei passi", "Note dei passi", 4),
    Command("screen.chiudi", "f8", "F8", "Chiudi", "chiude la consultazione: tenere o non lasciare traccia", "Chiudi la consultazione", 5),
    Command("screen.prova", "f3", "F3", "Prova", "tutte le condizioni del beneficio, o solo le risposte che decidono", "Tutte le condizioni, o solo le risposte che decidono"),
    Command("screen.e_se", "f5", "F5", "E se", "prova a cambiare una risposta e guarda che cosa cambia", "E se una risposta cambiasse?"),
    Command("screen.fatto", "f4", "F4", "Fatto", "segna a che punto è il passo scelto", "Segna a che punto è un passo"),
)
NOTES = (
    BACK,
    Command("screen.aggiungi", "ctrl+s", "Ctrl S", "Aggiungi", "aggiunge la nota alla cronologia", "Aggiungi la nota", 2),
    Command("screen.correggi", "f2", "F2", "Correggi", "corregge una nota: quella di prima resta leggibile", "Correggi una nota", 3),
)
PAGE = (
    BACK,
    Command("screen.stampa", "f6", "F6", "Stampa", "chiede la conferma e stampa", "Stampa il foglio", 2),
    Command("screen.salva", "f7", "F7", "Salva", "salva il foglio in un file scelto da lei", "Salva il foglio in un file", 3),
)
TOLD = (
    Command("screen.fine", "escape", "Esc", "Inizio", "torna alla schermata iniziale", "Torna all'inizio", 1),
)
USERS = (
    BACK,
    Command("screen.aggiungi", "ctrl+s", "Ctrl S", "Nuovo", "aggiunge un funzionario", "Aggiungi un funzionario", 2),
    Command("screen.cambia", "f6", "F6", "Frase", "cambia la propria frase segreta", "Cambia la mia frase segreta", 3),
)
DIALOG = (
    Command("screen.annulla", "escape", "Esc", "Chiudi", "chiude la finestra"),
)
# fmt: on

SCOPES: dict[str, tuple[Command, ...]] = {
    "app": APP, "lock": LOCK, "flow": FLOW, "gate": GATE, "passphrase": PASSPHRASE,
    "home": HOME, "cases": CASES, "case": CASE, "search": SEARCH, "plan": PLAN, "entry": ENTRY,
    "interview": INTERVIEW, "finished": FINISHED, "results": RESULTS, "notes": NOTES,
    "page": PAGE, "told": TOLD, "users": USERS, "dialog": DIALOG,
}  # fmt: skip
"""Every command, by scope."""


def bindings(scope: str) -> list[Binding]:
    """Return the key bindings of a scope, with Italian descriptions only."""
    return [
        Binding(one.key, one.action, one.label or one.shown, show=False, priority=one.priority)
        for one in SCOPES[scope]
        if not (one.key == "ctrl+p" and scope != "app")
    ]


def moving() -> list[Binding]:
    """Return the keys that move focus and text, for every screen."""
    return [
        Binding("tab", "app.focus_next", "Avanti", show=False),
        Binding("shift+tab", "app.focus_previous", "Indietro", show=False),
        Binding("shift+down", "app.scorri(4)", "Scorri", show=False),
        Binding("shift+up", "app.scorri(-4)", "Scorri", show=False),
    ]


def hints(scope: str) -> tuple[Command, ...]:
    """Return what the footer shows: at most six, help last."""
    own = sorted((one for one in SCOPES[scope] if one.hint), key=lambda one: one.hint)
    return (*own[:5], HELP_HINT)


def listed(scope: str) -> tuple[Command, ...]:
    """Return the commands of a scope and of the application, for help and palette."""
    seen: dict[str, Command] = {}
    for one in (*SCOPES[scope], *APP):
        if one.help:
            seen.setdefault(one.action, one)
    return tuple(seen.values())
