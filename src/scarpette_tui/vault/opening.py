"""Unlocking, the light half: bounds, patience, lock, and the passphrase.

The database libraries load while the passphrase is typed, where somebody asked for it
(`service.warm_up`); else in this thread while another derives the key.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.errors import InputError
from scarpette_tui.vault import attempts, files, keyring, places, slots, status, swap
from scarpette_tui.vault.faults import absent, damaged, empty_passphrase, translated
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.kdf import stretch
from scarpette_tui.vault.keyring import Keyring, UserRecord
from scarpette_tui.vault.keys import Keys
from scarpette_tui.vault.lock import VaultLock
from scarpette_tui.vault.primitives import SealError, raw

if TYPE_CHECKING:
    from scarpette_tui.vault.session import Vault


def unlock(
    directory: Path, label: str, passphrase: str, *, clock: Clock, wait: float = 0.0
) -> "Vault":
    """See `service.unlock`."""
    if not passphrase.strip():
        raise empty_passphrase()
    with translated():
        if status.unfinished(directory) or not directory.is_dir():
            raise absent()
        places.require_local(directory)
        finish_exchange(directory, clock)
        ring = keyring.load(directory)
        me = _person(ring, label)
        attempts.require_patience(directory, label, clock)
        lock = VaultLock(directory)
        lock.acquire(me.label, clock, wait)
        try:
            # Another process may have changed the keyring while we waited for it.
            ring = keyring.load(directory)
            me = _person(ring, label)
            # Or have been answered "wrong": who waits in a queue of guesses waits longer (V4).
            attempts.require_patience(directory, label, clock)
            files.clear_unfinished(directory)
            identity = _identity(directory, ring, me, passphrase, clock)
            keys = _keys(ring, me, identity, clock)
            from scarpette_tui.vault import entering  # noqa: PLC0415 - see the module's text

            return entering.enter(directory, lock, keys)
        except BaseException:
            lock.release()
            raise


def finish_exchange(directory: Path, clock: Clock) -> None:
    """Finish an exchange of files that a crash cut short (see `swap`)."""
    if swap.pending(directory):
        lock = VaultLock(directory)
        lock.acquire("", clock)
        try:
            swap.finish(directory)
        finally:
            lock.release()


def _person(ring: Keyring, label: str) -> UserRecord:
    me = ring.by_label(label)
    if me is None:
        raise InputError(
            "Questo nome non è tra le persone dell'archivio.", "", "Scelga un nome dall'elenco."
        )
    return me


def _identity(
    directory: Path, ring: Keyring, me: UserRecord, passphrase: str, clock: Clock
) -> Identity:
    slot = me.slot
    with ThreadPoolExecutor(1) as worker:
        wrapping: Future[bytes] = worker.submit(
            stretch, passphrase, raw(slot.salt), slot.parameters
        )
        load_libraries()
        key = wrapping.result()
    try:
        identity = slots.open_slot(ring.vault_id, me, key)
    except SealError:
        raise attempts.failed(directory, me.label, clock) from None
    attempts.succeeded(directory, me.label)
    return identity


def _keys(ring: Keyring, me: UserRecord, identity: Identity, clock: Clock) -> Keys:
    try:
        counts_key = slots.open_key(ring, me.id, identity, "counts")
        vmk = slots.open_key(ring, me.id, identity, "vmk") if me.role.official else None
    except SealError:
        raise damaged("una chiave sigillata a questa persona non si apre") from None
    return Keys(ring, me, identity, counts_key, vmk, clock)


def load_libraries() -> None:
    """Load the database libraries and join the tables' classes; nothing is opened."""
    from sqlalchemy.orm import configure_mappers  # noqa: PLC0415

    import scarpette_tui.vault.entering  # noqa: PLC0415, F401

    configure_mappers()
