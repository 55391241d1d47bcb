"""Results: by what to do first, each with its proof; the plan; the summary to read back."""

from functools import partial
from typing import TypeGuard

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scarpette_tui.desk import words
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import AnswerView, ResultsView
from scarpette_tui.tui.screens.dialogs import Dialog, Reading
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.detail import (
    DONE,
    SIGNS,
    WHEN,
    benefit_text,
    step_text,
    summary_text,
)
from scarpette_tui.tui.widgets.sheets import TABS, SheetView, Tabs
from scarpette_tui.tui.widgets.words import Words, hang


def open_results(page: Page, consultation: Consultation) -> None:
    """Work the results out in a thread, then show them."""
    from scarpette_tui.desk import results as desk  # noqa: PLC0415 - behind the lock

    page.desk(
        lambda: desk.results(consultation),
        lambda found: shell(page).go(ResultsScreen(consultation, found)),
        wait="Preparo i risultati…",
    )


class ResultsScreen(Page):
    """List on the left, sheet on the right; on narrow terminals Enter opens the sheet."""

    SCOPE = "results"
    CSS_PATH = "../styles/results.tcss"

    def __init__(self, consultation: Consultation, view: ResultsView) -> None:
        super().__init__()
        self.consultation = consultation
        self.view = view
        self.tab = "benefits"
        self.full = False
        """Whether every condition is shown, or only the answers that decide."""

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  Risultati  ›  {self.consultation.code}"

    def body(self) -> ComposeResult:
        """Tabs, then list and sheet."""
        yield Tabs(id="schede")
        if self.view.stale_text:
            yield Words(f"! {self.view.stale_text}", id="vecchio")
        with Horizontal(id="tavolo"):
            yield OptionList(markup=False, compact=True, id="elenco", classes="rows")
            yield SheetView(id="foglio")

    def on_mount(self) -> None:
        """Fill the first tab."""
        self._fill()
        self.query_one(OptionList).focus()
        self.call_after_refresh(self._rewrap)

    def _fill(self, keep: int | None = None) -> None:
        self.set_class(self.tab == "summary", "-summary")
        self.query_one(Tabs).current(self.tab, f"al {self.view.on:%d/%m/%Y}")
        rows = self.query_one(OptionList)
        rows.set_options(self._plan() if self.tab == "plan" else self._benefits())
        if self.tab == "summary":
            self._sheet("")
            return
        first = next((n for n, one in enumerate(rows.options) if not one.disabled), None)
        rows.highlighted = keep if keep is not None else first
        if first is None:
            self.query_one(SheetView).set(
                lambda _: Content("Nessun passo da fare con queste risposte.")
            )

    def _benefits(self) -> list[Option]:
        rows: list[Option] = []
        last = ""
        for one in self.view.benefits:
            if one.status != last:
                last = one.status
                gap = "\n" if rows else ""
                rows.append(Option(f"{gap}{words.GROUPS.get(last, last)}", disabled=True))
            amount = one.amount if one.status == "due" and "€" in one.amount else ""
            text = " · ".join(part for part in (one.name, amount, one.goes_to) if part)
            sign = f" {SIGNS.get(one.status, ' ')} "
            rows.append(Option(hang(text, self._width(), sign), id=one.benefit))
        return rows

    def _plan(self) -> list[Option]:
        rows = []
        for number, one in enumerate(self.view.plan, 1):
            done = DONE.get(one.done, "")
            by = f" · entro {one.by:%d/%m/%Y}" if one.by else ""
            head = f" {number:>2}  {WHEN.get(one.do_when, ''):<12}"
            text = f"{one.do}{by}{f' [{done}]' if done else ''}"
            rows.append(Option(hang(text, self._width(), head), id=one.step))
        return rows

    def _width(self) -> int:
        return self.query_one(OptionList).size.width - 3

    def on_resize(self) -> None:
        """Wrap the rows again."""
        self.call_after_refresh(self._rewrap)

    def _rewrap(self) -> None:
        rows = self.query_one(OptionList)
        fresh = self._plan() if self.tab == "plan" else self._benefits()
        for index, one in enumerate(fresh[: rows.option_count]):
            rows.replace_option_prompt_at_index(index, one.prompt)

    def _sheet(self, key: str) -> None:
        sheet = self.query_one(SheetView)
        if self.tab == "summary":
            view = self.view
            sheet.set(lambda width: summary_text(view, width))
        elif self.tab == "plan":
            found = next((n, one) for n, one in enumerate(self.view.plan, 1) if one.step == key)
            sheet.set(lambda width: step_text(found[1], found[0], width))
        else:
            benefit = next(one for one in self.view.benefits if one.benefit == key)
            sheet.set(lambda width: benefit_text(benefit, width, full=self.full))

    def _here(self, key: str | None) -> TypeGuard[str]:
        """Say whether a row is of this tab: its message may come after the tab was left."""
        rows = self.query_one(OptionList).options
        return key is not None and self.tab != "summary" and any(one.id == key for one in rows)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the sheet of the highlighted row."""
        if self._here(event.option_id) and not self.has_class("-open"):
            self._sheet(event.option_id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the sheet, or move into it."""
        if self._here(event.option_id):
            self._sheet(event.option_id)
            self.add_class("-open")
            self.query_one(SheetView).focus()
            self.say("Esc torna all'elenco.")

    def on_char(self, char: str) -> bool:
        """1, 2 and 3 choose the tab."""
        if char in "123":
            self.choose(TABS[int(char) - 1][0])
            return True
        return False

    def on_tabs_chosen(self, event: Tabs.Chosen) -> None:
        """A tab was clicked."""
        self.choose(event.tab)

    def choose(self, tab: str) -> None:
        """Show another tab."""
        self.tab = tab
        self.remove_class("-open")
        self.say("")
        self._fill()
        (self.query_one(SheetView) if tab == "summary" else self.query_one(OptionList)).focus()

    def action_scheda(self) -> None:
        """Next tab."""
        names = [name for name, _ in TABS]
        self.choose(names[(names.index(self.tab) + 1) % len(names)])

    def action_indietro(self) -> None:
        """From the sheet to the list, then to the questions."""
        if self.has_class("-open"):
            self.remove_class("-open")
            self.say("")
            self.query_one(OptionList).focus()
        else:
            shell(self).back()

    def action_prova(self) -> None:
        """Show every condition with its proof, or only the answers that decide."""
        self.full = not self.full
        option = self.query_one(OptionList).highlighted_option
        if self.tab == "benefits" and option is not None and option.id is not None:
            self._sheet(option.id)
        self.say("Tutte le condizioni." if self.full else "Solo le risposte che decidono.")

    # -- what one can do with them ----------------------------------------------------------

    def action_fatto(self) -> None:
        """Say how the highlighted step goes on."""
        option = self.query_one(OptionList).highlighted_option
        if self.tab != "plan" or option is None or option.id is None:
            self.say("Scelga un passo nella scheda «Passi», poi F4.")
            return
        step = option.id
        rows = [Choice(value, label) for value, label in DONE.items() if value]
        shell(self).go(
            Dialog("A che punto è questo passo?", (), rows), lambda status: self._mark(step, status)
        )

    def _mark(self, step: str, status: str | None) -> None:
        from scarpette_tui.desk import case_file, results  # noqa: PLC0415

        def work() -> ResultsView:
            case_file.mark_step(self.consultation, step, status or "")
            return results.results(self.consultation)

        if status:
            self.desk(work, lambda view: self._marked(view, f"Segnato: {DONE[status]}"))

    def _marked(self, view: ResultsView, said: str) -> None:
        self.view = view
        self._fill(self.query_one(OptionList).highlighted)
        self.say(said)

    def action_e_se(self) -> None:
        """Choose a yes or no to turn round."""
        from scarpette_tui.desk import consultation as desk  # noqa: PLC0415

        self.desk(lambda: desk.view(self.consultation).answered, self._offer)

    def _offer(self, answered: tuple[AnswerView, ...]) -> None:
        known = {one.key: one for one in answered if isinstance(one.raw, bool)}
        if not known:
            self.say("Nessuna risposta sì o no da provare a cambiare.")
            return
        rows = [
            Choice(
                one.key,
                f"{'no' if one.raw else 'sì'} invece di {one.text}",
                note=one.label.rstrip(":"),
            )
            for one in known.values()
        ]
        text = ("Prova soltanto: le risposte registrate non cambiano.",)
        shell(self).go(
            Dialog("E se la risposta fosse…", text, rows),
            lambda key: self._try(known[key]) if key else None,
        )

    def _try(self, answer: AnswerView) -> None:
        from scarpette_tui.desk import interview_view as desk  # noqa: PLC0415

        work = partial(desk.what_if, self.consultation, answer.key, not answer.raw)
        self.desk(
            work,
            lambda lines: shell(self).go(
                Reading(
                    "Che cosa cambierebbe",
                    [("", lines or ("Niente: nessun beneficio cambierebbe.",))],
                )
            ),
        )

    def action_foglio(self) -> None:
        """Prepare the page."""
        from scarpette_tui.tui.screens.paper import open_paper  # noqa: PLC0415

        open_paper(self, self.consultation)

    def action_note(self) -> None:
        """Notes of the steps."""
        from scarpette_tui.tui.screens.notes import open_notes  # noqa: PLC0415

        open_notes(self, self.consultation)

    def action_chiudi(self) -> None:
        """Close the consultation."""
        from scarpette_tui.tui.screens.closing import open_closing  # noqa: PLC0415

        open_closing(self, self.consultation)
