"""`scarpette linear`: unlock, choose, consult; every way out keeps what was written."""

import io
import sys
import threading
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.desk import case_file, consultation, passphrases, searching, upkeep, users
from scarpette_tui.desk import session as sessions
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.idle import Idle
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import CaseLine, DemoView, VaultView
from scarpette_tui.errors import (
    DiskError,
    InputError,
    ScarpetteError,
    VaultDamagedError,
    WrongPassphraseError,
    crash_text,
)
from scarpette_tui.isolation import RELOCK
from scarpette_tui.linear.gate import Gate, Stopped
from scarpette_tui.linear.interview import Home, Interview
from scarpette_tui.linear.office import ELSEWHERE, Archive, Settings
from scarpette_tui.linear.talk import Back, Leave, Lock, Talk
from scarpette_tui.linear.watch import Watch

KEPT = "Le risposte già registrate sono nell'archivio cifrato: si riprende dalla stessa domanda."
MENU = (
    ("new", "Nuova consultazione"),
    ("drafts", "Riprendi una bozza"),
    ("cases", "I miei fascicoli"),
    ("find", "Cerca per codice e parola"),
    ("search", "Cerca una parola nei miei fascicoli"),
    ("settings", "Impostazioni"),
    ("archive", "Cura dell'archivio: copie, accessi, controllo"),
    ("elsewhere", "Che cosa si fa altrove"),
    ("lock", "Blocca"),
    ("leave", "Esci"),
)
FOR_THE_HEAD = frozenset({"archive"})


def run(directory: Path, *, clock: Clock, demo: DemoView | None = None) -> int:
    """Talk with one official until the end.

    Args:
        directory: the vault folder.
        clock: the injected clock.
        demo: a temporary vault.

    Returns:
        0 at the end, RELOCK to be locked, 130 when interrupted, 1 after a crash.

    Raises:
        ScarpetteError: the vault does not open, or is no longer as it should be.

    """
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # no letter of a terminal stops the interview
    talk = Talk(sys.stdin, sys.stdout, Idle(clock))
    try:
        code = Desk(talk, directory, clock, demo).run()
    except Lock:
        code = RELOCK
    except Leave:
        talk.say("", f"Fine. {KEPT}")
        code = 0
    except EOFError:
        talk.say("", f"Non arriva più niente da leggere: il programma si chiude. {KEPT}")
        code = 0
    except KeyboardInterrupt:
        talk.say("", f"Interrotto. {KEPT}")
        code = 130
    except (ScarpetteError, BrokenPipeError):
        raise
    except Exception as error:  # never a traceback: it could hold what she said
        sys.stderr.write(crash_text(error) + "\n")
        return 1
    if code in (0, RELOCK):
        talk.blank()
    return code


