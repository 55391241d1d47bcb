"""One benefit, one step: the proof in words and signs, readable without colour."""

from collections.abc import Sequence

from textual.content import Content

from scarpette_tui.desk.views import BenefitView, ProofLine, ResultsView, StepView
from scarpette_tui.tui.widgets.words import clean, hang

TRUTH = {"yes": ("✓ sì", "$success"), "no": ("✗ no", "$error"), "open": ("? aperto", "$warning")}
SIGNS = {
    "due": "✓",
    "obtainable": "→",
    "possible": "?",
    "not_asked": "·",
    "not_due": "–",
    "closed": "×",
}
DONE = {
    "": "",
    "da_fare": "da fare",
    "in_corso": "in corso",
    "fatto": "✓ fatto",
    "non_serve": "non serve più",
}
TOLD_HER = ("Le spetta", "Si può ottenere")
"""How the last sentences of the summary begin."""
WHEN = {"now": "ora", "when_out": "al sicuro", "with_centre": "col centro"}
"""When a step may be done, in a word or two for the list."""


class Sheet:
    """Collects lines wrapped to a width, each under its own words.

    Args:
        width: cells of a line; 0 leaves the wrapping to the terminal.

    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._parts: list[tuple[str, str] | str] = []

    def add(self, text: str, style: str = "", *, first: str = "", rest: str | None = None) -> None:
        """Add a line, wrapped."""
        line = hang(text, self.width, first, rest) + "\n"
        self._parts.append((line, style) if style else line)

    def signed(self, sign: str, style: str, text: str, pad: int) -> None:
        """Add a line after a sign that has its own style."""
        head = f"{sign:<{pad}}"
        self._parts += [(head, style), hang(text, self.width, " " * pad)[pad:] + "\n"]

    def heading(self, text: str) -> None:
        """Add a heading with room above it."""
        self._parts.append((f"\n{text}\n", "bold $accent"))

    def listed(self, title: str, lines: Sequence[str]) -> None:
        """Add a heading and its lines, or nothing."""
        if lines:
            self.heading(title)
            for one in lines:
                self.add(one, first="· ")

    def gap(self) -> None:
        """Add an empty line."""
        self._parts.append("\n")

    def content(self) -> Content:
        """Return everything."""
        return Content.assemble(*self._parts)


def benefit_text(view: BenefitView, width: int = 0, *, full: bool = True) -> Content:
    """Return the sheet of a benefit; every condition with its proof only when `full`."""
    sheet = Sheet(width)
    sheet.add(view.name, "bold")
    sheet.add(view.promise)
    sheet.gap()
    sheet.add(f"{SIGNS.get(view.status, '')} {view.status_text}", "bold $accent")
    if view.amount:
        sheet.add(view.amount, "bold")
    if view.stale:
        sheet.add("Importi da verificare a questa data.", "bold $warning", first="! ")
    if view.deadline:
        sheet.add(f"Scadenza: {view.deadline:%d/%m/%Y}", "bold")
    sheet.listed("Attenzione", view.warnings)
    sheet.listed("Con il suo documento", [view.stay] if view.stay else [])
    sheet.listed("Che cosa manca", view.missing)
    if view.because:
        sheet.listed("Bastano queste risposte", view.because)
        sheet.listed("Lette secondo", view.because_law)
    if view.proof and view.because and not full:
        sheet.gap()
        sheet.add(f"F3 mostra tutte le condizioni ({len(view.proof)}).", "$muted")
    elif view.proof:
        sheet.heading("Perché")
        for one in view.proof:
            _proof(sheet, one)
    sheet.listed("Il conto", [f"{label}: {value}" for label, value in view.amount_lines])
    sheet.listed("Quando si paga", [f"{label}: {value}" for label, value in view.schedule])
    if view.steps:
        sheet.heading("Passi")
        for number, step in enumerate(view.steps, 1):
            _step(sheet, step, number)
    sheet.listed("Non insieme a", view.incompatible)
    sheet.listed("Si somma con", view.compatible)
    sheet.heading("Fonte")
    sheet.add(f"{view.law} ({view.fact_text})")
    return sheet.content()


def step_text(step: StepView, number: int, width: int = 0) -> Content:
    """Return one step of the plan, with what others may see."""
    sheet = Sheet(width)
    sheet.add(step.benefit_name, "bold $accent")
    sheet.gap()
    _step(sheet, step, number)
    return sheet.content()


def summary_text(view: ResultsView, width: int = 0) -> Content:
    """Return the summary to read back to her, what her document opens, and the numbers."""
    sheet = Sheet(width)
    opening, *said = view.read_back.splitlines() or [""]
    sheet.add(opening, "bold")
    sheet.gap()
    for line in said:
        title, found, rest = line.partition(": ")
        if found and title in TOLD_HER:
            sheet.heading(title)
            sheet.add(rest)
        else:
            sheet.add(line, first="· ")
    if view.stay:
        sheet.heading("Con il suo documento")
        sheet.add(view.stay)
    sheet.listed("Numeri utili", [f"{name}: {number}" for name, number in view.contacts])
    return sheet.content()


def _step(sheet: Sheet, step: StepView, number: int) -> None:
    done = DONE.get(step.done, step.done)
    sheet.add(f"{step.do}{f'  [{done}]' if done else ''}", "bold", first=f"{number}. ")
    because = f": {step.because}" if step.because else ""
    sheet.add(f"{step.do_when_text}{because}", "$accent", first="   ")
    for label, text in step.facts(" · "):
        sheet.add(text, first=f"   {label + ':':<7}")
    if step.traces:
        sheet.add("Chi può accorgersene:", "bold $warning", first="   ")
        for one in step.traces:
            place = f" ({one.place})" if one.place else ""
            sheet.add(f"{one.what}{place}", first="   ! ")
    elif step.no_traces:
        sheet.add(f"Nessuna traccia: {step.no_traces}", first="   ")
    sheet.add(f"{step.source} ({step.fact_text})", "$muted", first="   ")
    sheet.gap()


def _proof(sheet: Sheet, one: ProofLine) -> None:
    sign, colour = TRUTH.get(one.truth, ("?", "$warning"))
    sheet.signed(sign, f"bold {colour}", one.sentence, 10)
    for said in one.answers:
        sheet.add(clean(said), first=" " * 10 + "· ")
    sheet.add(f"{one.source} ({one.fact_text})", "$muted", first=" " * 10)
    if one.ask and one.fact_status == "to_verify":
        sheet.add(f"Da chiedere: {one.ask}", "$warning", first=" " * 10)
