"""Backups: consistent, under a key of their own, proven by opening, expired (V10, V12).

One folder each: both databases under a random key, and a signed header that holds this key
sealed twice, to the vault key and to recovery. Erasing one is destroying its header. What
leaves no trace and the audit chain never enter (V7).
"""

import hashlib
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import copying, files, schema
from scarpette_tui.vault.anchors import BACKUP, LAST_CODE, SEEN
from scarpette_tui.vault.anchors import ROW as ANCHOR
from scarpette_tui.vault.backup_header import (
    HEADER,
    Header,
    Reason,
    box_info,
    encode,
    for_epoch,
    key_of,
    read,
)
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.keyring import Keyring
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import canonical, random_key, text
from scarpette_tui.vault.roots import ROW as ROOT
from scarpette_tui.vault.status import BACKUPS, CASES, COUNTS
from scarpette_tui.vault.types import BackupRow

DAYS_KEPT = 30
"""Longest life of a backup: erasing a case reaches the last one that holds it (V10)."""
DAILY = 7
"""Days of which the newest backup is kept; older ones are kept one a week."""
PEOPLE = "people"
"""Meta row of a backup: the public halves its boxes were sealed to, by id."""
MADE_ON = "backup_day"
"""Meta row: the day of the newest backup; a month later it may be gone, before it may not."""
SPACING = timedelta(hours=1)
"""Automatic backups are not made more often."""
_OF_KEPT = "case_id IN (SELECT id FROM cases WHERE traceless = 0)"
_WHERE_CASES = {
    "cases": "traceless = 0",
    "boxes": _OF_KEPT,
    "documents": _OF_KEPT,
    "consents": _OF_KEPT,
    "audit": copying.NOTHING,
    "meta": f"name NOT IN ('{ROOT}', '{SEEN}', '{LAST_CODE}') AND name NOT LIKE 'chain\\_%' ESCAPE '\\'",
}
_WHERE_COUNTS = {"meta": f"name NOT IN ('{ROOT}', '{ANCHOR}')"}


@dataclass(frozen=True)
class Backup:
    """A backup on the disk."""

    folder: Path
    header: Header


@dataclass(frozen=True)
class Source:
    """What a backup is made of: both databases open, and the keys to seal it."""

    cases: Database
    counts: Database
    ring: Keyring
    vmk: bytes
    clock: Clock

    def __repr__(self) -> str:
        return "Source(…)"

    @classmethod
    def of(cls, opened: Opened, counts: Database) -> "Source":
        """Return the source that an official's open vault is."""
        assert opened.keys.vmk is not None
        return cls(opened.database, counts, opened.ring, opened.keys.vmk, opened.clock)

    @property
    def directory(self) -> Path:
        """Return the folder of the backups."""
        return self.counts.path.parent / BACKUPS


def make(source: Source, reason: Reason, *, rotate: bool = True) -> Backup:
    """Write a backup, prove it by opening, remove those that expired or are too many.

    Raises:
        DiskError: there is no new backup; the old ones are still there.

    """
    directory = source.directory
    directory.mkdir(mode=0o700, exist_ok=True)
    for leftover in directory.glob(".*.tmp"):
        shutil.rmtree(leftover)
    known = int(schema.read_meta(source.cases).get(BACKUP, "0"))
    number = max([known, *(b.header.number for b in listed(directory))]) + 1
    folder = directory / f".{secrets.token_hex(8)}.tmp"
    folder.mkdir(mode=0o700)
    try:
        header = _write(source, folder, number, reason)
        final = directory / f"{number:06d}-{secrets.token_hex(4)}"
        folder.rename(final)
        files.sync_folder(directory)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    with source.cases.transaction() as connection:
        schema.write_meta(connection, BACKUP, str(number))
        schema.write_meta(connection, MADE_ON, source.clock.today().isoformat())
    if rotate:
        prune(directory, source.clock.today())
    carry(directory, source.ring)
    return Backup(final, header)


def _write(source: Source, folder: Path, number: int, reason: Reason) -> Header:
    """Write both copies and the header into a folder that nobody looks at yet."""
    key = random_key()
    where = {name: rule for name, rule in _WHERE_CASES.items() if _has(source.cases, name)}
    people = {user.id: user.public for user in source.ring.users}
    facts = {PEOPLE: canonical(people).decode()}
    copying.into_new_file(source.cases, folder / CASES, key, where=where, facts=facts)
    copying.into_new_file(source.counts, folder / COUNTS, key, where=_WHERE_COUNTS)
    header = _header(source, folder, key, number=number, reason=reason)
    files.write_new(folder / HEADER, encode(header))
    files.sync_folder(folder)
    return header


