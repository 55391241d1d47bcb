"""The command line: headless doors in Italian, one clear line on stderr for each fault.

A passphrase comes from the terminal or from `--passphrase-fd N`, never from an argument or
the environment. Exits: 0 ok, 2 input, 3 wrong passphrase, 4 vault busy, 5 damaged or rolled
back, 6 disk or permission.
"""

import argparse
import gc
import gettext
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Never

from scarpette_tui import __version__, cli_catalogue, cli_counts, cli_vault
from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import InputError, ScarpetteError
from scarpette_tui.paths import default_vault, use_law_of

SYNTHETIC_ONLY = (
    "Attenzione: i file in chiaro sono solo per casi sintetici e di formazione, "
    "mai per una donna vera."
)

_ARGPARSE_ITALIAN = {
    "usage: ": "uso: ",
    "positional arguments": "argomenti",
    "options": "opzioni",
    "show this help message and exit": "mostra questo aiuto ed esce",
    "show program's version number and exit": "mostra la versione ed esce",
    "unrecognized arguments: %s": "argomenti non riconosciuti: %s",
    "the following arguments are required: %s": "mancano: %s",
    "expected one argument": "serve un valore",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r non è fra le scelte: %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "valore non valido: %(value)r",
    "ambiguous option: %(option)s could match %(matches)s": (
        "opzione ambigua: %(option)s può essere %(matches)s"
    ),
    "not allowed with argument %s": "non va insieme a %s",
    "one of the arguments %s is required": "serve uno fra: %s",
    "ignored explicit argument %r": "valore di troppo: %r",
}


def _italian(message: str) -> str:
    return _ARGPARSE_ITALIAN.get(message, gettext.gettext(message))


class _Parser(argparse.ArgumentParser):
    """argparse in Italian, whose errors are ours: one line, exit 2."""

    def error(self, message: str) -> Never:
        raise InputError(message[:1].upper() + message[1:] + ".", "", f"Vedere «{self.prog} -h».")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"La data «{text}» non esiste.", "", "Scriverla come 2026-11-22."
        ) from None


def build_parser() -> _Parser:
    """Return the parser of every verb."""
    setattr(argparse, "_", _italian)  # noqa: B010 - argparse looks its words up by this name
    parser = _Parser(prog="scarpette", description="Colloquio guidato per lo sportello.")
    parser.add_argument("--version", action="version", version=f"scarpette {__version__}")
    parser.add_argument("--vault", type=Path, metavar="CARTELLA", help="cartella dell'archivio")
    verbs = parser.add_subparsers(dest="verb", title="comandi", metavar="COMANDO")
    demo = verbs.add_parser("demo", help="archivio temporaneo con casi sintetici")
    demo.add_argument("--linear", action="store_true", help="riga per riga, come «linear»")
    verbs.add_parser(
        "linear", help="il colloquio riga per riga, per lettori di schermo e terminali semplici"
    )
    _paper_and_law_verbs(verbs)
    cli_catalogue.add_verbs(verbs)
    cli_vault.add_verbs(verbs)
    cli_counts.add_verbs(verbs)
    verbs.add_parser("doctor", help="controlla macchina, archivio, stampante, caratteri, orologio")
    return parser


