"""The dashboard of the counts: table first, plot beside it. All that a supervisor can open."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from scarpette_tui.desk.views.counting import ClosingReport, CountLine, CountsView, ProofView
from scarpette_tui.tui import counting_commands as counting_commands  # noqa: PLC0414 - registers the scope
from scarpette_tui.tui.screens.page import Page
from scarpette_tui.tui.shell import session, shell
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.count_plot import CountPlot
from scarpette_tui.tui.widgets.words import Words

UNITS = (
    ("giorni", "G", "Giorni"),
    ("settimane", "S", "Settimane"),
    ("mesi", "M", "Mesi"),
    ("anni", "A", "Anni"),
    ("argomenti", "R", "Argomenti"),
)
HEADS = {
    "giorni": "Giorno",
    "settimane": "Settimana",
    "mesi": "Mese",
    "anni": "Anno",
    "argomenti": "Argomento",
}
LABEL, ABOUT, USUAL, CHANGE = 14, 11, 11, 9
WIDE_LABEL = 26


class DashboardScreen(Page):
    """Days, weeks, months, years, subjects."""

    PLACE = "Conteggi"
    SCOPE = "dashboard"
    CSS_PATH = "../styles/dashboard.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.page: CountsView | None = None

    def body(self) -> ComposeResult:
        """What, table and plot, total, comparison, the sentence."""
        with Vertical(id="conteggi"):
            yield Words("", classes="step", id="ufficio")
            yield Words("", id="unita")
            yield Words("", classes="title", id="titolo")
            with Horizontal(id="numeri"):
                with VerticalScroll(id="tabella"):
                    yield Words("", id="righe")
                yield CountPlot(id="disegno")
            yield Words("", id="totale")
            yield Words("", id="confronto")
            yield Words("", id="esatti")
            yield Words("", classes="trouble", id="avviso")
            yield Words("", classes="step", id="frase")

    def on_mount(self) -> None:
        """Read the newest days."""
        self.query_one("#tabella").focus()
        self.look("giorni")

    def look(self, unit: str, period: str = "") -> None:
        """Read a page of the dashboard in a thread, then paint it."""
        from scarpette_tui.desk import counting  # noqa: PLC0415 - behind the lock

        self.desk(partial(counting.dashboard, session(self), unit, period), self.show)

    def show(self, page: CountsView) -> None:
        """Paint a page."""
        self.page = page
        here = session(self)
        to = f"  ·  fino al {page.published_to:%d/%m/%Y}" if page.published_to else ""
        self._set("ufficio", f"{here.office}  ·  {here.desk}{to}")
        self.query_one("#unita", Words).set(tabs(page.unit))
        arrows = ("← " if page.before else "  ", " →" if page.after else "")
        self._set("titolo", f"{arrows[0]}{page.title}{arrows[1]}" if page.lines else page.title)
        self._set("righe", table(page) if page.lines else page.empty)
        self._set("totale", total_text(page.total) if page.total else "")
        self._set("confronto", page.compared)
        exact = ", ".join(f"{label} {number}" for label, number in page.exact)
        self._set("esatti", f"Esatti finora, solo responsabile: {exact}." if exact else "")
        self._set("avviso", warning(here.closed, here.user.role))
        self._set("frase", page.sentence)
        box = self.query_one("#tabella")
        box.set_class(page.unit == "giorni" and bool(page.lines), "-slim")
        box.set_class(not page.lines, "-text")
        box.scroll_home(animate=False)
        self.query_one(CountPlot).show(page.lines if page.unit != "argomenti" else ())

    def _set(self, name: str, text: str) -> None:
        words = self.query_one(f"#{name}", Words)
        words.set(text)
        words.display = bool(text)

    def action_unita(self, unit: str) -> None:
        """Show another unit, at its newest period."""
        self.look(unit)

    def action_prima(self) -> None:
        """Show the period before."""
        self._beside(self.page.before if self.page else None, "Non c'è un periodo prima.")

    def action_dopo(self) -> None:
        """Show the period after."""
        self._beside(self.page.after if self.page else None, "Non c'è un periodo dopo.")

    def _beside(self, period: str | None, otherwise: str) -> None:
        if period is None or self.page is None:
            self.say(otherwise)
        else:
            self.say("")
            self.look(self.page.unit, period)

    def action_periodo(self) -> None:
        """Choose a period from a list, newest first."""
        from scarpette_tui.tui.screens.dialogs import Dialog  # noqa: PLC0415 - only when needed

        if self.page is None or not self.page.choices:
            self.say("Qui non c'è un periodo da scegliere.")
            return
        unit = self.page.unit
        rows = [Choice(period, label) for period, label in self.page.choices]
        chosen = Dialog("Quale periodo?", (), rows)
        shell(self).go(chosen, lambda period: self.look(unit, period) if period else None)

    def action_verifica(self) -> None:
        """Check signatures and continuity, and say what was found."""
        from scarpette_tui.desk import counting  # noqa: PLC0415

        self.desk(partial(counting.prove, session(self)), self._proven, wait="Controllo le firme…")

    def _proven(self, proof: ProofView) -> None:
        from scarpette_tui.tui.screens.dialogs import Dialog  # noqa: PLC0415

        self.say("")
        title = "I conteggi sono in ordine" if proof.holds else "I conteggi non sono in ordine"
        todo = () if proof.holds else ("Chiamare la persona responsabile dell'archivio.",)
        shell(self).go(Dialog(title, (*proof.lines, *todo)))

    def action_rapporto(self) -> None:
        """Ask where to save the report of the month."""
        from scarpette_tui.tui.screens.dashboard_report import ReportFlow  # noqa: PLC0415

        if self.page is None or self.page.published_to is None:
            self.say("Non c'è ancora nessun numero da mettere nel rapporto.")
            return
        month = self.page.period if self.page.unit == "giorni" else ""
        shell(self).go(ReportFlow(month), lambda said: self.say(said) if said else None)

    def action_conferma(self) -> None:
        """The responsabile looked at the date: the days of a long gap are published."""
        from scarpette_tui.desk import counting  # noqa: PLC0415

        here = session(self)
        if not (here.closed.to_confirm and here.user.role == "responsabile"):
            self.say("Non c'è niente da confermare.")
            return
        work = partial(counting.close_days, here, confirmed=True)
        self.desk(work, self._confirmed, wait="Chiudo i giorni…")

    def _confirmed(self, report: ClosingReport) -> None:
        session(self).closed = report
        self.say(report.text or f"Chiusi {len(report.days)} giorni.")
        self.look("giorni")

    def action_indietro(self) -> None:
        """Only who came from home can go back to it."""
        if session(self).user.role != "supervisore":
            shell(self).back()


def tabs(unit: str) -> Content:
    """Return the line of units; the present one stands in brackets, not only in colour."""
    parts: list[tuple[str, str] | str] = []
    for name, key, label in UNITS:
        if name == unit:
            parts += [(f"[{label}]", "bold"), "   "]
        else:
            parts += [(f"{key} ", "bold $accent"), f"{label}   "]
    return Content.assemble(*parts)


def table(page: CountsView) -> str:
    """Return the table as lines: head, rule, one row a figure."""
    label = WIDE_LABEL if page.unit == "argomenti" else LABEL
    changes = page.unit in {"settimane", "mesi", "anni"}
    head = f"{HEADS[page.unit]:{label}}{'circa':>{ABOUT - 4}}    {'di solito':{USUAL}}"
    if changes:
        head += "andamento"
    rows = [row(line, label, changes=changes) for line in page.lines]
    return "\n".join(
        [head.rstrip(), "─" * (label + ABOUT + USUAL - 3 + changes * (CHANGE + 3)), *rows]
    )


def row(line: CountLine, label: int, *, changes: bool) -> str:
    """Return one row of the table."""
    if line.about is None:
        return f"{line.label:{label - 3}}{line.note:>{ABOUT - 1}}"
    usual = f"{line.low}–{line.high}"
    name = f"{line.label} …" if line.note else line.label
    text = f"{name:{label}}{line.about:>{ABOUT - 4}}    {usual:{USUAL}}"
    if changes:
        text += line.change
    return text.rstrip()


def total_text(total: CountLine) -> str:
    """Return the total of the page in words."""
    so_far = f", {total.note}" if total.note else ""
    return f"Totale{so_far}: circa {total.about}, di solito fra {total.low} e {total.high}."


def warning(closed: ClosingReport, role: str) -> str:
    """Return what the closing has to say to an official; nothing to a supervisor."""
    if closed.to_confirm and role == "responsabile":
        return f"{closed.text} Premere C per confermare."
    return closed.text
