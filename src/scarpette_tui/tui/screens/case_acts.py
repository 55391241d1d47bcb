"""Acts on a kept case, one question a screen: contact, time, her own copy, erase."""

from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import ContactView, PaperView
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.paper import PreviewScreen
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec

YES_NO = (Choice("yes", "Sì", "s"), Choice("no", "No", "n"))


class CaseFlow(Flow):
    """A flow over one case; it answers with what was done, or nothing."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation
        super().__init__()

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  {self.PLACE}  ›  {self.consultation.code}"

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step


class ContactFlow(CaseFlow):
    """How to look for her, and her consent once she said how (S12)."""

    PLACE = "Contatto"
    FIRST = "wish"

    def __init__(self, consultation: Consultation, now: ContactView) -> None:
        self.now = now
        super().__init__(consultation)

    def _ask_wish(self) -> Ask:
        return Ask(
            "Vuole essere cercata?",
            choices=(
                Choice("no", "No: non cercarla", "n"),
                Choice("yes", "Sì: dice lei come", "s"),
            ),
            cautious=True,
            quiet=("Se non dice niente, non la si cerca.",),
        )

    def _ask_how(self) -> Ask:
        return Ask(
            "Come cercarla senza rischio",
            text=("Dica lei il modo, i giorni e le ore, e che cosa dire se risponde un altro.",),
            fields=(
                FieldSpec("channel", "Come", "per esempio: tramite il centro", self.now.channel),
                FieldSpec("hours", "Quando", "giorni e ore sicuri", self.now.hours),
                FieldSpec(
                    "other", "Se risponde un altro", "che cosa dire", self.now.if_another_answers
                ),
            ),
        )

    def _ask_agree(self) -> Ask:
        lines = (self.now.channel, self.now.hours, self.now.if_another_answers)
        return Ask(
            "Il suo consenso",
            say="Acconsente che la cerchiamo come ha detto?",
            text=(" · ".join(line for line in lines if line),),
            choices=YES_NO,
            cautious=True,
            quiet=("Si può togliere quando vuole.",),
        )

    async def got_wish(self, answer: object) -> None:
        """Not at all, or how."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        if answer == "yes":
            await self.to("how")
            return
        work = partial(casework.record_consent, self.consultation, "be_contacted", given=False)
        self.desk(work, lambda _: self.dismiss("Non va cercata."), failed=self.input_failed)

    async def got_how(self, answer: object) -> None:
        """The way, then the consent."""
        form = answer if isinstance(answer, dict) else {}
        if not form["channel"].strip():
            self.trouble("Scriva in che modo; senza un modo sicuro non la si cerca.")
            return
        self.now = ContactView(False, form["channel"], form["hours"], form["other"])
        await self.to("agree")

    async def got_agree(self, answer: object) -> None:
        """Signed together with the way."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        if answer == "no":
            await self.got_wish("no")
            return
        work = partial(casework.change_contact, self.consultation, self.now)
        self.desk(work, lambda _: self.dismiss("Contatto scritto."), failed=self.input_failed)


class RetentionFlow(CaseFlow):
    """How many months from today."""

    PLACE = "Conservazione"
    FIRST = "months"

    def _ask_months(self) -> Ask:
        months = self.consultation.session.settings.retention_months
        return Ask(
            "Per quanto tempo si tiene",
            text=(
                "Si conta da oggi. Alla fine si cancella da sola; sette giorni prima si avvisa.",
            ),
            fields=(FieldSpec("months", "Mesi, da 1 a 60", value=str(months)),),
        )

    async def got_months(self, answer: object) -> None:
        """From today."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        text = answer["months"].strip() if isinstance(answer, dict) else ""
        if not (text.isascii() and text.isdigit()):
            self.trouble("Un numero da 1 a 60.")
            return
        work = partial(casework.change_retention, self.consultation, int(text))
        self.desk(work, lambda _: self.dismiss("Data cambiata."), failed=self.input_failed)


class EraseFlow(CaseFlow):
    """Erase for good, once the code was typed (V10)."""

    PLACE = "Cancellare"
    FIRST = "code"

    def _ask_code(self) -> Ask:
        return Ask(
            "Cancellare tutto, adesso?",
            text=(
                "Si distrugge la chiave del fascicolo: risposte, note, passi e consensi non li "
                "legge più nessuno, nemmeno con il recupero.",
                "Per essere certi, si riscrive il codice che è in alto.",
            ),
            fields=(FieldSpec("code", "Codice", "una lettera e cinque cifre"),),
            confirm="Cancellare",
            quiet=("Esc torna indietro senza cancellare.",),
        )

    async def got_code(self, answer: object) -> None:
        """The code, typed."""
        from scarpette_tui.desk import casework  # noqa: PLC0415

        typed = answer["code"] if isinstance(answer, dict) else ""
        self.desk(
            partial(casework.erase, self.consultation, typed),
            shell(self).home,
            failed=self.input_failed,
            wait="Cancello…",
        )


class OwnCopyFlow(CaseFlow):
    """Is it safe to take paper home (H1); then everything that is kept, to read together."""

    PLACE = "Il suo foglio"
    FIRST = "safe"

    def _ask_safe(self) -> Ask:
        from scarpette_tui.desk import own_copy, paper  # noqa: PLC0415

        return Ask(
            "Quello che è scritto di lei",
            say=paper.warnings_before_printing()[0],
            text=(
                "Ha diritto di vederlo sempre: si può guardare insieme qui, senza stampare.",
                own_copy.ONLY_ITALIAN,
            ),
            choices=(
                Choice("look", "Guardarlo insieme, senza foglio", "g"),
                Choice("print", "È sicuro: guardarlo, poi stampare", "s"),
            ),
            cautious=True,
        )

    async def got_safe(self, answer: object) -> None:
        """Make the sheets in memory."""
        from scarpette_tui.desk import own_copy  # noqa: PLC0415

        self.desk(
            partial(own_copy.make, self.consultation),
            partial(self._made, on_paper=answer == "print"),
            failed=self.input_failed,
            wait="Preparo…",
        )

    def _made(self, page: PaperView, *, on_paper: bool) -> None:
        from scarpette_tui.desk import paper  # noqa: PLC0415

        self.say("")
        found = paper.warnings_before_printing()[1]
        screen = OwnCopyScreen if on_paper else OwnReadingScreen
        shell(self).replace(screen(page, "Quello che è scritto", found))


class OwnCopyScreen(PreviewScreen):
    """All that is kept, as it will be printed."""

    LEFT_OFF = "Prima di stampare"

    def place(self) -> str:
        """Which page."""
        return f"Sportello  ›  {self.name_of_level}"


class OwnReadingScreen(OwnCopyScreen):
    """The same, to read on the screen only."""

    SCOPE = "flow"

    def action_stampa(self) -> None:
        """It was not safe: nothing is printed from here."""

    def action_salva(self) -> None:
        """Nor saved."""
