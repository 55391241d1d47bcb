"""What case files and the closing show."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CaseLine:
    """One case or draft in a list: opaque code only (S11)."""

    case_id: str
    code: str
    state: str
    """bozza or chiuso."""
    state_text: str
    opened_on: date | None
    retention_until: date | None
    traceless: bool


@dataclass(frozen=True)
class NoteView:
    """One note of the timeline."""

    at: datetime
    text: str
    by: str
    number: int = 0
    """Its place in the timeline, from 0."""
    corrects: int | None = None
    """The note that this one corrects; the old one stays readable."""
    corrected: bool = False
    """A later note says it better."""


@dataclass(frozen=True)
class ClosingChoices:
    """How a consultation ends.

    `keep` False is `senza traccia`. Consents are separate (S5): `consent_note` is needed to
    keep; `consent_contact` and `consent_referral` are asked apart. `word` is the word of her
    choice (P12). `second` is who else opens it, None for nobody. `retention_months` 1-60.
    """

    keep: bool
    consent_note: bool = False
    consent_contact: bool = False
    consent_referral: bool = False
    word: str = ""
    second: str | None = None
    retention_months: int = 12
    contact_channel: str = ""
    contact_hours: str = ""
    contact_if_other_answers: str = ""
    already_counted: bool | None = None
    """Answer to "già contata oggi, o due volte questo mese?" (D7)."""


@dataclass(frozen=True)
class ClosedView:
    """What to tell her at the end."""

    kept: bool
    code: str
    retention_until: date | None
    told: tuple[str, ...]
    """Sentences to say: how the case is found again, owner's days, or that nothing is left."""
    anchor: str = ""
    """12-character freshness code of the vault (V7)."""
    count_fault: str = ""
    """Italian sentence for the official when the visit could not be counted."""
