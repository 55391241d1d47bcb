"""The live panel: what is sure, what is open, how many questions are left, honestly."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from scarpette_tui.desk.views import BenefitLine, InterviewView
from scarpette_tui.tui.widgets.words import Words, hang


class LivePanel(VerticalScroll):
    """Beside the question on wide terminals, in its place when asked for on narrow ones."""

    help_text = (
        "Che cosa è già sicuro e che cosa è ancora aperto. Frecce per scorrere, Ctrl O per tornare."
    )

    def compose(self) -> ComposeResult:
        """One text."""
        yield Words("", id="quadro-testo")

    def show(self, view: InterviewView) -> None:
        """Paint the present state."""
        self.query_one("#quadro-testo", Words).set(panel_text(view))


def left_text(view: InterviewView) -> str:
    """Return the honest range of questions left."""
    low, high = view.left
    if high == 0:
        return "nessuna domanda aperta"
    if low == high:
        return "resta una domanda" if high == 1 else f"ancora {high} domande"
    return f"di solito restano da {low} a {high} domande"


def line_text(view: InterviewView) -> str:
    """Return the panel as one line, for 80 columns."""
    low, high = view.left
    left = left_text(view) if low == high else f"di solito altre {low}-{high}"
    return (
        f"✓ sicuro {len(view.sure)}   → da ottenere {len(view.near)}   "
        f"? da chiarire {len(view.open)}   {left}"
    )


def panel_text(view: InterviewView) -> Content:
    """Return the whole panel; what was not asked yet is a number, not a list of doubts."""
    parts: list[tuple[str, str] | str] = [
        f"{left_text(view).capitalize()}\n\n",
        (f"Già sicuro  {len(view.sure)}\n", "bold"),
    ]
    for one in view.sure:
        parts += [("✓ ", "bold $success"), _row(one)]
    if not view.sure:
        parts.append(("  ancora niente: arriva presto\n", "$muted"))
    for title, sign, lines in (
        ("Si può ottenere", "→ ", view.near),
        ("Da chiarire", "? ", view.open),
    ):
        if lines:
            parts.append((f"\n{title}  {len(lines)}\n", "bold"))
        for one in lines:
            parts += [(sign, "bold $warning"), _row(one)]
    if view.unasked:
        parts.append((f"\nNon ancora chiesto  {len(view.unasked)}\n", "bold"))
    return Content.assemble(*parts)


def _row(one: BenefitLine) -> str:
    text = " · ".join(part for part in (one.name, one.goes_to) if part)
    return hang(text, 34, "  ")[2:] + "\n"
