"""A new epoch: every vault key drawn again, both files rewritten, all at once (V2).

Removing a person, a temporary passphrase, recovery: each ends here. Nobody else types a
passphrase, because the new keys are sealed to the others' public halves. The cases' own
keys are not touched: their boxes are opened only by those they were sealed to.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, delete

from scarpette_tui.clock import Clock
from scarpette_tui.errors import InputError
from scarpette_tui.vault import (
    audit,
    backup_header,
    backups,
    copying,
    files,
    keyring,
    rebuilding,
    schema,
    slots,
    swap,
)
from scarpette_tui.vault.anchors import ROW as ANCHOR
from scarpette_tui.vault.anchors import SEEN
from scarpette_tui.vault.authority import Authority, Countersign
from scarpette_tui.vault.consents import sign_again
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.keyring import RECOVERY, Keyring, SealedKey, UserRecord, signing_key
from scarpette_tui.vault.primitives import random_key, raw, text
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.status import BACKUPS, CASES, COUNTS
from scarpette_tui.vault.tables import KeyBox, Meta

Edit = Callable[[Session], None]


@dataclass(frozen=True)
class Change:
    """What a renewal changes beside the keys.

    Attributes:
        users: everyone who may open the vault afterwards.
        note: action and subject for the audit chain.
        edit: further changes of cases.db, in the same transaction as the note.

    """

    users: tuple[UserRecord, ...]
    note: tuple[str, str]
    edit: Edit | None = None


@dataclass(frozen=True)
class Premises:
    """The vault whose keys are renewed, and who does it.

    Attributes:
        directory: the vault's folder, locked by the caller.
        ring: the present keyring.
        authority: who does it, with the present keys.
        cases: cases.db, open; counts: counts.db, open.
        countersign: signs the published counts with the new key.
        clock: the time.

    """

    directory: Path
    ring: Keyring
    authority: Authority
    cases: Database
    counts: Database
    countersign: Countersign
    clock: Clock


def renew(old: Premises, change: Change) -> Keyring:
    """Prepare the next epoch and put it into place; both databases are closed at the end.

    Raises:
        DiskError: nothing was changed, or the next start finishes it.

    """
    vmk, counts_key = random_key(), random_key()
    fresh = next_ring(old.ring, change.users, vmk, counts_key)
    folder = swap.prepare(old.directory)
    try:
        _cases(old, folder, (fresh, vmk), change)
        copying.into_new_file(old.counts, folder / COUNTS, counts_key, where=_no_anchor())
        with Database(folder / COUNTS, counts_key) as copy:
            _facts(copy, fresh)
            before = raw(old.ring.sign_public)
            old.countersign(copy, fresh.vault_id, before, signing_key(vmk).sign)
        files.write_new(folder / keyring.FILE, keyring.encode(fresh))
        _reseal(old.directory, old.ring.epoch, old.authority.vmk, (fresh.epoch, vmk))
        old.cases.close()
        old.counts.close()
        swap.decide(old.directory)
    except BaseException:
        swap.abandon(old.directory)
        raise
    with suppress(OSError):  # the next backup does it
        backups.carry(old.directory / BACKUPS, fresh)
    return fresh


def next_ring(
    ring: Keyring, users: tuple[UserRecord, ...], vmk: bytes, counts_key: bytes
) -> Keyring:
    """Seal new keys to everyone, each role by its own door (V3), and sign."""
    epoch, vault_id = ring.epoch + 1, ring.vault_id
    rescue = ring.recovery()
    sealed: list[SealedKey] = [
        slots.seal_key_to(vault_id, RECOVERY, rescue, name="vmk", epoch=epoch, key=vmk),
        slots.seal_key_to(vault_id, RECOVERY, rescue, name="counts", epoch=epoch, key=counts_key),
    ]
    for user in users:
        sealed.append(slots.seal_counts(vault_id, user, epoch, counts_key))
    for user in users:
        if user.role.official:
            sealed.append(
                slots.seal_key_to(
                    vault_id, user.id, user.identity, name="vmk", epoch=epoch, key=vmk
                )
            )
    public = signing_key(vmk).public_key().public_bytes_raw()
    return ring.model_copy(
        update={
            "users": users,
            "sealed": tuple(sealed),
            "epoch": epoch,
            "generation": ring.generation + 1,
            "sign_public": text(public),
        }
    ).signed(vmk)


def require_settled(cases: Database, user_id: str, label: str) -> None:
    """Refuse to remove someone who still owns cases (V2).

    Raises:
        InputError: says how many.

    """
    owned = copying.count(cases, "cases", f"owner_id = '{user_id}'")
    if owned:
        raise InputError(
            f"Fascicoli o bozze ancora in carico a «{label}»: {owned}.",
            "Non è stato tolto nessuno.",
            "Prima vanno affidati a un'altra persona, o recuperati con le due parti.",
        )


def without(user_id: str) -> Edit:
    """Return the edit that takes a person's boxes and chain secret away."""

    def edit(session: Session) -> None:
        session.exec(delete(KeyBox).where(col(KeyBox.recipient) == user_id))
        session.exec(delete(Meta).where(col(Meta.name) == audit.secret_row(user_id)))

    return edit


def _cases(old: Premises, folder: Path, epoch: tuple[Keyring, bytes], change: Change) -> None:
    fresh, vmk = epoch
    path, key, watch = folder / CASES, keyring.database_key(vmk), root_key(vmk)
    meta = {"meta": f"name NOT IN ('root', '{SEEN}')"}
    copying.into_new_file(old.cases, path, key, root_key=watch, where=meta)
    with Database(path, key, root_key=watch) as copy:
        _facts(copy, fresh)
        with copy.session() as session:
            sign_again(session, fresh.vault_id, raw(old.ring.sign_public), signing_key(vmk))
            action, subject = change.note
            audit.append(
                session,
                fresh.vault_id,
                at=old.clock.now(),
                actor=old.authority.actor,
                action=action,
                subject=subject,
            )
            if change.edit:
                change.edit(session)


def _facts(database: Database, ring: Keyring) -> None:
    with database.transaction() as connection:
        for name, value in rebuilding.facts(ring).items():
            schema.write_meta(connection, name, value)


def _no_anchor() -> dict[str, str]:
    return {"meta": f"name NOT IN ('root', '{ANCHOR}')"}


def _reseal(directory: Path, epoch: int, vmk: bytes, fresh: tuple[int, bytes]) -> None:
    """Seal the backups' keys to the next epoch too, before it begins."""
    for backup in backups.listed(directory / BACKUPS):
        if str(epoch) in backup.header.keys:
            key = backup_header.key_of(backup.header, epoch, vmk)
            header = backup_header.for_epoch(backup.header, *fresh, key)
            files.replace(backup.folder / backup_header.HEADER, backup_header.encode(header))
