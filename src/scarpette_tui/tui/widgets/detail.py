"""One benefit, one step: the proof in words and signs, readable without colour."""

from collections.abc import Sequence

from textual.content import Content

from scarpette_tui.desk.views import BenefitView, ProofLine, StepView
from scarpette_tui.tui.widgets.words import clean

TRUTH = {"yes": ("✓ sì", "$success"), "no": ("✗ no", "$error"), "open": ("? aperto", "$warning")}
SIGNS = {"due": "✓", "obtainable": "→", "possible": "?", "not_due": "–", "closed": "×"}
DONE = {
    "": "",
    "da_fare": "da fare",
    "in_corso": "in corso",
    "fatto": "✓ fatto",
    "non_serve": "non serve più",
}
WHEN = {"now": "●", "when_out": "◐", "with_centre": "○"}

Part = tuple[str, str] | str


def benefit_text(view: BenefitView) -> Content:
    """Return the whole sheet of a benefit."""
    parts: list[Part] = [(f"{clean(view.name)}\n", "bold"), f"{clean(view.promise)}\n"]
    parts += [(f"\n{SIGNS.get(view.status, '')} {view.status_text}", "bold $accent")]
    if view.amount:
        parts.append((f"   {clean(view.amount)}", "bold"))
    parts.append("\n")
    if view.stale:
        parts.append(("! Importi da verificare a questa data.\n", "bold $warning"))
    if view.deadline:
        parts.append((f"Scadenza: {view.deadline:%d/%m/%Y}\n", "bold"))
    parts += _listed("Attenzione", view.warnings)
    parts += _listed("Che cosa manca", view.missing)
    if view.proof:
        parts.append(_heading("Perché"))
        for one in view.proof:
            parts += _proof(one)
    parts += _pairs("Il conto", view.amount_lines) + _pairs("Quando si paga", view.schedule)
    if view.steps:
        parts.append(_heading("Passi"))
        for number, step in enumerate(view.steps, 1):
            parts += step_parts(step, number)
    parts += _listed("Non insieme a", view.incompatible) + _listed("Si somma con", view.compatible)
    parts += [_heading("Fonte"), f"{clean(view.law)}  ({view.fact_text})\n"]
    return Content.assemble(*parts)


def step_text(step: StepView, number: int) -> Content:
    """Return one step of the plan, with what others may see."""
    return Content.assemble((f"{clean(step.benefit_name)}\n\n", "bold"), *step_parts(step, number))


def step_parts(step: StepView, number: int) -> list[Part]:
    """Return the lines of a step."""
    done = DONE.get(step.done, step.done)
    parts: list[Part] = [
        (f"{number}. {clean(step.do)}", "bold"),
        f"   [{done}]\n" if done else "\n",
    ]
    when = f"   {WHEN.get(step.do_when, '·')} {step.do_when_text}"
    parts.append((f"{when}{': ' + clean(step.because) if step.because else ''}\n", "$accent"))
    rows = (
        ("Chi", step.who),
        ("Dove", " · ".join(part for part in (step.where, step.channel) if part)),
        ("Porta", ", ".join(step.documents)),
        ("Entro", f"{step.by:%d/%m/%Y}" if step.by else step.by_text),
        ("Dopo", ", ".join(step.after)),
    )
    parts += [f"   {label}: {clean(text)}\n" for label, text in rows if text]
    if step.traces:
        parts.append(("   Chi può accorgersene:\n", "bold $warning"))
        for one in step.traces:
            place = ", ".join(part for part in (one.where, one.when) if part)
            parts.append(f"   ! {clean(one.what)}{' — ' + clean(place) if place else ''}\n")
    elif step.no_traces:
        parts.append(f"   Nessuna traccia: {clean(step.no_traces)}\n")
    parts.append((f"   {clean(step.source)}  ({step.fact_text})\n\n", "$muted"))
    return parts


def _proof(one: ProofLine) -> list[Part]:
    sign, colour = TRUTH.get(one.truth, ("?", "$warning"))
    parts: list[Part] = [(f"{sign:<9}", f"bold {colour}"), f"{clean(one.sentence)}\n"]
    parts += [f"         · {clean(said)}\n" for said in one.answers]
    parts.append((f"         {clean(one.source)}  ({one.fact_text})\n", "$muted"))
    if one.ask and one.fact_status == "to_verify":
        parts.append((f"         Da chiedere: {clean(one.ask)}\n", "$warning"))
    return parts


def _heading(text: str) -> Part:
    return (f"\n{text}\n", "bold $accent")


def _listed(title: str, lines: Sequence[str]) -> list[Part]:
    return [_heading(title), *(f"· {clean(one)}\n" for one in lines)] if lines else []


def _pairs(title: str, rows: Sequence[tuple[str, str]]) -> list[Part]:
    return (
        [_heading(title), *(f"· {clean(label)}: {clean(value)}\n" for label, value in rows)]
        if rows
        else []
    )