class Desk:
    """One official at the desk, from the lock to the end."""

    def __init__(self, talk: Talk, directory: Path, clock: Clock, demo: DemoView | None) -> None:
        self.talk, self.directory, self.clock, self.demo = talk, directory, clock, demo
        self._inside = True

    def run(self) -> int:
        """Unlock, then offer the menu until someone leaves."""
        with self._unlock() as session, Watch(self.talk, session) as watch:
            self.talk.say(
                "", f"{session.office}, {session.desk}. Buon lavoro, {session.user.label}."
            )
            while session.temporary:
                self._own_passphrase(session)
            if session.closed.text:
                self.talk.say(session.closed.text)
            if session.user.role == "supervisore":
                self.talk.say("I conteggi si leggono con «scarpette counts show».")
                return 0
            self._said_at_the_entrance(session)
            try:
                while True:
                    try:
                        self._home(session, watch)
                    except Back:
                        continue
            finally:
                self._inside = False

    def _said_at_the_entrance(self, session: Session) -> None:
        """Say what home says on the screen, and read every page of the vault behind it (V5)."""
        view = upkeep.remarks(session)
        for code, day in view.expiring:
            self.talk.say(f"Fra poco si cancella: {code}, il {day:%d/%m/%Y}.")
        self.talk.say(*view.remarks)
        threading.Thread(target=self._look_behind, args=(session,), daemon=True).start()

    def _look_behind(self, session: Session) -> None:
        try:
            good, said = upkeep.quiet_check(session, lambda: not self._inside)
        except Exception:
            if self._inside:
                raise
            return  # it was closed meanwhile
        if not good and self._inside:
            self.talk.remark(said)

    # -- the lock -------------------------------------------------------------------------

    def _unlock(self) -> Session:
        view = sessions.look(self.directory)
        _refuse(view)
        self.talk.say(", ".join(part for part in (view.office, view.desk) if part))
        if self.demo:
            demo = self.demo
            self.talk.say(
                "Dimostrazione: i dati sono inventati, e spariscono con la chiusura e con il blocco.",
                f"La frase di tutti: {demo.passphrase}",
                "Le due quote di recupero, per provare il recupero:",
                *demo.shares,
            )
            self.talk.title("Con quale ruolo?")
            people = sorted(view.users, key=lambda one: one.label != demo.label)
            label = self.talk.choose([(one.label, one.label) for one in people])
            return sessions.unlock(self.directory, label, demo.passphrase, clock=self.clock)
        if view.synthetic:
            self.talk.say("Archivio di prova: i dati sono inventati.")
        if view.message:
            self.talk.say(view.message)
        while True:
            try:
                return self._typed(view)
            except Back:
                continue
            except (WrongPassphraseError, InputError) as error:
                if not self.talk.typed_at_terminal:
                    raise
                self.talk.say(error.line())

    def _typed(self, view: VaultView) -> Session:
        self.talk.title("Chi è allo sportello?")
        people = sorted(view.users, key=lambda one: one.role == "supervisore")
        label = self.talk.choose([(one.label, one.label) for one in people])
        typed = self.talk.secret("Frase segreta")
        self.talk.say("Apro l'archivio: serve circa un secondo.")
        return sessions.unlock(self.directory, label, typed, clock=self.clock)

    def _own_passphrase(self, session: Session) -> None:
        """Let a person choose the passphrase that nobody else knows, before anything else (V2)."""
        self.talk.say(
            "La frase segreta di adesso la conosce anche chi gliel'ha data: ne scelga una Sua.",
            f"Per esempio: {passphrases.suggest()}.",
        )
        old = self.talk.secret("Frase segreta di adesso")
        new = self.talk.secret("Frase segreta nuova")
        if new != self.talk.secret("Di nuovo la frase nuova"):
            self.talk.say("Le due frasi sono diverse. Ricominciamo.")
            return
        try:
            users.change_passphrase(session, old, new)
        except (WrongPassphraseError, InputError) as error:
            if not self.talk.typed_at_terminal:
                raise
            self.talk.say(error.line())
        else:
            self.talk.say("Frase segreta cambiata: da adesso la conosce solo Lei.")

    # -- home -----------------------------------------------------------------------------

    def _home(self, session: Session, watch: Watch) -> None:
        self.talk.title("Che cosa facciamo?")
        head = session.user.role == "responsabile"
        rows = [row for row in MENU if head or row[0] not in FOR_THE_HEAD]
        chosen = self.talk.choose(rows)
        if chosen == "lock":
            raise Lock
        if chosen == "leave":
            raise Leave
        if chosen == "new":
            self._new(session, watch)
        elif chosen == "find":
            self._find(session, watch)
        elif chosen == "search":
            self._search(session, watch)
        elif chosen == "settings":
            Settings(self.talk, session).ask()
        elif chosen == "archive":
            Archive(self.talk, session).ask()
        elif chosen == "elsewhere":
            self.talk.say(*ELSEWHERE)
        elif chosen == "drafts":
            self._list(session, watch, case_file.drafts(session))
        else:
            self._list(session, watch, case_file.cases(session))

    def _new(self, session: Session, watch: Watch) -> None:
        gate = Gate(self.talk, session)
        try:
            answers = gate.answers()
        except Stopped as stopped:
            self.talk.say(str(stopped))
            return
        begun = consultation.start(session, answers, entry=gate.entry, benefit=gate.benefit)
        self._consult(begun, watch)

    def _list(self, session: Session, watch: Watch, lines: tuple[CaseLine, ...]) -> None:
        if not lines:
            self.talk.say("Nessuno, per ora.")
            return
        self.talk.title("Quale?")
        rows = [(one.case_id, f"{one.code}, {one.state_text}, {_days(one)}") for one in lines]
        self._resume(session, watch, self.talk.choose(rows))

    def _find(self, session: Session, watch: Watch) -> None:
        code = self.talk.form("Codice:", required="Serve il codice.")
        word = self.talk.form("Parola scelta da lei:", required="Serve la parola.")
        found = case_file.find(session, code, word)
        if found is None:
            self.talk.say("Non trovato fra i fascicoli che lei può aprire.")
        else:
            self._resume(session, watch, found.case_id)

    def _search(self, session: Session, watch: Watch) -> None:
        text = self.talk.form("Parola da cercare in note, passi, contatti:", required="Serve.")
        hits = searching.search(session, text, stop=lambda: False, progress=lambda *_: None)
        if not hits:
            self.talk.say("Non c'è nei fascicoli che lei può aprire.")
            return
        self.talk.title(f"Trovato in {len(hits)} punti. Quale fascicolo si apre?")
        rows = [(one.case_id, f"{one.code}, {one.where}: {one.excerpt}") for one in hits]
        self._resume(session, watch, self.talk.choose(rows))

    def _resume(self, session: Session, watch: Watch, case_id: str) -> None:
        self._consult(consultation.resume(session, case_id), watch)

    def _consult(self, begun: Consultation, watch: Watch) -> None:
        watch.in_consultation = True
        try:
            Interview(self.talk, begun).run()
        except Home as left:
            self.talk.say("", str(left))
        finally:
            watch.in_consultation = False


def _refuse(view: VaultView) -> None:
    """Raise for a vault that cannot be opened."""
    if view.kind == "absent":
        raise InputError("L'archivio non c'è ancora.", "", "Crearlo con «scarpette vault create».")
    if view.kind == "refused":
        raise DiskError(view.message)
    if view.kind in ("damaged", "newer"):
        raise VaultDamagedError(view.message)


def _days(line: CaseLine) -> str:
    kept = f", fino al {line.retention_until:%d/%m/%Y}" if line.retention_until else ""
    opened = f"dal {line.opened_on:%d/%m/%Y}" if line.opened_on else ""
    return f"{opened}{kept}"
