"""Making a vault in two steps, so that the shares are typed back before it exists (V11)."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from scarpette_tui.clock import Clock
from scarpette_tui.errors import InputError
from scarpette_tui.vault import (
    audit,
    consents,
    files,
    header,
    keyring,
    people,
    places,
    recovery,
    retention,
    schema,
    slots,
)
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import translated
from scarpette_tui.vault.identity import Identity, PublicIdentity
from scarpette_tui.vault.kdf import KdfParameters, calibrate
from scarpette_tui.vault.keyring import RECOVERY, Keyring, SealedKey, UserRecord
from scarpette_tui.vault.primitives import context, derive, mac, random_key, text
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.status import BACKUPS, CASES, COUNTS, STAGING, state, unfinished
from scarpette_tui.vault.types import Purpose, Recovery, Role, StateKind

People = Sequence[tuple[str, Role, str]]


@dataclass(frozen=True)
class _Keys:
    """Every key of the new vault, in memory only."""

    vmk: bytes
    counts: bytes
    chain: bytes


class Pending:
    """A vault that does not exist yet.

    Attributes:
        recovery: the two shares, to be printed and typed back before `commit`.

    """

    def __init__(
        self, directory: Path, ring: Keyring, keys: _Keys, shares: Recovery, clock: Clock
    ) -> None:
        self.recovery = shares
        self._directory = directory
        self._ring = ring
        self._keys: _Keys | None = keys
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()

    def abort(self) -> None:
        """Forget the keys; nothing was written, so nothing is left."""
        self._keys = None

    def commit(self) -> None:
        """Write the vault; the keyring last, so that half a vault never looks like one.

        Raises:
            InputError: aborted or committed already, or the folder was filled meanwhile.
            DiskError: nothing half-made is left.

        """
        keys = self._keys
        if keys is None:
            raise InputError("La preparazione dell'archivio è stata annullata.", "", "Ricominci.")
        with translated():
            made = _make_folder(self._directory)
            try:
                _require_free(self._directory)
                _clear(self._directory)
                staging = self._directory / STAGING
                staging.mkdir(mode=0o700)
                _write_databases(staging, self._ring, keys, self._clock)
                files.write_new(staging / keyring.FILE, keyring.encode(self._ring))
                _move_into_place(staging, self._directory)
            except BaseException:
                if not (self._directory / keyring.FILE).exists():
                    _clear(self._directory)
                with suppress(OSError):
                    for folder in made:
                        folder.rmdir()
                raise
        self._keys = None


def prepare(
    directory: Path,
    *,
    office: str,
    desk: str,
    users: People,
    clock: Clock,
    kdf: KdfParameters | None,
    purpose: Purpose,
    given: bool,
) -> Pending:
    """See `service.prepare`."""
    checked = _checked(users)
    office, desk = _checked_name(office), _checked_name(desk)
    places.require_local(directory)
    _require_free(directory)
    cost = kdf or calibrate()
    people.require_cost(cost, purpose)
    keys = _Keys(random_key(), random_key(), random_key())
    secret = random_key()
    ring = _ring(checked, cost, keys, Identity.from_secret(secret).public())
    first, *others = ring.users
    marked = (first, *(one.model_copy(update={"temporary": given}) for one in others))
    shares = recovery.split(secret)
    named = ring.model_copy(
        update={
            "users": marked,
            "shares": recovery.marks(shares),
            "purpose": purpose,
            "office": office,
            "desk": desk,
            "desk_id": mac(derive(keys.vmk, "desk"), context(office, desk))[:16].hex(),
        }
    )
    return Pending(directory, named.signed(keys.vmk), keys, shares, clock)


def _ring(checked: People, cost: KdfParameters, keys: _Keys, rescue: PublicIdentity) -> Keyring:
    """Make the keyring of a new vault: everyone's slot, every key sealed; not yet named."""
    vault_id = os.urandom(16).hex()
    records: list[UserRecord] = []
    sealed: list[SealedKey] = [
        slots.seal_key_to(vault_id, RECOVERY, rescue, name="vmk", epoch=1, key=keys.vmk),
        slots.seal_key_to(vault_id, RECOVERY, rescue, name="counts", epoch=1, key=keys.counts),
    ]
    for person in checked:
        record, boxes = _slot(vault_id, person, cost, keys)
        records.append(record)
        sealed.extend(boxes)
    return Keyring(
        format=header.FORMAT,
        vault_id=vault_id,
        purpose="office",
        office="",
        desk="",
        desk_id="0" * 32,
        suites=dict(header.SUITES),
        generation=1,
        epoch=1,
        recovery_public=text(rescue.data),
        sign_public=text(keyring.signing_key(keys.vmk).public_key().public_bytes_raw()),
        users=tuple(records),
        sealed=tuple(sealed),
    )


