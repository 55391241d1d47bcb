"""Unlocking, the heavy half: databases, signature, freshness, sweep (V5, V7)."""

from contextlib import ExitStack
from pathlib import Path

from scarpette_tui.vault import anchors, backups, consents, people, pins, schema
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.keyring import Keyring, database_key
from scarpette_tui.vault.keys import Keys
from scarpette_tui.vault.lock import VaultLock
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import SealError, raw
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.session import Vault
from scarpette_tui.vault.status import CASES, COUNTS


def enter(directory: Path, lock: VaultLock, keys: Keys) -> Vault:
    """Open what this person's keys open, prove it, and destroy what expired.

    Raises:
        VaultDamagedError: a page, the signature or the generation is not right.
        DiskError: the disk refuses.

    """
    with ExitStack() as opened:
        counts = opened.enter_context(Database(directory / COUNTS, keys.counts_key))
        _prove(counts, schema.COUNTS, keys.ring)
        cases: Opened | None = None
        if keys.vmk is not None:
            key = database_key(keys.vmk)
            path, watch = directory / CASES, root_key(keys.vmk)
            database = opened.enter_context(Database(path, key, root_key=watch))
            _prove(database, schema.CASES, keys.ring)
            cases = Opened(database, keys)
            _migrate(cases, counts)
            anchors.check(cases, counts)
        vault = Vault(directory, lock, keys, counts, cases)
        if cases is not None:
            people.record_generation(cases.ring, cases.database, counts)
            consents.begin(cases.database, cases.clock.now())
            vault.changed_keys = pins.compare(cases)
            vault.tidy()
        opened.pop_all()
        return vault


def _prove(database: Database, tables: schema.Schema, ring: Keyring) -> None:
    """Check that database and keyring belong together and neither is older than the other."""
    facts = schema.read_meta(database)
    if facts.get("vault_id") != ring.vault_id:
        raise damaged("un file appartiene a un altro archivio")
    try:
        public = raw(facts.get("sign_public", ""))
    except SealError:
        public = b""
    ring.check_signature(public)
    seen = facts.get(people.GENERATION, "")
    if not seen.isdigit() or ring.generation < int(seen):
        raise damaged("il file delle chiavi è più vecchio dell'archivio")
    if database.stopped_unclean and database.page_faults():
        raise damaged("dopo un'interruzione alcune pagine non si leggono")
    schema.pending(database, tables)


def _migrate(cases: Opened, counts: Database) -> None:
    """Bring both files to the present version, after a backup of what is there."""
    if schema.pending(cases.database, schema.CASES) < schema.CASES.version:
        backups.make(backups.Source.of(cases, counts), "aggiornamento")
    schema.migrate(cases.database, schema.CASES)
    schema.migrate(counts, schema.COUNTS)
