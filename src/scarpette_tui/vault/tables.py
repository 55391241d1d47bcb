"""The tables of cases.db (SQLModel); counts.db has only `Meta` until counts are kept.

Outside the seal stand ids, code, owner, state, week, and the dates that retention
needs (V1); everything she said is in `DocumentRow.sealed`.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import registry
from sqlmodel import Column, Field, Integer, LargeBinary, SQLModel, String

vault_registry = registry()


class VaultTable(SQLModel, registry=vault_registry):
    """Base of the vault's tables, apart from any other SQLModel class."""


class Meta(VaultTable, table=True):
    """Facts of the database itself: schema, vault id, public signing key, generation."""

    __tablename__: ClassVar[str] = "meta"
    name: str = Field(primary_key=True)
    value: str


class CaseRecord(VaultTable, table=True):
    """One case; what everyone with the vault key may see of it."""

    __tablename__: ClassVar[str] = "cases"
    __table_args__ = (Index("cases_by_week", "week", "code"),)
    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    owner_id: str
    state: str
    traceless: bool | None = None
    week: str
    day: date | None = Field(default=None, index=True)
    retention_until: date | None = Field(default=None, index=True)
    word_salt: bytes | None = None
    word_mac: bytes | None = None


class KeyBox(VaultTable, table=True):
    """A case's key sealed to one person or to recovery."""

    __tablename__: ClassVar[str] = "boxes"
    __table_args__ = (Index("boxes_of_person", "recipient", "number"),)
    number: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    case_id: str = Field(
        sa_column=Column(String, ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    )
    recipient: str
    box: bytes


class DocumentRow(VaultTable, table=True):
    """One sealed document; `row` is opaque: it does not tell what kind it is."""

    __tablename__: ClassVar[str] = "documents"
    row: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    case_id: str = Field(
        sa_column=Column(String, ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    )
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ConsentRow(VaultTable, table=True):
    """The signed proof of one consent or of its withdrawal; append-only (S5).

    The digest is keyed with the case's own key: it tells nothing to who cannot open it.
    """

    __tablename__: ClassVar[str] = "consents"
    nonce: str = Field(primary_key=True)
    """Random, the same as inside the seal: no row can be played twice."""
    case_id: str = Field(
        sa_column=Column(String, ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    )
    number: int
    """From 1 within the case: none can be left out unseen."""
    digest: bytes
    signature: bytes


class FreshCode(VaultTable, table=True):
    """A code shown on a closing screen (V7): no day, no order, so it tells no visit."""

    __tablename__: ClassVar[str] = "codes"
    code: str = Field(primary_key=True)
    week: str


class Erased(VaultTable, table=True):
    """A case that was erased: a restored backup must not bring it back (V10)."""

    __tablename__: ClassVar[str] = "erased"
    case_id: str = Field(primary_key=True)
    until: date
    """Day after which no backup that held it can exist."""


class AuditRow(VaultTable, table=True):
    """One link of the audit chain (V7); who, what and when are sealed to the responsabile."""

    __tablename__: ClassVar[str] = "audit"
    number: int = Field(primary_key=True)
    sealed: bytes
    link: bytes
    """SHA-256 of the link before and this entry: anyone with the vault can follow it."""
    mac: bytes
    """HMAC under a key that no longer exists: only who holds the first key can check it."""
