"""Restoring a backup: proven first, replaced all at once, by two people (V12).

The audit chain does not come from a backup: the restored vault starts a new one, whose
first line says who restored what. Cases erased since, or past their retention, stay erased.
What stood there before is itself backed up first, where it still opens.
"""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.errors import DiskError, InputError, ScarpetteError
from scarpette_tui.vault import (
    anchors,
    backup_header,
    backups,
    copying,
    files,
    keyring,
    rebuilding,
    schema,
    swap,
)
from scarpette_tui.vault.authority import Authority, Countersign
from scarpette_tui.vault.backups import Backup
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.keyring import Keyring, signing_key
from scarpette_tui.vault.primitives import SealError, raw
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.status import BACKUPS, CASES, COUNTS


@dataclass(frozen=True)
class Proof:
    """What a backup was found to hold, before anything is replaced.

    Attributes:
        backup: which one.
        key: opens both of its files.
        lines: Italian sentences for who decides.

    """

    backup: Backup
    key: bytes
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Proof({self.backup.folder.name})"


def choose(directory: Path, number: int | None) -> Backup:
    """Return a backup by number, or the newest.

    Raises:
        InputError: there is none.

    """
    for backup in backups.listed(directory / BACKUPS):
        if number in (None, backup.header.number):
            return backup
    raise InputError(
        "Questa copia di sicurezza non c'è." if number else "Non c'è nessuna copia di sicurezza.",
        "Non è stato toccato nulla.",
        "Vedere l'elenco con «scarpette vault backup --list».",
    )


def rings_of(directory: Path, backup: Backup) -> list[Keyring]:
    """Return the keyrings to try: the present one, then the backup's, should it be spoilt."""
    rings = [backup.header.ring]
    with suppress(ScarpetteError):
        present = keyring.load(directory)
        if present.vault_id == backup.header.vault_id:
            rings.insert(0, present)
    return rings


def prove(directory: Path, backup: Backup, ring: Keyring, authority: Authority) -> Proof:
    """Open a backup and look at all of it.

    Raises:
        VaultDamagedError: changed, cut, or not of this vault.

    """
    header = backup.header
    if header.vault_id != ring.vault_id:
        raise damaged("la copia è di un altro archivio")
    ring.check_signature(signing_key(authority.vmk).public_key().public_bytes_raw())
    key = _key(backup, ring, authority)
    if not backups.whole(backup):
        raise damaged("un file della copia di sicurezza è stato cambiato")
    with ExitStack() as stack:
        cases = stack.enter_context(Database(backup.folder / CASES, key))
        counts = stack.enter_context(Database(backup.folder / COUNTS, key))
        if cases.page_faults() or counts.page_faults():
            raise damaged("alcune pagine della copia di sicurezza non si leggono")
        found = copying.count(cases, "cases")
        if (
            header.cases not in (None, found)
            or schema.read_meta(cases).get("vault_id") != ring.vault_id
        ):
            raise damaged("la copia di sicurezza non contiene quello che dice")
    lines = (
        f"Copia n. {header.number} del {header.made_on:%d/%m/%Y}: firma, file e pagine in ordine.",
        f"Fascicoli contenuti: {found}. Quello che è stato scritto dopo non c'è.",
        *_freshness(directory, header.number, ring, authority),
    )
    return Proof(backup, key, lines)


def _freshness(directory: Path, number: int, ring: Keyring, authority: Authority) -> list[str]:
    """Say whether the vault remembers a newer backup than this one (V12)."""
    try:
        with Database(directory / COUNTS, authority.counts_key) as counts:
            value = schema.read_meta(counts).get(anchors.ROW)
        known = anchors.read(ring, authority.vmk, value).backup if value else 0
    except ScarpetteError:
        return [
            "L'archivio presente non si apre: non si può dire se è esistita una copia più "
            "recente. Dopo il ripristino, confrontare il codice annotato sull'ultimo foglio."
        ]
    if known > number:
        return [f"Attenzione: l'archivio ricorda una copia più recente, la n. {known}."]
    return []


