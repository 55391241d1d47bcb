"""How a question of the desk becomes something to answer: pure functions."""

from collections.abc import Sequence
from dataclasses import replace

from scarpette_tui.desk.views import EffectLine, InterviewView, QuestionView, WhyLine
from scarpette_tui.tui.screens.dialogs import Dialog
from scarpette_tui.tui.screens.grouping import ask_group
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice
from scarpette_tui.tui.widgets.fields import FieldSpec

STYLES = {
    "discreto": "Una domanda alla volta.",
    "rapido": "Più voci insieme, dove si può.",
}
"""What is said when the style changes."""
YES, NO, FORWARD = "\0si", "\0no", "\0avanti"
MANY = "Spazio segna, Invio conferma; senza segni vale «nessuna»."
LABELS = {
    "money": "Importo in euro",
    "date": "Data",
    "count": "Numero",
    "months": "Mesi",
    "people": "Quanti",
}


def ask_for(view: InterviewView) -> Ask:
    """Return what to show: one question or several, or what can be done when none is left."""
    if view.question is None:
        shown = finished(view)
    else:
        shown = ask_group(view) if view.group else question(view.question)
    remarks = tuple(f"Da rileggere insieme (F6): {text}" for text in view.remarks)
    return replace(shown, quiet=(*shown.quiet, *remarks))


def question(view: QuestionView) -> Ask:
    """Return a question with the way to answer its kind."""
    wide = tuple(
        f"{label}: {text}"
        for label, text in (
            ("Come chiederlo", view.how),
            ("Dove si vede già", view.look_up),
            ("Da non chiedere", view.never),
        )
        if text
    )
    frame = Ask(
        step="  ·  ".join(part for part in (view.section, view.person) if part),
        say=view.say,
        quiet=(f"Risposta data: {view.current.text}",) if view.current else (),
        wide=wide,
    )
    raw = view.current.raw if view.current else None
    if view.kind == "yes_no":
        both = (Choice(YES, "Sì", "s"), Choice(NO, "No", "n"))
        chosen = () if raw is None else (YES if raw is True else NO,)
        return replace(frame, choices=both, chosen=chosen, cautious=True)
    if view.kind in {"choice", "choices"}:
        return _choose(view, frame, raw if isinstance(raw, tuple) else (str(raw or ""),))
    value = raw if isinstance(raw, str) else ""
    field = FieldSpec("risposta", LABELS.get(view.kind, "Risposta"), view.hint, value)
    return replace(frame, fields=(field,), confirm="Registra")


def _choose(view: QuestionView, frame: Ask, chosen: tuple[str, ...]) -> Ask:
    rows = tuple(Choice(one.value, one.label) for one in view.options)
    multi = view.kind == "choices"
    quiet = (MANY, *frame.quiet) if multi else frame.quiet
    return replace(frame, choices=rows, chosen=chosen, multi=multi, cautious=True, quiet=quiet)


def finished(view: InterviewView) -> Ask:
    """Return what one can do when no question can change anything any more."""
    rows = [Choice("risultati", "Vedi i risultati", "v")]
    if view.amounts_left:
        many = (
            f"{view.amounts_left} domande sui soldi"
            if view.amounts_left > 1
            else "una domanda sui soldi"
        )
        rows.append(
            Choice("importi", "Calcola gli importi", "i", f"solo se vuole le cifre: {many}")
        )
    if view.focus:
        rows.append(Choice("tutti", "Guarda anche gli altri benefici", "a"))
    if view.short:
        rows.insert(1, Choice("tutti", "Continua con tutto il resto", "a"))
    rows += [
        Choice("chiudi", "Chiudi la consultazione", "c"),
        Choice("pausa", "Metti in pausa", "p"),
    ]
    if view.short:
        title = "Il percorso breve finisce qui"
        text = "Quello che non è stato chiesto non è un no: nei risultati è «non ancora chiesto»."
    elif view.focus:
        title = "Non c'è altro da chiedere per questo beneficio"
        text = "Degli altri benefici non è stato chiesto tutto: non è un no."
    else:
        title = "Non c'è altro da chiedere"
        text = "Nessuna domanda può più cambiare quello che le spetta o i passi da fare."
    return Ask(title, text=(text,), choices=tuple(rows))


def returning(view: InterviewView) -> Dialog:
    """Return the window that offers to bring back answers put aside."""
    many = len(view.coming_back)
    title = f"{many} risposte messe da parte" if many > 1 else "Una risposta messa da parte"
    lines = [f"{one.label} {one.text}" for one in view.coming_back]
    return Dialog(
        f"{title}: le riporto?" if many > 1 else f"{title}: la riporto?",
        ("Le aveva date prima, e adesso servono di nuovo.", *lines),
        (Choice("si", "Sì, valgono ancora", "s"), Choice("", "No, le chiedo di nuovo", "n")),
    )


def news(view: InterviewView, said: str) -> str:
    """Return the status line: what was registered, and what it changed."""
    aside = view.put_aside
    parts = [said, view.news]
    if aside:
        parts.append(
            f"Messe da parte {aside} risposte che adesso non servono."
            if aside > 1
            else "Messa da parte una risposta che adesso non serve."
        )
    return "  ".join(part for part in parts if part)


def short(view: QuestionView, raw: str | bool | Sequence[str]) -> str:
    """Return an answer in a few words, for the status line."""
    if isinstance(raw, bool):
        return "sì" if raw else "no"
    labels = {one.value: one.label for one in view.options}
    if isinstance(raw, str):
        return labels.get(raw, raw)
    return ", ".join(labels.get(one, one) for one in raw) or "nessuna di queste"


def why_sections(
    view: QuestionView,
    lines: Sequence[WhyLine],
    effects: Sequence[EffectLine] = (),
    words: Sequence[str] = (),
) -> list[tuple[str, list[str]]]:
    """Return the window "perché lo chiedo": reasons, help, what depends on it and how."""
    sections = [
        ("Le parole intere", [view.say] if view.short else []),
        ("Perché", [view.why]),
        ("Come chiederlo", [view.how]),
        ("Da non chiedere", [view.never]),
        ("Dove si vede già, senza chiederlo a lei", [view.look_up]),
        ("Parole da spiegare", list(words)),
        ("Che cosa cambia con ogni risposta", _effects(effects)),
        (
            "Che cosa dipende da questa risposta",
            [
                text
                for one in lines
                for text in (f"{one.benefit}: {one.text}", f"({one.source})", " ")
            ],
        ),
    ]
    return [(title, [line for line in found if line]) for title, found in sections if any(found)]


def _effects(effects: Sequence[EffectLine]) -> list[str]:
    """Return the effects; answers that change nothing at once are said together."""
    lines = []
    for one in effects:
        if one.changes:
            lines += [f"{one.answer}:", *(f"  {change}" for change in one.changes)]
    still = [one.answer for one in effects if not one.changes]
    if still and lines:
        lines.append("Da sole non decidono ancora: " + "; ".join(still) + ".")
    elif still:
        lines.append("Nessuna risposta decide da sola: serve insieme alle altre.")
    return lines


def stop_dialog() -> Dialog:
    """Return the window that offers to stop, at every moment."""
    return Dialog(
        "Ci fermiamo?",
        ("Si ferma quando vuole lei. Che cosa resta lo decide lei.",),
        (
            Choice("", "Continuiamo", "c"),
            Choice("pausa", "Pausa: la bozza sigillata resta e si riprende da qui", "p"),
            Choice("chiudi", "Chiudere adesso, scegliendo che cosa tenere", "h"),
            Choice("distruggi", "Cancellare tutto, adesso: non resta niente", "x"),
        ),
    )
