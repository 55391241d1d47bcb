"""Her right of access: what is kept about her, to read together and to take along (S14)."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import casework, plan, words
from scarpette_tui.desk.views import ContactView, PaperView

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.documents.own_copy import Section

TITLE = "I miei appunti"
INTRO = "Quello che resta scritto, tutto."
WIDTH = 66
ONLY_ITALIAN = "È scritto solo in italiano: in un'altra lingua si legge insieme all'interprete."
RISKY = "Ci sono parole che possono tradirla: {words}. Guardarlo insieme prima di stampare."


def make(consultation: "Consultation") -> PaperView:
    """Make the sheets in memory; the first is `pdf`, the others are `more`.

    Raises:
        InputError: a line does not fit a sheet.

    """
    from scarpette_tui.catalogue.wording import met  # noqa: PLC0415
    from scarpette_tui.documents.handout import render  # noqa: PLC0415
    from scarpette_tui.documents.own_copy import pages  # noqa: PLC0415
    from scarpette_tui.documents.preview import preview_lines  # noqa: PLC0415

    with consultation.session.lock:
        sections = _sections(consultation)
    sheets = pages(TITLE, INTRO, sections)
    first, *others = (render(sheet) for sheet in sheets)
    lines = [line for sheet in sheets for line in (*preview_lines(sheet, WIDTH), "")]
    risky = met("\n".join(lines), "it", "neutro")
    whole = [word for word in risky if not any(word in other for other in risky if other != word)]
    warned = (RISKY.format(words=", ".join(word.casefold() for word in whole)),) if risky else ()
    return PaperView("completo", "it", first, tuple(lines), warned, tuple(others))


def _sections(consultation: "Consultation") -> "list[Section]":
    from scarpette_tui.documents.own_copy import Section  # noqa: PLC0415

    case = casework.view(consultation)
    last = case.retention_until  # the month only: the day would tell when she came (H3)
    until = f"{words.MONTHS[last.month - 1]} {last.year}" if last else "la chiusura"
    rows = (
        ("Quello che mi ha detto", _said(consultation)),
        ("I passi", _steps(consultation)),
        ("Gli appunti sui passi", _notes(consultation)),
        ("Come cercarla", _contact(case.contact)),
        ("A che cosa ha detto sì o no", _consents(consultation)),
        (
            "Per quanto tempo",
            [
                f"Resta fino a: {until}; poi si cancella.",
                "Quando vuole può vederlo, farlo correggere, farlo cancellare.",
            ],
        ),
    )
    return [Section(title, tuple(lines)) for title, lines in rows if lines]


def _said(consultation: "Consultation") -> list[str]:
    from scarpette_tui.desk.interview_view import answered  # noqa: PLC0415

    return [f"{row.label} {row.text}." for row in answered(consultation.progress)]


def _steps(consultation: "Consultation") -> list[str]:
    return [
        f"{line.do}: {plan.STATUSES[line.status]}{f'. {line.note}' if line.note else ''}"
        for line in plan.followed(consultation)
    ]


def _notes(consultation: "Consultation") -> list[str]:
    from scarpette_tui.desk import case_file  # noqa: PLC0415

    return [
        f"{note.text} (poi corretto)" if note.corrected else note.text
        for note in case_file.notes(consultation)
    ]


def _contact(contact: ContactView) -> list[str]:
    if not contact.allowed:
        return ["Non va cercata."]
    rows = (contact.channel, contact.hours)
    lines = [" · ".join(part for part in rows if part)]
    if contact.if_another_answers:
        lines.append(f"Se risponde un altro: {contact.if_another_answers}")
    return lines


def _consents(consultation: "Consultation") -> list[str]:
    return [
        f"{one.text} {'Sì' if one.given else 'No'}{', poi tolto' if one.revoked_at else ''}."
        for one in casework.history(consultation)
    ]
