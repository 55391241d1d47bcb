"""Settings and care of the archive, line by line, over the same desk functions."""

from collections.abc import Callable

from scarpette_tui.desk import office, upkeep
from scarpette_tui.desk.office import SettingLine
from scarpette_tui.desk.session import Session
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.linear.talk import Back, Talk

SHOWN = 50
"""Lines of the register of accesses that are read; «scarpette» on the screen shows more."""
ELSEWHERE = (
    "Utenti: «scarpette vault users».",
    "Riportare una copia e recuperare, in due persone: «scarpette vault restore» e «scarpette "
    "vault recover».",
    "Conteggi: «scarpette counts show».",
    "Nella versione a schermo, «scarpette»: cambiare la propria frase; di un fascicolo chiuso "
    "consensi, contatto, durata, affidarlo a un altro, il foglio con tutto quello che è scritto.",
)
"""Where what is not asked line by line is done; docs/lineare.md has the same."""


class Settings:
    """The official's own choices, and those of the office for the responsabile."""

    def __init__(self, talk: Talk, session: Session) -> None:
        self.talk, self.session = talk, session

    def ask(self) -> None:
        """Read them, change one at a time.

        Raises:
            Back: done.

        """
        head = self.session.user.role == "responsabile"
        while True:
            lines = office.lines(self.session)
            mine = [one for one in lines if one.how and (head or not one.head)]
            self.talk.title("Impostazioni. Un numero cambia quella voce; «indietro» esce.")
            ready = next(one.value for one in lines if one.key == "ready")
            self.talk.say(f"Lo sportello: {ready}.")
            key = self.talk.choose([(one.key, f"{one.label}: {one.value}") for one in mine])
            try:
                self._change(next(one for one in mine if one.key == key))
            except Back:
                continue
            except ScarpetteError as error:
                self.talk.say(error.line())

    def _change(self, line: SettingLine) -> None:
        if line.key == "centres":
            self._centres()
            return
        self.talk.say(f"{line.label}. Adesso: {line.value}.")
        typed = self.talk.form(f"{line.how}:")
        office.change(self.session, line.key, typed)
        self.talk.say("Impostazione cambiata.")

    def _centres(self) -> None:
        self.talk.title("Centri. Si stampa solo un centro chiamato, con il giorno.")
        known = [(place, f"Togliere: {text}") for place, text in office.centres(self.session)]
        chosen = self.talk.choose([("add", "Aggiungere un centro"), *known])
        if chosen == "add":
            name = self.talk.form("Nome del centro:", required="Serve il nome.")
            number = self.talk.form("Numero:", required="Serve il numero.")
            hours = self.talk.form("Orari:")
            called = self.talk.form("Ha risposto il, gg/mm/aaaa; vuoto se non ancora:")
            office.add_centre(self.session, name, number, hours, called)
        else:
            office.remove_centre(self.session, int(chosen))
        self.talk.say("Centri cambiati.")


class Archive:
    """Copies, accesses, register, code, check: for the responsabile."""

    def __init__(self, talk: Talk, session: Session) -> None:
        self.talk, self.session = talk, session
        self._acts: dict[str, tuple[str, Callable[[], None]]] = {
            "copy": ("Fare una copia adesso", self._copy),
            "copies": ("Elenco delle copie", self._copies),
            "accesses": ("Registro degli accessi", self._accesses),
            "register": ("Registro dei fascicoli: solo codici", self._register),
            "code": ("Confrontare un codice annotato", self._code),
            "check": ("Controllare tutto l'archivio", self._check),
            "expired": ("Cancellare i fascicoli scaduti", self._expired),
        }

    def ask(self) -> None:
        """Offer the acts until someone goes back.

        Raises:
            Back: done.

        """
        while True:
            self.talk.title("Cura dell'archivio. «indietro» esce.")
            chosen = self.talk.choose([(key, label) for key, (label, _) in self._acts.items()])
            try:
                self._acts[chosen][1]()
            except Back:
                continue
            except ScarpetteError as error:
                self.talk.say(error.line())

    def _copy(self) -> None:
        self.talk.say("Copio, e provo ad aprire la copia.")
        self.talk.say(f"Copia fatta e provata: {upkeep.describe(upkeep.backup_now(self.session))}.")

    def _copies(self) -> None:
        found = upkeep.backups(self.session.directory)
        self.talk.say(*(map(upkeep.describe, found) if found else ["Ancora nessuna copia."]))

    def _accesses(self) -> None:
        lines = upkeep.audit(self.session)
        self.talk.say(*map(upkeep.entry, lines[:SHOWN]))
        if len(lines) > SHOWN:
            self.talk.say(f"Altre {len(lines) - SHOWN} righe più vecchie.")

    def _register(self) -> None:
        rows = upkeep.register(self.session)
        self.talk.say(*(", ".join(row) for row in rows) if rows else ["Nessun fascicolo."])

    def _code(self) -> None:
        typed = self.talk.form("Il codice annotato su carta, dodici lettere e cifre:")
        self.talk.say(upkeep.knows_code(self.session, typed) or "L'archivio riconosce il codice.")

    def _check(self) -> None:
        self.talk.say("Controllo ogni pagina.")
        good, lines = upkeep.check(self.session)
        self.talk.say("Tutto in ordine." if good else "L'archivio va guardato.", *lines)

    def _expired(self) -> None:
        today = self.session.clock.today()
        self.talk.title(f"Oggi è il {today:%d/%m/%Y}: è giusto? I fascicoli scaduti spariscono.")
        if self.talk.choose((("no", "No"), ("yes", "Sì, cancellare gli scaduti"))) == "yes":
            self.talk.say(f"Cancellati: {upkeep.erase_expired(self.session)}.")
