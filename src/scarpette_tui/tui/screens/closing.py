"""Closing: keep, or no trace, as equal choices; consents one by one; then what to tell her."""

from dataclasses import replace
from functools import partial

from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.desk.views import ClosedView, ClosingChoices, GateTexts, UserView
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.told import ToldScreen
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec

NOBODY = "\0nessuno"
YES_NO = (Choice("yes", "Sì", "s"), Choice("no", "No", "n"))


def open_closing(page: Page, consultation: Consultation) -> None:
    """Read who else could open the case, then ask."""
    from scarpette_tui.desk import closing, counting, gate  # noqa: PLC0415 - behind the lock

    here = session(page)
    page.desk(
        lambda: (
            closing.nameable(consultation),
            gate.gate_texts(here),
            closing.proposed(consultation),
            counting.counted_already(consultation),
        ),
        lambda found: shell(page).go(ClosingFlow(consultation, *found)),
    )


class ClosingFlow(Flow):
    """Every answer stays in memory until the last one; then one act."""

    PLACE = "Chiusura"
    FIRST = "keep"

    def __init__(
        self,
        consultation: Consultation,
        seconds: tuple[UserView, ...],
        texts: GateTexts,
        choices: ClosingChoices,
        counted: bool | None = None,
    ) -> None:
        self.consultation = consultation
        self.counted = counted
        self.seconds = seconds
        self.texts = texts
        self.restricted = consultation.restricted
        self.choices = choices
        super().__init__()

    def place(self) -> str:
        """Opaque code."""
        return f"Sportello  ›  Chiusura  ›  {self.consultation.code}"

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step

    def _ask_keep(self) -> Ask:
        return Ask(
            "Che cosa resta qui?",
            say=self.texts.closing.keep,
            choices=(
                Choice(
                    "keep",
                    "Tenere una nota cifrata",
                    "t",
                    "la ritrova con un codice e una parola sua",
                ),
                Choice("none", "Senza traccia", "s", "si cancella adesso, e non resta niente"),
            ),
            cautious=True,
            quiet=(
                self.texts.closing.keep_traceless,
                "Le due scelte valgono uguale: quello che le spetta non cambia.",
            ),
        )

    def _consent(self, say: str, remark: str) -> Ask:
        return Ask(
            "Un consenso alla volta",
            say=say,
            choices=YES_NO,
            cautious=True,
            quiet=(remark, "Si può togliere quando vuole."),
        )

    def _ask_note(self) -> Ask:
        return self._consent(
            self.texts.closing.consent_note, "Senza questo consenso non si tiene nulla."
        )

    def _ask_contact(self) -> Ask:
        return Ask(
            "Essere richiamata",
            say=self.texts.closing.contact,
            choices=(
                Choice("no", "No: non cercarla", "n"),
                Choice("yes", "Sì: dice lei come", "s"),
            ),
            cautious=True,
            quiet=(self.texts.closing.contact_default,),
        )

    def _ask_agreed(self) -> Ask:
        agreed = self._consent(
            self.texts.closing.consent_contact, self.texts.closing.contact_default
        )
        lines = (
            ("Come", self.choices.contact_channel),
            ("Quando", self.choices.contact_hours),
            ("Se risponde un altro", self.choices.contact_if_other_answers),
        )
        said = "\n".join(f"{label}: {text}" for label, text in lines if text)
        return replace(agreed, text=(said,))

    def _ask_referral(self) -> Ask:
        return self._consent(
            self.texts.closing.consent_referral,
            "Con un no non cambia niente di quello che le è stato detto.",
        )

    def _ask_how(self) -> Ask:
        return Ask(
            "Come cercarla senza rischio",
            text=("Se ha dubbi, Esc torna indietro e si risponde no.",),
            fields=(
                FieldSpec(
                    "channel",
                    "Come",
                    "per esempio: tramite il centro",
                    self.choices.contact_channel,
                ),
                FieldSpec("hours", "Quando", "giorni e ore sicuri", self.choices.contact_hours),
                FieldSpec(
                    "other",
                    "Se risponde un altro",
                    "che cosa dire",
                    self.choices.contact_if_other_answers,
                ),
            ),
        )

    def _ask_word(self) -> Ask:
        return Ask(
            "Una parola scelta da lei",
            say=self.texts.closing.word,
            fields=(FieldSpec("word", "Parola", value=self.choices.word),),
            quiet=("Mai un nome.",),
        )

    def _ask_second(self) -> Ask:
        people = tuple(Choice(one.label, one.label) for one in self.seconds)
        nobody = Choice(NOBODY, "Nessun altro", "n")
        only_hers = "Qualcuno in questo ufficio non deve sapere: si aggiunge solo chi nomina lei."
        return Ask(
            "Un secondo funzionario",
            say=self.texts.closing.second,
            text=(only_hers,)
            if self.restricted
            else (),  # P12: after a yes to S4 nobody is proposed
            choices=(nobody, *people) if self.restricted else (*people, nobody),
            chosen=(self.choices.second or NOBODY,),
        )

    def _ask_retention(self) -> Ask:
        return Ask(
            "Per quanto tempo",
            text=("La nota si cancella da sola alla fine. Lei può chiederlo anche prima.",),
            fields=(
                FieldSpec("months", "Mesi, da 1 a 60", value=str(self.choices.retention_months)),
            ),
        )

    @property
    def _after_consents(self) -> str:
        """Skip the count's question when the case answers by itself (D7)."""
        return "counted" if self.counted is None else "sure"

    def _ask_counted(self) -> Ask:
        return Ask(
            "Per il conteggio",
            say=self.texts.closing.counted,
            text=("Il conteggio non dice niente di lei.",),
            choices=(Choice("no", "No: prima volta", "p"), Choice("yes", "Sì, già contata", "g")),
        )

    def _ask_sure(self) -> Ask:
        from scarpette_tui.desk import closing  # noqa: PLC0415

        text: tuple[str, ...] = (
            "Si cancella tutto, adesso: risposte, note e bozza. Non si può tornare indietro.",
        )
        rows = [Choice("yes", "Sì, chiudi", "s"), Choice("no", "No, torna", "n")]
        if self.choices.keep:
            text = (closing.kept_for(self.choices), closing.who_else(self.choices))
            if self.seconds:
                rows.insert(1, Choice("second", "Cambia chi altro la può aprire", "c"))
        return Ask("Chiudere?", text=text, choices=tuple(rows))

    async def got_keep(self, answer: object) -> None:
        """Two equal roads."""
        self.choices = replace(self.choices, keep=answer == "keep")
        await self.to("note" if answer == "keep" else self._after_consents)

    async def got_note(self, answer: object) -> None:
        """Without consent nothing is kept."""
        if answer == "yes":
            self.choices = replace(self.choices, consent_note=True)
            await self.to("contact")
        else:
            self.choices = replace(self.choices, keep=False, consent_note=False)
            await self.to(self._after_consents)
            self.say("Senza consenso: si chiude senza traccia.")

    async def got_contact(self, answer: object) -> None:
        """How, only after a yes; the consent comes once she said how."""
        self.choices = replace(self.choices, consent_contact=False)
        await self.to("how" if answer == "yes" else "referral")

    async def got_how(self, answer: object) -> None:
        """Channel, hours, what to say."""
        form = answer if isinstance(answer, dict) else {}
        if not form["channel"].strip():
            self.trouble("Scriva in che modo; senza un modo sicuro non la si cerca.")
            return
        self.choices = replace(
            self.choices,
            contact_channel=form["channel"].strip(),
            contact_hours=form["hours"].strip(),
            contact_if_other_answers=form["other"].strip(),
        )
        await self.to("agreed")

    async def got_agreed(self, answer: object) -> None:
        """To be called as she said."""
        self.choices = replace(self.choices, consent_contact=answer == "yes")
        await self.to("referral")

    async def got_referral(self, answer: object) -> None:
        """To the centre, or not."""
        self.choices = replace(self.choices, consent_referral=answer == "yes")
        await self.to("word")

    async def got_word(self, answer: object) -> None:
        """The word."""
        word = answer["word"].strip() if isinstance(answer, dict) else ""
        if not word:
            self.trouble("Serve una parola: senza, la nota non si ritrova.")
            return
        self.choices = replace(self.choices, word=word)
        await self.to("retention")

    async def got_second(self, answer: object) -> None:
        """Who else may open it; then again whether to close."""
        self.choices = replace(self.choices, second=None if answer == NOBODY else str(answer))
        await self.action_indietro()

    async def got_retention(self, answer: object) -> None:
        """Months, checked here so that nothing is lost."""
        text = answer["months"].strip() if isinstance(answer, dict) else ""
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 60):
            self.trouble("Un numero da 1 a 60.")
            return
        self.choices = replace(self.choices, retention_months=int(text))
        await self.to(self._after_consents)

    async def got_counted(self, answer: object) -> None:
        """At most once a day (D7)."""
        self.choices = replace(self.choices, already_counted=answer == "yes")
        await self.to("sure")

    async def got_sure(self, answer: object) -> None:
        """One act at the end."""
        from scarpette_tui.desk import closing  # noqa: PLC0415

        if answer == "no":
            await self.action_indietro()
            return
        if answer == "second":
            await self.to("second")
            return
        work = partial(closing.close, self.consultation, self.choices)
        self.desk(work, self._was_closed, failed=self.input_failed, wait="Chiudo…")

    def _was_closed(self, view: ClosedView) -> None:
        shell(self).in_consultation = False
        shell(self).after_interview = True
        shell(self).go(ToldScreen(view, self.texts))
