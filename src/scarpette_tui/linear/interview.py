"""The interview line by line: one question, its answer committed before the next is said."""

from collections.abc import Callable

from scarpette_tui.desk import case_file, closing, glossary, pausing
from scarpette_tui.desk import consultation as desk
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.interview_view import why
from scarpette_tui.desk.views import InterviewView, QuestionView
from scarpette_tui.errors import DiskError, InputError
from scarpette_tui.linear.ending import Ending
from scarpette_tui.linear.findings import Findings
from scarpette_tui.linear.replies import DECLINED, UNKNOWN, reply, rows_of
from scarpette_tui.linear.talk import Back, Talk, Turn, folded, picked

COMMANDS = (
    "Parole: perché; indietro; riepilogo; vai (con un numero del riepilogo); avanti; visto; "
    "da verificare; risultati; nota; pausa; chiudi; cancella; copri; esci."
)
SHORT = "Perché, indietro, riepilogo, pausa, copri, esci; «parole» le dice tutte."
ALL_ASKED = (
    "Non c'è altro da chiedere.",
    "Nessuna domanda può più cambiare quello che le spetta o i passi da fare.",
)
ONE_END = (
    "Non c'è altro da chiedere per questo beneficio.",
    "Degli altri benefici non è stato chiesto tutto: non è un no.",
)
SHORT_END = (
    "Il percorso breve finisce qui.",
    "Quello che non è stato chiesto non è un no: nei risultati è «non ancora chiesto».",
)
PROVENANCES = {"visto": "visto", "da verificare": "da_verificare", "detto": "detto"}


class Home(Turn):
    """The consultation is left; the text says how it stands."""


