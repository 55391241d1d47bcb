"""New keys of the vault: the published counts are signed again with them (D4, V2).

The counts stand above the vault, so whoever renews its keys brings this along.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scarpette_tui.vault.database import Database


def countersign(
    database: "Database", vault_id: str, old_public: bytes, sign: Callable[[bytes], bytes]
) -> None:
    """Sign every authentic figure of a new counts.db with the new key.

    Args:
        database: the new counts.db.
        vault_id: whose figures they are.
        old_public: key that signed them.
        sign: the new signature.

    """
    from scarpette_tui.counts import renewing  # noqa: PLC0415 - loads the database

    renewing.sign_again(database, vault_id, old_public, sign)
