"""What the lock screen and the gate show."""

from dataclasses import dataclass
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
class DemoView:
    """A temporary vault with invented cases: its one passphrase and its shares are shown."""

    directory: Path
    label: str
    """Who opens it unless another is chosen."""
    passphrase: str
    """The same for everybody in it."""
    shares: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class ClosingTexts:
    """What is said at the end, as data/gate.toml has it."""

    paper: str
    paper_level: str
    keep: str
    keep_traceless: str
    word: str
    second: str
    contact: str
    contact_default: str
    return_words: str
    counted: str
    consent_note: str
    consent_contact: str
    consent_referral: str


@dataclass(frozen=True)
class GateTexts:
    """The fixed texts of the first minutes, in the order of P5-P6, as data/gate.toml has them.

    `separate` holds true pretexts to separate them; `danger_help` what to do first when she
    is not safe; `limits_approved` is False until the office's legal service approved the
    text, and the screen says so; `must_not_know_limit` is the limit of that promise (P4).
    """

    accompanied: str
    accompanied_help: str
    separate: tuple[str, ...]
    separate_never: str
    return_appointment: str
    danger: str
    danger_help: tuple[str, ...]
    danger_never: str
    language: str
    language_help: str
    interpreter: str
    limits: str
    limits_approved: bool
    limits_note: str
    limits_when_story: str
    must_not_know: str
    must_not_know_limit: str
    debrief: str
    closing: ClosingTexts


@dataclass(frozen=True)
class EntryLine:
    """What a woman says at the counter (P8) and which benefits it opens with."""

    entry: str
    phrase: str
    benefits: tuple[str, ...]
    short: bool = False
    """A short path: ends before everything was asked."""


@dataclass(frozen=True)
class GateAnswers:
    """What the gate established; nothing was written before it was complete."""

    language: str
    limits_read: bool
    someone_must_not_know: bool
    interpreter: str = "nessuno"
    """nessuno, mediatrice or telefono (S3)."""
    second: str | None = None
    """Label of a second official who may open the case; None for nobody."""