def _paper_and_law_verbs(verbs: "argparse._SubParsersAction[_Parser]") -> None:
    evaluate = verbs.add_parser(
        "evaluate", help="esiti, prove, importi e passi di un file", epilog=SYNTHETIC_ONLY
    )
    evaluate.add_argument("file", metavar="FILE", help="file TOML, oppure - per lo standard input")
    evaluate.add_argument("--on", type=_day, metavar="DATA", help="valuta a questa data")
    evaluate.add_argument("--json", action="store_true", help="scrive JSON")
    for name, text in (("questions", "le domande"), ("benefits", "le prestazioni")):
        listing = verbs.add_parser(name, help=text + " del catalogo")
        listing.add_argument("--json", action="store_true", help="scrive JSON")
    handout = verbs.add_parser(
        "handout", help="il foglio di una pagina, da un file", epilog=SYNTHETIC_ONLY
    )
    handout.add_argument("file", metavar="FILE", help="file TOML, oppure - per lo standard input")
    handout.add_argument("--lang", required=True, metavar="xx", help="lingua: it, en")
    handout.add_argument("--on", type=_day, metavar="DATA", help="valuta a questa data")
    handout.add_argument("--level", choices=("neutro", "completo"), default="neutro")
    handout.add_argument("--large", action="store_true", help="caratteri grandi (12 punti)")
    handout.add_argument("-o", "--output", required=True, metavar="PDF", help="dove; - è stdout")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit code.

    Every fault that a person can meet ends as one Italian line on stderr, never a traceback.
    """
    try:
        arguments = list(sys.argv[1:] if argv is None else argv)
        return _dispatch(_plain(arguments) or build_parser().parse_args(arguments))
    except ScarpetteError as error:
        sys.stderr.write(error.line() + "\n")
        return error.exit_code
    except BrokenPipeError:  # the reader of our output went away: nothing to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("Interrotto.\n")
        return 130


def _plain(arguments: list[str]) -> argparse.Namespace | None:
    """Return the options of the application alone: it need not wait for every verb's parser."""
    match arguments:
        case []:
            return argparse.Namespace(verb=None, vault=None)
        case ["--vault", folder] if not folder.startswith("-"):
            return argparse.Namespace(verb=None, vault=Path(folder))
    return None


def _dispatch(options: argparse.Namespace) -> int:
    verb = options.verb
    if getattr(options, "action", "") != "install":  # a broken law is mended by installing again
        use_law_of(options.vault or default_vault())
    if verb == "linear" or (verb == "demo" and options.linear):
        return _linear(options)
    if verb in (None, "demo"):
        return _application(options)
    return {
        "evaluate": _evaluate,
        "questions": _listing,
        "benefits": _listing,
        "handout": _handout,
        "catalogue": cli_catalogue.run,
        "vault": cli_vault.run,
        "counts": cli_counts.run,
        "report": cli_counts.run,
        "doctor": _doctor,
    }[verb](options)


def _application(options: argparse.Namespace) -> int:
    gc.disable()  # until the first screen is painted, which wakes it
    from scarpette_tui.tui.running import run  # noqa: PLC0415 - headless verbs load no screen

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "Il programma ha bisogno di un terminale.", "", "Aprirlo da una finestra di terminale."
        )
    if options.verb == "demo":
        from scarpette_tui.desk.demo import demo_vault  # noqa: PLC0415

        with demo_vault(SystemClock()) as demo:
            return run(demo.directory, clock=SystemClock(), demo=demo)
    return run(options.vault or default_vault(), clock=SystemClock())


def _linear(options: argparse.Namespace) -> int:
    from scarpette_tui.linear.desk import run  # noqa: PLC0415 - other verbs do not need it

    if options.verb == "demo":
        from scarpette_tui.desk.demo import demo_vault  # noqa: PLC0415

        with demo_vault(SystemClock()) as demo:
            return run(demo.directory, clock=SystemClock(), demo=demo)
    return run(options.vault or default_vault(), clock=SystemClock())


def _evaluate(options: argparse.Namespace) -> int:
    from scarpette_tui.desk.headless import evaluate_text  # noqa: PLC0415

    sys.stderr.write(SYNTHETIC_ONLY + "\n")
    print(evaluate_text(options.file, options.on, as_json=options.json))
    return 0


def _listing(options: argparse.Namespace) -> int:
    from scarpette_tui.desk.headless import list_benefits, list_questions  # noqa: PLC0415

    listing = list_questions if options.verb == "questions" else list_benefits
    print(listing(as_json=options.json))
    return 0


def _handout(options: argparse.Namespace) -> int:
    from scarpette_tui.desk.headless import write_handout  # noqa: PLC0415

    sys.stderr.write(SYNTHETIC_ONLY + "\n")
    message = write_handout(
        options.file,
        options.output,
        language=options.lang,
        level=options.level,
        on=options.on,
        large=options.large,
    )
    sys.stderr.write(message + "\n")
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from scarpette_tui.desk.doctor import examine  # noqa: PLC0415

    healthy, lines = examine(options.vault or default_vault(), SystemClock())
    print("\n".join(lines))
    return 0 if healthy else 2
