"""What the results show: benefits with their proof, steps, the page."""

from dataclasses import dataclass, field
from datetime import date


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

    @property
    def place(self) -> str:
        """Return where and when, as far as they are known."""
        return ", ".join(part for part in (self.where, self.when) if part)


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

    def facts(self, joint: str) -> tuple[tuple[str, str], ...]:
        """Return labels and texts: who, where (`joint` before how), what to bring, by when, after."""
        rows = (
            ("Chi", self.who),
            ("Dove", joint.join(part for part in (self.where, self.channel) if part)),
            ("Porta", ", ".join(self.documents)),
            ("Entro", f"{self.by:%d/%m/%Y}" if self.by else self.by_text),
            ("Dopo", ", ".join(self.after)),
        )
        return tuple((label, text) for label, text in rows if text)


@dataclass(frozen=True)
class BenefitView:
    """One benefit in the results, with its proof."""

    benefit: str
    name: str
    plain: str
    promise: str
    status: str
    """due, obtainable, possible, not_asked, not_due or closed."""
    status_text: str
    amount: str
    """In words, empty when there is none."""
    amount_lines: tuple[tuple[str, str], ...]
    """Arithmetic: label and value."""
    schedule: tuple[tuple[str, str], ...]
    proof: tuple[ProofLine, ...]
    missing: tuple[str, ...]
    """The fewest papers and steps that would make it due, then what is still to clear up."""
    steps: tuple[StepView, ...]
    warnings: tuple[str, ...]
    incompatible: tuple[str, ...]
    compatible: tuple[str, ...]
    deadline: date | None
    law: str
    fact_text: str
    stale: bool
    referral: bool
    because: tuple[str, ...] = ()
    """The fewest answers that decide it, in words: without any one it would be open."""
    because_law: tuple[str, ...] = ()
    """Articles they are read against, then the dated values."""
    stay: str = ""
    """What the table of permits remarks for her document of stay."""
    goes_to: str = ""
    """Who gets it when she does not."""


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
    stay: str = ""
    """What there always is with her document of stay."""


@dataclass(frozen=True)
class PaperView:
    """A page made: its bytes, its text for the preview, and what is said aloud instead."""

    level: str
    language: str
    pdf: bytes = field(repr=False)
    lines: tuple[str, ...]
    left_off: tuple[str, ...]
    more: tuple[bytes, ...] = field(default=(), repr=False)
    """Further sheets, where one is not enough (her own copy)."""
