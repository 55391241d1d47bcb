"""The keys of an open vault; light, so that unlocking can begin before the database loads."""

from dataclasses import dataclass

from scarpette_tui.clock import Clock
from scarpette_tui.vault.identity import Identity
from scarpette_tui.vault.keyring import Keyring, UserRecord


@dataclass
class Keys:
    """Who opened the vault and with what; the keyring is replaced when it changes.

    Attributes:
        ring: the keyring, its signature checked.
        me: my record in it.
        identity: my private halves.
        counts_key: the key of counts.db.
        vmk: the vault key; None for a supervisor.
        clock: the time.

    """

    ring: Keyring
    me: UserRecord
    identity: Identity
    counts_key: bytes
    vmk: bytes | None
    clock: Clock

    def __repr__(self) -> str:
        return "Keys(…)"
