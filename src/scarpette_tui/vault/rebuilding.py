"""A new cases.db from a backup: present schema, present people, a new audit chain (V7, V12)."""

import json
from pathlib import Path

from sqlmodel import Session

from scarpette_tui.clock import Clock
from scarpette_tui.vault import audit, backups, copying, keyring, retention, schema
from scarpette_tui.vault.anchors import BACKUP
from scarpette_tui.vault.authority import Authority
from scarpette_tui.vault.consents import sign_again
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import damaged
from scarpette_tui.vault.keyring import RECOVERY, Keyring, signing_key
from scarpette_tui.vault.people import GENERATION
from scarpette_tui.vault.primitives import random_key, raw
from scarpette_tui.vault.roots import root_key
from scarpette_tui.vault.tables import Meta
from scarpette_tui.vault.types import Role


def facts(ring: Keyring) -> dict[str, str]:
    """Return the meta rows that tie a database to a keyring."""
    return {"sign_public": ring.sign_public, GENERATION: str(ring.generation)}


def cases(
    source: Database,
    path: Path,
    by: tuple[Keyring, Authority],
    *,
    numbers: tuple[int, int],
    clock: Clock,
    gone: frozenset[str],
) -> None:
    """Write the file, and prove it.

    Args:
        source: cases.db of a proven backup.
        path: the new file.
        by: the keyring to come, and who restores.
        numbers: of the backup, and of the newest one there is.
        clock: the time.
        gone: ids of cases erased since: they stay erased.

    Raises:
        VaultDamagedError: the result does not read back.

    """
    ring, authority = by
    key, watch = keyring.database_key(authority.vmk), root_key(authority.vmk)
    meta = {"meta": f"name NOT IN ('root', '{backups.PEOPLE}')"}
    before = schema.read_meta(source)
    copying.into_new_file(source, path, key, root_key=watch, where=meta)
    with Database(path, key, root_key=watch) as database:
        schema.migrate(database, schema.CASES)
        _leave_out(database, gone, _present(ring, before), clock)
        with database.session() as session:
            signer = signing_key(authority.vmk)
            sign_again(session, ring.vault_id, raw(before["sign_public"]), signer)
            _new_chain(session, ring, authority, numbers, clock)
        database.vacuum()
        if database.page_faults() or not database.rows_agree():
            raise damaged("il ripristino preparato non si rilegge")


def _present(ring: Keyring, before: dict[str, str]) -> list[str]:
    """Return whose boxes still open: people still here, with the key pair of then."""
    then = json.loads(before.get(backups.PEOPLE, "{}"))
    return [RECOVERY, *(one.id for one in ring.users if then.get(one.id, one.public) == one.public)]


def _leave_out(database: Database, gone: frozenset[str], present: list[str], clock: Clock) -> None:
    with database.driver() as connection:
        connection.executemany("DELETE FROM cases WHERE id = ?", [(one,) for one in gone])
        marks = ", ".join("?" * len(present))
        connection.execute(f"DELETE FROM boxes WHERE recipient NOT IN ({marks})", present)  # noqa: S608
        connection.execute(
            "DELETE FROM cases WHERE state = 'closed' AND retention_until < ?",
            (clock.today().isoformat(),),
        )


def _new_chain(
    session: Session, ring: Keyring, authority: Authority, numbers: tuple[int, int], clock: Clock
) -> None:
    readers = {user.id: user.identity for user in ring.users if user.role is Role.RESPONSABILE}
    chain = audit.start(ring.vault_id, random_key(), {**readers, RECOVERY: ring.recovery()})
    today = dict.fromkeys((retention.LAST_DAY, backups.MADE_ON), clock.today().isoformat())
    for name, value in {**chain, **facts(ring), **today, BACKUP: str(numbers[1])}.items():
        session.merge(Meta(name=name, value=value))
    session.flush()
    audit.append(
        session,
        ring.vault_id,
        at=clock.now(),
        actor=authority.actor,
        action="archivio ripristinato da una copia: qui comincia un registro nuovo",
        subject=f"copia n. {numbers[0]}",
    )
