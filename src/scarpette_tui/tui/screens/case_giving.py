"""Who else opens a case: a second official, or another one who takes it over with her consent."""

from collections.abc import Callable
from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import CaseView, UserView
from scarpette_tui.tui.screens.case_acts import YES_NO, CaseFlow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice

NOBODY = "\0nessuno"


def open_second(
    page: Page, consultation: Consultation, view: CaseView, then: Callable[[str | None], None]
) -> None:
    """Read the colleagues in a thread, then ask."""
    from scarpette_tui.desk import casework  # noqa: PLC0415 - behind the lock

    page.desk(
        partial(casework.colleagues, consultation),
        lambda people: shell(page).go(SecondFlow(consultation, view, people), then),
    )


def open_hand_over(page: Page, consultation: Consultation, view: CaseView) -> None:
    """Read the colleagues in a thread, then ask."""
    from scarpette_tui.desk import casework  # noqa: PLC0415 - behind the lock

    page.desk(
        partial(casework.colleagues, consultation),
        lambda people: shell(page).go(HandOverFlow(consultation, view, people)),
    )


class GivingFlow(CaseFlow):
    """Knows the case and the colleagues."""

    def __init__(
        self, consultation: Consultation, view: CaseView, people: tuple[UserView, ...]
    ) -> None:
        self.view = view
        self.people = people
        super().__init__(consultation)

    def reserve(self) -> tuple[str, ...]:
        """Return what S4 asks to remember."""
        if self.view.restricted:
            return ("Qualcuno in questo ufficio non deve sapere: solo chi nomina lei.",)
        return ()


class SecondFlow(GivingFlow):
    """One other person, or nobody."""

    PLACE = "Secondo funzionario"
    FIRST = "who"

    def _ask_who(self) -> Ask:
        people = tuple(Choice(one.label, one.label) for one in self.people)
        return Ask(
            "Chi altro lo può aprire?",
            text=(
                *self.reserve(),
                "Serve quando chi l'ha ascoltata non c'è. Può dire di no.",
            ),
            choices=(Choice(NOBODY, "Nessun altro", "n"), *people),
            chosen=(self.view.second or NOBODY,),
        )

    async def got_who(self, answer: object) -> None:
        """Seal to this person too, or to nobody else."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        label = None if answer == NOBODY else str(answer)
        said = f"Lo può aprire anche «{label}»." if label else "Non lo apre nessun altro."
        self.desk(
            partial(casework.set_second, self.consultation, label),
            lambda _: self.dismiss(said),
            failed=self.input_failed,
        )


class HandOverFlow(GivingFlow):
    """To whom, then her consent; without it nothing moves."""

    PLACE = "Affidare"
    FIRST = "who"

    def __init__(
        self, consultation: Consultation, view: CaseView, people: tuple[UserView, ...]
    ) -> None:
        self.label = ""
        super().__init__(consultation, view, people)

    def _ask_who(self) -> Ask:
        if not self.people:
            return Ask(
                "Affidare il fascicolo",
                text=("In questo archivio non c'è un altro funzionario.",),
                choices=(Choice(NOBODY, "Torna al fascicolo", "t"),),
            )
        return Ask(
            "A chi si affida?",
            text=(*self.reserve(), "Chi lo riceve lo apre; chi lo affida non lo apre più."),
            choices=tuple(Choice(one.label, one.label) for one in self.people),
            cautious=True,
        )

    def _ask_consent(self) -> Ask:
        return Ask(
            f"Affidare a «{self.label}»",
            say="Acconsente che da adesso la segua un'altra persona di questo ufficio?",
            choices=YES_NO,
            cautious=True,
            quiet=(
                "Con un no il fascicolo resta com'è.",
                "Con un sì: le dica da chi chiedere, e in quali giorni.",
            ),
        )

    async def got_who(self, answer: object) -> None:
        """Then her consent."""
        if answer == NOBODY:
            shell(self).back()
            return
        self.label = str(answer)
        await self.to("consent")

    async def got_consent(self, answer: object) -> None:
        """Give it, or leave it."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        if answer == "no":
            shell(self).back()
            return
        self.desk(
            partial(casework.hand_over, self.consultation, self.label, agreed=True),
            shell(self).home,
            failed=self.input_failed,
            wait="Affido…",
        )
