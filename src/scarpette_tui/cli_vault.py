"""The verbs of the vault: create, users, verify, backup, restore, rotate, recover, erase-expired."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scarpette_tui.cli_prompt import Prompt
from scarpette_tui.clock import SystemClock
from scarpette_tui.paths import default_vault

ROLES = ("operatore", "supervisore", "responsabile")


def add_verbs(verbs: "argparse._SubParsersAction[Any]") -> None:
    """Add the verbs to the parser of the command line."""
    vault = verbs.add_parser("vault", help="l'archivio cifrato")
    actions = vault.add_subparsers(dest="action", required=True, metavar="AZIONE")
    create = actions.add_parser("create", help="crea l'archivio di questo sportello")
    create.add_argument("--office", required=True, metavar="SEDE", help="nome della sede")
    create.add_argument("--desk", required=True, metavar="SPORTELLO", help="nome dello sportello")
    _users(actions)
    actions.add_parser("verify", help="controlla pagine, firme, àncora, registro, copie")
    backup = actions.add_parser("backup", help="fa una copia di sicurezza, o le elenca")
    backup.add_argument("--list", action="store_true", help="elenca le copie che ci sono")
    _restore(actions)
    actions.add_parser("rotate", help="rinnova le chiavi dell'archivio (responsabile)")
    recover = actions.add_parser(
        "recover", help="con le due parti di recupero: chiavi nuove a una persona"
    )
    recover.add_argument(
        "--take-over", default="", metavar="ETICHETTA", help="riceve i fascicoli di questa persona"
    )
    recover.add_argument(
        "--also-restricted",
        action="store_true",
        help="anche quelli che qualcuno in ufficio non deve conoscere",
    )
    actions.add_parser("erase-expired", help="cancella le note oltre il loro ultimo giorno")
    for name, action in actions.choices.items():
        action.add_argument(
            "--user", metavar="ETICHETTA", required=name != "backup", help="chi apre"
        )
        action.add_argument(
            "--passphrase-fd",
            type=int,
            metavar="N",
            help="legge le risposte da questo descrittore, una riga per ognuna (per «create»: "
            "la frase due volte, poi le due parti come appaiono sullo standard error)",
        )


def _users(actions: "argparse._SubParsersAction[Any]") -> None:
    users = actions.add_parser("users", help="elenca, aggiunge, toglie utenti")
    change = users.add_mutually_exclusive_group()
    change.add_argument("--add", metavar="ETICHETTA", help="aggiunge un utente")
    change.add_argument("--remove", metavar="ETICHETTA", help="toglie un utente, rinnova le chiavi")
    change.add_argument(
        "--temporary", metavar="ETICHETTA", help="dà a un utente una frase temporanea, chiavi nuove"
    )
    change.add_argument("--change", action="store_true", help="cambia la propria frase segreta")
    users.add_argument("--role", choices=ROLES, default="operatore")


def _restore(actions: "argparse._SubParsersAction[Any]") -> None:
    restore = actions.add_parser("restore", help="ripristina una copia di sicurezza, in due")
    restore.add_argument("--number", type=int, metavar="N", help="quale copia; senza, l'ultima")
    second = restore.add_mutually_exclusive_group(required=True)
    second.add_argument("--second", metavar="ETICHETTA", help="la seconda persona")
    second.add_argument("--share", action="store_true", help="la seconda persona ha una parte")
    second.add_argument("--shares", action="store_true", help="tutte e due le parti, senza frasi")
    restore.add_argument("--yes", action="store_true", help="non chiede conferma")


def run(options: argparse.Namespace) -> int:
    """Run one verb; what it says goes to stdout."""
    with Prompt(options.passphrase_fd) as ask:
        lines = _VERBS[options.action](options, options.vault or default_vault(), ask)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _create(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_verbs  # noqa: PLC0415 - help stays light

    return vault_verbs.create(
        directory,
        options.user,
        office=options.office,
        desk=options.desk,
        clock=SystemClock(),
        ask=ask,
    )


def _change_users(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_keys, vault_verbs  # noqa: PLC0415

    clock = SystemClock()
    if options.change:
        return vault_keys.change(directory, options.user, clock=clock, ask=ask)
    if options.remove or options.temporary:
        act = vault_keys.remove if options.remove else vault_keys.give_temporary
        whom = options.remove or options.temporary
        return act(directory, options.user, whom, clock=clock, ask=ask)
    return vault_verbs.users(
        directory, options.user, new=options.add, role=options.role, clock=clock, ask=ask
    )


def _verify(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_verbs  # noqa: PLC0415

    return vault_verbs.verify(directory, options.user, clock=SystemClock(), ask=ask)


def _backup(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_copies  # noqa: PLC0415

    if options.list:
        return vault_copies.listed(directory)
    return vault_copies.backup(directory, options.user, clock=SystemClock(), ask=ask)


def _do_restore(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_copies  # noqa: PLC0415

    who = vault_copies.ask_people(
        options.user, options.second, ask=ask, shares=options.shares, share=options.share
    )
    return vault_copies.restore(
        directory, options.number, who, clock=SystemClock(), ask=ask, sure=options.yes
    )


def _rotate(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_keys  # noqa: PLC0415

    return vault_keys.rotate(directory, options.user, clock=SystemClock(), ask=ask)


def _recover(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_keys  # noqa: PLC0415

    return vault_keys.recover(
        directory,
        options.user,
        take_over=options.take_over,
        also_restricted=options.also_restricted,
        clock=SystemClock(),
        ask=ask,
    )


def _erase_expired(options: argparse.Namespace, directory: Path, ask: Prompt) -> list[str]:
    from scarpette_tui.desk import vault_verbs  # noqa: PLC0415

    return vault_verbs.erase_expired(directory, options.user, clock=SystemClock(), ask=ask)


_VERBS: dict[str, Callable[[argparse.Namespace, Path, Prompt], list[str]]] = {
    "create": _create,
    "users": _change_users,
    "verify": _verify,
    "backup": _backup,
    "restore": _do_restore,
    "rotate": _rotate,
    "recover": _recover,
    "erase-expired": _erase_expired,
}
