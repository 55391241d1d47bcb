"""The official's side of the counts: true numbers, noise key, signature (D2, D4, V3).

Everything here comes from the vault key. A supervisor has none, so no argument, no role and
no mistake in the counts room can make one of these for him.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scarpette_tui.vault.database import Database
from scarpette_tui.vault.keyring import signing_key
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import derive


@dataclass(frozen=True)
class Counting:
    """What it takes to count and to publish.

    Attributes:
        vault_id: whose figures these are; in every signed message and every draw.
        office: name of the office; desk: name of the desk.
        database: cases.db, where the true numbers wait.
        public: counts.db, where the protected ones stay.
        noise_key: 32 secret bytes; never leaves the process of an official.
        sign: Ed25519 over the bytes given.
        public_key: 32 bytes, checks what `sign` made.
        collector: X25519 public key of whoever adds up several desks (D6), empty if nobody.

    """

    vault_id: str
    office: str
    desk: str
    database: Database
    public: Database
    noise_key: bytes
    sign: Callable[[bytes], bytes]
    public_key: bytes
    collector: bytes = b""

    def __repr__(self) -> str:
        return "Counting(…)"


def of(opened: Opened, public: Database) -> Counting:
    """Return the counting side of an official's open vault.

    Args:
        opened: the cases; only an official has them.
        public: counts.db.

    """
    vmk = opened.keys.vmk
    assert vmk is not None
    key = signing_key(vmk)
    return Counting(
        vault_id=opened.vault_id,
        office=opened.ring.office,
        desk=opened.ring.desk,
        database=opened.database,
        public=public,
        noise_key=derive(vmk, "noise"),
        sign=key.sign,
        public_key=key.public_key().public_bytes_raw(),
    )