def _checked(users: People) -> list[tuple[str, Role, str]]:
    checked: list[tuple[str, Role, str]] = []
    for label, role, passphrase in users:
        clean = people.checked_label(label, tuple(other for other, _, _ in checked))
        people.require_passphrase(passphrase)
        checked.append((clean, Role(role), passphrase))
    if not checked or checked[0][1] is not Role.RESPONSABILE:
        raise InputError(
            "La prima persona dell'archivio deve essere responsabile.", "", "Corregga e riprovi."
        )
    return checked


def _checked_name(name: str) -> str:
    clean = " ".join(name.split())
    if len(clean) > header.LONGEST_NAME or not clean.isprintable():
        raise InputError("Il nome della sede o dello sportello non è valido.", "", "Lo riscriva.")
    return clean


def _slot(
    vault_id: str, person: tuple[str, Role, str], cost: KdfParameters, keys: _Keys
) -> tuple[UserRecord, tuple[SealedKey, ...]]:
    label, role, passphrase = person
    if role is Role.SUPERVISORE:
        return slots.supervisor_slot(
            vault_id, label, passphrase, cost, epoch=1, counts_key=keys.counts
        )
    return slots.official_slot(
        vault_id, label, role, passphrase, cost, epoch=1, vmk=keys.vmk, counts_key=keys.counts
    )


def _write_databases(staging: Path, ring: Keyring, keys: _Keys, clock: Clock) -> None:
    facts = {
        "vault_id": ring.vault_id,
        "sign_public": ring.sign_public,
        people.GENERATION: str(ring.generation),
        retention.LAST_DAY: clock.today().isoformat(),
        consents.SINCE: clock.now().isoformat(),
    }
    readers = {user.id: user.identity for user in ring.users if user.role is Role.RESPONSABILE}
    chain = audit.start(ring.vault_id, keys.chain, {**readers, RECOVERY: ring.recovery()})
    cases_key, watch = keyring.database_key(keys.vmk), root_key(keys.vmk)
    for name in (CASES, COUNTS):
        files.write_new(staging / name, b"")
    with Database(staging / CASES, cases_key, new=True, root_key=watch) as database:
        schema.build(database, schema.CASES, {**facts, **chain})
    with Database(staging / COUNTS, keys.counts, new=True) as database:
        schema.build(database, schema.COUNTS, facts)


def _move_into_place(staging: Path, directory: Path) -> None:
    files.require_no_log(staging)
    (directory / BACKUPS).mkdir(mode=0o700, exist_ok=True)
    for name in (CASES, COUNTS):
        (staging / name).rename(directory / name)
    files.sync_folder(directory)
    (staging / keyring.FILE).rename(directory / keyring.FILE)
    files.sync_folder(directory)
    staging.rmdir()


def _require_free(directory: Path) -> None:
    if state(directory).kind is not StateKind.ABSENT:
        raise InputError(
            "In questa cartella c'è già un archivio.",
            "Non è stato toccato.",
            "Scelga un'altra cartella, con --vault.",
        )


def _make_folder(directory: Path) -> list[Path]:
    """Make the folder and its parents; return those made, deepest first."""
    missing = [folder for folder in (directory, *directory.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700)
    return missing


def _clear(directory: Path) -> None:
    """Take away what a creation left that never reached its last step."""
    staging = directory / STAGING
    if unfinished(directory):
        for name in (CASES, COUNTS):
            for file in directory.glob(name + "*"):
                file.unlink()
    if staging.exists():
        shutil.rmtree(staging)
    backups = directory / BACKUPS
    if backups.is_dir() and not any(backups.iterdir()):
        backups.rmdir()
