"""Making a person's slot: two doors, so that a supervisor's cannot carry the vault key (V3)."""

import os

from scarpette_tui.vault.identity import PRIVATE_BYTES, Identity, PublicIdentity
from scarpette_tui.vault.kdf import KdfParameters, stretch
from scarpette_tui.vault.keyring import Keyring, SealedKey, Slot, UserRecord
from scarpette_tui.vault.primitives import SealError, context, raw, seal, text, unseal
from scarpette_tui.vault.types import Role

SALT_BYTES = 16


def official_slot(
    vault_id: str,
    label: str,
    role: Role,
    passphrase: str,
    kdf: KdfParameters,
    *,
    epoch: int,
    vmk: bytes,
    counts_key: bytes,
) -> tuple[UserRecord, tuple[SealedKey, ...]]:
    """Make the slot of an official: vault key and counts key are sealed to it."""
    assert role.official
    record = bare_record(vault_id, label, role, passphrase, kdf)
    return record, seal_to_official(vault_id, record, epoch, vmk, counts_key)


def seal_to_official(
    vault_id: str, record: UserRecord, epoch: int, vmk: bytes, counts_key: bytes
) -> tuple[SealedKey, SealedKey]:
    """Seal both vault keys to an official."""
    assert record.role.official
    return (
        seal_key_to(vault_id, record.id, record.identity, name="vmk", epoch=epoch, key=vmk),
        seal_counts(vault_id, record, epoch, counts_key),
    )


def supervisor_slot(
    vault_id: str,
    label: str,
    passphrase: str,
    kdf: KdfParameters,
    *,
    epoch: int,
    counts_key: bytes,
) -> tuple[UserRecord, tuple[SealedKey, ...]]:
    """Make the slot of a supervisor: only the counts key, nothing else can be passed."""
    record = bare_record(vault_id, label, Role.SUPERVISORE, passphrase, kdf)
    return record, (seal_counts(vault_id, record, epoch, counts_key),)


def seal_counts(vault_id: str, record: UserRecord, epoch: int, counts_key: bytes) -> SealedKey:
    """Seal the counts key to anyone."""
    return seal_key_to(
        vault_id, record.id, record.identity, name="counts", epoch=epoch, key=counts_key
    )


def seal_key_to(
    vault_id: str, to: str, identity: PublicIdentity, *, name: str, epoch: int, key: bytes
) -> SealedKey:
    """Seal one vault key to one recipient, bound to vault, epoch and name."""
    box = identity.seal_key(key, _key_info(vault_id, to, name, epoch))
    return SealedKey.model_validate({"key": name, "epoch": epoch, "to": to, "box": text(box)})


def open_key(keyring: Keyring, to: str, identity: Identity, name: str) -> bytes:
    """Open a vault key of the present epoch.

    Raises:
        SealError: none is sealed to this person, or it was changed.

    """
    for sealed in keyring.sealed:
        if (sealed.key, sealed.epoch, sealed.to) == (name, keyring.epoch, to):
            info = _key_info(keyring.vault_id, to, name, keyring.epoch)
            return identity.open_key(raw(sealed.box), info)
    raise SealError


def open_slot(vault_id: str, record: UserRecord, wrapping: bytes) -> Identity:
    """Unwrap a person's private identity with the stretched passphrase.

    Raises:
        SealError: wrong passphrase, or a changed slot.

    """
    slot = record.slot
    owner = _owner(vault_id, record.id, record.role, record.public)
    aad = _slot_aad(owner, slot.salt, slot.parameters)
    data = unseal(wrapping, raw(slot.wrapped), aad)
    identity = Identity(data)
    if len(data) != PRIVATE_BYTES or identity.public() != record.identity:
        raise SealError
    return identity


def rewrap(
    vault_id: str, record: UserRecord, identity: Identity, passphrase: str, kdf: KdfParameters
) -> UserRecord:
    """Return the record with the same key pairs under another passphrase."""
    slot = _wrap(_owner(vault_id, record.id, record.role, record.public), identity, passphrase, kdf)
    return record.model_copy(update={"slot": slot})


def bare_record(
    vault_id: str, label: str, role: Role, passphrase: str, kdf: KdfParameters
) -> UserRecord:
    """Make key pairs and their slot; no vault key is sealed to them yet."""
    identity = Identity.random()
    user_id = os.urandom(16).hex()
    public = text(identity.public().data)
    slot = _wrap(_owner(vault_id, user_id, role, public), identity, passphrase, kdf)
    return UserRecord(id=user_id, label=label, role=role, public=public, slot=slot)


def _wrap(owner: bytes, identity: Identity, passphrase: str, kdf: KdfParameters) -> Slot:
    salt = os.urandom(SALT_BYTES)
    aad = _slot_aad(owner, text(salt), kdf)
    wrapped = seal(stretch(passphrase, salt, kdf), identity.data, aad)
    return Slot(
        memory_kib=kdf.memory_kib,
        iterations=kdf.iterations,
        lanes=kdf.lanes,
        salt=text(salt),
        wrapped=text(wrapped),
    )


def _owner(vault_id: str, user_id: str, role: Role, public: str) -> bytes:
    return context("slot", vault_id, user_id, role.value, public)


def _slot_aad(owner: bytes, salt: str, kdf: KdfParameters) -> bytes:
    return context(owner, salt, kdf.memory_kib, kdf.iterations, kdf.lanes)


def _key_info(vault_id: str, to: str, name: str, epoch: int) -> bytes:
    return context("key", vault_id, to, name, epoch)
