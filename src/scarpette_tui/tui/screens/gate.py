"""The gate, in the order of P5-P6: nothing is written before it is complete."""

from dataclasses import dataclass
from functools import partial

from scarpette_tui.desk.views import GateAnswers, GateTexts, UserView
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice

NOBODY = "\0nessuno"
ORDER = ("accompanied", "danger", "language", "limits", "must_not_know", "second")
COVER = (
    "Se qualcuno si avvicina: F9 mostra gli orari di apertura al posto di questa pagina; "
    "F9 di nuovo, o Esc, riporta il lavoro com'era."
)
ITALIAN = "it"
RELATIVES = "Non traduce mai chi l'accompagna, un familiare, un figlio."
INTERPRETERS = (
    Choice("mediatrice", "È qui un'interprete o una mediatrice", "p"),
    Choice("telefono", "Interprete al telefono", "t", "quella dell'ufficio, o il 1522"),
    Choice("nessuno", "Non serve: parliamo noi due in questa lingua", "n"),
    Choice("return", "Oggi non c'è nessuno: un altro giorno", "a"),
)
INSIDE = {
    "separate": "accompanied",
    "return": "accompanied",
    "help": "danger",
    "interpreter": "language",
    "return_language": "language",
    "limit": "must_not_know",
}


@dataclass(frozen=True)
class GateData:
    """What the gate reads from the desk before it opens."""

    texts: GateTexts
    languages: tuple[tuple[str, str], ...]
    seconds: tuple[UserView, ...]


def open_gate(page: Page) -> None:
    """Read the texts in a thread, then open the gate."""
    from scarpette_tui.desk import closing, gate  # noqa: PLC0415 - behind the lock

    here = session(page)
    page.desk(
        lambda: GateData(
            gate.gate_texts(here), gate.languages(here), closing.second_officials(here)
        ),
        lambda data: shell(page).go(Gate(data)),
    )


