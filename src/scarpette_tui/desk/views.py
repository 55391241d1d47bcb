"""What the desk shows to a front end: plain immutable records, texts ready to be painted.

Nothing here is a widget, a table row or a law object. Texts are Italian and must never be
parsed as markup. Money is already written the Italian way; dates stay `date`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True)
class UserView:
    """A user of the vault. `role` is operatore, supervisore or responsabile."""

    label: str
    role: str


@dataclass(frozen=True)
class VaultView:
    """What the lock screen may know. `kind` is absent, ready, busy, damaged, newer or refused."""

    kind: str
    directory: Path
    users: tuple[UserView, ...] = ()
    office: str = ""
    desk: str = ""
    message: str = ""
    """For every kind but absent and ready: what happened, what was kept, what to do."""
    synthetic: bool = False
    """True for demo and test vaults: the screen says so."""


@dataclass(frozen=True)
class GateTexts:
    """The fixed texts of the gate, in the order of P5-P6."""

    accompanied: str
    separate: tuple[str, ...]
    """True pretexts to separate them."""
    return_appointment: str
    danger: str
    danger_help: tuple[str, ...]
    """What to do first when she is not safe: 112, 1522, who calls."""
    language: str
    interpreter: str
    limits: str
    limits_approved: bool
    """False until the office's legal service approved the text: the screen says so."""
    must_not_know: str
    must_not_know_limit: str
    """The limit of the promise (P4)."""
    debrief: str


@dataclass(frozen=True)
class GateAnswers:
    """What the gate established; nothing was written before it was complete."""

    language: str
    limits_read: bool
    someone_must_not_know: bool
    second: str | None = None
    """Label of a second official who may open the case; None for nobody."""


@dataclass(frozen=True)
class OptionView:
    """One value of a choice."""

    value: str
    label: str


@dataclass(frozen=True)
class AnswerView:
    """An answer given. `state` is given, unknown or declined; `text` is how it reads."""

    key: str
    label: str
    """The question in short."""
    text: str
    state: str
    provenance: str
    """detto, visto or da_verificare."""
    raw: str | bool | tuple[str, ...] | None
    """What to put back into the field: text, yes/no, or chosen values."""


@dataclass(frozen=True)
class QuestionView:
    """One question as painted. `kind` as in the catalogue (yes_no, choice, choices, ...)."""

    key: str
    kind: str
    say: str
    section: str
    phase: str
    """rights, safety or amounts."""
    person: str = ""
    """For repeated groups: "primo figlio o figlia"."""
    options: tuple[OptionView, ...] = ()
    hint: str = ""
    """How to write it: "euro, per esempio 1.234,50", "gg/mm/aaaa"."""
    how: str = ""
    why: str = ""
    never: str = ""
    look_up: str = ""
    current: AnswerView | None = None


@dataclass(frozen=True)
class BenefitLine:
    """One benefit in the live panel."""

    benefit: str
    name: str
    plain: str
    status: str
    status_text: str
    """In words; "non ancora chiesto" is never a no."""


@dataclass(frozen=True)
class InterviewView:
    """Everything the interview screen paints."""

    question: QuestionView | None
    """None: nothing left that can change anything."""
    phase: str
    phase_title: str
    sure: tuple[BenefitLine, ...]
    open: tuple[BenefitLine, ...]
    answered: tuple[AnswerView, ...]
    """In the order they were asked."""
    left: tuple[int, int]
    """Honest range of questions left."""
    focus: str = ""
    amounts_wanted: bool = False
    amounts_left: int = 0
    """Money questions that would give figures, when they were not asked for yet."""
    can_go_back: bool = False
    restored: int = 0
    """Answers brought back because they became reachable again."""


@dataclass(frozen=True)
class WhyLine:
    """What depends on a question."""

    benefit: str
    text: str
    source: str


@dataclass(frozen=True)
class ProofLine:
    """One requirement of a benefit with its truth: yes, no or open."""

    requirement: str
    truth: str
    sentence: str
    source: str
    fact_status: str
    fact_text: str
    """"verificata", "fonte secondaria", "da verificare"."""
    answers: tuple[str, ...] = ()
    """Which answers it rests on, in words."""
    ask: str = ""
    """The question to put to the competent office, when to verify."""


@dataclass(frozen=True)
class TraceView:
    """What another person may see, where and when."""

    what: str
    where: str
    when: str


@dataclass(frozen=True)
class StepView:
    """One step of the plan."""

    step: str
    benefit: str
    benefit_name: str
    do: str
    who: str
    where: str
    channel: str
    documents: tuple[str, ...]
    by: date | None
    by_text: str
    do_when: str
    """now, when_out or with_centre."""
    do_when_text: str
    because: str
    after: tuple[str, ...]
    """In words."""
    traces: tuple[TraceView, ...]
    no_traces: str
    source: str
    fact_text: str
    done: str = ""
    """Follow-up status: empty, fatto, in_corso, non_possibile."""


@dataclass(frozen=True)
class BenefitView:
    """One benefit in the results, with its proof."""

    benefit: str
    name: str
    plain: str
    promise: str
    status: str
    status_text: str
    amount: str
    """In words, empty when there is none."""
    amount_lines: tuple[tuple[str, str], ...]
    """Arithmetic: label and value."""
    schedule: tuple[tuple[str, str], ...]
    proof: tuple[ProofLine, ...]
    missing: tuple[str, ...]
    """What would unlock it, in words."""
    steps: tuple[StepView, ...]
    warnings: tuple[str, ...]
    incompatible: tuple[str, ...]
    compatible: tuple[str, ...]
    deadline: date | None
    law: str
    fact_text: str
    stale: bool
    referral: bool


@dataclass(frozen=True)
class ResultsView:
    """Results by what to do first."""

    on: date
    benefits: tuple[BenefitView, ...]
    plan: tuple[StepView, ...]
    contacts: tuple[tuple[str, str], ...]
    read_back: str
    """The one summary to read back to her (S7)."""
    stale_text: str = ""


@dataclass(frozen=True)
class PaperView:
    """A page made: its bytes, its text for the preview, and what is said aloud instead."""

    level: str
    language: str
    pdf: bytes = field(repr=False)
    lines: tuple[str, ...]
    left_off: tuple[str, ...]


@dataclass(frozen=True)
class CaseLine:
    """One case or draft in a list: opaque code only (S11)."""

    case_id: str
    code: str
    state: str
    """bozza or chiuso."""
    state_text: str
    opened_on: date
    retention_until: date | None
    traceless: bool


@dataclass(frozen=True)
class NoteView:
    """One note of the timeline."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True)
class ClosingChoices:
    """How a consultation ends.

    `keep` False is `senza traccia`. Consents are separate (S5): `consent_note` is needed to
    keep; `consent_contact` and `consent_referral` are asked apart. `word` is the word of her
    choice (P12). `retention_months` 1-60.
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
