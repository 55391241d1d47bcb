"""The verbs of the law data: `catalogue check | diff | sign | install`."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from scarpette_tui.cli_prompt import Prompt
from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import InputError
from scarpette_tui.paths import default_vault

LONGEST_KEY = 4096


def add_verbs(verbs: "argparse._SubParsersAction[Any]") -> None:
    """Add the verbs to the parser of the command line."""
    catalogue = verbs.add_parser("catalogue", help="le norme come dati")
    actions = catalogue.add_subparsers(dest="action", required=True, metavar="AZIONE")
    check = actions.add_parser("check", help="prova nomi, fonti, date, testi e casi")
    check.add_argument("--data", type=Path, metavar="CARTELLA", help="un'altra cartella di dati")
    diff = actions.add_parser("diff", help="che cosa cambia fra due cartelle di dati")
    diff.add_argument("old", type=Path, metavar="PRIMA", help="cartella dei dati di prima")
    diff.add_argument("new", type=Path, metavar="DOPO", help="cartella dei dati nuovi")
    sign = actions.add_parser("sign", help="per chi pubblica le norme: firma un aggiornamento")
    sign.add_argument("data", type=Path, nargs="?", metavar="CARTELLA", help="i dati da firmare")
    sign.add_argument("-o", "--output", type=Path, metavar="PACCHETTO", help="dove")
    key = sign.add_mutually_exclusive_group(required=True)
    key.add_argument("--key", type=Path, metavar="FILE", help="la chiave di chi pubblica")
    key.add_argument("--key-fd", type=int, metavar="N", help="legge la chiave da un descrittore")
    key.add_argument("--new-key", type=Path, metavar="FILE", help="fa una chiave nuova, ed esce")
    install = actions.add_parser("install", help="mette in uso un aggiornamento firmato")
    install.add_argument("bundle", type=Path, metavar="PACCHETTO", help="il file ricevuto")
    install.add_argument("--user", metavar="ETICHETTA", required=True, help="il responsabile")
    install.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="legge la frase da questo descrittore"
    )


def run(options: argparse.Namespace) -> int:
    """Run one verb; exit 2 when a check finds errors."""
    passed, lines = _outcome(options)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if passed else 2


def _outcome(options: argparse.Namespace) -> tuple[bool, list[str]]:
    from scarpette_tui.desk import catalogue_verbs  # noqa: PLC0415 - help stays light

    if options.action == "check":
        return catalogue_verbs.check(options.data)
    if options.action == "diff":
        return True, catalogue_verbs.differences(options.old, options.new)
    if options.action == "sign":
        return True, _sign(options)
    from scarpette_tui.desk import session  # noqa: PLC0415

    directory = options.vault or default_vault()
    with Prompt(options.passphrase_fd) as ask:
        secret = ask.secret("Frase segreta")
    with session.unlock(directory, options.user, secret, clock=SystemClock()) as opened:
        return True, catalogue_verbs.install(opened, options.bundle)


def _sign(options: argparse.Namespace) -> list[str]:
    from scarpette_tui.desk import catalogue_verbs  # noqa: PLC0415

    if options.new_key:
        return catalogue_verbs.new_key(options.new_key)
    if not (options.data and options.output):
        raise InputError("Mancano la cartella dei dati o il pacchetto da scrivere (-o).")
    try:
        if options.key:
            key = options.key.read_bytes()[:LONGEST_KEY]
        else:
            with os.fdopen(options.key_fd, "rb") as stream:
                key = stream.read(LONGEST_KEY)
    except OSError as error:
        raise InputError("La chiave per firmare non si legge.") from error
    return catalogue_verbs.sign(options.data, key, options.output)
