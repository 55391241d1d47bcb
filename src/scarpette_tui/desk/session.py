"""Sessions: who is at the desk, on which vault, with which settings."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from scarpette_tui.clock import Clock
from scarpette_tui.desk.views import UserView, VaultView
from scarpette_tui.errors import DiskError

if TYPE_CHECKING:
    from scarpette_tui.settings import Settings
    from scarpette_tui.vault.service import Pending, Vault


class Session:
    """One person with the vault open. Every use case takes it first.

    Attributes:
        user: who is at the desk.
        office: name of the office; desk: name of the desk.
        directory: the vault's folder.
        clock: the time.
        settings: what the office decided.
        synthetic: True for demo and test vaults.
        closed: what the closing of the finished days did at unlock (officials only).
        lock: serialises the use cases of this session.

    """

    def __init__(self, vault: "Vault", settings: "Settings", clock: Clock) -> None:
        from scarpette_tui.desk.views.counting import ClosingReport  # noqa: PLC0415 - behind the lock

        self.vault = vault
        self.settings = settings
        self.clock = clock
        self.user = UserView(vault.user.label, vault.user.role.value)
        self.office = vault.office
        self.desk = vault.desk
        self.directory = vault.directory
        self.synthetic = vault.purpose != "office"
        self.closed = ClosingReport()
        self.lock = threading.RLock()

    @property
    def temporary(self) -> bool:
        """Say whether the passphrase was given by the responsabile and must be changed first."""
        return self.vault.temporary

    def close(self) -> None:
        """Forget the keys and let the next person in; safe to call twice."""
        with self.lock:
            self.vault.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def look(directory: Path) -> VaultView:
    """Return what the lock screen may know, from the keyring's header only."""
    from scarpette_tui.vault.service import state  # noqa: PLC0415 - light, no database

    found = state(directory)
    message = found.detail
    if found.kind.value == "busy":
        since = f" dalle {found.busy_since:%H:%M}" if found.busy_since else ""
        who = f" ({found.busy_user})" if found.busy_user else ""
        message = (
            f"L'archivio è già aperto{who}{since}. Non è stato toccato nulla. "
            "Chiudere l'altra finestra, oppure attendere."
        )
    return VaultView(
        kind=found.kind.value,
        directory=directory,
        users=tuple(UserView(user.label, user.role.value) for user in found.users),
        office=found.office,
        desk=found.desk,
        message=message,
        synthetic=found.purpose != "office",
    )


def unlock(
    directory: Path, label: str, passphrase: str, *, clock: Clock, wait: float = 0.0
) -> Session:
    """Open the vault for one person; about one second. An official closes the finished days.

    Raises:
        InputError, WrongPassphraseError, VaultBusyError, VaultDamagedError, DiskError.

    """
    from scarpette_tui import settings as office_settings  # noqa: PLC0415
    from scarpette_tui.vault import service  # noqa: PLC0415

    settings = office_settings.load(directory)
    vault = service.unlock(directory, label, passphrase, clock=clock, wait=wait)
    session = Session(vault, settings, clock)
    if vault.user.role.official:
        from scarpette_tui.desk import counting  # noqa: PLC0415

        try:
            session.closed = counting.close_days(session)
        except BaseException:
            session.close()
            raise
    return session


def warm_up() -> None:
    """Import and load what unlocking and the first screen after it need; for a worker.

    In the order in which they are needed: where the passphrase comes quickly, the rest loads
    during the key derivation.
    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    service.warm_up()
    from scarpette_tui.desk import case_file, counting, gate, law, upkeep  # noqa: F401, PLC0415

    law.engine()


GROUP = 4
"""Signs in a group of a share."""


@dataclass(frozen=True)
class TypedShare:
    """A share typed back: `trouble` is empty when it is right.

    `text` is what stays in the field, with room at `cursor` for the group to type again.
    """

    trouble: str
    text: str
    cursor: int


@dataclass(frozen=True)
class FirstRun:
    """A vault being made: nothing is written until both shares were typed back (V11)."""

    shares: tuple[str, str]
    directory: Path
    _pending: "Pending"

    def check_share(self, index: int, typed: str) -> TypedShare:
        """Compare share `index` (0 or 1) as typed back; only a wrong group has to be typed again."""
        from scarpette_tui.vault.service import check_share  # noqa: PLC0415

        answer = check_share(typed, self.shares[index])
        if answer.ok:
            return TypedShare("", typed, len(typed))
        if answer.wrong_group is None:
            return TypedShare(answer.message, typed, len(typed))
        # what is before the wrong group was compared with the share, so it can be shown as such
        before = " ".join(self.shares[index].split()[: answer.wrong_group]) + " "
        signs = "".join(sign for sign in typed if sign.isalnum())
        after = signs[len(before.replace(" ", "")) + GROUP :]
        rest = " ".join(after[at : at + GROUP] for at in range(0, len(after), GROUP))
        return TypedShare(answer.message, f"{before} {rest}".rstrip() + " ", len(before))

    def commit(self) -> None:
        """Write the vault and the settings file with its commented template.

        Raises:
            DiskError: nothing half-made is left.

        """
        from scarpette_tui import settings as office_settings  # noqa: PLC0415

        self._pending.commit()
        path = self.directory / office_settings.FILE_NAME
        try:
            with path.open("x", encoding="utf-8") as stream:
                stream.write(office_settings.text_of(office_settings.Settings()))
        except FileExistsError:
            pass  # the office keeps the settings it had
        except OSError as error:
            raise DiskError(
                "L'archivio è pronto, ma il file delle impostazioni non si scrive.",
                "Valgono le impostazioni di partenza.",
                "Controllare lo spazio e i permessi della cartella.",
            ) from error

    def abort(self) -> None:
        """Forget everything; nothing was written."""
        self._pending.abort()


def prepare(
    directory: Path,
    *,
    office: str,
    desk: str,
    users: Sequence[tuple[str, str, str]],
    clock: Clock,
) -> FirstRun:
    """Make the keys of a new vault in memory.

    Args:
        directory: where the vault shall be.
        office: name of the office.
        desk: name of the desk.
        users: (label, role, passphrase); the first is `responsabile`, who knows those of the
            others: each chooses an own one at the first unlock (V2).
        clock: the time.

    Raises:
        InputError: an empty label, a passphrase that can be guessed, a folder that holds a
            vault already.

    """
    from scarpette_tui.desk import passphrases  # noqa: PLC0415
    from scarpette_tui.vault import service  # noqa: PLC0415

    for label, _, passphrase in users:
        passphrases.require(passphrase, (office, desk, label))
    people = [(label, service.Role(role), passphrase) for label, role, passphrase in users]
    pending = service.prepare(
        directory, office=office, desk=desk, users=people, clock=clock, given=True
    )
    shares = (pending.recovery.share_a, pending.recovery.share_b)
    return FirstRun(shares, directory, pending)
