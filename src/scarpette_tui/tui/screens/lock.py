"""The lock screen: painted at once, it loads nothing heavy and shows nothing of what is inside."""

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from textual.screen import Screen

from scarpette_tui.desk import session as sessions
from scarpette_tui.desk.views import DemoView, UserView, VaultView
from scarpette_tui.errors import ScarpetteError, VaultBusyError
from scarpette_tui.tui import collector
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.shell import shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import Field, FieldSpec

WAIT_SECONDS = 10.0
RESTORE = "Con F7, in due persone, si può riportare l'archivio a una copia."


@lru_cache(maxsize=1)
def _load_the_rest() -> None:
    """Load what stands behind the lock."""
    with collector.still():
        sessions.warm_up()
        import scarpette_tui.tui.screens.home  # noqa: PLC0415, F401 - behind the lock


def first_screen(demo: DemoView | None) -> Screen[Any]:
    """Return the first screen: it is painted before anybody looks at the vault."""
    return LockScreen(None, demo)


class LockScreen(Flow):
    """Who is at the desk, and the passphrase.

    Args:
        view: the vault as it was seen; None to look once the screen is painted.
        demo: the temporary vault whose passphrase is filled in.

    """

    SCOPE = "lock"

    def __init__(self, view: VaultView | None, demo: DemoView | None) -> None:
        self.demo = demo
        self.unseen = view is None
        self.warm = False
        self._take(view or VaultView("unseen", Path()))
        super().__init__()

    def _take(self, view: VaultView) -> None:
        self.view = view
        last = sorted(view.users, key=lambda one: one.role == "supervisore")
        self.labels = [user.label for user in last]
        self.label = self.labels[0] if len(self.labels) == 1 else ""
        if self.demo:
            self.label = self.demo.label
        self.FIRST = self._first_step()

    def _first_step(self) -> str:
        if self.view.kind in {"unseen", "busy"}:
            return self.view.kind
        if self.view.kind != "ready":
            return "stopped"
        return "passphrase" if self.label else "who"

    def on_mount(self) -> None:
        """Look at the vault now that the frame is on the screen."""
        super().on_mount()
        if self.unseen:
            self.call_after_refresh(self.action_attendi)

    def _ask_unseen(self) -> Ask:
        return Ask("Un momento…")

    def ask(self) -> Ask:
        """Return the step as it stands."""
        step: Ask = getattr(self, f"_ask_{self.step}")()
        return step

    def _office(self) -> str:
        return "  ·  ".join(part for part in (self.view.office, self.view.desk) if part)

    def _ask_stopped(self) -> Ask:
        titles = {
            "damaged": "L'archivio va controllato",
            "newer": "L'archivio è di una versione più recente del programma",
            "refused": "L'archivio non può stare in questa cartella",
        }
        return Ask(
            titles.get(self.view.kind, "L'archivio non si apre"),
            text=(self.view.message,),
            choices=(Choice("again", "Guarda di nuovo", "g"), Choice("quit", "Esci", "e")),
            quiet=(RESTORE,) if self.view.kind == "damaged" else (),
        )

    def _ask_busy(self) -> Ask:
        return Ask(
            "L'archivio è già aperto",
            step=self._office(),
            text=(self.view.message,),
            choices=(
                Choice("again", "Guarda di nuovo", "g"),
                Choice(
                    "wait",
                    "Attendi che si liberi",
                    "a",
                    "si scrive la frase segreta, poi si attende fino a dieci secondi",
                ),
                Choice("quit", "Esci", "e"),
            ),
        )

    def _ask_who(self) -> Ask:
        return Ask(
            "Chi è allo sportello?",
            step=self._office(),
            choices=tuple(Choice(label, self._row(label)) for label in self.labels),
            quiet=self._remarks(),
        )

    def _row(self, label: str) -> str:
        counts_only = UserView(label, "supervisore") in self.view.users
        return f"{label}  ·  solo conteggi" if counts_only else label

    def _ask_passphrase(self) -> Ask:
        return Ask(
            self.label,
            step=self._office(),
            fields=(
                FieldSpec(
                    "frase",
                    "Frase segreta",
                    value=self.demo.passphrase if self.demo else "",
                    secret=True,
                ),
            ),
            confirm="Apri",
            quiet=self._remarks(),
        )

    def _remarks(self) -> tuple[str, ...]:
        if self.view.synthetic and not self.demo:
            return ("Archivio di prova: i dati sono inventati.",)
        if self.demo:
            return (
                "Dimostrazione: i dati sono inventati, e spariscono con la chiusura e con il blocco."
                + (
                    " Basta premere Invio; con Esc si entra con un altro ruolo."
                    if self.label
                    else ""
                ),
                f"La frase di tutti: {self.demo.passphrase}",
                "\n".join(("Le due quote di recupero, per provare F7:", *self.demo.shares)),
            )
        return ()

    async def got_stopped(self, answer: object) -> None:
        """Look again, or leave."""
        if answer == "quit":
            self.app.exit(0)
        else:
            self.action_attendi()

    async def got_busy(self, answer: object) -> None:
        """Look again, wait, or leave."""
        if answer == "wait":
            await self.to("passphrase" if self.label else "who")
        else:
            await self.got_stopped(answer)

    async def got_who(self, answer: object) -> None:
        """The passphrase comes next."""
        self.label = str(answer)
        await self.to("passphrase")
        self.call_after_refresh(self._warm_up)

    async def got_passphrase(self, answer: object) -> None:
        """Derive the key in a thread, and load the rest meanwhile."""
        typed = answer["frase"] if isinstance(answer, dict) else ""
        if not typed:
            self.trouble("Scriva la frase segreta: il campo è vuoto.")
            return
        place = shell(self)
        wait = WAIT_SECONDS if self.view.kind == "busy" else 0.0
        work = partial(
            sessions.unlock, place.directory, self.label, typed, clock=place.clock, wait=wait
        )
        self.trouble("")
        self._warm_up()
        self.desk(
            work,
            place.opened,
            failed=self._refused,
            wait="Apro l'archivio: serve circa un secondo…",
        )

    def on_input_changed(self) -> None:
        """Load the rest now at the latest: the derivation needs every processor."""
        self._warm_up()

    def _warm_up(self) -> None:
        if not self.warm:
            self.warm = True
            self.run_worker(_load_the_rest, thread=True, exit_on_error=False, group="warm")

    async def _refused(self, error: ScarpetteError) -> None:
        self.input_failed(error)
        for field in self.query(Field):  # the old text would only be added to
            field.value = ""
        if isinstance(error, VaultBusyError):
            self.action_attendi()

    def action_recupero(self) -> None:
        """What two people do on a closed vault: drill, recovery, restore."""
        from scarpette_tui.tui.screens.rescue import open_rescue  # noqa: PLC0415 - rare

        if self.view.kind in {"ready", "damaged"}:
            open_rescue(self, self.view)
        else:
            self.say("Adesso non si può: l'archivio non è libero.")

    def action_attendi(self) -> None:
        """Look at the vault again."""
        directory = shell(self).directory
        self.desk(lambda: sessions.look(directory), self._seen, failed=self._blind)

    async def _blind(self, error: ScarpetteError) -> None:
        await self._seen(VaultView("refused", shell(self).directory, message=error.line()))

    async def _seen(self, view: VaultView) -> None:
        if view.kind == "absent":
            from scarpette_tui.tui.screens.wizard import Wizard  # noqa: PLC0415 - once in a vault's life

            shell(self).replace(Wizard(view.directory))
            return
        again = self.view.kind == view.kind == "busy"
        self._take(view)
        self.trail = ["who"] if self.demo and self.FIRST == "passphrase" else []
        await self.to(self.FIRST, trail=False)
        if again:
            self.complain("L'archivio è ancora occupato.")

    async def action_indietro(self) -> None:  # type: ignore[override]
        """Back to the choice of the official."""
        if self.trail and not self.busy:
            self.label = "" if len(self.labels) > 1 else self.label
            await super().action_indietro()
