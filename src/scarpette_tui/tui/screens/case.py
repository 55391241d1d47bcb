"""A kept case: what it holds at a glance, and everything one may do with it."""

from collections.abc import Sequence
from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import CaseView, ConsentView
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.rows import RowsPage
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.choices import Choice

SOON = 7
"""Days before the end of a case from which the screen warns (S14)."""
PURPOSES = {
    "keep_note": "tenere la nota",
    "be_contacted": "essere cercata",
    "referral": "parlare con il centro",
    "hand_over": "affidarla a un'altra persona",
}


def open_case_page(page: Page, case_id: str) -> None:
    """Open a kept case in a thread, then show it."""
    from scarpette_tui.desk import casework, consultation  # noqa: PLC0415 - behind the lock

    def read() -> tuple[Consultation, CaseView]:
        found = consultation.resume(session(page), case_id)
        return found, casework.view(found)

    page.desk(read, lambda both: shell(page).go(CaseScreen(*both)), wait="Apro…")


class CaseScreen(RowsPage):
    """The case, for the official it is sealed to."""

    SCOPE = "case"

    def __init__(self, consultation: Consultation, view: CaseView) -> None:
        super().__init__()
        self.consultation = consultation
        self.view = view
        self.left = False

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  Fascicolo  ›  {self.view.code}"

    def heading(self) -> str:
        """The code, and nothing else."""
        return f"Fascicolo {self.view.code}"

    def facts(self) -> Sequence[tuple[str, str]]:
        """What it holds at a glance."""
        view = self.view
        rows = [
            ("In carico a", f"{view.owner} (lei)" if view.mine else view.owner),
            ("Lo apre anche", view.second or "nessun altro"),
            ("Resta fino al", until(view)),
            ("Contatto", contact(view)),
            ("Consensi", " · ".join(map(consent, view.consents)) or "nessuno"),
            ("Passi seguiti", steps(view)),
        ]
        if view.return_on:
            rows.append(("Torna il", f"{view.return_on:%d/%m/%Y}"))
        if view.restricted:
            rows.append(("Attenzione", "qualcuno in questo ufficio non deve sapere"))
        if any(one.purpose == "keep_note" and not one.holds for one in view.consents):
            rows.append(("Attenzione", "ha tolto il consenso a tenere la nota: con X si cancella"))
        rows += [("Attenzione", fault) for fault in view.faults]
        return rows

    def rows(self) -> Sequence[Choice]:
        """What one may do."""
        rows = [
            Choice("riprendi", "Riprendere il colloquio", "r"),
            Choice("passi", "Passi e scadenze", "p"),
            Choice("note", f"Note  ({self.view.notes})", "n"),
            Choice("contatto", "Contatto sicuro", "c"),
            Choice("consensi", "Consensi", "o"),
            Choice("foglio", "Il suo foglio: tutto quello che è scritto", "f"),
            Choice("tempo", "Per quanto tempo si tiene", "t"),
        ]
        if self.view.mine:
            rows += [
                Choice("secondo", "Secondo funzionario", "s"),
                Choice("affida", "Affidare a un'altra persona", "a"),
            ]
        else:
            rows.append(Choice("rendi", f"Ridare a «{self.view.owner}»", "a"))
        return [*rows, Choice("cancella", "Cancellare adesso", "x")]

    def reload(self, said: str = "") -> None:
        """Read the case again after an act, and say what was done."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        def show(view: CaseView) -> None:
            self.view = view
            self.repaint()
            self.say(said)

        self.desk(partial(casework.view, self.consultation), show)

    def _done(self, said: str | None) -> None:
        if said:
            self.reload(said)

    def action_riprendi(self) -> None:
        """The interview where it stood."""
        from scarpette_tui.tui.screens.interview import open_interview  # noqa: PLC0415

        open_interview(self, self.consultation)

    def action_passi(self) -> None:
        """Steps and their days."""
        from scarpette_tui.tui.screens.plan import open_plan  # noqa: PLC0415

        open_plan(self, self.consultation)

    def action_note(self) -> None:
        """The timeline."""
        from scarpette_tui.tui.screens.notes import open_notes  # noqa: PLC0415

        open_notes(self, self.consultation)

    def action_contatto(self) -> None:
        """How to look for her (S12)."""
        from scarpette_tui.tui.screens.case_acts import ContactFlow  # noqa: PLC0415

        shell(self).go(ContactFlow(self.consultation, self.view.contact), self._done)

    def action_consensi(self) -> None:
        """Her consents, one by one (S5)."""
        from scarpette_tui.tui.screens.consents import open_consents  # noqa: PLC0415

        open_consents(self, self.consultation, lambda _: self.reload())

    def action_foglio(self) -> None:
        """Her right of access."""
        from scarpette_tui.tui.screens.case_acts import OwnCopyFlow  # noqa: PLC0415

        shell(self).go(OwnCopyFlow(self.consultation))

    def action_tempo(self) -> None:
        """How long it stays (S14)."""
        from scarpette_tui.tui.screens.case_acts import RetentionFlow  # noqa: PLC0415

        shell(self).go(RetentionFlow(self.consultation), self._done)

    def action_secondo(self) -> None:
        """Who else can open it."""
        from scarpette_tui.tui.screens.case_giving import open_second  # noqa: PLC0415

        open_second(self, self.consultation, self.view, self._done)

    def action_affida(self) -> None:
        """To another official, with her consent."""
        from scarpette_tui.tui.screens.case_giving import open_hand_over  # noqa: PLC0415

        open_hand_over(self, self.consultation, self.view)

    def action_rendi(self) -> None:
        """Back to its owner, whose keys were made anew."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        self.desk(
            lambda: casework.hand_over(self.consultation, self.view.owner, agreed=False),
            lambda _: self.reload("Il suo titolare lo può aprire di nuovo."),
        )

    def action_cancella(self) -> None:
        """Erase now (V10)."""
        from scarpette_tui.tui.screens.case_acts import EraseFlow  # noqa: PLC0415

        shell(self).go(EraseFlow(self.consultation))

    def on_screen_resume(self) -> None:
        """Notes or steps may have changed meanwhile."""
        if self.left:
            self.left = False
            self.reload()

    def on_screen_suspend(self) -> None:
        """Another screen stands over this one."""
        self.left = True


