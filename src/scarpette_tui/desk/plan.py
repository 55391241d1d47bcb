"""Her plan: the steps of the results, and how each goes on from visit to visit."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import law, words
from scarpette_tui.desk.views import PlanLine
from scarpette_tui.errors import InputError

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation

STATUSES = {
    "da_fare": "da fare",
    "in_corso": "in corso",
    "fatto": "fatto",
    "non_serve": "non serve più",
}
NOTE_LIMIT = 2_000
KEPT = "Il piano è rimasto com'era."


def plan(consultation: "Consultation") -> tuple[PlanLine, ...]:
    """Return the steps in their order; then what was followed up and is no step any more."""
    from scarpette_tui.desk import results  # noqa: PLC0415
    from scarpette_tui.vault.content import PlanDoc  # noqa: PLC0415

    with consultation.session.lock:
        saved = consultation.case.read(PlanDoc) or PlanDoc()
        known = {step.step: step for step in saved.steps}
        lines = []
        for step in results.results(consultation).plan:
            line = PlanLine(
                step.step, step.do, step.benefit_name, "da_fare", step.by, do_when=step.do_when
            )
            followed = known.pop(step.step, None)
            if followed is not None:
                line = replace(
                    line,
                    status=followed.status.value,
                    due=followed.due or line.due,
                    note=followed.note,
                    updated_at=followed.updated_at,
                )
            lines.append(line)
        for rest in known.values():
            status, at = rest.status.value, rest.updated_at
            lines.append(PlanLine(rest.step, _do(rest.step), "", status, rest.due, rest.note, at))
    return tuple(lines)


def followed(consultation: "Consultation") -> tuple[PlanLine, ...]:
    """Return only the steps that were followed up; no result is worked out for it."""
    from scarpette_tui.vault.content import PlanDoc  # noqa: PLC0415

    with consultation.session.lock:
        saved = consultation.case.read(PlanDoc) or PlanDoc()
    return tuple(
        PlanLine(one.step, _do(one.step), "", one.status.value, one.due, one.note, one.updated_at)
        for one in saved.steps
    )


def follow_up(
    consultation: "Consultation",
    step: str,
    status: str,
    *,
    due: date | None = None,
    note: str | None = None,
) -> None:
    """Write how a step goes on, durably; the versions before stay in its history.

    Args:
        consultation: whose plan.
        step: id of the step.
        status: one of `STATUSES`.
        due: the day chosen with her; None leaves the one before.
        note: a few words; None leaves those before.

    Raises:
        InputError: the status is unknown, the note too long.

    """
    from scarpette_tui.vault.content import PlanDoc, PlanStatus, PlanStep  # noqa: PLC0415

    _require(status, note or "")
    session = consultation.session
    with session.lock:
        saved = consultation.case.read(PlanDoc) or PlanDoc()
        before = next((one for one in saved.steps if one.step == step), PlanStep(step=step))
        now = before.model_copy(
            update={
                "status": PlanStatus(status),
                "due": due or before.due,
                "note": before.note if note is None else words.plain_line(note).strip(),
                "updated_at": session.clock.now(),
            }
        )
        others = tuple(known for known in saved.steps if known.step != step)
        consultation.case.write(saved.model_copy(update={"steps": (*others, now)}))


def _require(status: str, note: str) -> None:
    if status not in STATUSES:
        raise InputError(f"Lo stato «{status}» non esiste.", KEPT)
    if len(note) > NOTE_LIMIT:
        raise InputError("La nota del passo è troppo lunga.", KEPT, "Accorciarla.")


def come_back(consultation: "Consultation", day: date | None) -> None:
    """Write the day of the next appointment, or that there is none.

    Raises:
        InputError: the day is past.

    """
    from scarpette_tui.vault.content import PlanDoc  # noqa: PLC0415

    session = consultation.session
    if day is not None and day < session.clock.today():
        raise InputError("Il giorno del ritorno è già passato.", KEPT, "Sceglierne un altro.")
    with session.lock:
        saved = consultation.case.read(PlanDoc) or PlanDoc()
        consultation.case.write(saved.model_copy(update={"return_on": day}))


def _do(step: str) -> str:
    """Return what a step says to do, also when her answers do not ask for it any more."""
    benefit, _, name = step.rpartition(".")
    known = {found.id: found for found in law.catalogue().benefits}
    steps = known[benefit].steps if benefit in known else ()
    return next((one.do for one in steps if one.id == name), step)
