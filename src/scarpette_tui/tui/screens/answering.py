"""How what is pressed becomes an answer: one question, or several on one screen."""

from collections.abc import Sequence
from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import InterviewView, QuestionView
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.screens import asking, grouping
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.widgets.ask import AskView
from scarpette_tui.tui.widgets.choices import Choices
from scarpette_tui.tui.widgets.extras import Extras

EMPTY = "Scriva la risposta; oppure F3 «non so», F4 «preferisce non dire»."


class AnsweringPage(Page):
    """A page that asks; every answer is committed before the next question is painted."""

    def __init__(self, consultation: Consultation, view: InterviewView) -> None:
        super().__init__()
        self.consultation = consultation
        self.view = view

    async def show(self, view: InterviewView, said: str = "") -> None:
        """Paint another state."""
        raise NotImplementedError

    def on_char(self, char: str) -> bool:
        """One key, one answer."""
        return not self.busy and self.query_one(AskView).on_char(char)

    async def on_ask_view_chosen(self, event: AskView.Chosen) -> None:
        """Yes, no, or one choice; or what to do at the end."""
        event.stop()
        question = self.view.question
        if question is None:
            await self.run_action(f"screen.{event.value}")
        else:
            raw: str | bool = (
                event.value == asking.YES if question.kind == "yes_no" else event.value
            )
            self._answer(raw)

    def on_ask_view_marked(self, event: AskView.Marked) -> None:
        """Several choices, or none of them; or the answers to several questions."""
        event.stop()
        if self.view.group:
            self._answer_group(event.values)
        else:
            self._answer(event.values)

    def _answer_group(self, marked: tuple[str, ...]) -> None:
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        found = grouping.read(self.view.group, marked, self.query_one(Choices).signed)
        if not found.sure:
            self.query_one(AskView).trouble(grouping.UNCONFIRMED)
            return
        work = partial(
            desk.answer_group,
            self.consultation,
            [one.key for one in self.view.group],
            yes=found.yes,
            unknown=found.unknown,
            declined=found.declined,
            provenance=self.query_one(Extras).provenance,
        )
        self._commit(work, f"Registrato: {grouping.summary(found, len(self.view.group))}")

    def on_ask_view_filled(self, event: AskView.Filled) -> None:
        """Something typed."""
        event.stop()
        if event.values["risposta"].strip():
            self._answer(event.values["risposta"])
        else:
            self.query_one(AskView).trouble(EMPTY)

    def _answer(self, raw: str | bool | Sequence[str]) -> None:
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        question = self.view.question
        if question is None:
            return
        known = self.query_one(Extras).provenance
        work = partial(desk.answer, self.consultation, question.key, raw, known)
        self._commit(work, f"Registrato: {asking.short(question, raw)}")

    def _commit(self, work: partial[InterviewView], said: str) -> None:
        if not self.query_one(AskView).changing:
            self.desk(work, lambda view: self.show(view, said), failed=self._refused)

    def _refused(self, error: ScarpetteError) -> None:
        from scarpette_tui.errors import InputError  # noqa: PLC0415

        if isinstance(error, InputError):
            self.query_one(AskView).trouble(error.line())
        else:
            self.failed(error)

    def action_non_so(self) -> None:
        """She does not know."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        if self.view.group:
            self._sign(grouping.NOT_KNOWN)
        elif self.view.question is not None:
            self._commit(
                partial(desk.unknown, self.consultation, self.view.question.key),
                "Registrato: non so",
            )

    def action_non_dice(self) -> None:
        """She prefers not to say."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        if self.view.group:
            self._sign(grouping.NOT_SAID)
        elif self.view.question is not None:
            work = partial(desk.decline, self.consultation, self.view.question.key)
            self._commit(work, "Registrato: preferisce non dire")

    def _sign(self, sign: str) -> None:
        """Say "non so" or "preferisce non dire" of the highlighted row."""
        rows = self.query_one(Choices)
        if rows.highlighted_option is not None and rows.highlighted_option.id != grouping.NONE:
            rows.sign(sign)

    def action_modo(self) -> None:
        """One question at a time, or several on one screen."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        style = "discreto" if self.view.style == "rapido" else "rapido"
        self._commit(partial(desk.set_style, self.consultation, style), asking.STYLES[style])

    def action_provenienza(self) -> None:
        """Said, seen, to verify."""
        if self.view.question is not None:
            self.say(f"Questa risposta: {self.query_one(Extras).next_provenance()}")

    def _pointed_at(self) -> QuestionView | None:
        """Return the question on the screen, or the highlighted one of several."""
        row = self.query_one(Choices).highlighted_option if self.view.group else None
        found = (one for one in self.view.group if row is not None and one.key == row.id)
        return next(found, self.view.question)