def _key(backup: Backup, ring: Keyring, authority: Authority) -> bytes:
    header = backup.header
    if authority.recovery is None:
        return backup_header.key_of(header, ring.epoch, authority.vmk)
    if not backup_header.signed_by(header, signing_key(authority.vmk).public_key()):
        raise damaged("l'intestazione della copia di sicurezza non è autentica")
    try:
        info = backup_header.box_info(header.vault_id, header.number)
        return authority.recovery.open_key(raw(header.recovery), info)
    except SealError:
        raise damaged("la chiave della copia di sicurezza non si apre") from None


def restore(
    directory: Path,
    proof: Proof,
    by: tuple[Keyring, Authority],
    countersign: Countersign,
    clock: Clock,
) -> Keyring:
    """Replace the vault by a proven backup; the vault must be closed and locked by the caller.

    The published counts stay those of the vault where they can be opened (D4).

    Raises:
        DiskError: nothing was changed, or the next start finishes it.

    """
    ring, authority = by
    _keep_present(directory, ring, authority, clock)
    fresh = ring.model_copy(update={"generation": ring.generation + 1}).signed(authority.vmk)
    folder = swap.prepare(directory)
    try:
        gone = _erased_since(directory, ring, authority)
        with Database(proof.backup.folder / CASES, proof.key) as source:
            rebuilding.cases(
                source,
                folder / CASES,
                (fresh, authority),
                numbers=(proof.backup.header.number, _newest(directory)),
                clock=clock,
                gone=gone,
            )
        _counts(directory, proof, folder / COUNTS, (fresh, authority), countersign)
        files.write_new(folder / keyring.FILE, keyring.encode(fresh))
        swap.decide(directory)
    except BaseException:
        swap.abandon(directory)
        raise
    return fresh


def _newest(directory: Path) -> int:
    return max(backup.header.number for backup in backups.listed(directory / BACKUPS))


def _keep_present(directory: Path, ring: Keyring, authority: Authority, clock: Clock) -> None:
    """Back up what stands there, so that a wrong choice can be taken back.

    Raises:
        DiskError: it would open, and could not be kept: then it is not replaced either.

    """
    key, watch = keyring.database_key(authority.vmk), root_key(authority.vmk)
    try:
        with ExitStack() as stack:
            counts = stack.enter_context(Database(directory / COUNTS, authority.counts_key))
            cases = stack.enter_context(Database(directory / CASES, key, root_key=watch))
            source = backups.Source(cases, counts, ring, authority.vmk, clock)
            backups.make(source, "ripristino", rotate=False)
    except DiskError:
        raise
    except ScarpetteError:
        return  # it does not open any more: that is why somebody restores


def _erased_since(directory: Path, ring: Keyring, authority: Authority) -> frozenset[str]:
    """Return what the present vault knows to be erased; nothing where it does not open."""
    key, watch = keyring.database_key(authority.vmk), root_key(authority.vmk)
    with suppress(ScarpetteError), Database(directory / CASES, key, root_key=watch) as present:
        if schema.read_meta(present).get("vault_id") == ring.vault_id:
            return copying.erased(present)
    return frozenset()


def _counts(
    directory: Path,
    proof: Proof,
    path: Path,
    by: tuple[Keyring, Authority],
    countersign: Countersign,
) -> None:
    ring, authority = by
    key = authority.counts_key
    where = {"meta": f"name NOT IN ('root', '{anchors.ROW}')"}
    try:
        with Database(directory / COUNTS, key) as present:
            if schema.read_meta(present).get("vault_id") != ring.vault_id or present.page_faults():
                raise damaged("i conteggi di prima non si leggono")
            copying.into_new_file(present, path, key, where=where)
    except ScarpetteError:
        path.unlink(missing_ok=True)
        with Database(proof.backup.folder / COUNTS, proof.key) as source:
            copying.into_new_file(source, path, key, where=where)
    with Database(path, key) as database:
        before = raw(schema.read_meta(database)["sign_public"])
        if before != raw(ring.sign_public):
            countersign(database, ring.vault_id, before, signing_key(authority.vmk).sign)
        with database.transaction() as connection:
            for name, value in rebuilding.facts(ring).items():
                schema.write_meta(connection, name, value)
