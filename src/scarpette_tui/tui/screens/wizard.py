"""First run: office, officials, recovery shares typed back. Leaving half-way leaves nothing."""

from functools import partial
from pathlib import Path

from scarpette_tui.desk import passphrases
from scarpette_tui.desk import session as sessions
from scarpette_tui.desk.session import FirstRun
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.passphrase import OFFER, PassphraseFlow, passphrase_fields
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import Field, FieldSpec

ROLES = {
    "responsabile": "responsabile",
    "operatore": "operatore: apre l'archivio e i propri fascicoli",
    "supervisore": "supervisore: vede solo i conteggi protetti",
}

GIVEN = "Questa è provvisoria: al primo accesso chi entra sceglie la propria."


class Wizard(PassphraseFlow):
    """Creates the vault of this PC, one thing a screen."""

    PLACE = "Primo avvio"
    FIRST = "welcome"

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.office: dict[str, str] = {}
        self.users: list[tuple[str, str, str]] = []
        self.role = "responsabile"
        self.run: FirstRun | None = None
        super().__init__()

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step

    def _ask_welcome(self) -> Ask:
        return Ask(
            "Prepariamo l'archivio di questo PC",
            text=(
                "Servono circa cinque minuti, un foglio e una penna. Tutto resta su questo PC, cifrato: "
                "nessuna rete, nessun nome di chi viene allo sportello.",
                "Alla fine ci saranno due quote di recupero da custodire in mani diverse. "
                "Se si interrompe prima, non resta nulla.",
            ),
            choices=(Choice("go", "Cominciamo", "c"), Choice("quit", "Non adesso: uscire", "u")),
            quiet=(f"Cartella: {self.directory}",),
        )

    def _ask_place(self) -> Ask:
        return Ask(
            "Ufficio e sportello",
            step="1 di 4",
            text=("Nomi brevi e neutri: si leggono nella schermata di blocco.",),
            fields=(
                FieldSpec(
                    "office", "Ufficio", "per esempio: Sede di zona", self.office.get("office", "")
                ),
                FieldSpec(
                    "desk", "Sportello", "per esempio: Sportello 3", self.office.get("desk", "")
                ),
            ),
        )

    def _ask_person(self) -> Ask:
        first = not self.users
        return Ask(
            "Chi è responsabile dell'archivio" if first else f"Un altro utente: {self.role}",
            step="2 di 4",
            text=(f"Basta una sigla o un ruolo, mai un nome. {OFFER}", *([] if first else [GIVEN])),
            big=self.suggestion,
            fields=(
                FieldSpec("label", "Sigla o ruolo", "per esempio: Funzionario 1"),
                *passphrase_fields(),
            ),
            meter=True,
        )

    def _ask_more(self) -> Ask:
        listed = ", ".join(f"{label} ({role})" for label, role, _ in self.users)
        return Ask(
            "Altri utenti?",
            step="3 di 4",
            text=(f"Finora: {listed}.", "Si possono aggiungere anche dopo."),
            choices=(
                Choice("done", "Basta così", "b"),
                Choice(
                    "operatore",
                    "Aggiungere un operatore",
                    "o",
                    "apre l'archivio e i propri fascicoli",
                ),
                Choice(
                    "supervisore", "Aggiungere un supervisore", "s", "vede solo i conteggi protetti"
                ),
            ),
        )

    def _ask_show_share(self) -> Ask:
        number = 1 if self.step == "share_a" else 2
        return Ask(
            f"Quota di recupero {number} di 2",
            step="4 di 4",
            text=(
                "La copi a penna, gruppo per gruppo. Da sola non apre nulla: servono tutte e due.",
                "Va custodita da chi dirige l'ufficio."
                if number == 1
                else "Va custodita dal responsabile della protezione dei dati: mai insieme alla prima.",
            ),
            big=self.run.shares[number - 1] if self.run else "",
            choices=(Choice("copied", "L'ho copiata: la riscrivo", "c"),),
        )

    _ask_share_a = _ask_share_b = _ask_show_share

    def _ask_type_share(self) -> Ask:
        number = 1 if self.step == "typed_a" else 2
        return Ask(
            f"Riscriva la quota {number}",
            step="4 di 4",
            text=("Dal foglio, per essere certi che si legga. Esc la mostra di nuovo.",),
            fields=(FieldSpec("share", f"Quota {number}", wide=True),),
            confirm="Controlla",
        )

    _ask_typed_a = _ask_typed_b = _ask_type_share

    def _ask_done(self) -> Ask:
        return Ask(
            "L'archivio è pronto",
            text=(
                "Le due quote vanno in mani diverse, oggi. Poi si apre con la sigla e la frase segreta.",
                "Stanza, orari, testo sui limiti e centri: la persona responsabile li scrive nella "
                "voce «Impostazioni».",
            ),
            choices=(Choice("open", "Alla schermata di apertura", "a"),),
        )

    async def got_welcome(self, answer: object) -> None:
        """Begin, or leave."""
        if answer == "quit":
            self.app.exit(0)
        else:
            await self.to("place")

    async def got_place(self, answer: object) -> None:
        """Office and desk."""
        self.office = dict(answer) if isinstance(answer, dict) else {}
        if not all(value.strip() for value in self.office.values()):
            self.trouble("Servono tutti e due i nomi.")
            return
        await self._new_person("responsabile")

    async def _new_person(self, role: str) -> None:
        self.role = role
        self.suggestion = passphrases.suggest()
        await self.to("person")

    def known(self) -> tuple[str, ...]:
        """Office, desk and the labels given so far."""
        return (*self.office.values(), *(label for label, _, _ in self.users))

    async def got_person(self, answer: object) -> None:
        """Label and passphrase, typed twice."""
        form = answer if isinstance(answer, dict) else {}
        label = form["label"].strip()
        problems = {
            "Scriva una sigla o un ruolo.": not label,
            "Questa sigla c'è già: ne scelga un'altra.": any(
                label == user[0] for user in self.users
            ),
        }
        wrong = next((text for text, bad in problems.items() if bad), "") or self.unequal(form)
        if wrong:
            self.trouble(wrong)
            return
        work = partial(passphrases.require, form["one"], (*self.known(), label))
        person = (label, self.role, form["one"])
        self.desk(work, lambda _: self._named(person), failed=self.input_failed)

    async def _named(self, person: tuple[str, str, str]) -> None:
        self.users.append(person)
        self.trail.clear()
        await self.to("more", trail=False)

    async def got_more(self, answer: object) -> None:
        """Another user, or go on to the shares."""
        if answer != "done":
            await self._new_person(str(answer))
            return
        work = partial(
            sessions.prepare,
            self.directory,
            office=self.office["office"].strip(),
            desk=self.office["desk"].strip(),
            users=self.users,
            clock=shell(self).clock,
        )
        self.desk(
            work,
            self._prepared,
            failed=self.input_failed,
            wait="Preparo le chiavi: qualche secondo…",
        )

    async def _prepared(self, run: FirstRun) -> None:
        self.run = run
        shell(self).first_run = run
        self.trail.clear()
        await self.to("share_a", trail=False)

    async def got_share_a(self, _: object) -> None:
        """The first share was copied."""
        await self.to("typed_a")

    async def got_share_b(self, _: object) -> None:
        """The second share was copied."""
        await self.to("typed_b")

    async def got_typed_a(self, answer: object) -> None:
        """The first share, typed back."""
        if self._check(0, answer):
            self.trail.clear()
            await self.to("share_b", trail=False)

    async def got_typed_b(self, answer: object) -> None:
        """The second share, typed back; then, and only then, the vault is written."""
        run = self.run
        if run is not None and self._check(1, answer):
            self.desk(
                run.commit, self._committed, failed=self.input_failed, wait="Scrivo l'archivio…"
            )

    def _check(self, index: int, answer: object) -> bool:
        typed = answer.get("share", "") if isinstance(answer, dict) else ""
        if self.run is None:
            return False
        found = self.run.check_share(index, typed)
        if found.trouble:
            field = self.query_one(Field)
            field.value, field.cursor_position = found.text, found.cursor
            self.trouble(found.trouble)
        return not found.trouble

    async def _committed(self, _: None) -> None:
        shell(self).first_run = None
        self.run = None
        self.users.clear()
        self.trail.clear()
        await self.to("done", trail=False)

    async def got_done(self, _: object) -> None:
        """Show the lock screen of the new vault."""
        from scarpette_tui.tui.screens.lock import first_screen  # noqa: PLC0415 - it imports this module

        shell(self).replace(first_screen(None))

    def leave(self) -> None:
        """Ask before throwing the work away."""
        if self.step == "welcome":
            self.app.exit(0)
        elif self.step != "done":
            shell(self).go(
                Dialog(
                    "Interrompere?",
                    ("Non è stato scritto nulla: la prossima volta si ricomincia da capo.",),
                    (Choice("", "No, continuo", "n"), Choice("quit", "Sì, esco", "s")),
                ),
                self._left,
            )

    def _left(self, answer: str | None) -> None:
        if answer == "quit":
            self.app.exit(0)

    def failed(self, error: ScarpetteError) -> None:
        """Show a fault beside the answer."""
        self.input_failed(error)
