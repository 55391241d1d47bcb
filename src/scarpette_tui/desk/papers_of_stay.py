"""What the table of permits says of her situation: never an empty page (practice.md section 2)."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import law

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Permit
    from scarpette_tui.interview.answers import Answers


def advice(answers: "Answers") -> str:
    """Return what there always is with her document of stay; empty until she says which."""
    row = _row(answers)
    return row.advice if row else ""


def note(benefit: str, answers: "Answers") -> str:
    """Return what the table remarks for one benefit; empty where it remarks nothing."""
    row = _row(answers)
    rule = row.benefits.get(benefit) if row else None
    return rule.note if rule else ""


def _row(answers: "Answers") -> "Permit | None":
    from scarpette_tui.catalogue.permits import PERMIT_QUESTION, permit  # noqa: PLC0415

    given = answers.get(PERMIT_QUESTION)
    if given is None or not isinstance(given.value, str):
        return None
    return permit(law.catalogue(), given.value)
