"""Drafts and own cases: opaque codes only (S11). Search by code and word."""

from functools import partial

from textual.app import ComposeResult

from scarpette_tui.desk.views import CaseLine
from scarpette_tui.tui.screens.case import open_case_page
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.fields import FieldSpec
from scarpette_tui.tui.widgets.words import Words

TITLES = {"drafts": "Bozze da riprendere", "cases": "I miei fascicoli"}
EMPTY = {
    "drafts": (
        "Nessuna bozza in sospeso.",
        "Una bozza nasce quando una consultazione comincia, e resta qui se la si mette in pausa con F8 "
        "o se il programma si chiude: si riprende dalla stessa domanda.",
    ),
    "cases": (
        "Nessun fascicolo, per ora.",
        "Alla chiusura di una consultazione si sceglie con lei se tenere il fascicolo o non lasciare "
        "traccia. Qui compaiono solo i codici, mai un nome.",
    ),
}


class CasesScreen(Page):
    """A list of codes with date and state."""

    SCOPE = "cases"
    CSS_PATH = "../styles/cases.tcss"

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def place(self) -> str:
        """Say which list this is."""
        return f"Sportello  ›  {TITLES[self.kind]}"

    def content(self) -> ComposeResult:
        """Heading and list."""
        yield Words(TITLES[self.kind], classes="title")
        yield Words("", id="vuoto")
        yield Choices((), id="elenco")

    def on_mount(self) -> None:
        """Read the list."""
        from scarpette_tui.desk import case_file  # noqa: PLC0415 - behind the lock

        read = case_file.drafts if self.kind == "drafts" else case_file.cases
        self.query_one(Choices).focus()
        self.desk(partial(read, session(self)), self._show)

    def _show(self, lines: tuple[CaseLine, ...]) -> None:
        empty = self.query_one("#vuoto", Words)
        empty.set("" if lines else "\n\n".join(EMPTY[self.kind]))
        empty.display = not lines
        rows = self.query_one("#elenco", Choices)
        rows.show([Choice(one.case_id, describe(one)) for one in lines])
        rows.focus()
        if lines:
            self.say(f"{len(lines)} in elenco. Invio apre quello scelto.")

    def on_char(self, char: str) -> bool:
        """One key, one row."""
        return self.query_one(Choices).on_char(char)

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Open it where it stood."""
        if self.kind == "cases":
            open_case_page(self, event.value)
        else:
            open_case(self, event.value)

    def action_note(self) -> None:
        """Open the notes of the highlighted case."""
        option = self.query_one(Choices).highlighted_option
        if option is not None and option.id:
            open_case(self, option.id, notes=True)


class FindScreen(Flow):
    """Code on the slip, word of her choice (P12)."""

    PLACE = "Cerca"
    FIRST = "find"

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            "Cerca per codice e parola",
            text=("Il codice è una lettera con cinque cifre; la parola l'ha scelta lei.",),
            fields=(
                FieldSpec("code", "Codice", "una lettera e cinque cifre"),
                FieldSpec("word", "Parola"),
            ),
            confirm="Cerca",
        )

    async def got_find(self, answer: object) -> None:
        """Look among the cases sealed to this official."""
        from scarpette_tui.desk import case_file  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        code, word = form["code"].strip(), form["word"].strip()
        if not code or not word:
            self.trouble("Servono il codice e la parola.")
            return
        self.desk(
            lambda: case_file.find(session(self), code, word),
            self._found,
            failed=self.input_failed,
            wait="Cerco…",
        )

    async def _found(self, line: CaseLine | None) -> None:
        self.say("")
        if line is None:
            self.trouble(
                "Non trovato fra i fascicoli che lei può aprire. Controlli il codice; se è di un altro "
                "funzionario, può aprirlo solo lui o il secondo funzionario."
            )
        else:
            open_case_page(self, line.case_id)


def describe(line: CaseLine) -> str:
    """Return one row: code, state, dates. A closed case keeps only its week."""
    begun = f"  dal {line.opened_on:%d/%m/%Y}" if line.opened_on else ""
    kept = f"  fino al {line.retention_until:%d/%m/%Y}" if line.retention_until else ""
    trace = "   senza traccia" if line.traceless else ""
    return f"{line.code:<9}{line.state_text}{begun}{kept}{trace}"


def open_case(page: Page, case_id: str, *, notes: bool = False) -> None:
    """Open a case in a thread: the interview where it stood, or its notes."""
    from scarpette_tui.desk import consultation  # noqa: PLC0415
    from scarpette_tui.tui.screens.interview import open_interview  # noqa: PLC0415
    from scarpette_tui.tui.screens.notes import open_notes  # noqa: PLC0415

    show = open_notes if notes else open_interview
    page.desk(
        lambda: consultation.resume(session(page), case_id),
        lambda found: show(page, found),
        wait="Apro…",
    )
