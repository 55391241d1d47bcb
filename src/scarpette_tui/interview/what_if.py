"""What another answer would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from scarpette_tui.catalogue.model import Status
from scarpette_tui.interview.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """A benefit whose status changes."""

    benefit: str
    before: Status
    after: Status


def changes(before: Sequence[Outcome], after: Sequence[Outcome]) -> tuple[Change, ...]:
    """Return the benefits whose status differs, in the order of the catalogue."""
    return tuple(
        Change(old.benefit.id, old.status, new.status)
        for old, new in zip(before, after, strict=True)
        if old.status is not new.status
    )
