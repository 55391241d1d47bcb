"""What a kept case, the search, the backups and the register show."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ConsentView:
    """One consent: what was read to her, what she said, and when she took it back."""

    purpose: str
    text: str
    given: bool
    at: datetime
    by: str
    revoked_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Say whether it is given and was not taken back."""
        return self.given and self.revoked_at is None


@dataclass(frozen=True)
class ContactView:
    """How to look for her without risk (S12); nothing is allowed by default."""

    allowed: bool = False
    channel: str = ""
    hours: str = ""
    if_another_answers: str = ""


@dataclass(frozen=True)
class PlanLine:
    """One step of her plan and how it goes on."""

    step: str
    do: str
    benefit_name: str
    status: str
    """da_fare, in_corso, fatto or non_serve."""
    due: date | None
    """The day chosen with her, else the one of the law."""
    note: str = ""
    updated_at: datetime | None = None
    do_when: str = ""
    """now, when_out or with_centre (P1); empty once it is no step any more."""


@dataclass(frozen=True)
class CaseView:
    """A kept case, for the official it is sealed to."""

    code: str
    mine: bool
    owner: str
    second: str
    restricted: bool
    """Someone in this office must not know (S4)."""
    retention_until: date | None
    days_left: int | None
    contact: ContactView
    consents: tuple[ConsentView, ...]
    """The newest one of each purpose."""
    notes: int
    plan: tuple[PlanLine, ...]
    """The steps that were followed up."""
    return_on: date | None
    faults: tuple[str, ...] = ()
    """Consents that do not agree with their signatures."""


@dataclass(frozen=True)
class HitView:
    """Where a searched text stands."""

    case_id: str
    code: str
    where: str
    excerpt: str


@dataclass(frozen=True)
class BackupView:
    """One backup."""

    number: int
    made_at: datetime
    reason: str
    expires_on: date


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit chain, free of content."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str


@dataclass(frozen=True)
class UpkeepView:
    """What home says once it is painted: calm sentences, empty when there is nothing to say.

    `expiring` are own cases in the last week of their life: code and last day (S14).
    """

    expiring: tuple[tuple[str, date], ...] = ()
    remarks: tuple[str, ...] = ()
