"""Closing line by line: keep, or no trace, as equal choices; consents one by one (S5)."""

from dataclasses import replace

from scarpette_tui.desk import closing as desk
from scarpette_tui.desk import counting, gate
from scarpette_tui.desk.consultation import Consultation
from scarpette_tui.linear.steps import Step, walk
from scarpette_tui.linear.talk import Back, Talk

YES_NO = (("yes", "Sì"), ("no", "No"))
NOBODY = ("", "Nessun altro")


class Ending:
    """Every answer stays in memory until the last one; then one act."""

    def __init__(self, talk: Talk, consultation: Consultation) -> None:
        self.talk, self.consultation = talk, consultation
        self.texts = gate.gate_texts(consultation.session)
        self.counted = counting.counted_already(consultation)
        self.choices = desk.proposed(consultation)
        self.seconds = desk.nameable(consultation)

    def close(self) -> None:
        """Ask, then close.

        Raises:
            Back: she or the official thought again; the consultation stays open.
            DiskError: it could not be written; the draft stays as it was.

        """
        walk(self.keep)

    def keep(self) -> Step:
        """Two equal roads."""
        self.talk.title("Che cosa resta qui? Da dire:")
        self.talk.say(f"«{self.texts.closing.keep}»", self.texts.closing.keep_traceless)
        self.talk.say("Le due scelte valgono uguale: quello che le spetta non cambia.")
        rows = (
            ("keep", "Tenere una nota cifrata: la ritrova con un codice e una parola sua"),
            ("none", "Senza traccia: si cancella adesso, e non resta niente"),
        )
        keep = self.talk.choose(rows) == "keep"
        self.choices = replace(self.choices, keep=keep)
        return self.note if keep else self._counted

    def note(self) -> Step:
        """Without consent nothing is kept."""
        if self._consents(self.texts.closing.consent_note):
            self.choices = replace(self.choices, consent_note=True)
            return self.contact
        self.choices = replace(self.choices, keep=False, consent_note=False)
        self.talk.say("Senza consenso: si chiude senza traccia.")
        return self._counted

    def contact(self) -> Step:
        """To be called, only as she says (S12)."""
        self.choices = replace(self.choices, consent_contact=False)
        self.talk.title("Essere richiamata. Da dire:")
        self.talk.say(f"«{self.texts.closing.contact}»", self.texts.closing.contact_default)
        rows = (("no", "No: non cercarla"), ("yes", "Sì: dice lei come"))
        return self.how if self.talk.choose(rows) == "yes" else self.referral

    def how(self) -> Step:
        """Channel, hours, what to say if another answers; then the consent to that."""
        way = self.talk.form(
            "Come, per esempio tramite il centro:", required="Serve un modo sicuro."
        )
        hours = self.talk.form("Quando: giorni e ore sicuri:")
        other = self.talk.form("Se risponde un altro, che cosa dire:")
        agreed = self._consents(self.texts.closing.consent_contact)
        self.choices = replace(
            self.choices,
            contact_channel=way,
            contact_hours=hours,
            contact_if_other_answers=other,
            consent_contact=agreed,
        )
        return self.referral

    def referral(self) -> Step:
        """That the office speaks with her centre, or not."""
        agreed = self._consents(self.texts.closing.consent_referral)
        self.choices = replace(self.choices, consent_referral=agreed)
        return self.word

    def word(self) -> Step:
        """A word of her choice (P12)."""
        self.talk.title("Una parola scelta da lei. Da dire:")
        self.talk.say(f"«{self.texts.closing.word}»")
        word = self.talk.form("Parola, mai un nome:", required="Senza, la nota non si ritrova.")
        self.choices = replace(self.choices, word=word)
        return self.retention

    def second(self) -> Step:
        """Who else may open it; after a yes to S4 nobody is proposed (P12)."""
        restricted = self.consultation.restricted
        self.talk.title("Un secondo funzionario. Da dire:")
        self.talk.say(f"«{self.texts.closing.second}»")
        if restricted:
            self.talk.say("Qualcuno in questo ufficio non deve sapere: solo chi nomina lei.")
        people = [(one.label, one.label) for one in self.seconds]
        rows = [NOBODY, *people] if restricted else [*people, NOBODY]
        self.choices = replace(self.choices, second=self.talk.choose(rows) or None)
        return self.sure

    def retention(self) -> Step:
        """Months, 1 to 60; Enter alone keeps what the office decided (S14)."""
        proposed = self.choices.retention_months
        self.talk.title("Per quanto tempo. La nota si cancella da sola alla fine.")
        while True:
            typed = self.talk.form(f"Mesi, da 1 a 60; solo Invio per {proposed}:") or str(proposed)
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 60:
                self.choices = replace(self.choices, retention_months=int(typed))
                return self._counted
            self.talk.say("Un numero da 1 a 60.")

    @property
    def _counted(self) -> Step:
        """Skip the count's question when the case answers by itself (D7)."""
        return self.count if self.counted is None else self.sure

    def count(self) -> Step:
        """At most once a day, twice a month (D7)."""
        self.talk.title("Per il conteggio, che non dice niente di lei.")
        self.talk.say(f"«{self.texts.closing.counted}»")
        rows = (("no", "No: prima volta"), ("yes", "Sì, già contata"))
        self.choices = replace(self.choices, already_counted=self.talk.choose(rows) == "yes")
        return self.sure

    def sure(self) -> Step | None:
        """One act at the end; who else may open it is said, and can be changed."""
        rows = [("yes", "Sì, chiudi"), ("no", "No, torna")]
        if self.choices.keep:
            self.talk.title(f"Chiudere? {desk.kept_for(self.choices)}")
            self.talk.say(desk.who_else(self.choices))
            if self.seconds:
                rows.append(("second", "Cambia chi altro la può aprire"))
        else:
            self.talk.title("Chiudere? Si cancella tutto, adesso, e non si può tornare indietro.")
        chosen = self.talk.choose(rows)
        if chosen == "no":
            raise Back
        if chosen == "second":
            return self.second
        self._tell()
        return None

    def _tell(self) -> None:
        view = desk.close(self.consultation, self.choices)
        self.talk.title("Consultazione chiusa. Da dirle, adesso:")
        if view.kept:
            self.talk.say(f"Codice: {' '.join(view.code)}")
        self.talk.say(*view.told, self.texts.closing.return_words, "", self.texts.debrief)
        if view.anchor:
            self.talk.say(f"Codice di freschezza dell'archivio: {view.anchor}")
        if view.count_fault:
            self.talk.say(view.count_fault)

    def _consents(self, text: str) -> bool:
        self.talk.title("Un consenso alla volta; si può togliere quando vuole. Da dire:")
        self.talk.say(f"«{text}»")
        return self.talk.choose(YES_NO) == "yes"