def carry(directory: Path, ring: Keyring) -> None:
    """Leave in every backup only the present keyring and the present epoch's box.

    A keyring of before would still open under a passphrase that was changed, or for someone
    who was removed.

    Raises:
        OSError: the disk refuses; called again at the next backup.

    """
    for backup in listed(directory):
        if backup.header.vault_id == ring.vault_id:
            keep_only(backup, ring)


def row_of(backup: Backup) -> BackupRow:
    """Return a backup as a list shows it."""
    header = backup.header
    return BackupRow(
        number=header.number,
        made_at=datetime.fromisoformat(header.made_at),
        reason=header.reason,
        expires_on=header.made_on + timedelta(days=DAYS_KEPT),
    )


def due(source: Source) -> bool:
    """Say whether an automatic backup is due: none of ours yet, or the newest is an hour old."""
    newest = newest_of(source)
    if newest is None:
        return True
    made = datetime.fromisoformat(newest.header.made_at)
    return abs(source.clock.now() - made) >= SPACING


def missing(source: Source) -> int:
    """Return the number of the newest backup made when it is no longer there; 0 when all is well.

    Told by the vault, not by the folder, which anyone with the disk can empty (V12).
    """
    facts = schema.read_meta(source.cases)
    known, day = int(facts.get(BACKUP, "0")), facts.get(MADE_ON)
    newest = newest_of(source)
    if not known or (newest is not None and newest.header.number >= known):
        return 0
    expired = day and (source.clock.today() - date.fromisoformat(day)).days >= DAYS_KEPT
    return 0 if expired else known


def newest_of(source: Source) -> Backup | None:
    """Return the newest backup whose header this vault signed."""
    for backup in listed(source.directory):
        with suppress(VaultDamagedError):
            key_of(backup.header, source.ring.epoch, source.vmk)
            return backup
    return None


def _has(database: Database, table: str) -> bool:
    condition = f"type = 'table' AND name = '{table}'"
    return copying.count(database, "sqlite_master", condition) > 0


def _header(source: Source, folder: Path, key: bytes, *, number: int, reason: Reason) -> Header:
    ring = source.ring
    header = Header(
        format=1,
        vault_id=ring.vault_id,
        number=number,
        made_at=source.clock.now().isoformat(timespec="minutes"),
        reason=reason,
        tables=int(schema.read_meta(source.cases)["schema"]),
        ring=ring,
        files={"cases.db": digest(folder / CASES), "counts.db": digest(folder / COUNTS)},
        recovery=text(ring.recovery().seal_key(key, box_info(ring.vault_id, number))),
        keys={},
        signatures={},
    )
    return for_epoch(header, ring.epoch, source.vmk, key)


def listed(directory: Path) -> tuple[Backup, ...]:
    """Return the readable backups of a backups' folder, newest first; keys are not needed."""
    found = []
    for folder in directory.glob("[0-9]*"):
        try:
            found.append(Backup(folder, read(folder)))
        except Exception:  # noqa: S112 - what does not read is not a backup
            continue
    return tuple(sorted(found, key=lambda backup: backup.header.number, reverse=True))


def prune(directory: Path, today: date) -> int:
    """Destroy backups that expired or are one too many; return how many went."""
    kept: set[tuple[str, object]] = set()
    gone = 0
    for number, backup in enumerate(listed(directory)):
        made = backup.header.made_on
        age = (today - made).days
        period = ("day", made) if age < DAILY else ("week", made.isocalendar()[:2])
        if age >= DAYS_KEPT or (period in kept and number > 0):
            destroy(backup)
            gone += 1
        else:
            kept.add(period)
    return gone


def keep_only(backup: Backup, ring: Keyring) -> None:
    """Leave in one backup only the present keyring and the present epoch's box."""
    name, header = str(ring.epoch), backup.header
    if name not in header.keys or (set(header.keys) == {name} and header.ring == ring):
        return
    only = {
        "keys": {name: header.keys[name]},
        "signatures": {name: header.signatures[name]},
        "ring": ring,
    }
    files.replace(backup.folder / HEADER, encode(header.model_copy(update=only)))


def destroy(backup: Backup) -> None:
    """Erase a backup: first the header, which holds its only keys."""
    (backup.folder / HEADER).unlink()
    files.sync_folder(backup.folder)
    shutil.rmtree(backup.folder)


def whole(backup: Backup) -> bool:
    """Say whether both files are those that the header names."""
    names = dict(backup.header.files)
    return all(
        (backup.folder / name).exists() and digest(backup.folder / name) == names[name]  # type: ignore[index]
        for name in (CASES, COUNTS)
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
