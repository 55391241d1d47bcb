"""Who has the vault open, and how it closes; what they may do is in `session`."""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from scarpette_tui.errors import InputError, ScarpetteError
from scarpette_tui.vault import anchors, backups
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.keys import Keys
from scarpette_tui.vault.lock import VaultLock
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import raw
from scarpette_tui.vault.types import Purpose, User


class OpenVault:
    """The part of an unlocked vault that does not depend on the role.

    Attributes:
        directory: its folder.
        counts: the counts' database, for the counts room.
        clock_doubt: the clock is far from where it was at the last unlock: nothing was
            erased by itself, and the responsabile should look at it.
        erased_at_unlock: notes erased because their last day had passed.
        changed_keys: whose public keys changed since this person's last unlock: known to
            everyone after a temporary passphrase or a recovery, a fraud otherwise.

    """

    def __init__(
        self, directory: Path, lock: VaultLock, keys: Keys, counts: Database, cases: Opened | None
    ) -> None:
        self.directory = directory
        self.counts = counts
        self._lock = lock
        self._keys = keys
        self._cases = cases
        self.clock_doubt = False
        self.erased_at_unlock = 0
        self.changed_keys: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return "Vault(…)"

    @property
    def keys(self) -> Keys:
        """Return the keys, for this room only."""
        return self._keys

    @property
    def temporary(self) -> bool:
        """Say whether the passphrase was given by the responsabile and must be changed."""
        return self._keys.me.temporary

    @property
    def user(self) -> User:
        """Return who opened it."""
        return User(self._keys.me.label, self._keys.me.role)

    @property
    def vault_id(self) -> str:
        """Return its id: 32 hex digits."""
        return self._keys.ring.vault_id

    @property
    def office(self) -> str:
        """Return the office's name."""
        return self._keys.ring.office

    @property
    def desk(self) -> str:
        """Return the desk's name."""
        return self._keys.ring.desk

    @property
    def purpose(self) -> Purpose:
        """Return `office`, `demo` or `test`."""
        return self._keys.ring.purpose

    @property
    def official(self) -> Opened | None:
        """Return the open cases, for this room only; None for a supervisor."""
        return self._cases

    @property
    def public_key(self) -> bytes:
        """Return the key that checks the published counts; proven at unlock."""
        return raw(self._keys.ring.sign_public)

    def close(self) -> None:
        """Back up if it is due, anchor, close both databases and give the lock back.

        Safe to call twice.

        Keys stay in Python's memory until the process ends: that is why lock ends it (V8).
        """
        try:
            if self._cases and not self._cases.database.closed:
                with suppress(ScarpetteError):  # the backup and the anchor before still hold
                    self._last_things(self._cases)
        finally:
            self.leave()

    def _last_things(self, opened: Opened) -> None:
        """Back up when something was written and the newest backup is old, then anchor."""
        changed = opened.database.root is not None and opened.database.root.changed
        source = backups.Source.of(opened, self.counts)
        if changed and self.purpose != "demo" and backups.due(source):
            backups.make(source, "chiusura", rotate=not self.clock_doubt)
        anchors.refresh(opened, self.counts)

    def leave(self) -> None:
        """Close the files as they are and give the lock back."""
        try:
            if self._cases:
                self._cases.database.close()
            self.counts.close()
        finally:
            self._lock.release()

    def _official(self) -> Opened:
        if self._cases is None:
            raise InputError(
                "Con questo profilo si vedono solo i conteggi.", "", "Entri con un altro profilo."
            )
        return self._cases
