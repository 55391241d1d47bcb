"""The page, line by line: is it safe first (H1), then level, language, size; print or save."""

from pathlib import Path

from scarpette_tui.desk import paper as desk
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import PaperView
from scarpette_tui.errors import FileThereError, ScarpetteError
from scarpette_tui.linear.steps import Step, walk
from scarpette_tui.linear.talk import Talk

ALOUD = (
    "Nessun foglio. Si legge a voce il riassunto, con calma; quello che serve può restare al "
    "centro che la segue. Non è stato fatto nessun file."
)


class Sheet:
    """Makes the page of a consultation in memory, and hands it over when told."""

    def __init__(self, talk: Talk, consultation: Consultation) -> None:
        self.talk, self.consultation = talk, consultation
        self.before, self.found = desk.warnings_before_printing()[:2]
        self.level, self.language = "neutro", "it"

    def offer(self) -> None:
        """Walk from the first question to the page.

        Raises:
            Back: from the first question.

        """
        walk(self.safe)

    def safe(self) -> Step | None:
        """Is it safe to take paper home? (H1)."""
        self.talk.title("Prima del foglio. Da dire:")
        self.talk.say(f"«{self.before}»")
        rows = (("no", "No, o non lo sa: nessun foglio"), ("yes", "Sì, è sicuro"))
        return self.which if self.talk.choose(rows) == "yes" else self.aloud

    def which(self) -> Step | None:
        """The level (H2)."""
        self.talk.title("Quale foglio")
        levels = desk.levels()
        self.level = self.talk.choose([(one, f"{name}. {when}") for one, name, when in levels])
        return self.tongue if self.level != "nessuno" else self.aloud

    def tongue(self) -> Step:
        """The language."""
        self.talk.title("In che lingua")
        self.talk.say(desk.language_remark())
        self.language = self.talk.choose(desk.paper_languages())
        return self.size

    def size(self) -> Step:
        """Normal or large letters; then the page as text, what is left off first."""
        self.talk.title("Grandezza delle lettere")
        large = self.talk.choose((("normal", "Normali"), ("large", "Grandi"))) == "large"
        page = desk.make(self.consultation, self.level, self.language, large=large)
        if page.left_off:
            self.talk.title("Non c'è sul foglio, da dire a voce:")
            self.talk.say(*page.left_off, indent="  ")
        self.talk.title("Il foglio:")
        self.talk.say(*page.lines)
        return lambda: self.hand_over(page)

    def hand_over(self, page: PaperView) -> Step | None:
        """Ask once more, then print or save (H8)."""
        self.talk.title("Prima di stampare o salvare, da dire:")
        self.talk.say(f"«{self.found}»")
        rows = (("", "Meglio di no"), ("print", "Va bene: stampa"), ("save", "Salva in un file"))
        chosen = self.talk.choose(rows)
        if not chosen:
            self.talk.say("Non stampato e non salvato.")
            return None
        try:
            said = self._print(page) if chosen == "print" else self._save(page)
        except ScarpetteError as error:
            self.talk.say(error.line())
            return lambda: self.hand_over(page)
        self.talk.say(said)
        return None

    def _print(self, page: PaperView) -> str:
        return desk.print_page(page, self.consultation.session.settings.printer)

    def _save(self, page: PaperView) -> str:
        self.talk.say("Un nome neutro. Il file resta sul disco finché non lo cancella.")
        typed = self.talk.form("Cartella e nome:", required="Scriva dove salvarlo.")
        path = Path(typed).expanduser()
        try:
            return desk.save_page(page, path)
        except FileThereError as error:
            self.talk.say(error.line())
            if self.talk.choose((("no", "No, lascialo"), ("yes", "Sì, sostituiscilo"))) == "no":
                return "Non salvato: il file che c'era è intatto."
            return desk.save_page(page, path, replace=True)

    def aloud(self) -> None:
        """Nothing on paper."""
        self.talk.say(ALOUD)
