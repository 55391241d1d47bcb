"""What is asked of two people before a restore or a recovery."""

from scarpette_tui.desk.rescue import Proof, Recovery, TwoPeople
from scarpette_tui.desk.upkeep import describe
from scarpette_tui.desk.views import BackupView, VaultView
from scarpette_tui.tui.screens.passphrase import OFFER, PassphraseFlow, passphrase_fields
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec

NOBODY = "\0nessuno"
STRANGER = "\0nuova"
HOLDERS = {"share_a": "chi dirige l'ufficio", "share_b": "chi protegge i dati"}
ALONE = "Nessuno lo fa da solo: la seconda persona deve essere qui adesso."


class RescueAsks(PassphraseFlow):
    """One question a screen; the answers are in `rescue`."""

    PLACE = "In due persone"
    FIRST = "what"

    def __init__(
        self, view: VaultView, backups: tuple[BackupView, ...], shown: tuple[str, ...] = ()
    ) -> None:
        self.view = view
        self.shown = shown
        """The shares of a demonstration: nobody has them on paper."""
        self.backups = backups
        self.act = ""
        self.number: int | None = None
        self.who = TwoPeople()
        self.wanted = Recovery("", "")
        self.second_step = "second"
        self.proof: Proof | None = None
        self.lines: tuple[str, ...] = ()
        self.done = ""
        super().__init__()

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step

    def known(self) -> tuple[str, ...]:
        """What anybody could guess."""
        return (self.view.office, self.view.desk, self.wanted.label)

    def _ask_what(self) -> Ask:
        return Ask(
            "Che cosa serve?",
            text=(ALONE,),
            choices=(
                Choice("drill", "Una prova: le due quote aprono?", "p", "non cambia niente"),
                Choice("recover", "Una frase segreta perduta", "f", "con le due quote"),
                Choice("restore", "Riportare l'archivio a una copia", "c"),
            ),
        )

    def _ask_which(self) -> Ask:
        rows = tuple(Choice(str(one.number), describe(one)) for one in self.backups)
        if not rows:
            return Ask(
                "Non c'è nessuna copia",
                text=("Le copie nascono da sole alla chiusura di una giornata di lavoro.",),
                choices=(Choice(NOBODY, "Torna indietro", "t"),),
            )
        return Ask(
            "Quale copia?",
            text=("Quello che è stato scritto dopo non ci sarà.",),
            choices=rows,
        )

    def _ask_with(self) -> Ask:
        return Ask(
            "Chi lo decide?",
            text=(ALONE,),
            choices=(
                Choice("people", "Responsabile e un altro funzionario", "f"),
                Choice("share", "Responsabile e chi ha una quota", "q"),
                Choice("shares", "Le due quote", "d"),
            ),
        )

    def _ask_first(self) -> Ask:
        heads = [one.label for one in self.view.users if one.role == "responsabile"]
        return self._person("La persona responsabile", heads[0] if heads else "")

    def _ask_second(self) -> Ask:
        return self._person("La seconda persona", "")

    def _person(self, title: str, label: str) -> Ask:
        return Ask(
            title,
            text=("Scrive da sola la sua frase; l'altra persona guarda altrove.",),
            fields=(
                FieldSpec("label", "Sigla o ruolo", value=label),
                FieldSpec("secret", "Frase segreta", secret=True),
            ),
        )

    def _ask_share(self) -> Ask:
        return Ask(
            "Una quota di recupero",
            text=("La lettera e i quattordici gruppi, dal foglio.",),
            fields=(FieldSpec("share", "Quota", wide=True),),
            quiet=("\n".join(self.shown),) if self.shown else (),
        )

    def _ask_each_share(self) -> Ask:
        return Ask(
            "La prima quota" if self.step == "share_a" else "La seconda quota",
            text=(f"La scrive {HOLDERS[self.step]}: la lettera e i quattordici gruppi.",),
            fields=(FieldSpec("share", "Quota", wide=True),),
            quiet=("\n".join(self.shown),) if self.shown else (),
        )

    _ask_share_a = _ask_share_b = _ask_each_share

    def _ask_whom(self) -> Ask:
        people = tuple(
            Choice(one.label, one.label) for one in self.view.users if one.role != "supervisore"
        )
        return Ask(
            "Chi deve poter entrare di nuovo?",
            choices=(*people, Choice(STRANGER, "Una persona nuova, come responsabile", "n")),
        )

    def _ask_newcomer(self) -> Ask:
        return Ask("La persona nuova", fields=(FieldSpec("label", "Sigla o ruolo"),))

    def _ask_heir(self) -> Ask:
        others = tuple(
            Choice(one.label, f"Anche i fascicoli di «{one.label}»")
            for one in self.view.users
            if one.role != "supervisore" and one.label != self.wanted.label
        )
        return Ask(
            "Prende anche i fascicoli di qualcun altro?",
            text=("Per esempio di chi non lavora più qui.",),
            choices=(Choice(NOBODY, "No, solo i suoi", "n"), *others),
            cautious=True,
        )

    def _ask_hidden(self) -> Ask:
        return Ask(
            "Anche i fascicoli con una persona che non deve sapere?",
            text=(
                "Alcune donne hanno detto che qualcuno in questo ufficio non deve sapere. "
                "Chi ha le quote ne risponde.",
            ),
            choices=(
                Choice("no", "No: restano chiusi", "n"),
                Choice("yes", "Sì, anche quelli", "s"),
            ),
            cautious=True,
        )

    def _ask_secret(self) -> Ask:
        return Ask(
            f"La frase segreta nuova di «{self.wanted.label}»",
            text=(f"La sceglie e la scrive da sola. {OFFER}",),
            big=self.suggestion,
            fields=passphrase_fields(),
            meter=True,
        )

    def _ask_sure(self) -> Ask:
        return Ask(
            "La copia è buona. Metterla al posto dell'archivio?",
            text=self.lines,
            choices=(Choice("no", "No, lasciare com'è", "n"), Choice("yes", "Sì, riportare", "s")),
            cautious=True,
        )

    def _ask_done(self) -> Ask:
        return Ask(
            self.done,
            text=self.lines,
            choices=(Choice("home", "Alla schermata di apertura", "a"),),
        )
