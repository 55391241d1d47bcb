"""keyring.json: the public header of a vault, bounded before trust, signed (V2, V7).

Before the signature is checked (it needs the database's own copy of the public key)
only bounds are trusted, and they are checked before any work is done.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from scarpette_tui.vault import files, header
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.identity import PublicIdentity
from scarpette_tui.vault.kdf import KdfParameters
from scarpette_tui.vault.primitives import SealError, canonical, derive, raw, text
from scarpette_tui.vault.types import Purpose, Role, User

FILE = header.FILE
PREVIOUS = "keyring.prev.json"
RECOVERY = "recovery"
"""Recipient id of the recovery key pair."""

Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=4096)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Slot(_Part):
    """A private identity wrapped under a passphrase, with what a guess costs."""

    memory_kib: int
    iterations: int
    lanes: int
    salt: Base64
    wrapped: Base64

    @property
    def parameters(self) -> KdfParameters:
        """Return the Argon2id parameters."""
        return KdfParameters(self.memory_kib, self.iterations, self.lanes)


class UserRecord(_Part):
    """One person: label, role, public halves, slot."""

    id: Hex
    label: str
    role: Annotated[Role, Field(strict=False)]
    public: Base64
    slot: Slot
    temporary: bool = False
    """The passphrase was given by the responsabile: the first thing to do is to change it."""

    @property
    def identity(self) -> PublicIdentity:
        """Return the public halves."""
        return PublicIdentity(raw(self.public))


class SealedKey(_Part):
    """A vault key sealed to one person or to recovery."""

    key: Literal["vmk", "counts"]
    epoch: int = Field(ge=1, le=1_000_000)
    to: str = Field(pattern=r"^([0-9a-f]{32}|recovery)$")
    box: Base64


class Keyring(_Part):
    """The whole header; immutable: a change is a new generation."""

    format: Literal[1]
    vault_id: Hex
    purpose: Purpose
    office: str
    desk: str
    desk_id: Hex
    suites: dict[str, str]
    generation: int = Field(ge=1)
    epoch: int = Field(ge=1, le=1_000_000)
    recovery_public: Base64
    sign_public: Base64
    shares: Annotated[tuple[Digest, ...], Field(strict=False, max_length=2)] = ()
    """What recognises each printed share alone (see `recovery.marks`)."""
    users: Annotated[tuple[UserRecord, ...], Field(strict=False)]
    sealed: Annotated[tuple[SealedKey, ...], Field(strict=False, max_length=2000)]
    signature: Base64 = ""

    def signed_bytes(self, *, as_before: bool = False) -> bytes:
        """Return what the signature covers: all but itself and what a supervisor changes.

        A supervisor may change his passphrase, and has nothing to sign with; his slot is
        bound to his public halves by its own AEAD, and leads only to the counts. Whether his
        passphrase is still the one he was given changes with it.

        Args:
            as_before: the form of earlier versions, which covered that mark: a supervisor
                who chose his own passphrase broke the signature for everybody.

        """
        plain = self.model_dump(mode="json", exclude={"signature"})
        if not self.shares:
            del plain["shares"]  # the form before this field existed
        for user in plain["users"]:
            unsigned = user["role"] == Role.SUPERVISORE.value
            if not user["temporary"] or (unsigned and not as_before):
                del user["temporary"]  # the form before this field existed
            if unsigned:
                del user["slot"]
        return canonical(plain)

    def signed(self, vmk: bytes) -> Self:
        """Return the next thing to save: this keyring with its signature."""
        key = signing_key(vmk)
        return self.model_copy(update={"signature": text(key.sign(self.signed_bytes()))})

    def check_signature(self, public: bytes) -> None:
        """Check against the public key that a database holds.

        Raises:
            VaultDamagedError: the header was changed by someone without the keys.

        """
        for as_before in (False, True):
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(
                    raw(self.signature), self.signed_bytes(as_before=as_before)
                )
            except (InvalidSignature, SealError, ValueError):
                continue
            return
        raise damaged("la firma delle chiavi non corrisponde")

    def people(self) -> tuple[User, ...]:
        """Return who may open the vault."""
        return tuple(User(user.label, user.role) for user in self.users)

    def by_label(self, label: str) -> UserRecord | None:
        """Return the person with this label, if any."""
        return next((user for user in self.users if user.label == label), None)

    def by_id(self, user_id: str) -> UserRecord | None:
        """Return the person with this id, if any."""
        return next((user for user in self.users if user.id == user_id), None)

    def recovery(self) -> PublicIdentity:
        """Return the public halves of recovery."""
        return PublicIdentity(raw(self.recovery_public))


def signing_key(vmk: bytes) -> Ed25519PrivateKey:
    """Return the key that signs the header (label `sign`)."""
    return Ed25519PrivateKey.from_private_bytes(derive(vmk, "sign"))


def database_key(vmk: bytes) -> bytes:
    """Return the raw key of cases.db (label `db`)."""
    return derive(vmk, "db")


def load(directory: Path) -> Keyring:
    """Read the header, bounds first.

    Raises:
        InputError: no vault here.
        VaultDamagedError: unreadable, out of bounds, or newer than the program.
        OSError: the disk refuses.

    """
    plain = header.read(directory)
    header.check(plain)
    try:
        return Keyring.model_validate(plain)
    except ValidationError:
        raise header.unreadable() from None


def save(directory: Path, keyring: Keyring, *, forget: bool = False) -> None:
    """Replace the header atomically; the one before stays as the previous generation.

    Args:
        directory: the vault's folder.
        keyring: the new generation.
        forget: the one before must not stay: it holds a slot under a passphrase that was
            changed.

    Raises:
        OSError: the disk refuses; the old header is still in force.

    """
    path = directory / FILE
    if forget:
        (directory / PREVIOUS).unlink(missing_ok=True)
    elif path.exists():
        files.replace(directory / PREVIOUS, path.read_bytes())
    files.replace(path, encode(keyring))
    if forget:
        with suppress(OSError):  # the new one is in force already: only its spare is missing
            files.replace(directory / PREVIOUS, encode(keyring))


def encode(keyring: Keyring) -> bytes:
    """Return the file's bytes."""
    plain = keyring.model_dump(mode="json")
    return json.dumps(plain, indent=1, ensure_ascii=False).encode() + b"\n"
