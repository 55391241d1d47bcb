"""The first minutes, line by line, in the order of P5 and P6: nothing is written here."""

from scarpette_tui.desk import closing
from scarpette_tui.desk import gate as desk
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import GateAnswers
from scarpette_tui.linear.steps import Step, walk
from scarpette_tui.linear.talk import Talk, Turn

NOBODY = ("", "Nessun altro")
ITALIAN = "it"
SHORT = "Cinque minuti: chi vede le sue cose, i soldi, la scadenza che passa, un appuntamento"


class Stopped(Turn):
    """The interview was not opened; the text says so."""


class Gate:
    """Asks what has to be clear before a draft exists.

    Args:
        talk: the terminal.
        session: who is at the desk.

    """

    def __init__(self, talk: Talk, session: Session) -> None:
        self.talk, self.session = talk, session
        self.texts = desk.gate_texts(session)
        self.language, self.interpreter = ITALIAN, "nessuno"
        self.must_not_know = False
        self.second: str | None = None
        self.entry: str | None = None
        self.benefit: str | None = None

    def answers(self) -> GateAnswers:
        """Walk through the gate and return what it established.

        Raises:
            Stopped: no interview today.
            Back: from the first question.

        """
        walk(self.accompanied)
        return GateAnswers(
            language=self.language,
            limits_read=True,
            someone_must_not_know=self.must_not_know,
            interpreter=self.interpreter,
            second=self.second,
        )

    def accompanied(self) -> Step:
        """For the official's eyes: to be answered without reading aloud (P5)."""
        self.talk.title(self.texts.accompanied)
        self.talk.say(self.texts.accompanied_help)
        answer = self.talk.choose((("no", "Sola"), ("yes", "Accompagnata")))
        return self.separate if answer == "yes" else self.danger

    def separate(self) -> Step:
        """True reasons to speak one at a time, or another day."""
        self.talk.title("Parlare una persona alla volta. Ragioni vere, da dire con calma:")
        for reason in self.texts.separate:
            self.talk.say(f"«{reason}»")
        self.talk.say(self.texts.separate_never)
        rows = (
            ("alone", "Ora è sola: continuiamo"),
            ("return", "Non si può adesso: fisso un ritorno neutro"),
        )
        if self.talk.choose(rows) == "return":
            self._return()
        return self.danger

    def danger(self) -> Step:
        """Alone, and calm? (S1)."""
        self.talk.title("Da sola, può parlare. Da dire:")
        self.talk.say(f"«{self.texts.danger}»", self.texts.danger_never)
        answer = self.talk.choose((("safe", "È tranquilla"), ("danger", "No, o non lo sa")))
        return self.spoken if answer == "safe" else self.help

    def help(self) -> Step:
        """112 and 1522 before any paper (S13)."""
        self.talk.title("Prima di tutto: 112 e 1522.")
        self.talk.say(*self.texts.danger_help)
        rows = (("go", "Adesso si può continuare"), ("stop", "Ci fermiamo qui"))
        if self.talk.choose(rows) == "stop":
            self._stop()
        return self.spoken

    def spoken(self) -> Step:
        """In which language (S3)."""
        self.talk.title("In che lingua è più comoda. Da dire:")
        self.talk.say(f"«{self.texts.language}»")
        self.language = self.talk.choose(desk.languages(self.session))
        self.interpreter = "nessuno"
        return self.limits if self.language == ITALIAN else self.translated

    def translated(self) -> Step:
        """Never a relative, a companion or a child (S3)."""
        self.talk.title("Chi traduce")
        self.talk.say(self.texts.interpreter, self.texts.language_help)
        self.interpreter = self.talk.choose(
            (
                ("mediatrice", "È qui un'interprete o una mediatrice"),
                ("telefono", "Interprete al telefono: quella dell'ufficio, o il 1522"),
                ("nessuno", "Non serve: parliamo noi due in questa lingua"),
                ("return", "Oggi non c'è nessuno: un altro giorno"),
            )
        )
        if self.interpreter == "return":
            self._return()
        return self.limits

    def limits(self) -> Step:
        """The limits of confidentiality, before she talks (S2, P7)."""
        self.talk.title("I limiti della riservatezza, prima che parli. Da leggere:")
        self.talk.say(f"«{self.texts.limits}»", self.texts.limits_when_story)
        if not self.texts.limits_approved:
            self.talk.say(self.texts.limits_note)
        if (
            self.talk.choose((("read", "Letto, ha capito"), ("stop", "Preferisce fermarsi")))
            == "stop"
        ):
            self._stop()
        return self.office

    def office(self) -> Step:
        """Who in this office must not know (S4)."""
        self.talk.title("Chi non deve sapere. Da dire:")
        self.talk.say(f"«{self.texts.must_not_know}»")
        self.must_not_know = self.talk.choose((("no", "No"), ("yes", "Sì"))) == "yes"
        if self.must_not_know:
            self.talk.say(self.texts.must_not_know_limit)
        return self.other

    def other(self) -> Step:
        """A second official; after a yes to S4 only one whom she names (P12)."""
        self.talk.title("Un secondo funzionario")
        self.talk.say(
            "Solo se è lei a nominare qualcuno: altrimenti nessun altro può aprire."
            if self.must_not_know
            else "La prossima volta, se chi legge è assente, chi altro può aprire quello che resta?"
        )
        people = [(one.label, one.label) for one in closing.second_officials(self.session)]
        rows = [NOBODY, *people] if self.must_not_know else [*people, NOBODY]
        self.second = self.talk.choose(rows) or None
        return self.begin

    def begin(self) -> Step | None:
        """By what she says, from the start, or for one benefit (P8)."""
        self.talk.title("Da dove cominciamo: che cosa dice, con le sue parole?")
        phrases = [
            (one.entry, SHORT if one.short else f"«{one.phrase}»")
            for one in sorted(desk.entries(), key=lambda one: not one.short)
        ]
        rows = [("", "Dall'inizio, con calma"), ("\0", "Un solo beneficio"), *phrases]
        chosen = self.talk.choose(rows)
        self.entry, self.benefit = chosen or None, None
        return self.only if chosen == "\0" else None

    def only(self) -> None:
        """The fast path."""
        self.talk.title("Quale beneficio?")
        rows = [(one.benefit, one.name) for one in desk.benefits()]
        self.entry, self.benefit = None, self.talk.choose(rows)

    def _return(self) -> None:
        self.talk.title("Un appuntamento neutro. Da dire:")
        self.talk.say(f"«{self.texts.return_appointment}»")
        raise Stopped("Nessun colloquio aperto: non è stato scritto nulla.")

    def _stop(self) -> None:
        raise Stopped("Ci siamo fermati: non è stato scritto nulla.")