def until(view: CaseView) -> str:
    """Return the last day, with a warning in its last week."""
    if view.retention_until is None or view.days_left is None:
        return "non è chiuso"
    day = f"{view.retention_until:%d/%m/%Y}"
    if view.days_left > SOON:
        return day
    left = "oggi è l'ultimo giorno" if view.days_left <= 0 else f"fra {view.days_left} giorni"
    return f"! {day}: {left} si cancella" if view.days_left > 0 else f"! {day}: {left}"


def contact(view: CaseView) -> str:
    """Return how to look for her in one line."""
    if not view.contact.allowed:
        return "non va cercata"
    parts = (view.contact.channel, view.contact.hours)
    said = " · ".join(part for part in parts if part)
    other = view.contact.if_another_answers
    return f"{said} · se risponde un altro: {other}" if other else said


def consent(one: ConsentView) -> str:
    """Return one consent in two words."""
    state = "tolto" if one.revoked_at else ("sì" if one.given else "no")
    return f"{PURPOSES[one.purpose]}: {state}"


def steps(view: CaseView) -> str:
    """Return how many steps are under way and done."""
    done = sum(one.status == "fatto" for one in view.plan)
    going = sum(one.status in ("da_fare", "in_corso") for one in view.plan)
    ahead = min((one.due for one in view.plan if one.due and one.status != "fatto"), default=None)
    text = f"{going} da fare, {done} fatti" if view.plan else "ancora nessuno"
    return f"{text} · il primo entro il {ahead:%d/%m/%Y}" if ahead else text
