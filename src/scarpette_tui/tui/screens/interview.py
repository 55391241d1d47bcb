"""The interview: one calm question, its answer committed before the next is painted."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import InterviewView
from scarpette_tui.tui.screens import asking
from scarpette_tui.tui.screens.answering import AnsweringPage
from scarpette_tui.tui.screens.dialogs import Dialog, Reading
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import AskView
from scarpette_tui.tui.widgets.bars import KeyBar
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.extras import Extras
from scarpette_tui.tui.widgets.panel import LivePanel, line_text
from scarpette_tui.tui.widgets.words import Words


def open_interview(page: Page, consultation: Consultation) -> None:
    """Show a consultation where it stands."""
    from scarpette_tui.desk import consultation as desk  # noqa: PLC0415 - behind the lock

    def show(view: InterviewView) -> None:
        shell(page).in_consultation = True
        shell(page).go(InterviewScreen(consultation, view))

    page.desk(lambda: desk.view(consultation), show)


class InterviewScreen(AnsweringPage):
    """Question, answer, panel. Every action is acknowledged in the status line."""

    PLACE = "Colloquio"
    SCOPE = "interview"
    CSS_PATH = ["../styles/flow.tcss", "../styles/interview.tcss"]  # noqa: RUF012 - Textual declares it

    def place(self) -> str:
        """Phase and opaque code."""
        return f"Sportello  ›  {self.view.phase_title}  ›  {self.consultation.code}"

    def body(self) -> ComposeResult:
        """Question and panel side by side; on narrow terminals the panel is one line."""
        with Horizontal(id="tavolo"):
            with Vertical(id="sinistra"):
                with VerticalScroll(id="corpo", can_focus=False):
                    yield AskView(asking.ask_for(self.view), id="domanda")
                yield Extras(id="sempre")
            yield LivePanel(id="quadro")
        yield Words(line_text(self.view), id="quadro-riga")

    def on_mount(self) -> None:
        """Paint panel and focus."""
        self._around()
        self.query_one(AskView).take_focus()
        self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        """Work out the likely answers while this question is read; the first key ends it.

        Several questions on one screen are answered together, in too many ways to guess.
        """
        from scarpette_tui.desk.rehearsal import look_ahead  # noqa: PLC0415

        if self.view.group:
            return
        work = partial(look_ahead, self.consultation, lambda: self.busy or shell(self).ending)
        self.run_worker(work, thread=True, group="warm", exit_on_error=False)

    def _around(self) -> None:
        self.query_one(LivePanel).show(self.view)
        self.query_one("#quadro-riga", Words).set(line_text(self.view))
        question = self.view.question
        extras = self.query_one(Extras)
        extras.display = question is not None
        known = question.current if question else None
        extras.provenance = known.provenance if known else "detto"
        self.query_one(KeyBar).scope = "interview" if question else "finished"
        self.replace_place()

    async def show(self, view: InterviewView, said: str = "") -> None:
        """Paint another state; the answer takes the focus, nothing else moves."""
        self.view = view
        self.query_one("#corpo").scroll_home(animate=False)
        await self.query_one(AskView).show(asking.ask_for(view))
        self._around()
        self.say(asking.news(view, said))
        if view.coming_back:
            shell(self).go(asking.returning(view), self._returned)
        self.call_after_refresh(self._look_ahead)

    def _returned(self, answer: str | None) -> None:
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        wanted = answer == "si"
        work = partial(desk.bring_back, self.consultation, wanted=wanted)
        self._commit(
            work, "Riportate le risposte di prima." if wanted else "Le chiediamo di nuovo."
        )

    # -- moving --------------------------------------------------------------------------

    def action_precedente(self) -> None:
        """The question before; nothing is blanked."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        if self.view.can_go_back:
            self._commit(partial(desk.back, self.consultation), "Tornati alla domanda di prima.")
        else:
            self.say("È la prima domanda.")

    def action_risposte(self) -> None:
        """Choose an answer to return to."""
        if not self.view.answered:
            self.say("Ancora nessuna risposta.")
            return
        rows = [Choice(one.key, f"{one.label} {one.text}") for one in self.view.answered]
        rows.append(Choice(asking.FORWARD, "Vai alla prima domanda aperta", "v"))
        shell(self).go(Dialog("Risposte date", ("Scelga quella da rivedere.",), rows), self._jump)

    def _jump(self, key: str | None) -> None:
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        if key == asking.FORWARD:
            self._commit(partial(desk.forward, self.consultation), "Alla prima domanda aperta.")
        elif key:
            self._commit(partial(desk.jump, self.consultation, key), "Le altre risposte restano.")

    def action_importi(self) -> None:
        """She wants figures."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        self._commit(partial(desk.want_amounts, self.consultation), "Adesso le domande sui soldi.")

    def action_tutti(self) -> None:
        """Leave the fast path."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        self._commit(
            partial(desk.focus, self.consultation, None), "Adesso anche gli altri benefici."
        )

    def action_quadro(self) -> None:
        """Go to the panel, or back to the question; on narrow terminals it takes its place."""
        panel = self.query_one(LivePanel)
        there = panel.has_focus
        self.set_class(not there, "-panel")
        if there:
            self.say("")
            self.query_one(AskView).take_focus()
        else:
            self.say("Ctrl O torna alla domanda.")
            panel.focus()

    # -- windows -------------------------------------------------------------------------

    def action_perche(self) -> None:
        """Why this is asked, and how to ask it."""
        from scarpette_tui.desk import glossary  # noqa: PLC0415
        from scarpette_tui.desk import interview_view as desk  # noqa: PLC0415
        from scarpette_tui.desk.effects import effects  # noqa: PLC0415

        question = self._pointed_at()
        if question is not None:
            self.desk(
                lambda: (
                    desk.why(self.consultation, question.key),
                    effects(self.consultation, question.key),
                    glossary.inside(
                        question.say, question.how, *(one.label for one in question.options)
                    ),
                ),
                lambda found: shell(self).go(
                    Reading("Perché lo chiedo", asking.why_sections(question, *found))
                ),
            )

    def action_pausa(self) -> None:
        """Home: the draft is already on disk; she says what becomes of it."""
        from scarpette_tui.tui.screens.pausing import pause  # noqa: PLC0415

        pause(self, self.consultation)

    def action_fermati(self) -> None:
        """Stop at any moment (S1): she chooses what remains."""
        shell(self).go(asking.stop_dialog(), self._stopped)

    def _stopped(self, answer: str | None) -> None:
        from scarpette_tui.desk import closing  # noqa: PLC0415

        if answer == "pausa":
            self.action_pausa()
        elif answer == "chiudi":
            self.action_chiudi()
        elif answer == "distruggi":
            self.desk(
                lambda: closing.discard(self.consultation),
                lambda _: shell(self).home(
                    "Cancellato tutto: di questo colloquio non resta niente."
                ),
            )

    def action_risultati(self) -> None:
        """What is known so far."""
        from scarpette_tui.tui.screens.results import open_results  # noqa: PLC0415

        open_results(self, self.consultation)

    def action_note(self) -> None:
        """Notes of the steps."""
        from scarpette_tui.tui.screens.notes import open_notes  # noqa: PLC0415

        open_notes(self, self.consultation)

    def action_chiudi(self) -> None:
        """Close the consultation."""
        from scarpette_tui.tui.screens.closing import open_closing  # noqa: PLC0415

        open_closing(self, self.consultation)
