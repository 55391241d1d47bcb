"""Users of the vault, and the own passphrase."""

from collections.abc import Sequence
from functools import partial

from scarpette_tui.desk.views import UserView
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.isolation import RELOCK
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.passphrase import OFFER, PassphraseFlow, passphrase_fields
from scarpette_tui.tui.screens.rows import RowsPage
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec

ADD, CHANGE = "\0aggiungi", "\0cambia"
NEW_KEYS = (
    "Le chiavi dell'archivio sono nuove: il programma si chiude e chiede di nuovo la frase segreta."
)


class UsersScreen(RowsPage):
    """Who may open the vault; the responsabile adds, helps in and takes out."""

    PLACE = "Utenti"
    SCOPE = "users"

    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[UserView, ...] = ()

    def heading(self) -> str:
        """What it is about."""
        return "Chi apre questo archivio"

    def rows(self) -> Sequence[Choice]:
        """People, then what one can do."""
        mine = session(self).user
        rows = [
            Choice(one.label, f"{one.label} · {one.role}{' (lei)' if one == mine else ''}")
            for one in self.people
        ]
        if mine.role == "responsabile":
            rows.append(Choice(ADD, "Aggiungere un utente", "a"))
        return [*rows, Choice(CHANGE, "Cambiare la mia frase segreta", "c")]

    def remarks(self) -> Sequence[str]:
        """What a supervisor sees."""
        return ("Un supervisore vede solo i conteggi protetti, mai un fascicolo.",)

    def on_mount(self) -> None:
        """Read the list."""
        from scarpette_tui.desk import users  # noqa: PLC0415 - behind the lock

        super().on_mount()
        self.desk(partial(users.users, session(self)), self.show)

    def show(self, people: tuple[UserView, ...]) -> None:
        """Paint the list."""
        self.people = people
        self.repaint()

    async def picked(self, value: str) -> None:
        """A person, or an act."""
        if value == ADD:
            self.action_aggiungi()
        elif value == CHANGE:
            self.action_cambia()
        else:
            self._person(next(one for one in self.people if one.label == value))

    def _person(self, person: UserView) -> None:
        mine = session(self).user
        if person == mine:
            self.action_cambia()
        elif mine.role != "responsabile":
            self.say("Solo il responsabile cambia gli altri utenti.")
        else:
            rows = (
                Choice("", "Niente", "n"),
                Choice(
                    "temporary",
                    "Dare una frase segreta temporanea",
                    "t",
                    "chiavi nuove: i suoi fascicoli tornano dal secondo funzionario, o con le quote",
                ),
                Choice("remove", "Togliere dall'archivio", "o", "solo quando non ha più fascicoli"),
            )
            shell(self).go(Dialog(person.label, (), rows), partial(self._chosen, person))

    def _chosen(self, person: UserView, answer: str | None) -> None:
        if answer == "temporary":
            shell(self).go(TemporaryPassphrase(person.label), self._relock)
        elif answer == "remove":
            rows = (Choice("", "No", "n"), Choice("yes", "Sì, togliere", "s"))
            text = (f"«{person.label}» non aprirà più questo archivio.", NEW_KEYS)
            shell(self).go(Dialog("Togliere?", text, rows), partial(self._remove, person))

    def _remove(self, person: UserView, answer: str | None) -> None:
        from scarpette_tui.desk import users  # noqa: PLC0415

        if answer == "yes":
            self.desk(
                partial(users.remove, session(self), person.label),
                lambda _: self._relock(f"«{person.label}» non è più fra gli utenti."),
                failed=self._kept,
                wait="Preparo le chiavi nuove…",
            )

    def _kept(self, error: ScarpetteError) -> None:
        self.say("Gli utenti sono quelli di prima.")
        self.failed(error)

    def _relock(self, done: str | None) -> None:
        if done:
            shell(self).go(
                Dialog(done, (NEW_KEYS,)), lambda _: self.app.exit(RELOCK, return_code=RELOCK)
            )

    def action_aggiungi(self) -> None:
        """Add a user, when allowed."""
        if session(self).user.role != "responsabile":
            self.say("Solo il responsabile aggiunge utenti.")
            return
        shell(self).go(AddUser(), self._added)

    def _added(self, people: tuple[UserView, ...] | None) -> None:
        def show() -> None:
            if people:
                self.show(people)
                self.say("Utente aggiunto: alla prima apertura sceglie la sua frase segreta.")

        self.call_later(show)

    def action_cambia(self) -> None:
        """Change the own passphrase."""
        shell(self).go(ChangePassphrase(), lambda said: self.say(said) if said else None)


class AddUser(PassphraseFlow):
    """Role, then label and temporary passphrase."""

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
            "Sigla e frase segreta temporanea",
            text=(f"La cambierà alla prima apertura. {OFFER}",),
            big=self.suggestion,
            fields=(FieldSpec("label", "Sigla o ruolo"), *passphrase_fields()),
            meter=True,
            confirm="Aggiungere",
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
        work = partial(
            users.add,
            session(self),
            form["label"].strip(),
            self.role,
            form["one"],
            temporary=True,
        )
        self.desk(work, self.dismiss, failed=self.input_failed, wait="Preparo le chiavi…")


class TemporaryPassphrase(PassphraseFlow):
    """New keys for a colleague who lost the passphrase."""

    PLACE = "Frase temporanea"
    FIRST = "form"

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__()

    def known(self) -> tuple[str, ...]:
        """The colleague's label."""
        return (self.label,)

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            f"Frase temporanea per «{self.label}»",
            text=(f"Si dice a voce; la cambierà alla prima apertura. {OFFER}",),
            big=self.suggestion,
            fields=passphrase_fields(),
            meter=True,
            confirm="Registrare",
        )

    async def got_form(self, answer: object) -> None:
        """New keys."""
        from scarpette_tui.desk import users  # noqa: PLC0415

        form = answer if isinstance(answer, dict) else {}
        if wrong := self.unequal(form):
            self.trouble(wrong)
            return
        self.desk(
            partial(users.give_temporary, session(self), self.label, form["one"]),
            lambda _: self.dismiss(f"«{self.label}» ha una frase segreta temporanea."),
            failed=self.input_failed,
            wait="Preparo le chiavi nuove…",
        )


class ChangePassphrase(PassphraseFlow):
    """The old one, and the new one twice.

    Args:
        must: the old one is temporary: there is no way round.

    """

    PLACE = "Frase segreta"
    FIRST = "form"

    def __init__(self, *, must: bool = False) -> None:
        self.must = must
        super().__init__()

    def ask(self) -> Ask:
        """Return the form."""
        first = (
            "Quella di adesso è temporanea, la conosce anche chi l'ha data: si comincia da qui."
            if self.must
            else "Quella vecchia smette subito di valere."
        )
        return Ask(
            "Scegliere la propria frase segreta" if self.must else "Cambiare la frase segreta",
            text=(f"{first} {OFFER}",),
            big=self.suggestion,
            fields=(
                FieldSpec("old", "Frase segreta di adesso", secret=True),
                *passphrase_fields("Frase segreta nuova"),
            ),
            meter=True,
            confirm="Cambiare",
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

    def leave(self) -> None:
        """A temporary one cannot be kept."""
        if self.must:
            self.say("Prima si sceglie la propria frase segreta; oppure F10 blocca.")
        else:
            super().leave()
