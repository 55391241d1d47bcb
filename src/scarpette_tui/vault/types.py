"""What the vault's door hands out: plain, frozen, free of keys and of content."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Purpose = Literal["office", "demo", "test"]
"""What a vault is for; only `demo` and `test` may have a weak key derivation."""
Stop = Callable[[], bool]
"""Asked now and then by what takes long: True ends it early."""


class Role(StrEnum):
    """What a person may do (design.md section 5)."""

    OPERATORE = "operatore"
    SUPERVISORE = "supervisore"
    RESPONSABILE = "responsabile"

    @property
    def official(self) -> bool:
        """Say whether this role opens the cases' database at all (V3)."""
        return self is not Role.SUPERVISORE


@dataclass(frozen=True)
class User:
    """A person who may open the vault, as the keyring's header names them."""

    label: str
    role: Role


class StateKind(StrEnum):
    """What stands in the folder, before any passphrase."""

    ABSENT = "absent"
    READY = "ready"
    BUSY = "busy"
    DAMAGED = "damaged"
    NEWER = "newer"


@dataclass(frozen=True)
class VaultState:
    """What the lock screen may know without a passphrase.

    Attributes:
        kind: absent, ready, busy, damaged or newer.
        users: people and roles, from the keyring's header; unproven until unlock.
        office: name of the office.
        desk: name of the desk.
        busy_since: when the other process took the vault.
        busy_user: label of who holds it, where known.
        purpose: `demo` or `test` mean a weak key derivation: the screen must say so.
        detail: Italian sentence for `damaged` and `newer`; empty otherwise.

    """

    kind: StateKind
    users: tuple[User, ...] = ()
    office: str = ""
    desk: str = ""
    busy_since: datetime | None = None
    busy_user: str = ""
    purpose: Purpose = "office"
    detail: str = ""


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    CLOSED = "closed"


@dataclass(frozen=True)
class CaseRow:
    """One case that is sealed to me, as lists show it (S11: opaque).

    Attributes:
        case_id: 32 hex digits.
        code: letter, four digits, check digit.
        state: draft or closed.
        traceless: True, False, or None while undecided (then treated as True).
        owner: label of the official it belongs to.
        opened_on: local day of a draft; None once closed (only the week is kept).
        week: ISO week, "2026-W48".
        retention_until: day after which a closed case is to be erased (S14).
        has_word: whether she chose a word.
        mine: whether I am the owner, not the second official.

    """

    case_id: str
    code: str
    state: CaseState
    traceless: bool | None
    owner: str
    opened_on: date | None
    week: str
    retention_until: date | None
    has_word: bool
    mine: bool


@dataclass(frozen=True)
class RegisterRow:
    """One line of the register every official may see: opaque."""

    code: str
    week: str
    owner_label: str


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit chain: free of content."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str


@dataclass(frozen=True)
class Recovery:
    """The two printed shares (V11); neither alone says anything about the secret.

    Attributes:
        share_a: for the head of the office: "A" and 14 groups of 4 signs.
        share_b: for the data-protection officer: "B" and 14 groups of 4 signs.

    """

    share_a: str
    share_b: str

    def __repr__(self) -> str:
        return "Recovery(…)"


@dataclass(frozen=True)
class ShareCheck:
    """Answer to a share typed back.

    Attributes:
        ok: it is the expected share.
        wrong_group: number of the first group that differs, from 1; None when ok or
            when the length is wrong.
        message: Italian sentence for the screen.

    """

    ok: bool
    wrong_group: int | None
    message: str


@dataclass(frozen=True)
class BackupRow:
    """One backup as a list shows it.

    Attributes:
        number: counted from 1, never used twice.
        made_at: when.
        reason: chiusura, richiesta, aggiornamento or ripristino.
        expires_on: day on which it is destroyed (V10).

    """

    number: int
    made_at: datetime
    reason: str
    expires_on: date


@dataclass(frozen=True)
class Hit:
    """One place where a searched text stands.

    Attributes:
        row: the case.
        where: note, passi or contatto.
        excerpt: the text around it; it is content: for the screen only.

    """

    row: CaseRow
    where: str
    excerpt: str


@dataclass(frozen=True)
class Report:
    """What `vault verify` found.

    Attributes:
        ok: nothing is wrong.
        findings: Italian sentences, what was checked and what was found.

    """

    ok: bool
    findings: tuple[str, ...]
