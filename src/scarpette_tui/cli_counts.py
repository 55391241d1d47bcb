"""The verbs of the counts: `counts show | export | verify | collect` and `report`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from scarpette_tui.cli_prompt import Prompt
from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import InputError
from scarpette_tui.paths import default_vault

UNITS = ("giorni", "settimane", "mesi", "anni", "argomenti")


def add_verbs(verbs: "argparse._SubParsersAction[Any]") -> None:
    """Add the verbs to the parser of the command line."""
    counts = verbs.add_parser("counts", help="i conteggi protetti dello sportello")
    actions = counts.add_subparsers(dest="action", required=True, metavar="AZIONE")
    show = actions.add_parser("show", help="una pagina dei conteggi")
    show.add_argument("--unit", choices=UNITS, default="giorni", help="che cosa c'è in ogni riga")
    show.add_argument(
        "--period", default="", metavar="PERIODO", help="2026-11, 2026-Q4 o 2026; senza, l'ultimo"
    )
    export = actions.add_parser("export", help="scrive i conteggi firmati")
    verify = actions.add_parser("verify", help="controlla firme e giorni mancanti")
    collect = actions.add_parser("collect", help="controlla e unisce i conteggi di più sportelli")
    collect.add_argument("folder", type=Path, metavar="CARTELLA", help="dove sono i file")
    for action in (export, collect):
        shape = action.add_mutually_exclusive_group(required=True)
        shape.add_argument("--csv", action="store_true", help="CSV, con lo schema JSON accanto")
        shape.add_argument("--json", action="store_true", help="un solo file JSON")
        action.add_argument("-o", "--output", default="-", metavar="FILE", help="dove; - è stdout")
    collect.add_argument(
        "--key", type=Path, metavar="CHIAVE", help="chiave di chi raccoglie: somma gli argomenti"
    )
    collect.add_argument(
        "--table", metavar="FILE", help="dove va la tabella di tutti gli sportelli"
    )
    key = actions.add_parser("key", help="crea la chiave di chi raccoglie più sportelli")
    key.add_argument("-o", "--output", required=True, metavar="CHIAVE", help="dove")
    for action in (collect, key):
        _descriptor(action)
    report = verbs.add_parser("report", help="il rapporto del mese, una pagina PDF")
    report.add_argument("--month", default="", metavar="MESE", help="2026-11; senza, l'ultimo")
    report.add_argument("-o", "--output", required=True, metavar="PDF", help="dove; - è stdout")
    for action in (show, export, verify, report):
        action.add_argument("--user", metavar="ETICHETTA", required=True, help="chi apre")
        _descriptor(action)


def _descriptor(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="legge la frase da questo descrittore"
    )


def run(options: argparse.Namespace) -> int:
    """Run one verb; what it says goes to stdout, or to stderr when stdout is the file."""
    lines = _lines(options)
    to_file = getattr(options, "output", None) == "-"
    stream = sys.stderr if to_file else sys.stdout
    stream.write("\n".join(lines) + "\n")
    return 0


def _lines(options: argparse.Namespace) -> list[str]:
    from scarpette_tui.desk import counting_verbs  # noqa: PLC0415 - help stays light

    verb = "report" if options.verb == "report" else options.action
    if verb in {"collect", "key"}:
        return _collector(verb, options)
    directory = options.vault or default_vault()
    with (
        Prompt(options.passphrase_fd) as ask,
        counting_verbs.unlocked(directory, options.user, SystemClock(), ask) as session,
    ):
        if verb == "show":
            return counting_verbs.show(session, options.unit, options.period)
        if verb == "export":
            return counting_verbs.export(session, as_json=options.json, output=options.output)
        if verb == "report":
            return counting_verbs.report(session, options.month, options.output)
        return counting_verbs.verify(session)


def _collector(verb: str, options: argparse.Namespace) -> list[str]:
    """Work of whoever collects: no vault is opened."""
    from scarpette_tui.desk import counting_verbs  # noqa: PLC0415

    with Prompt(options.passphrase_fd) as ask:
        if verb == "key":
            return counting_verbs.new_collector(options.output, ask)
        if (options.key is None) != (options.table is None):
            raise InputError("«--key» e «--table» vanno insieme.", "Nulla è stato scritto.")
        opened = None
        if options.key is not None:
            opened = counting_verbs.together(options.key, options.table, ask)
        return counting_verbs.collect(
            options.folder, as_json=options.json, output=options.output, opened=opened
        )