class Interview:
    """One consultation, from the question on which it stands.

    Args:
        talk: the terminal.
        consultation: just begun, or resumed.

    """

    def __init__(self, talk: Talk, consultation: Consultation) -> None:
        self.talk, self.consultation = talk, consultation
        self.view = desk.view(consultation)
        self.provenance = "detto"
        self._sure: set[str] = set()
        self._commands: dict[str, Callable[[], None]] = {
            "perche": self._why,
            "riepilogo": self._summary,
            "avanti": lambda: self._show(desk.forward(consultation)),
            "risultati": self._results,
            "nota": self._note,
            "pausa": self._pause,
            "chiudi": self._close,
            "cancella": self._destroy,
            "parole": lambda: self.talk.say(COMMANDS),
        }

    def run(self) -> None:
        """Ask until the consultation is left.

        Raises:
            Home: it was; the draft or the case is on disk, or destroyed as she chose.

        """
        self.talk.say("", f"Codice: {self.consultation.code}.")
        while True:
            try:
                self._news()
                if self.view.coming_back:
                    self._returning()
                elif self.view.question is None:
                    self._finished()
                else:
                    self._question(self.view.question)
            except Back:
                if not self.view.can_go_back:
                    self.talk.say("È la prima domanda.")
                self._show(desk.back(self.consultation))
            except (InputError, DiskError) as error:
                self.talk.say(error.line())

    def _news(self) -> None:
        """Say what became sure since the last question."""
        fresh = [one for one in self.view.sure if one.benefit not in self._sure]
        self._sure = {one.benefit for one in self.view.sure}
        for one in fresh:
            self.talk.say(f"Ora è certo: {one.name}.")

    def _show(self, view: InterviewView) -> None:
        self.view, self.provenance = view, "detto"
        if view.news:
            self.talk.say(view.news)
        if view.put_aside:
            self.talk.say(f"Risposte messe da parte, che adesso non servono: {view.put_aside}.")

    def _returning(self) -> None:
        """Offer the answers put aside that are asked again; she decides whether they hold."""
        self.talk.title("Risposte messe da parte, che adesso servono di nuovo:")
        self.talk.say(*(f"{one.label} {one.text}." for one in self.view.coming_back))
        rows = (("no", "Le chiedo di nuovo"), ("yes", "Valgono ancora: le riporto"))
        wanted = self.talk.choose(rows) == "yes"
        self._show(desk.bring_back(self.consultation, wanted=wanted))

    # -- one question ---------------------------------------------------------------------

    def _question(self, question: QuestionView) -> None:
        low, high = self.view.left
        left = f"al più {high}" if low == 0 else f"da {low} a {high}" if high > low else f"{low}"
        self.talk.title(f"{self.view.phase_title}. {question.section}. Domande: {left}.")
        if question.person:
            self.talk.say(f"{question.person[:1].upper()}{question.person[1:]}.")
        self.talk.say(f"«{question.say}»")
        if question.current:
            self.talk.say(f"Risposta data: {question.current.text}.")
        self.talk.rows(label for _, label in rows_of(question))
        if question.kind == "choices":
            self.talk.say("Si può scegliere più di una voce, con la virgola; 0 per nessuna.")
        elif not question.options and question.kind != "yes_no":
            self.talk.say(f"Scriva {question.hint}; oppure «non so», «preferisce non dire».")
        self.talk.say(SHORT)
        while self.view.question is question:
            self._heard(question)

    def _heard(self, question: QuestionView) -> None:
        typed = self.talk.hear()
        word = folded(typed)
        if command := self._commands.get(word):
            command()
        elif word.startswith("vai "):
            self._jump(word[4:])
        elif word in PROVENANCES:
            self.provenance = PROVENANCES[word]
            self.talk.say(f"La prossima risposta sarà segnata: {word}.")
        elif word:
            self._answer(question, typed)

    def _answer(self, question: QuestionView, typed: str) -> None:
        key = question.key
        try:
            raw = reply(question, typed)
            if raw in (UNKNOWN, DECLINED):
                commit = desk.unknown if raw == UNKNOWN else desk.decline
                self._show(commit(self.consultation, key))
            else:
                self._show(desk.answer(self.consultation, key, raw, self.provenance))
        except InputError as error:
            self.talk.remark(error.line())

    # -- what one can do at any moment ----------------------------------------------------

    def _why(self) -> None:
        question = self.view.question
        if question is None:
            return
        for label, text in (
            ("Perché", question.why),
            ("Come chiederlo", question.how),
            ("Da non chiedere", question.never),
            ("Dove si vede già", question.look_up),
        ):
            if text:
                self.talk.say(f"{label}: {text}")
        labels = (one.label for one in question.options)
        for term in glossary.inside(question.say, question.how, *labels):
            self.talk.say(f"Parola da spiegare. {term}")
        lines = why(self.consultation, question.key)
        if lines:
            self.talk.say("Che cosa dipende da questa risposta:")
        for one in lines:
            self.talk.say(f"{one.benefit}: {one.text} ({one.source})", indent="  ")

    def _summary(self) -> None:
        """What she said, numbered for «vai», and how the rights stand."""
        self.talk.say("", "Risposte date:" if self.view.answered else "Ancora nessuna risposta.")
        self.talk.rows(f"{one.label} {one.text}." for one in self.view.answered)
        for title, lines in (
            ("Certi", self.view.sure),
            ("Si possono ottenere", self.view.near),
            ("Da chiarire", self.view.open),
        ):
            if lines:
                self.talk.say(f"{title}: {'; '.join(one.name for one in lines)}.")
        self.talk.say(f"Non ancora chiesti: {len(self.view.unasked)}.")

    def _jump(self, number: str) -> None:
        rows = [(one.key, "") for one in self.view.answered]
        key = picked(number, rows) if number.isdigit() else None
        if key is None:
            self.talk.say("Il numero è quello del riepilogo.")
        else:
            self._show(desk.jump(self.consultation, key))

    def _note(self) -> None:
        self.talk.say("Una nota dice che cosa fare, dove, entro quando: i fatti non servono.")
        try:
            text = self.talk.form("Nota:")
        except Back:
            text = ""
        if not text:
            self.talk.say("Nessuna nota scritta.")
            return
        case_file.add_note(self.consultation, text)
        self.talk.say("Nota registrata.", case_file.note_hint(text))

    def _results(self) -> None:
        if Findings(self.talk, self.consultation).read() == "chiudi":
            self._close()
        self.view = desk.view(self.consultation)

    def _pause(self) -> None:
        if not pausing.kept(self.consultation):
            self.talk.title(pausing.QUESTION)
            self.talk.say(pausing.ASKED)
            rows = [
                (value, f"{label}; {note}" if note else label)
                for value, label, note in pausing.CHOICES
            ]
            chosen = self.talk.choose(rows)
            if not chosen:
                return
            if chosen == "tonight":
                raise Home(pausing.until_tonight(self.consultation))
        raise Home(pausing.keep(self.consultation))

    def _close(self) -> None:
        try:
            Ending(self.talk, self.consultation).close()
        except Back:
            self.talk.say("La consultazione resta aperta.")
            self.view = desk.view(self.consultation)
            return
        raise Home("Consultazione chiusa.")

    def _destroy(self) -> None:
        self.talk.say("Cancellare tutto, adesso? Non resta niente e non si torna indietro.")
        rows = (("no", "No, continuiamo"), ("yes", "Sì, cancella tutto"))
        try:
            sure = self.talk.choose(rows) == "yes"
        except Back:
            sure = False
        if sure:
            closing.discard(self.consultation)
            raise Home("Cancellato tutto: di questo colloquio non resta niente.")

    # -- the end --------------------------------------------------------------------------

    def _finished(self) -> None:
        title, text = ALL_ASKED
        if self.view.short or self.view.focus:
            title, text = SHORT_END if self.view.short else ONE_END
        self.talk.title(title)
        self.talk.say(text)
        rows = [("risultati", "Sentire i risultati")]
        if self.view.amounts_left:
            many = f"{self.view.amounts_left} domande sui soldi"
            rows.append(("importi", f"Calcolare gli importi, solo se vuole le cifre: {many}"))
        if self.view.focus or self.view.short:
            rows.append(("tutti", "Continuare con tutto il resto"))
        rows += [
            ("riepilogo", "Riepilogo"),
            ("nota", "Nota"),
            ("chiudi", "Chiudere la consultazione"),
            ("pausa", "Mettere in pausa"),
        ]
        chosen = self.talk.choose(rows)
        if chosen == "importi":
            self._show(desk.want_amounts(self.consultation))
        elif chosen == "tutti":
            self._show(desk.focus(self.consultation, None))
        else:
            self._commands[chosen]()
