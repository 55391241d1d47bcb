"""Care of the vault, for the responsabile: backups, accesses, register, code, check."""

from collections.abc import Sequence
from functools import partial

from scarpette_tui.desk.upkeep import describe, entry
from scarpette_tui.desk.views import AuditLine, BackupView
from scarpette_tui.tui.screens.dialogs import Dialog, Reading
from scarpette_tui.tui.screens.flow import Flow
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.screens.rows import RowsPage
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec

SHOWN = 300
"""Lines of the register of accesses on one page."""


def open_upkeep(page: Page) -> None:
    """Read the backups in a thread, then show what one may do."""
    from scarpette_tui.desk import upkeep  # noqa: PLC0415 - behind the lock

    here = session(page)
    page.desk(
        lambda: (upkeep.backups(here.directory), upkeep.last_code(here)),
        lambda found: shell(page).go(UpkeepScreen(*found)),
    )


class UpkeepScreen(RowsPage):
    """What stands, and what one may do about it."""

    PLACE = "Cura dell'archivio"

    def __init__(self, backups: tuple[BackupView, ...], code: str) -> None:
        super().__init__()
        self.backups = backups
        self.code = code

    def facts(self) -> Sequence[tuple[str, str]]:
        """Newest backup and last code."""
        newest = self.backups[0] if self.backups else None
        return (
            ("Ultima copia", describe(newest) if newest else "ancora nessuna"),
            ("Copie conservate", str(len(self.backups))),
            ("Ultimo codice", self.code or "non ancora mostrato"),
        )

    def rows(self) -> Sequence[Choice]:
        """Acts."""
        return (
            Choice("copia", "Fare una copia adesso", "c"),
            Choice("copie", "Elenco delle copie", "e"),
            Choice("accessi", "Registro degli accessi", "r"),
            Choice("registro", "Registro dei fascicoli: solo codici", "f"),
            Choice("codice", "Confrontare un codice annotato", "o"),
            Choice("controllo", "Controllare tutto l'archivio", "t"),
            Choice("scaduti", "Cancellare i fascicoli scaduti", "s"),
        )

    def remarks(self) -> Sequence[str]:
        """Where the acts of two people are."""
        return (
            "Riportare l'archivio a una copia, o recuperare con le due quote: dalla schermata di "
            "blocco con F7, in due persone.",
        )

    def action_copia(self) -> None:
        """Make one, proven by opening."""
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        here = session(self)

        def work() -> tuple[BackupView, ...]:
            upkeep.backup_now(here)
            return upkeep.backups(here.directory)

        self.desk(work, self._copied, wait="Copio, e provo ad aprire la copia…")

    def _copied(self, backups: tuple[BackupView, ...]) -> None:
        self.backups = backups
        self.paint_facts()
        self.say("Copia fatta e provata.")

    def action_copie(self) -> None:
        """All of them."""
        lines = [describe(one) for one in self.backups] or ["Ancora nessuna copia."]
        shell(self).go(Reading("Copie di sicurezza", [("", lines)]))

    def action_accessi(self) -> None:
        """The audit chain."""
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        self.desk(
            partial(upkeep.audit, session(self)),
            lambda lines: shell(self).go(AuditScreen(lines)),
            wait="Apro il registro…",
        )

    def action_registro(self) -> None:
        """Opaque codes only (S11)."""
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        def show(rows: tuple[tuple[str, str, str], ...]) -> None:
            lines = [f"{code:<9}{week:<12}{owner}" for code, week, owner in rows]
            shell(self).go(
                Reading("Registro dei fascicoli", [("", lines or ["Nessun fascicolo."])])
            )

        self.desk(partial(upkeep.register, session(self)), show)

    def action_codice(self) -> None:
        """A code noted on paper (V7)."""
        shell(self).go(CodeFlow(), lambda said: self.say(said) if said else None)

    def action_controllo(self) -> None:
        """Every page."""
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        def show(found: tuple[bool, tuple[str, ...]]) -> None:
            good, lines = found
            title = "Tutto in ordine" if good else "L'archivio va guardato"
            self.say("")
            shell(self).go(Reading(title, [("", lines)]))

        self.desk(partial(upkeep.check, session(self)), show, wait="Controllo ogni pagina…")

    def action_scaduti(self) -> None:
        """Past their last day, once the date was looked at."""
        today = shell(self).clock.today()
        rows = (Choice("", "No", "n"), Choice("yes", "Sì, cancellare gli scaduti", "s"))
        text = (
            f"Oggi è il {today:%d/%m/%Y}: è giusto? I fascicoli oltre la loro data spariscono.",
        )
        shell(self).go(Dialog("Cancellare i fascicoli scaduti?", text, rows), self._expired)

    def _expired(self, answer: str | None) -> None:
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        if answer == "yes":
            self.desk(
                partial(upkeep.erase_expired, session(self)),
                lambda many: self.say(f"Cancellati: {many}."),
                wait="Cancello…",
            )


class AuditScreen(RowsPage):
    """Who did what and when, newest first; never what a case says."""

    PLACE = "Registro degli accessi"

    def __init__(self, lines: tuple[AuditLine, ...]) -> None:
        super().__init__()
        self.lines = lines

    def rows(self) -> Sequence[Choice]:
        """One row an entry."""
        return tuple(Choice(str(one.number), entry(one)) for one in self.lines[:SHOWN])

    def remarks(self) -> Sequence[str]:
        """What the chain proves."""
        more = len(self.lines) - SHOWN
        rest = f"Altre {more} righe più vecchie. " if more > 0 else ""
        return (f"{rest}Ogni riga è legata a quella prima: nessuna si cambia senza che si veda.",)

    def on_char(self, char: str) -> bool:  # noqa: ARG002 - a row does nothing
        """Rows are only read."""
        return False

    async def picked(self, value: str) -> None:
        """Show the row whole."""
        one = next(line for line in self.lines if str(line.number) == value)
        text = (f"{one.at:%d/%m/%Y %H:%M}", f"Chi: {one.actor}", f"{one.action} {one.subject}")
        shell(self).go(Dialog(f"Riga {one.number}", text))


class CodeFlow(Flow):
    """The 12 characters noted on paper at a closing."""

    PLACE = "Codice di freschezza"
    FIRST = "code"

    def ask(self) -> Ask:
        """Return the form."""
        return Ask(
            "Il codice annotato su carta",
            text=(
                "È quello mostrato alla fine di una consultazione. Se l'archivio è stato riportato "
                "indietro di nascosto, non lo riconosce.",
            ),
            fields=(FieldSpec("code", "Codice", "dodici lettere e cifre"),),
            confirm="Confronta",
        )

    async def got_code(self, answer: object) -> None:
        """Compare."""
        from scarpette_tui.desk import upkeep  # noqa: PLC0415

        typed = answer["code"] if isinstance(answer, dict) else ""

        def show(wrong: str) -> None:
            if wrong:
                self.trouble(wrong)
            else:
                self.dismiss("L'archivio riconosce il codice.")

        self.desk(partial(upkeep.knows_code, session(self), typed), show, failed=self.input_failed)
