"""Notes as a timeline: for steps, not for facts (P7)."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import TextArea

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import NoteView
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.note import NoteArea
from scarpette_tui.tui.widgets.words import Words, clean

BEGINNING = 60
"""Signs of a note in a list."""
EMPTY = "Ancora nessuna nota. Una nota dice che cosa fare, dove, entro quando: i fatti non servono."


def open_notes(page: Page, consultation: Consultation) -> None:
    """Read the timeline in a thread, then show it."""
    from scarpette_tui.desk import case_file  # noqa: PLC0415 - behind the lock

    page.desk(
        lambda: case_file.notes(consultation),
        lambda notes: shell(page).go(NotesScreen(consultation, notes)),
    )


class NotesScreen(Page):
    """What was written, and room for one note more."""

    SCOPE = "notes"
    CSS_PATH = "../styles/notes.tcss"

    def __init__(self, consultation: Consultation, notes: tuple[NoteView, ...]) -> None:
        super().__init__()
        self.consultation = consultation
        self.notes = notes
        self.corrects: int | None = None

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  Note dei passi  ›  {self.consultation.code}"

    def body(self) -> ComposeResult:
        """Timeline above, field below."""
        with VerticalScroll(id="corpo"):
            yield Words(timeline(self.notes), id="cronologia")
        yield Words("Nuova nota", classes="section", id="etichetta")
        yield NoteArea()
        yield Words("", id="consiglio")

    def on_mount(self) -> None:
        """Write at once; the last notes are in sight."""
        self.query_one(NoteArea).focus()
        self.query_one("#corpo").scroll_end(animate=False)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """A discreet hint when a narrative begins; it stays until another note is begun."""
        from scarpette_tui.desk import case_file  # noqa: PLC0415

        text = event.text_area.text
        if text.strip():
            self.query_one("#consiglio", Words).set(case_file.note_hint(text))

    def action_aggiungi(self) -> None:
        """Commit the note."""
        from scarpette_tui.desk import case_file  # noqa: PLC0415

        text = self.query_one(NoteArea).text
        if not text.strip():
            self.complain("La nota è vuota: scriva un passo.")
            return
        self.desk(
            lambda: case_file.add_note(self.consultation, text, corrects=self.corrects),
            self._added,
            failed=self._refused,
        )

    def _added(self, notes: tuple[NoteView, ...]) -> None:
        said = "Nota aggiunta." if self.corrects is None else "Nota corretta: la vecchia resta."
        self.notes, self.corrects = notes, None
        self.query_one("#etichetta", Words).set("Nuova nota")
        self.query_one(NoteArea).clear()
        self.query_one("#cronologia", Words).set(timeline(notes))
        self.query_one("#corpo").scroll_end(animate=False)
        self.say(said)

    def action_correggi(self) -> None:
        """Choose the note to correct; the newest first."""
        rows = [
            Choice(str(one.number), f"{one.at:%d/%m/%Y %H:%M}", note=first_words(one.text))
            for one in reversed(self.notes)
            if not one.corrected
        ]
        if not rows:
            self.say("Ancora nessuna nota da correggere.")
            return
        shell(self).go(Dialog("Quale nota?", ("Quella di prima resta, segnata.",), rows), self._fix)

    def _fix(self, answer: str | None) -> None:
        if not answer:
            return
        self.corrects = int(answer)
        note = self.notes[self.corrects]
        self.query_one("#etichetta", Words).set(f"Correzione della nota del {note.at:%d/%m/%Y}")
        area = self.query_one(NoteArea)
        area.text = note.text
        area.move_cursor(area.document.end)
        area.focus()

    def _refused(self, error: ScarpetteError) -> None:
        self.complain(error.line())

    def action_indietro(self) -> None:
        """Leave; an unfinished note is not lost in silence."""
        if self.query_one(NoteArea).text.strip() and not self.has_class("-warned"):
            self.add_class("-warned")
            self.complain(
                "La nota non è ancora aggiunta: Ctrl S la aggiunge, Esc di nuovo la lascia."
            )
        else:
            shell(self).back()


def first_words(text: str) -> str:
    """Return how a note begins, for a list."""
    line = " ".join(clean(text).split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING]}…"


def timeline(notes: tuple[NoteView, ...]) -> Content:
    """Return the notes, oldest first."""
    if not notes:
        return Content.assemble((EMPTY, "$muted"))
    parts: list[tuple[str, str] | str] = []
    for one in notes:
        sign = "  (poi corretta)" if one.corrected else ""
        if one.corrects is not None:
            sign = f"  (corregge quella delle {notes[one.corrects].at:%H:%M del %d/%m}){sign}"
        parts += [
            (f"{one.at:%d/%m/%Y %H:%M}  {clean(one.by)}{sign}\n", "bold $accent"),
            (f"{clean(one.text)}\n\n", "$muted" if one.corrected else ""),
        ]
    return Content.assemble(*parts)
