"""Her consents: separate, signed, to be taken back whenever she wants (S5)."""

from collections.abc import Callable, Sequence
from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import ConsentView
from scarpette_tui.tui.screens.case import PURPOSES, consent
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.rows import RowsPage
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.choices import Choice

ASKED = ("referral", "be_contacted", "keep_note")


def open_consents(
    page: Page, consultation: Consultation, then: Callable[[object], None] | None = None
) -> None:
    """Read what she said in a thread, then show it."""
    from scarpette_tui.desk import casework  # noqa: PLC0415 - behind the lock

    page.desk(
        partial(casework.history, consultation),
        lambda found: shell(page).go(ConsentsScreen(consultation, found), then),
    )


class ConsentsScreen(RowsPage):
    """One row a purpose; the whole history above."""

    PLACE = "Consensi"

    def __init__(self, consultation: Consultation, history: tuple[ConsentView, ...]) -> None:
        super().__init__()
        self.consultation = consultation
        self.history = history

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  Consensi  ›  {self.consultation.code}"

    def heading(self) -> str:
        """What the rows do."""
        return "Un consenso alla volta; si toglie quando vuole lei"

    def facts(self) -> Sequence[tuple[str, str]]:
        """Every answer, oldest first, with its day."""
        lines: list[tuple[str, str]] = []
        for one in self.history:
            said = "sì" if one.given else "no"
            lines.append((f"{one.at:%d/%m/%Y}", f"{PURPOSES[one.purpose]}: {said}"))
            if one.revoked_at:
                lines.append((f"{one.revoked_at:%d/%m/%Y}", f"{PURPOSES[one.purpose]}: tolto"))
        return lines or [("", "Ancora nessuno.")]

    def rows(self) -> Sequence[Choice]:
        """One row a purpose, with its present state."""
        newest = {one.purpose: one for one in self.history}
        return [
            Choice(
                purpose,
                consent(newest[purpose])
                if purpose in newest
                else f"{PURPOSES[purpose]}: non ancora chiesto",
            )
            for purpose in ASKED
        ]

    def remarks(self) -> Sequence[str]:
        """What a no means."""
        return ("Con un no non cambia niente di quello che le è stato detto.",)

    async def picked(self, value: str) -> None:
        """Ask what she says now."""
        purpose = value
        holds = any(one.purpose == purpose and one.holds for one in self._newest())
        rows = [Choice("", "Lasciare com'è", "l")]
        if holds:
            rows.append(Choice("revoke", "Lo toglie", "t"))
        elif purpose == "referral":
            rows += [Choice("yes", "Dice di sì", "s"), Choice("no", "Dice di no", "n")]
        shell(self).go(
            Dialog(f"Consenso: {PURPOSES[purpose]}", (self._text(purpose, holds),), rows),
            partial(self._said, purpose),
        )

    def _text(self, purpose: str, holds: bool) -> str:
        from scarpette_tui.desk.closing import CONSENT_TEXTS  # noqa: PLC0415

        if purpose == "be_contacted" and not holds:
            return "Si chiede dal «Contatto sicuro»: prima dice come, poi acconsente."
        if purpose == "keep_note":
            return (
                "Senza questo consenso la nota non si tiene: dopo averlo tolto la si cancella, "
                "con «Cancellare adesso» del fascicolo. Da solo non si cancella."
            )
        return CONSENT_TEXTS[purpose]

    def _newest(self) -> Sequence[ConsentView]:
        return tuple({one.purpose: one for one in self.history}.values())

    def _said(self, purpose: str, answer: str | None) -> None:
        from scarpette_tui.desk import casework  # noqa: PLC0415

        if not answer:
            return
        here = self.consultation

        def work() -> tuple[ConsentView, ...]:
            if answer == "revoke":
                casework.revoke_consent(here, purpose)
            else:
                casework.record_consent(here, purpose, given=answer == "yes")
            return casework.history(here)

        self.desk(work, self._shown)

    def _shown(self, history: tuple[ConsentView, ...]) -> None:
        self.history = history
        self.repaint()
        gone = any(one.purpose == "keep_note" and not one.holds for one in self._newest())
        self.say(
            "Registrato e firmato. La nota è ancora qui: Esc, poi X la cancella."
            if gone
            else "Registrato e firmato."
        )

    def action_indietro(self) -> None:
        """Back to the case, which reads them again."""
        self.dismiss(None)
