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
