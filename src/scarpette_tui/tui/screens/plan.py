"""Her plan over time: at what point each step is, by which day, and when she comes back."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from scarpette_tui.desk import words
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import PlanLine
from scarpette_tui.tui.screens.case_acts import CaseFlow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.rows import RowsPage
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.detail import WHEN
from scarpette_tui.tui.widgets.fields import FieldSpec

SIGNS = {"da_fare": "·", "in_corso": "→", "fatto": "✓", "non_serve": "–"}


def open_plan(page: Page, consultation: Consultation) -> None:
    """Work the steps out in a thread, then show them."""
    from scarpette_tui.desk import plan  # noqa: PLC0415 - behind the lock

    page.desk(
        partial(plan.plan, consultation),
        lambda lines: shell(page).go(PlanScreen(consultation, lines)),
        wait="Preparo i passi…",
    )


class PlanScreen(RowsPage):
    """One row a step; Enter says how it goes on."""

    SCOPE = "plan"

    def __init__(self, consultation: Consultation, lines: tuple[PlanLine, ...]) -> None:
        super().__init__()
        self.consultation = consultation
        self.lines = lines

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  Passi  ›  {self.consultation.code}"

    def heading(self) -> str:
        """How many."""
        return "Passi e scadenze" if self.lines else "Nessun passo con queste risposte"

    def rows(self) -> Sequence[Choice]:
        """Sign, step, state and day."""
        return [Choice(one.step, row(one), note=one.note) for one in self.lines]

    async def picked(self, value: str) -> None:
        """Say how it goes on."""
        line = next(one for one in self.lines if one.step == value)
        shell(self).go(StepFlow(self.consultation, line), self._done)

    def _done(self, said: str | None) -> None:
        from scarpette_tui.desk import plan  # noqa: PLC0415

        def show(lines: tuple[PlanLine, ...]) -> None:
            self.lines = lines
            self.repaint()
            self.say(said or "")

        if said:
            self.desk(partial(plan.plan, self.consultation), show)

    def action_ritorno(self) -> None:
        """The day she comes back."""
        shell(self).go(ReturnFlow(self.consultation), lambda said: self.say(said or ""))


class StepFlow(CaseFlow):
    """At what point, by which day, a few words."""

    PLACE = "Passo"
    FIRST = "status"

    def __init__(self, consultation: Consultation, line: PlanLine) -> None:
        self.line = line
        self.status = line.status
        super().__init__(consultation)

    def _ask_status(self) -> Ask:
        from scarpette_tui.desk.plan import STATUSES  # noqa: PLC0415

        return Ask(
            "A che punto è?",
            text=_told(self.line),
            choices=tuple(Choice(value, label) for value, label in STATUSES.items()),
            chosen=(self.line.status,),
        )

    def _ask_when(self) -> Ask:
        return Ask(
            "Entro quando, e che cosa serve",
            text=_told(self.line),
            fields=(
                FieldSpec("due", "Entro il", "gg/mm/aaaa, anche vuoto", _day(self.line.due)),
                FieldSpec("note", "Poche parole", "che cosa serve, chi lo fa", self.line.note),
            ),
            confirm="Registra",
        )

    async def got_status(self, answer: object) -> None:
        """The state, then the day."""
        self.status = str(answer)
        await self.to("when")

    async def got_when(self, answer: object) -> None:
        """Write it."""
        from scarpette_tui.desk import plan  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        work = partial(
            lambda: plan.follow_up(
                self.consultation,
                self.line.step,
                self.status,
                due=words.typed_day(form["due"]),
                note=form["note"],
            )
        )
        self.desk(work, lambda _: self.dismiss("Passo aggiornato."), failed=self.input_failed)


class ReturnFlow(CaseFlow):
    """The next appointment, or none."""

    PLACE = "Ritorno"
    FIRST = "day"

    def _ask_day(self) -> Ask:
        return Ask(
            "Quando torna?",
            text=("Solo se lo vuole lei. Vuoto: nessun appuntamento.",),
            fields=(FieldSpec("day", "Giorno", "gg/mm/aaaa"),),
            confirm="Registra",
        )

    async def got_day(self, answer: object) -> None:
        """Write it."""
        from scarpette_tui.desk import plan  # noqa: PLC0415

        text = answer["day"] if isinstance(answer, dict) else ""
        self.desk(
            lambda: plan.come_back(self.consultation, words.typed_day(text)),
            lambda _: self.dismiss("Ritorno registrato." if text else "Nessun appuntamento."),
            failed=self.input_failed,
        )


def row(line: PlanLine) -> str:
    """Return a step in one row: sign, state, day, when it is safe, what to do."""
    from scarpette_tui.desk.plan import STATUSES  # noqa: PLC0415

    by = f" entro il {_day(line.due)}" if line.due else ""
    first = line.do.partition(". ")[0].partition(": ")[0]
    benefit = f" ({line.benefit_name})" if line.benefit_name else ""
    when = WHEN[line.do_when] if line.do_when not in {"", "now"} else ""
    safely = f", {when}" if when and line.status in {"da_fare", "in_corso"} else ""
    return f"{SIGNS[line.status]} {STATUSES[line.status]}{by}{safely} · {first}{benefit}"


def _told(line: PlanLine) -> tuple[str, ...]:
    """Return what to do, and when it is safe to (P1)."""
    if not line.do_when:
        return (line.do,)
    when = words.DO_WHEN[line.do_when]
    return (line.do, f"{when[0].upper()}{when[1:]}.")


def _day(day: date | None) -> str:
    return words.day(day) if day else ""
