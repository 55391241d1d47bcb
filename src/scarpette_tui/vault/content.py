"""The typed documents sealed in a case: one per row, JSON inside the seal (V1).

A change of the narrative is no table change: a document carries its own `schema`
number and unknown keys are refused, so that nothing is lost in silence.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator


class Document(BaseModel):
    """Base of every sealed document.

    Attributes:
        kind: name of the document inside its case.
        keeps_history: whether earlier versions stay readable (notes, consents, plan).

    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[str]
    keeps_history: ClassVar[bool] = False
    format: int = Field(default=1, ge=1, le=1)


class AnswersDoc(Document):
    """Her answers, in the engine's own JSON; opaque to the vault."""

    kind: ClassVar[str] = "answers"
    answers: dict[str, JsonValue] = Field(default_factory=dict)
    """What `Answers.to_json` gives."""
    pruned: dict[str, JsonValue] = Field(default_factory=dict)
    """Answers made unreachable, restorable."""
    asked: tuple[str, ...] = ()
    """Question keys in the order they were shown: Back walks it."""
    position: str | None = None
    """The question on the screen now: a killed process resumes exactly there."""
    focus: str | None = None
    """One benefit, when the fast path is on."""
    entry: str | None = None
    """The phrase she came in with (P8)."""
    phase: str = "rights"
    amounts: bool = False
    """Whether she wants figures."""
    style: str = "discreto"
    """One question at a time, or `rapido`."""
    ceiling: int | None = None
    """The most questions left that the screen said: it never grows unexplained."""
    on: date | None = None
    """The day the law is read at."""


class GateDoc(Document):
    """The first minutes (P5, P6), written only once the gate is passed."""

    kind: ClassVar[str] = "gate"
    accompanied: bool | None = None
    alone_safe: bool | None = None
    """S1: is she calm about where she goes from here."""
    language: str = "it"
    interpreter: Literal["nessuno", "mediatrice", "telefono", "altro"] = "nessuno"
    """S3: never a relative, a companion or a child."""
    limits_read: bool = False
    limits_text: str = ""
    """Version of the fixed text that was read (P7)."""
    someone_must_not_know: bool | None = None
    """S4."""


class NoteEntry(BaseModel):
    """One line of the timeline: a step, never a fact (P7)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: datetime
    author: str
    text: str = Field(max_length=20_000)
    corrects: int | None = Field(default=None, ge=0)
    """Index of the entry that this one corrects; the old one stays."""


class NotesDoc(Document):
    """The timeline of notes: append, correct with history."""

    kind: ClassVar[str] = "notes"
    keeps_history: ClassVar[bool] = True
    entries: tuple[NoteEntry, ...] = ()

    def corrected(self, index: int, entry: NoteEntry) -> "NotesDoc":
        """Return the timeline with one entry corrected by a new one; the old one stays.

        Raises:
            IndexError: there is no such entry.

        """
        if not 0 <= index < len(self.entries):
            raise IndexError(index)
        new = entry.model_copy(update={"corrects": index})
        return NotesDoc(entries=(*self.entries, new))

    def timeline(self) -> tuple[tuple[NoteEntry, int | None], ...]:
        """Return every entry with the index of the newest one that corrects it, or None."""
        newest = {one.corrects: place for place, one in enumerate(self.entries)}
        return tuple((one, newest.get(place)) for place, one in enumerate(self.entries))


class ConsentPurpose(StrEnum):
    """What a consent is for, each apart (S5)."""

    KEEP_NOTE = "keep_note"
    BE_CONTACTED = "be_contacted"
    REFERRAL = "referral"
    HAND_OVER = "hand_over"
    """That another official of this office follows her from now on."""


class Consent(BaseModel):
    """One consent, given or refused, revocable (S5)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    purpose: ConsentPurpose
    given: bool
    at: datetime
    asked_by: str
    text: str = ""
    """Version of the sentence that was read to her."""
    revoked_at: datetime | None = None
    nonce: str = Field(default="", max_length=64)
    """Random per consent: the signed row of V7 cannot be replayed."""


class ConsentDoc(Document):
    """Her consents; refusing never changes what she is told."""

    kind: ClassVar[str] = "consent"
    keeps_history: ClassVar[bool] = True
    consents: tuple[Consent, ...] = ()


class PlanStatus(StrEnum):
    """Follow-up of one step."""

    DA_FARE = "da_fare"
    IN_CORSO = "in_corso"
    FATTO = "fatto"
    NON_SERVE = "non_serve"


class PlanStep(BaseModel):
    """One step of her plan, by the id the catalogue gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    step: str
    status: PlanStatus = PlanStatus.DA_FARE
    due: date | None = None
    note: str = Field(default="", max_length=2_000)
    updated_at: datetime | None = None


class PlanDoc(Document):
    """What to do, by when, and how it goes on."""

    kind: ClassVar[str] = "plan"
    keeps_history: ClassVar[bool] = True
    steps: tuple[PlanStep, ...] = ()
    return_on: date | None = None
    """Next appointment, if she wants one."""


class ContactDoc(Document):
    """Safe contact (S12); the default is not to contact her."""

    kind: ClassVar[str] = "contact"
    allowed: bool = False
    channel: str = ""
    value: str = ""
    hours: str = ""
    if_another_answers: str = ""
    through_centre: str = ""


class ClosingDoc(Document):
    """What was agreed at closing (S14, P12)."""

    kind: ClassVar[str] = "closing"
    closed_at: datetime | None = None
    opened_on: date | None = None
    retention_months: int = Field(default=12, ge=1, le=60)
    slip: bool = False
    """Whether she took a slip with the code."""
    counted: tuple[date, ...] = ()
    """Days on which her visits were counted: the next closing answers D7 by itself."""

    @model_validator(mode="before")
    @classmethod
    def _as_written_before(cls, data: object) -> object:
        """Read what earlier versions sealed: they wrote a field that nothing used."""
        if isinstance(data, dict):
            return {name: value for name, value in data.items() if name != "linked_case"}
        return data
