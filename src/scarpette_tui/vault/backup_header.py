"""What a backup says of itself: bounded before trust, signed, its key sealed twice (V12)."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scarpette_tui.vault import files
from scarpette_tui.vault.faults import damaged, newer
from scarpette_tui.vault.header import check as check_bounds
from scarpette_tui.vault.keyring import Base64, Digest, Hex, Keyring, signing_key
from scarpette_tui.vault.primitives import (
    SealError,
    canonical,
    context,
    derive,
    raw,
    seal,
    text,
    unseal,
)

HEADER = "copia.json"
_LARGEST = 4 * 1024 * 1024
Reason = Literal["chiusura", "richiesta", "aggiornamento", "ripristino"]


class Header(BaseModel):
    """What a backup says of itself; `keys` and `signatures` by epoch, for rotations."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    format: Literal[1]
    vault_id: Hex
    number: int = Field(ge=1)
    made_at: str = Field(max_length=40)
    reason: Reason
    tables: int = Field(ge=0)
    """Schema version of its cases.db."""
    cases: int | None = Field(default=None, ge=0)
    """How many notes it holds, in earlier versions: a true figure that anyone could read."""
    ring: Keyring
    files: dict[Literal["cases.db", "counts.db"], Digest]
    recovery: Base64
    keys: dict[str, Base64]
    signatures: dict[str, Base64]

    def signed_bytes(self) -> bytes:
        """Return what a signature covers: all but what changes with the epoch.

        The keyring inside carries its own signature, and opens nothing else.
        """
        return canonical(self.model_dump(mode="json", exclude={"keys", "signatures", "ring"}))

    @property
    def made_on(self) -> date:
        """Return the day it was made."""
        return datetime.fromisoformat(self.made_at).date()


def for_epoch(header: Header, epoch: int, vmk: bytes, key: bytes) -> Header:
    """Return the header with its key sealed to, and its signature by, one more epoch."""
    box = seal(derive(vmk, "backup"), key, _aad(header, epoch))
    signature = signing_key(vmk).sign(header.signed_bytes())
    keys = {**header.keys, str(epoch): text(box)}
    signatures = {**header.signatures, str(epoch): text(signature)}
    return header.model_copy(update={"keys": keys, "signatures": signatures})


def key_of(header: Header, epoch: int, vmk: bytes) -> bytes:
    """Open a backup's key with the vault key of an epoch, and check its signature.

    Raises:
        VaultDamagedError: not made by this vault, changed, or of a lost epoch.

    """
    try:
        signature = raw(header.signatures.get(str(epoch), ""))
        public = signing_key(vmk).public_key()
        public.verify(signature, header.signed_bytes())
        box = raw(header.keys.get(str(epoch), ""))
        return unseal(derive(vmk, "backup"), box, _aad(header, epoch))
    except (SealError, InvalidSignature, ValueError):
        raise damaged("l'intestazione della copia di sicurezza non è autentica") from None


def signed_by(header: Header, key: Ed25519PublicKey) -> bool:
    """Say whether a public key checks any of the header's signatures."""
    for signature in header.signatures.values():
        try:
            key.verify(raw(signature), header.signed_bytes())
        except (InvalidSignature, SealError, ValueError):
            continue
        return True
    return False


def read(folder: Path) -> Header:
    """Read a header, bounds first.

    Raises:
        VaultDamagedError: unreadable, out of bounds, or newer than the program.
        OSError: the disk refuses.

    """
    try:
        plain = json.loads(files.read_small(folder / HEADER, _LARGEST))
        if isinstance(plain, dict) and isinstance(plain.get("format"), int) and plain["format"] > 1:
            raise newer()
        header = Header.model_validate(plain)
        if datetime.fromisoformat(header.made_at).tzinfo is None:
            raise ValueError
    except (ValueError, ValidationError, RecursionError, FileNotFoundError, files.TooLargeError):
        raise damaged("l'intestazione della copia di sicurezza non si legge") from None
    check_bounds(header.ring.model_dump(mode="json"))
    return header


def encode(header: Header) -> bytes:
    """Return the file's bytes."""
    return json.dumps(header.model_dump(mode="json"), indent=1).encode() + b"\n"


def _aad(header: Header, epoch: int) -> bytes:
    return context("backup", header.vault_id, header.number, epoch)


def box_info(vault_id: str, number: int) -> bytes:
    """Return what binds the box for recovery to its backup."""
    return context("backup", vault_id, number, "recovery")
