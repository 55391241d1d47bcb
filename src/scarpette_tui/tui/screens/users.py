"""Users of the vault, and the own passphrase."""

from functools import partial

from textual.app import ComposeResult

from scarpette_tui.desk.views import UserView
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.passphrase import OFFER, PassphraseFlow, passphrase_fields
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.fields import FieldSpec
from scarpette_tui.tui.widgets.words import Words


class UsersScreen(Page):
    """Who may open the vault; the responsabile adds."""

    PLACE = "Utenti"
    SCOPE = "users"
    CSS_PATH = "../styles/cases.tcss"

    def content(self) -> ComposeResult:
        """List, then what one can do."""
        yield Words("Chi apre questo archivio", classes="title")
        yield Words("", classes="paragraph", id="persone")
        rows = [Choice("cambia", "Cambia la mia frase segreta", "c")]
        if session(self).user.role == "responsabile":
            rows.insert(0, Choice("aggiungi", "Aggiungi un utente", "a"))
        yield Choices(rows)
        yield Words(
            "Un supervisore vede solo i conteggi protetti, mai un fascicolo.", classes="quiet"
        )

    def on_mount(self) -> None:
        """Read the list."""
        from scarpette_tui.desk import users  # noqa: PLC0415 - behind the lock

        self.query_one(Choices).focus()
        self.desk(partial(users.users, session(self)), self.show)

    def show(self, people: tuple[UserView, ...]) -> None:
        """Paint the list."""
        mine = session(self).user.label
        lines = [
            f"{one.label:<32}{one.role}{'   (lei)' if one.label == mine else ''}" for one in people
        ]
        self.query_one("#persone", Words).set("\n".join(lines))

    def on_char(self, char: str) -> bool:
        """One key, one action."""
        return self.query_one(Choices).on_char(char)

    async def on_choices_picked(self, event: Choices.Picked) -> None:
        """Run the row."""
        await self.run_action(f"screen.{event.value}")

    def action_aggiungi(self) -> None:
        """Add a user, when allowed."""
        if session(self).user.role != "responsabile":
            self.say("Solo il responsabile aggiunge utenti.")
            return
        shell(self).go(AddUser(), self._added)

    def _added(self, people: tuple[UserView, ...] | None) -> None:
        if people:
            self.show(people)
            self.say("Utente aggiunto.")

    def action_cambia(self) -> None:
        """Change the own passphrase."""
        shell(self).go(ChangePassphrase(), lambda said: self.say(said) if said else None)


class AddUser(PassphraseFlow):
    """Role, then label and passphrase."""

    PLACE = "Nuovo utente"
    FIRST = "role"

    def __init__(self) -> None:
        self.role = "operatore"
        super().__init__()

    def ask(self) -> Ask:
        """Return the step as it stands."""
        if self.step == "role":
            from scarpette_tui.desk.users import ROLES  # noqa: PLC0415

            return Ask("Che ruolo ha?", choices=tuple(Choice(role, label) for role, label in ROLES))
        return Ask(
            "Sigla e frase segreta",
            text=(f"La frase segreta la scrive chi la userà. {OFFER}",),
            big=self.suggestion,
            fields=(FieldSpec("label", "Sigla o ruolo"), *passphrase_fields()),
            meter=True,
            confirm="Aggiungi",
        )

    async def got_role(self, answer: object) -> None:
        """Role chosen."""
        self.role = str(answer)
        await self.to("form")

    async def got_form(self, answer: object) -> None:
        """Add."""
        from scarpette_tui.desk import users  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        if wrong := self.unequal(form):
            self.trouble(wrong)
            return
        work = partial(users.add, session(self), form["label"].strip(), self.role, form["one"])
        self.desk(work, self.dismiss, failed=self.input_failed, wait="Preparo le chiavi…")


class ChangePassphrase(PassphraseFlow):
    """The old one, and the new one twice."""

    PLACE = "Frase segreta"
    FIRST = "form"

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            "Cambiare la frase segreta",
            text=(f"Quella vecchia smette subito di valere. {OFFER}",),
            big=self.suggestion,
            fields=(
                FieldSpec("old", "Frase segreta di adesso", secret=True),
                *passphrase_fields("Frase segreta nuova"),
            ),
            meter=True,
            confirm="Cambia",
        )

    async def got_form(self, answer: object) -> None:
        """Change."""
        from scarpette_tui.desk import users  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        if wrong := self.unequal(form):
            self.trouble(wrong)
            return
        work = partial(users.change_passphrase, session(self), form["old"], form["one"])
        self.desk(
            work,
            lambda _: self.dismiss("Frase segreta cambiata."),
            failed=self.input_failed,
            wait="Cambio le chiavi…",
        )
