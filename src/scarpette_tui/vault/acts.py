"""The rare acts on a whole vault: restore, recover, rotate, remove, temporary passphrase.

Each takes the lock, does one thing to all files at once, and leaves the vault closed: who
works on opens it again, with the new keys.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from scarpette_tui.clock import Clock
from scarpette_tui.errors import InputError, VaultDamagedError
from scarpette_tui.vault import (
    anchors,
    authority,
    keyring,
    places,
    renewal,
    rescue,
    restoring,
    schema,
    swap,
)
from scarpette_tui.vault.authority import Authority, Countersign, People, Shares
from scarpette_tui.vault.backups import Backup
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import translated
from scarpette_tui.vault.keyring import Keyring
from scarpette_tui.vault.lock import VaultLock
from scarpette_tui.vault.primitives import raw
from scarpette_tui.vault.renewal import Change, Premises
from scarpette_tui.vault.rescue import Recovered, Wanted
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.session import Vault
from scarpette_tui.vault.status import CASES, COUNTS
from scarpette_tui.vault.types import Role


class Restoring:
    """A backup proven and not yet put into place; holds the lock until it is decided.

    Attributes:
        lines: what the backup holds, in Italian.

    """

    def __init__(self, lines: tuple[str, ...], lock: VaultLock, act: Callable[[], object]) -> None:
        self.lines = lines
        self._lock = lock
        self._act = act

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()

    def commit(self) -> None:
        """Put the backup into place, all at once.

        Raises:
            DiskError: nothing was changed, or the next start finishes it.

        """
        with translated():
            self._act()
        self._lock.release()

    def abort(self) -> None:
        """Change nothing; the vault is free again."""
        self._lock.release()


def prepare_restore(
    directory: Path,
    number: int | None,
    who: People | Shares,
    *,
    countersign: Countersign,
    clock: Clock,
) -> Restoring:
    """Prove a backup and say what it holds; nothing is replaced until `commit`.

    Args:
        directory: the vault's folder; nobody may have it open.
        number: which backup; None for the newest.
        who: a responsabile with a second official or one share, or both shares: never one
            person alone.
        countersign: signs the published counts again, where the backup's own come back.
        clock: the time.

    Raises:
        InputError: no such backup, the same person twice, mistyped shares.
        WrongPassphraseError: one of the two passphrases is not right.
        VaultDamagedError: the backup was changed.
        VaultBusyError: someone has the vault.
        DiskError: the disk refuses.

    """
    with translated():
        backup = restoring.choose(directory, number)
        lock = _lock(directory, clock)
        try:
            proof, by = _proven(directory, backup, who, clock)
        except BaseException:
            lock.release()
            raise
        act = partial(restoring.restore, directory, proof, by, countersign, clock)
        return Restoring(proof.lines, lock, act)


def _proven(
    directory: Path, backup: Backup, who: People | Shares, clock: Clock
) -> tuple[restoring.Proof, tuple[Keyring, Authority]]:
    """Prove a backup under the present keyring, or under its own where that one is spoilt."""
    *others, last = restoring.rings_of(directory, backup)
    for ring in others:
        with suppress(VaultDamagedError):
            by = _authority(directory, ring, who, clock)
            return restoring.prove(directory, backup, ring, by), (ring, by)
    by = _authority(directory, last, who, clock)
    return restoring.prove(directory, backup, last, by), (last, by)


def recover(
    directory: Path, shares: Shares, wanted: Wanted, *, countersign: Countersign, clock: Clock
) -> Recovered:
    """Give a person a new key pair with both shares, and the cases back (V11).

    Args:
        directory: the vault's folder; nobody may have it open.
        shares: as typed.
        wanted: who, with which passphrase; a label not yet known is a new responsabile.
        countersign: signs the published counts with the new key.
        clock: the time.

    Raises:
        InputError: mistyped or foreign shares, a supervisor, an empty passphrase.
        VaultBusyError: someone has the vault.
        VaultDamagedError: it must be restored first.
        DiskError: nothing was changed, or the next start finishes it.

    """
    with translated():
        lock = _lock(directory, clock)
        try:
            ring = keyring.load(directory)
            by = authority.of_shares(ring, shares)
            change, found = rescue.plan(ring, by, wanted)
            with _databases(directory, ring, by) as both:
                old = Premises(directory, ring, by, *both, countersign, clock)
                renewal.renew(old, change)
            return found
        finally:
            lock.release()


def rotate(vault: Vault, *, countersign: Countersign) -> None:
    """Draw new keys for everyone (responsabile only); leaves the vault closed.

    Raises:
        InputError: not the responsabile.
        DiskError: nothing was changed, or the next start finishes it.

    """
    users = vault.keys.ring.users
    _renew(vault, Change(users, ("chiavi dell'archivio rinnovate", "")), countersign)


def remove(vault: Vault, label: str, *, countersign: Countersign) -> None:
    """Remove a person and draw new keys for the others; leaves the vault closed.

    Raises:
        InputError: not the responsabile, unknown, oneself, or cases still owned.

    """
    ring, person = vault.keys.ring, _other(vault, label)
    opened = vault.official
    assert opened is not None
    renewal.require_settled(opened.database, person.id, label)
    users = tuple(user for user in ring.users if user.id != person.id)
    note = ("persona tolta, chiavi rinnovate", label)
    _renew(vault, Change(users, note, renewal.without(person.id)), countersign)


def give_temporary(vault: Vault, label: str, passphrase: str, *, countersign: Countersign) -> None:
    """Give a person a new key pair under a temporary passphrase; leaves the vault closed.

    What was sealed to the old pair comes back through the second official or recovery: the
    responsabile, who knows the temporary passphrase, reads none of it.

    Raises:
        InputError: not the responsabile, unknown, oneself, an empty passphrase.

    """
    ring, person = vault.keys.ring, _other(vault, label)
    record = rescue.fresh_record(ring, person, passphrase, temporary=True)
    users = tuple(record if user.id == person.id else user for user in ring.users)
    note = ("frase segreta temporanea: chiavi nuove", label)
    _renew(vault, Change(users, note, renewal.without(person.id)), countersign)


def _renew(vault: Vault, change: Change, countersign: Countersign) -> None:
    if vault.user.role is not Role.RESPONSABILE:
        raise InputError("Questo lo fa solo la persona responsabile.", "Nulla è cambiato.", "")
    keys, opened = vault.keys, vault.official
    assert opened is not None
    by, both = authority.of_vault(keys), (opened.database, vault.counts)
    old = Premises(vault.directory, keys.ring, by, *both, countersign, keys.clock)
    with translated():
        renewal.renew(old, change)
    vault.leave()


def _other(vault: Vault, label: str) -> keyring.UserRecord:
    if vault.user.role is not Role.RESPONSABILE:
        raise InputError("Questo lo fa solo la persona responsabile.", "Nulla è cambiato.", "")
    person = vault.keys.ring.by_label(label)
    if person is None or person.id == vault.keys.me.id:
        raise InputError(
            "Scelga un'altra persona dell'archivio: su di sé non si può.", "Nulla è cambiato.", ""
        )
    return person


def _lock(directory: Path, clock: Clock) -> VaultLock:
    places.require_local(directory)
    lock = VaultLock(directory)
    lock.acquire("chi ripristina o recupera", clock)
    try:
        swap.finish(directory)
    except BaseException:
        lock.release()
        raise
    return lock


def _authority(directory: Path, ring: Keyring, who: People | Shares, clock: Clock) -> Authority:
    if isinstance(who, Shares):
        return authority.of_shares(ring, who)
    return authority.of_people(directory, ring, who, clock)


@contextmanager
def _databases(
    directory: Path, ring: Keyring, by: Authority
) -> Iterator[tuple[Database, Database]]:
    """Open both files with the recovered keys; the signature must agree with them."""
    with ExitStack() as stack:
        counts = stack.enter_context(Database(directory / COUNTS, by.counts_key))
        key, watch = keyring.database_key(by.vmk), root_key(by.vmk)
        cases = stack.enter_context(Database(directory / CASES, key, root_key=watch))
        for database in (cases, counts):
            ring.check_signature(raw(schema.read_meta(database).get("sign_public", "")))
        schema.migrate(cases, schema.CASES)
        anchors.check_with(cases, counts, ring, by.vmk)
        yield cases, counts
