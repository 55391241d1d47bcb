"""Acts of two people on a closed vault: restore a backup, recover with the two shares (V11)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scarpette_tui.clock import Clock
from scarpette_tui.desk import passphrases
from scarpette_tui.desk.countersigning import countersign

if TYPE_CHECKING:
    from scarpette_tui.vault.service import People, Shares


class Proof(Protocol):
    """A backup opened and looked at; `lines` say what it holds."""

    lines: tuple[str, ...]

    def commit(self) -> None:
        """Put it into the place of the vault."""

    def abort(self) -> None:
        """Change nothing."""


@dataclass(frozen=True)
class TwoPeople:
    """Who stands behind an act: never one person alone.

    Attributes:
        first: label and passphrase of a responsabile; empty when both shares are given.
        second: label and passphrase of another official.
        share: one share, in place of the second official.
        shares: both shares, in place of everybody.

    """

    first: tuple[str, str] = ("", "")
    second: tuple[str, str] = ("", "")
    share: str = ""
    shares: tuple[str, str] = field(default=("", ""))

    def __repr__(self) -> str:
        return "TwoPeople(…)"


@dataclass(frozen=True)
class Recovery:
    """What recovery shall do.

    Attributes:
        label: a person of the vault, or a new responsabile.
        passphrase: the new one.
        take_over: label of someone whose cases pass to this person; empty for nobody.
        also_restricted: take over also those that someone here must not know of (S4).

    """

    label: str
    passphrase: str = field(repr=False)
    take_over: str = ""
    also_restricted: bool = False


def prove(directory: Path, number: int | None, who: TwoPeople, *, clock: Clock) -> Proof:
    """Open a backup and say what it holds; nothing changes until its `commit`.

    Args:
        directory: the vault's folder; nobody may have it open.
        number: which backup; None for the newest.
        who: the two people.
        clock: the time.

    Raises:
        InputError, WrongPassphraseError, VaultDamagedError, VaultBusyError, DiskError.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    return service.prepare_restore(
        directory, number, _who(who), countersign=countersign, clock=clock
    )


def drill(directory: Path, shares: tuple[str, str], *, clock: Clock) -> tuple[str, ...]:
    """Try both shares on the newest backup, and change nothing; return what they open.

    Raises:
        InputError: mistyped, of another vault, or there is no backup yet.

    """
    found = prove(directory, None, TwoPeople(shares=shares), clock=clock)
    found.abort()
    return found.lines


def recover(
    directory: Path, shares: tuple[str, str], wanted: Recovery, *, clock: Clock
) -> tuple[str, ...]:
    """Give a person a new passphrase and the cases back; return what happened.

    Raises:
        InputError: mistyped shares, a supervisor, a passphrase that can be guessed.
        VaultBusyError, VaultDamagedError, DiskError: nothing was changed.

    """
    from scarpette_tui.vault import service  # noqa: PLC0415

    passphrases.require(wanted.passphrase, (wanted.label,))
    found = service.recover(
        directory,
        service.Shares(*shares),
        service.Wanted(
            wanted.label,
            wanted.passphrase,
            take_over=wanted.take_over,
            also_restricted=wanted.also_restricted,
        ),
        countersign=countersign,
        clock=clock,
    )
    said = [f"Da adesso «{wanted.label}» entra con la frase segreta nuova."]
    if found.cases:
        said.append(f"Fascicoli che può aprire di nuovo: {found.cases}.")
    if found.kept_away:
        said.append(
            f"Fascicoli rimasti chiusi perché qualcuno qui non deve sapere: {found.kept_away}."
        )
    return tuple(said)


def _who(who: TwoPeople) -> "People | Shares":
    from scarpette_tui.vault import service  # noqa: PLC0415

    if all(who.shares):
        return service.Shares(*who.shares)
    return service.People(who.first, who.share or who.second)
