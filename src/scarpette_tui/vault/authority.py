"""Acts that nobody does alone: two people of the vault, or the two shares (V11)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.errors import InputError
from scarpette_tui.vault import attempts, recovery, slots
from scarpette_tui.vault.faults import damaged, empty_passphrase
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.keyring import RECOVERY, Keyring, UserRecord
from scarpette_tui.vault.keys import Keys
from scarpette_tui.vault.primitives import SealError, raw
from scarpette_tui.vault.types import Role

if TYPE_CHECKING:
    from scarpette_tui.vault.database import Database

Login = tuple[str, str]
"""Label and passphrase."""
Countersign = Callable[["Database", str, bytes, Callable[[bytes], bytes]], None]
"""Signs the published counts with a new key: counts.db, vault id, old public key, signature.

The counts stand above this room, so the desk brings it along.
"""


@dataclass(frozen=True)
class People:
    """A responsabile, and a second official or the holder of one printed share.

    Attributes:
        first: the responsabile.
        second: another official, or one share as typed.

    """

    first: Login
    second: Login | str

    def __repr__(self) -> str:
        return "People(…)"


@dataclass(frozen=True)
class Shares:
    """Both printed shares, as typed."""

    a: str
    b: str

    def __repr__(self) -> str:
        return "Shares(…)"


@dataclass(frozen=True)
class Authority:
    """Who stands behind an act, and what they open together.

    Attributes:
        actor: words for the audit chain.
        vmk: the vault key.
        counts_key: the counts key.
        recovery: the recovery identity, when the two shares were given.

    """

    actor: str
    vmk: bytes
    counts_key: bytes
    recovery: Identity | None = None

    def __repr__(self) -> str:
        return f"Authority({self.actor})"


def of_people(directory: Path, ring: Keyring, who: People, clock: Clock) -> Authority:
    """Let a responsabile and a second person prove who they are.

    Raises:
        InputError: the same person twice, no responsabile, a supervisor, a foreign share.
        WrongPassphraseError: one of the two passphrases is not right.

    """
    label, passphrase = who.first
    first = _official(ring, label)
    if first.role is not Role.RESPONSABILE:
        raise InputError("La prima delle due persone deve essere responsabile.", "", "")
    if isinstance(who.second, str):
        second = f"chi ha la parte {recovery.held(who.second, ring.shares)}"
    else:
        other = _official(ring, who.second[0])
        if first.id == other.id:
            raise InputError(
                "Servono due persone diverse.", "", "Chiami la seconda persona e riprovi insieme."
            )
        _open(directory, ring, other, who.second[1], clock)
        second = other.label
    vmk, counts_key = _open(directory, ring, first, passphrase, clock)
    return Authority(f"{first.label} e {second}", vmk, counts_key)


def of_shares(ring: Keyring, shares: Shares) -> Authority:
    """Let whoever brings both shares act.

    Raises:
        InputError: mistyped, the same share twice, or shares of another vault.

    """
    identity = Identity.from_secret(recovery.join(shares.a, shares.b))
    if identity.public() != ring.recovery():
        raise InputError(
            "Queste due parti non sono di questo archivio, o non vanno insieme.",
            "Non è stato toccato nulla.",
            "Controlli le due buste: devono venire dalla stessa preparazione.",
        )
    try:
        vmk = slots.open_key(ring, RECOVERY, identity, "vmk")
        counts_key = slots.open_key(ring, RECOVERY, identity, "counts")
    except SealError:
        raise damaged("una chiave sigillata al recupero non si apre") from None
    return Authority("le due parti di recupero", vmk, counts_key, identity)


def of_vault(keys: Keys) -> Authority:
    """Return what an open vault's responsabile may do without a second person."""
    assert keys.vmk is not None
    return Authority(keys.me.label, keys.vmk, keys.counts_key)


def _official(ring: Keyring, label: str) -> UserRecord:
    person = ring.by_label(label)
    if person is None or not person.role.official:
        raise InputError(f"«{label}» non è tra le persone che aprono i fascicoli.", "", "")
    return person


def _open(
    directory: Path, ring: Keyring, person: UserRecord, passphrase: str, clock: Clock
) -> tuple[bytes, bytes]:
    if not passphrase.strip():
        raise empty_passphrase()
    attempts.require_patience(directory, person.label, clock)
    slot = person.slot
    try:
        wrapping = stretch(passphrase, raw(slot.salt), slot.parameters)
        identity = slots.open_slot(ring.vault_id, person, wrapping)
    except SealError:
        raise attempts.failed(directory, person.label, clock) from None
    attempts.succeeded(directory, person.label)
    try:
        return (
            slots.open_key(ring, person.id, identity, "vmk"),
            slots.open_key(ring, person.id, identity, "counts"),
        )
    except SealError:
        raise damaged("una chiave sigillata a questa persona non si apre") from None
