"""The results read in order: each benefit with its proof on request, the steps, the page."""

from scarpette_tui.desk import results as desk
from scarpette_tui.desk import words
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import BenefitView, ProofLine, StepView
from scarpette_tui.linear.sheet import Sheet
from scarpette_tui.linear.talk import Back, Talk, folded

TRUTH = {"yes": "sì", "no": "no", "open": "aperto"}
ASK = (
    "Un numero legge quel beneficio con la prova. Parole: tutto; passi; riassunto; elenco; "
    "foglio; chiudi; indietro torna alle domande."
)


class Findings:
    """The results of one consultation, as of today."""

    def __init__(self, talk: Talk, consultation: Consultation) -> None:
        self.talk, self.consultation = talk, consultation
        self.view = desk.results(consultation)

    def read(self) -> str:
        """Read the list, then what is asked for; return "chiudi" or "" for the questions."""
        self._list()
        while True:
            self.talk.say("", ASK)
            try:
                typed = folded(self.talk.hear())
                if typed == "chiudi":
                    return typed
                self._one(typed)
            except Back:
                return ""

    def _one(self, typed: str) -> None:
        benefits = self.view.benefits
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(benefits):
            self._benefit(benefits[int(typed) - 1])
        elif typed == "tutto":
            for one in benefits:
                self._benefit(one)
        elif typed == "passi":
            self._plan()
        elif typed in ("riassunto", "riepilogo"):
            self.talk.say("", *self.view.read_back.splitlines())
            self._listed("Con il suo documento", [self.view.stay] if self.view.stay else [])
            self.talk.say("", "Numeri utili:")
            self.talk.say(*(f"{name}: {number}" for name, number in self.view.contacts))
        elif typed == "elenco":
            self._list()
        elif typed == "foglio":
            try:
                Sheet(self.talk, self.consultation).offer()
            except Back:
                self.talk.say("Nessun foglio.")
        elif typed:
            self.talk.say("Non ho capito.")

    def _list(self) -> None:
        self.talk.title(f"Risultati al {self.view.on:%d/%m/%Y}.")
        if self.view.stale_text:
            self.talk.say(self.view.stale_text)
        status = ""
        for number, one in enumerate(self.view.benefits, 1):
            if one.status != status:
                status = one.status
                self.talk.title(f"{words.GROUPS[status]}:")
            amount = f": {one.amount}" if status == "due" and "€" in one.amount else ""
            beside = f" ({one.goes_to})" if one.goes_to else ""
            self.talk.say(f"{number}. {one.name}{amount}{beside}")

    def _benefit(self, one: BenefitView) -> None:
        say = self.talk.say
        say("", f"{one.name}.", one.promise, f"Esito: {one.status_text}.")
        if one.amount:
            say(f"Importo: {one.amount}")
        if one.stale:
            say("Importi da verificare a questa data.")
        if one.deadline:
            say(f"Scadenza: {one.deadline:%d/%m/%Y}.")
        self._listed("Attenzione", one.warnings)
        self._listed("Con il suo documento", [one.stay] if one.stay else [])
        self._listed("Che cosa manca", one.missing)
        if one.proof:
            say("Perché:")
        for found in one.proof:
            self._proof(found)
        self._listed("Il conto", [f"{label}: {value}" for label, value in one.amount_lines])
        self._listed("Quando si paga", [f"{label}: {value}" for label, value in one.schedule])
        for number, step in enumerate(one.steps, 1):
            self._step(step, f"Passo {number}")
        self._listed("Non insieme a", one.incompatible)
        self._listed("Si somma con", one.compatible)
        say(f"Fonte: {one.law} ({one.fact_text}).")

    def _listed(self, title: str, lines: "tuple[str, ...] | list[str]") -> None:
        if lines:
            self.talk.say(f"{title}:")
            self.talk.say(*lines, indent="  ")

    def _proof(self, one: ProofLine) -> None:
        self.talk.say(f"{TRUTH[one.truth]}: {one.sentence}", indent="  ")
        for said in one.answers:
            self.talk.say(f"risposta: {said}", indent="    ")
        self.talk.say(f"{one.source} ({one.fact_text})", indent="    ")
        if one.ask and one.fact_status == "to_verify":
            self.talk.say(f"Da chiedere: {one.ask}", indent="    ")

    def _plan(self) -> None:
        self.talk.title("Passi, in ordine:" if self.view.plan else "Nessun passo da fare.")
        for number, step in enumerate(self.view.plan, 1):
            self._step(step, f"{number}. {step.benefit_name}")

    def _step(self, step: StepView, head: str) -> None:
        because = f": {step.because}" if step.because else ""
        self.talk.say("", f"{head}. {step.do}", f"{step.do_when_text}{because}.")
        for label, text in step.facts(", "):
            self.talk.say(f"{label}: {text}", indent="  ")
        for one in step.traces:
            self.talk.say(f"Chi può accorgersene: {one.what} ({one.place})", indent="  ")
        if not step.traces and step.no_traces:
            self.talk.say(f"Nessuna traccia: {step.no_traces}", indent="  ")
        self.talk.say(f"{step.source} ({step.fact_text})", indent="  ")