class Gate(Flow):
    """Accompanied, danger, language, limits, who must not know, second official."""

    PLACE = "Prima di cominciare"
    SCOPE = "gate"
    FIRST = "accompanied"

    def __init__(self, data: GateData) -> None:
        self.data = data
        self.texts = data.texts
        self.language = ITALIAN
        self.interpreter = "nessuno"
        self.must_not_know = False
        super().__init__()

    def on_mount(self) -> None:
        """Paint, and meanwhile let the engine work out the first answer."""
        from scarpette_tui.desk.rehearsal import rehearse  # noqa: PLC0415 - behind the lock

        super().on_mount()
        work = partial(rehearse, session(self), lambda: shell(self).ending)
        self.run_worker(work, thread=True, group="warm", exit_on_error=False)

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step

    def _number(self) -> str:
        step = INSIDE.get(self.step, self.step)
        return f"{ORDER.index(step) + 1} di {len(ORDER)}  ·  non è ancora scritto nulla"

    def _ask_accompanied(self) -> Ask:
        return Ask(
            self.texts.accompanied,
            step=self._number(),
            text=(self.texts.accompanied_help,),
            choices=(Choice("yes", "Accompagnata", "a"), Choice("no", "Sola", "s")),
            quiet=(COVER,),
        )

    def _ask_separate(self) -> Ask:
        return Ask(
            "Parlare una persona alla volta",
            step=self._number(),
            text=(
                "Ragioni vere, da dire con calma:",
                "\n".join(f"· «{one}»" for one in self.texts.separate),
            ),
            choices=(
                Choice("alone", "Ora è sola: continuiamo", "c"),
                Choice("return", "Non si può adesso: fisso un ritorno neutro", "r"),
            ),
            quiet=(self.texts.separate_never,),
        )

    def _ask_return(self) -> Ask:
        return Ask(
            "Un appuntamento neutro",
            step=self._number(),
            say=self.texts.return_appointment,
            text=("Il colloquio non si apre. Non resta scritto nulla.",),
            choices=(Choice("home", "Torna all'inizio", "t"),),
        )

    def _ask_danger(self) -> Ask:
        return Ask(
            "Da sola, può parlare",
            step=self._number(),
            say=self.texts.danger,
            choices=(Choice("safe", "È tranquilla", "t"), Choice("danger", "No, o non lo sa", "n")),
            cautious=True,
            quiet=(self.texts.danger_never,),
        )

    def _ask_help(self) -> Ask:
        return Ask(
            "Prima di tutto: 112 e 1522",
            step=self._number(),
            text=self.texts.danger_help,
            choices=(
                Choice("go", "Adesso si può continuare", "c"),
                Choice("stop", "Ci fermiamo qui", "f", "non resta scritto nulla"),
            ),
        )

    def _ask_language(self) -> Ask:
        return Ask(
            "In che lingua è più comoda",
            step=self._number(),
            say=self.texts.language,
            choices=tuple(Choice(code, name) for code, name in self.data.languages),
            chosen=(self.language,),
            quiet=(RELATIVES,),
        )

    def _ask_interpreter(self) -> Ask:
        return Ask(
            "Chi traduce",
            step=self._number(),
            text=(self.texts.interpreter,),
            choices=INTERPRETERS,
            quiet=(self.texts.language_help,),
        )

    _ask_return_language = _ask_return

    def _ask_limits(self) -> Ask:
        warning = () if self.texts.limits_approved else (f"! {self.texts.limits_note}",)
        return Ask(
            "I limiti della riservatezza, prima che parli",
            step=self._number(),
            say=self.texts.limits,
            choices=(
                Choice("read", "Letto, ha capito", "l"),
                Choice("stop", "Preferisce fermarsi", "f"),
            ),
            quiet=(self.texts.limits_when_story, *warning),
        )

    def _ask_must_not_know(self) -> Ask:
        return Ask(
            "Chi non deve sapere",
            step=self._number(),
            say=self.texts.must_not_know,
            choices=(Choice("no", "No", "n"), Choice("yes", "Sì", "s")),
        )

    def _ask_limit(self) -> Ask:
        return Ask(
            "Che cosa possiamo promettere",
            step=self._number(),
            text=(self.texts.must_not_know_limit,),
            choices=(Choice("go", "Detto: continuiamo", "c"),),
        )

    def _ask_second(self) -> Ask:
        people = tuple(Choice(one.label, one.label) for one in self.data.seconds)
        nobody = Choice(NOBODY, "Nessun altro", "n")
        text = (
            "Solo se è lei a nominare qualcuno: altrimenti nessun altro può aprire."
            if self.must_not_know
            else "La prossima volta, se chi legge è assente, chi altro può aprire quello che resta?"
        )
        if not people:
            text = "In questo archivio non c'è un altro funzionario: potrà aprirlo solo chi legge."
        return Ask(
            "Un secondo funzionario",
            step=self._number(),
            text=(text,),
            choices=(nobody, *people) if self.must_not_know else (*people, nobody),
        )

    async def got_accompanied(self, answer: object) -> None:
        """Separate first, or go on."""
        await self.to("separate" if answer == "yes" else "danger")

    async def got_separate(self, answer: object) -> None:
        """Alone now, or another day."""
        await self.to("danger" if answer == "alone" else "return")

    async def got_return(self, _: object) -> None:
        """The interview was not opened."""
        shell(self).home("Nessun colloquio aperto: non è stato scritto nulla.")

    async def got_danger(self, answer: object) -> None:
        """Help first, before any paper."""
        await self.to("language" if answer == "safe" else "help")

    async def got_help(self, answer: object) -> None:
        """Go on, or stop."""
        if answer == "stop":
            self.action_fermati()
        else:
            await self.to("language")

    async def got_language(self, answer: object) -> None:
        """Language chosen."""
        self.language = str(answer)
        self.interpreter = "nessuno"
        await self.to("limits" if self.language == ITALIAN else "interpreter")

    async def got_interpreter(self, answer: object) -> None:
        """Never a relative, a companion or a child (S3): someone else, or another day."""
        if answer == "return":
            await self.to("return_language")
        else:
            self.interpreter = str(answer)
            await self.to("limits")

    got_return_language = got_return

    async def got_limits(self, answer: object) -> None:
        """The limits were read."""
        if answer == "stop":
            self.action_fermati()
        else:
            await self.to("must_not_know")

    async def got_must_not_know(self, answer: object) -> None:
        """With a yes she is told the limit of the promise."""
        self.must_not_know = answer == "yes"
        await self.to("limit" if self.must_not_know else "second")

    async def got_limit(self, _: object) -> None:
        """The limit was said."""
        await self.to("second")

    async def got_second(self, answer: object) -> None:
        """The gate is complete."""
        from scarpette_tui.tui.screens.entry import open_entry  # noqa: PLC0415

        gate = GateAnswers(
            language=self.language,
            limits_read=True,
            someone_must_not_know=self.must_not_know,
            interpreter=self.interpreter,
            second=None if answer == NOBODY else str(answer),
        )
        open_entry(self, gate)

    def action_fermati(self) -> None:
        """Stop: nothing was written."""
        shell(self).home("Ci siamo fermati: non è stato scritto nulla.")
