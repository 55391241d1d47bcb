"""Home: what one can do now, and how the desk stands. No name on the screen (S11)."""

from dataclasses import dataclass

from textual.app import ComposeResult

from scarpette_tui.desk.views import CaseLine, UpkeepView
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.bars import StatusLine
from scarpette_tui.tui.widgets.choices import Choice, Choices
from scarpette_tui.tui.widgets.words import Words


@dataclass(frozen=True)
class Lists:
    """What home shows beside the actions."""

    drafts: tuple[CaseLine, ...]
    cases: int
    support: str
    upkeep: UpkeepView


def first_inside(role: str) -> Page:
    """Return the first screen behind the lock: a supervisor has the counts, and nothing else."""
    if role == "supervisore":
        from scarpette_tui.tui.screens.dashboard import DashboardScreen  # noqa: PLC0415

        return DashboardScreen()
    return HomeScreen()


class HomeScreen(Page):
    """The first screen after the lock."""

    SCOPE = "home"
    CSS_PATH = "../styles/home.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.lists: Lists | None = None
        self.looked = False

    def content(self) -> ComposeResult:
        """Greeting, actions, remarks."""
        here = session(self)
        yield Words(f"{here.office}  ·  {here.desk}", classes="step", id="ufficio")
        yield Words(f"Buon lavoro, {here.user.label}.", classes="title")
        yield Choices(self._rows(), id="azioni")
        yield Words("", id="avvisi")
        yield Words("", classes="quiet", id="bozze")
        yield Words("", classes="quiet", id="pronto")
        yield Words("", classes="quiet", id="sostegno")

    def _rows(self) -> tuple[Choice, ...]:
        found = self.lists
        drafts = f"  ({len(found.drafts)})" if found else ""
        cases = f"  ({found.cases})" if found else ""
        rows = [
            Choice("nuova", "Nuova consultazione", "n"),
            Choice("riprendi", f"Riprendi una bozza{drafts}", "r"),
            Choice("fascicoli", f"I miei fascicoli{cases}", "f"),
            Choice("cerca", "Cerca per codice e parola", "c"),
            Choice("trova", "Cerca nei miei fascicoli", "t"),
            Choice(
                "utenti", "Utenti e frasi segrete" if self._head() else "La mia frase segreta", "u"
            ),
            Choice("impostazioni", "Impostazioni", "i"),
            Choice("guida", "Guida", "g"),
            Choice("blocca", "Blocca", "b"),
        ]
        if self._head():
            rows.insert(5, Choice("conteggi", "Conteggi dello sportello", "o"))
            rows.insert(6, Choice("archivio", "Cura dell'archivio", "a"))
        return tuple(rows)

    def _head(self) -> bool:
        return session(self).user.role == "responsabile"

    def on_mount(self) -> None:
        """Paint first, then look at the lists."""
        self.query_one(Choices).focus()
        self.refresh_lists()
        if said := session(self).closed.text:
            shell(self).go(Dialog("Conteggi dei giorni passati", (said,)))

    def on_screen_resume(self) -> None:
        """Settings and lists may have changed meanwhile."""
        if self.lists is not None:
            self.refresh_lists()

    def refresh_lists(self, message: str = "") -> None:
        """Count drafts and cases again."""
        from scarpette_tui.desk import case_file, gate, upkeep  # noqa: PLC0415 - behind the lock

        here = session(self)
        if message:
            self.say(message)
        self.desk(
            lambda: Lists(
                case_file.drafts(here),
                case_file.how_many(here),
                gate.gate_texts(here).debrief,
                upkeep.remarks(here),
            ),
            self._show,
        )

    def _show(self, lists: Lists) -> None:
        self.lists = lists
        rows = self.query_one(Choices)
        for index, one in enumerate(self._rows()):
            rows.relabel(index, one)
        empty = "Nessuna bozza in sospeso: la prima consultazione comincia con N."
        waiting = "Bozze in sospeso: " + "   ".join(one.code for one in lists.drafts[:6])
        self.query_one("#bozze", Words).set(waiting if lists.drafts else empty)
        self._remark(lists.upkeep)
        self._look_behind()
        settings = session(self).settings
        missing = "; ".join(settings.not_ready())
        ready = self.query_one("#pronto", Words)
        ready.set(f"Lo sportello non è ancora pronto. Manca: {missing}." if missing else "")
        ready.display = bool(missing)
        support = self.query_one("#sostegno", Words)
        support.set(lists.support)
        support.display = shell(self).after_interview

    def _remark(self, upkeep: UpkeepView) -> None:
        """Say which cases are about to end (S14), and what the vault did by itself."""
        said = [
            f"Fra poco si cancella: {code}, il {day:%d/%m/%Y}." for code, day in upkeep.expiring
        ]
        line = self.query_one("#avvisi", Words)
        line.set("\n".join((*upkeep.remarks, *said)))
        line.display = bool(said or upkeep.remarks)

    def _look_behind(self) -> None:
        """Read every page of the vault once, behind a home that is already in use (V5)."""
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        if not self.looked:
            self.looked = True
            here = session(self)

            def look() -> None:
                found = upkeep.quiet_check(here, lambda: shell(self).ending)
                self.app.call_from_thread(self._checked, *found)

            self.run_worker(look, thread=True, group="check", exit_on_error=False)

    def _checked(self, good: bool, said: str) -> None:
        if not good:
            shell(self).go(Dialog("L'archivio", (said,)))
        elif not self.query_one(StatusLine).message:
            self.say(said)

    def on_char(self, char: str) -> bool:
        """One key, one action."""
        return self.query_one(Choices).on_char(char)

    async def on_choices_picked(self, event: Choices.Picked) -> None:
        """Run the action of the row."""
        app_wide = {"guida": "app.aiuto", "blocca": "app.blocca"}
        await self.app.run_action(app_wide.get(event.value, f"screen.{event.value}"), self)

    def action_nuova(self) -> None:
        """Open the gate."""
        from scarpette_tui.tui.screens.gate import open_gate  # noqa: PLC0415

        open_gate(self)

    def action_riprendi(self) -> None:
        """Show the drafts."""
        from scarpette_tui.tui.screens.cases import CasesScreen  # noqa: PLC0415

        shell(self).go(CasesScreen("drafts"))

    def action_fascicoli(self) -> None:
        """Show the own cases."""
        from scarpette_tui.tui.screens.cases import CasesScreen  # noqa: PLC0415

        shell(self).go(CasesScreen("cases"))

    def action_cerca(self) -> None:
        """Search by code and word."""
        from scarpette_tui.tui.screens.cases import FindScreen  # noqa: PLC0415

        shell(self).go(FindScreen())

    def action_trova(self) -> None:
        """Search a word in the own cases."""
        from scarpette_tui.tui.screens.search import SearchScreen  # noqa: PLC0415

        shell(self).go(SearchScreen())

    def action_impostazioni(self) -> None:
        """Own choices, and the office's."""
        from scarpette_tui.tui.screens.settings import open_settings  # noqa: PLC0415

        open_settings(self)

    def action_archivio(self) -> None:
        """Backups, accesses, check: for the responsabile."""
        from scarpette_tui.tui.screens.upkeep import open_upkeep  # noqa: PLC0415

        if self._head():
            open_upkeep(self)
        else:
            self.say("La cura dell'archivio è della persona responsabile.")

    def action_conteggi(self) -> None:
        """The counts, for the responsabile."""
        shell(self).go(first_inside("supervisore"))

    def action_utenti(self) -> None:
        """Users and passphrases."""
        from scarpette_tui.tui.screens.users import UsersScreen  # noqa: PLC0415

        shell(self).go(UsersScreen())
