"""Case files: own drafts and cases, notes as a timeline, how each step goes on."""

import re
from typing import TYPE_CHECKING

from scarpette_tui.desk import words
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import CaseLine, NoteView
from scarpette_tui.errors import InputError

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.vault.service import CaseRow

NOTE_LIMIT = 20_000
"""Longest note, in characters."""

NARRATIVE_SIGNS = 240
"""A note this long, or in the past tense of a story, begins to be a narrative (P7)."""

HINT = (
    "Le note servono per i passi, non per i fatti: basta «cosa fare, entro quando, dove». "
    "I fatti restano a lei e al centro."
)

_STORY = re.compile(
    r"\b(picchi\w*|schiaff\w*|minacci\w*|aggred\w*|violent\w*|insult\w*|mi ha detto|"
    r"le ha detto|l'ha|racconta che|riferisce che|da anni)\b",
    re.IGNORECASE,
)


def drafts(session: Session) -> tuple[CaseLine, ...]:
    """Return the consultations still open that this person may resume, newest first."""
    return _lines(session, "draft")


def cases(session: Session) -> tuple[CaseLine, ...]:
    """Return the closed cases sealed to this person, newest first."""
    return _lines(session, "closed")


def how_many(session: Session) -> int:
    """Return how many closed cases are sealed to this person, without reading them."""
    from scarpette_tui.vault.service import CaseState  # noqa: PLC0415 - behind the lock

    with session.lock:
        return session.vault.count(CaseState.CLOSED)


def find(session: Session, code: str, word: str) -> CaseLine | None:
    """Return the case with this code and word, or None; both must match (P12)."""
    with session.lock:
        case = session.vault.find(code.strip().upper(), word.strip())
        return line_of(case.row) if case is not None else None


def notes(consultation: "Consultation") -> tuple[NoteView, ...]:
    """Return the timeline, oldest first; corrected notes stay in it."""
    from scarpette_tui.vault.content import NotesDoc  # noqa: PLC0415

    with consultation.session.lock:
        saved = consultation.case.read(NotesDoc) or NotesDoc()
        return tuple(
            NoteView(
                entry.at, entry.text, entry.author, number, entry.corrects, corrected is not None
            )
            for number, (entry, corrected) in enumerate(saved.timeline())
        )


def add_note(
    consultation: "Consultation", text: str, *, corrects: int | None = None
) -> tuple[NoteView, ...]:
    """Append a note, durably; control signs are dropped.

    Args:
        consultation: whose timeline.
        text: what to write.
        corrects: place of the note it corrects; that one stays, with its correction beside it.

    Raises:
        InputError: it is empty, longer than `NOTE_LIMIT`, or corrects a note that is not there;
            the timeline stays as it was.

    """
    from scarpette_tui.vault.content import NoteEntry, NotesDoc  # noqa: PLC0415

    clean = words.plain_line(text).strip()
    if not clean:
        raise InputError("La nota è vuota.", "Le altre note sono intatte.", "Scrivere un passo.")
    if len(clean) > NOTE_LIMIT:
        raise InputError(
            f"La nota supera {NOTE_LIMIT} caratteri.",
            "Le altre note sono intatte.",
            "Accorciarla: bastano i passi.",
        )
    session = consultation.session
    with session.lock:
        saved = consultation.case.read(NotesDoc) or NotesDoc()
        entry = NoteEntry(at=session.clock.now(), author=session.user.label, text=clean)
        if corrects is None:
            consultation.case.write(NotesDoc(entries=(*saved.entries, entry)))
        elif corrects < len(saved.entries):
            consultation.case.write(saved.corrected(corrects, entry))
        else:
            raise InputError("La nota da correggere non c'è.", "Le altre note sono intatte.")
        return notes(consultation)


def note_hint(text: str) -> str:
    """Return a discreet hint when a narrative begins, else "" (P7)."""
    return HINT if len(text) > NARRATIVE_SIGNS or _STORY.search(text) else ""


def mark_step(consultation: "Consultation", step: str, status: str) -> None:
    """Write how a step goes on: da_fare, in_corso, fatto or non_serve.

    Raises:
        InputError: the status is none of these.

    """
    from scarpette_tui.desk import plan  # noqa: PLC0415

    plan.follow_up(consultation, step, status)


def _lines(session: Session, state: str) -> tuple[CaseLine, ...]:
    from scarpette_tui.vault.service import CaseState  # noqa: PLC0415 - behind the lock

    with session.lock:
        return tuple(map(line_of, session.vault.cases(CaseState(state))))


def line_of(row: "CaseRow") -> CaseLine:
    """Return a case as lists show it."""
    if row.state.value == "draft":
        text = "bozza" if row.traceless is False else "bozza, si cancella a fine giornata"
    else:
        text = f"chiuso, settimana {row.week.partition('-W')[2]} del {row.week[:4]}"
    if not row.mine:
        text += f" · di {row.owner}"
    return CaseLine(
        case_id=row.case_id,
        code=row.code,
        state="bozza" if row.state.value == "draft" else "chiuso",
        state_text=text,
        opened_on=row.opened_on,
        retention_until=row.retention_until,
        traceless=row.traceless is not False,
    )
