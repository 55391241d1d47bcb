"""Which permit opens which benefit: one table, never a single yes or no."""

from scarpette_tui.catalogue.model import Catalogue, Permit, PermitRule

PERMIT_QUESTION = "permit"
"""The question whose answer `permitted("benefit")` reads."""


def permit(catalogue: Catalogue, permit_id: str) -> Permit | None:
    """Return a row of the table of permits; None when there is no such permit."""
    return next((row for row in catalogue.permits if row.id == permit_id), None)


def permit_rule(catalogue: Catalogue, permit_id: str, benefit_id: str) -> PermitRule | None:
    """Return whether a permit opens a benefit; None when the table does not say."""
    row = permit(catalogue, permit_id)
    return row.benefits.get(benefit_id) if row else None
