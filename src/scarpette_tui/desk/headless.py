"""Headless doors: a case file in, outcomes or a page out. For synthetic cases only."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.clock import SystemClock
from scarpette_tui.desk import law, words
from scarpette_tui.desk.interview_view import shown_status
from scarpette_tui.desk.results import ORDER, amount_text
from scarpette_tui.errors import DiskError, InputError

if TYPE_CHECKING:
    from scarpette_tui.interview.case_file_format import CaseInput
    from scarpette_tui.interview.engine import Evaluation
    from scarpette_tui.interview.outcomes import Outcome

LARGEST_INPUT = 1_000_000
"""Longest case file, in bytes."""


def evaluate_text(file: str, on: date | None, *, as_json: bool) -> str:
    """Return outcomes, proofs, amounts, plan and next question of a case file.

    Args:
        file: path of the TOML file, or "-".
        on: evaluation day; wins over the file's own; today when neither says.
        as_json: the shape of design.md section 8.

    Raises:
        InputError: unreadable TOML, unknown id, value outside its domain.

    """
    case = read(file)
    day = on or case.on or SystemClock().today()
    engine = law.engine()
    evaluation = engine.evaluate(case.answers, day)
    if as_json:
        from scarpette_tui.interview.serialise import evaluation_to_json  # noqa: PLC0415

        shape = evaluation_to_json(evaluation, engine.catalogue)
        return json.dumps(shape, ensure_ascii=False, indent=2)
    return "\n".join(_report(evaluation))


def list_questions(*, as_json: bool) -> str:
    """Return every question of the catalogue, one a line or as JSON."""
    questions = law.catalogue().questions
    if as_json:
        return json.dumps([q.model_dump(mode="json") for q in questions], ensure_ascii=False)
    return "\n".join(f"{q.id:30} {q.kind.value:8} {q.say}" for q in questions)


def list_benefits(*, as_json: bool) -> str:
    """Return every benefit of the catalogue, one a line or as JSON."""
    benefits = law.catalogue().benefits
    if as_json:
        return json.dumps([b.model_dump(mode="json") for b in benefits], ensure_ascii=False)
    return "\n".join(f"{b.id:30} {b.name} · {b.plain}" for b in benefits)


def write_handout(
    file: str, output: str, *, language: str, level: str, on: date | None, large: bool
) -> str:
    """Write the page of a case file; return what to say about it.

    Raises:
        InputError: bad file, unknown language, output that exists.
        DiskError: full, read-only, refused.

    """
    from scarpette_tui.desk.paper import Wish, compose  # noqa: PLC0415
    from scarpette_tui.documents.printing import save_pdf  # noqa: PLC0415

    case = read(file)
    day = on or case.on or SystemClock().today()
    page = compose(case.answers, day, Wish(level, language, large))
    if output == "-":
        sys.stdout.buffer.write(page.pdf)
        sys.stdout.buffer.flush()
    else:
        save_pdf(page.pdf, Path(output))
    aloud = "; ".join(page.left_off)
    return f"Pagina pronta. Da dire a voce: {aloud}." if aloud else "Pagina pronta."


def read(file: str) -> "CaseInput":
    """Read a case file, or standard input for "-".

    Raises:
        InputError: it is not there, too long, not UTF-8, or says something unknown.
        DiskError: it cannot be read.

    """
    from scarpette_tui.interview.case_file_format import read_case  # noqa: PLC0415

    try:
        raw = sys.stdin.buffer.read(LARGEST_INPUT + 1) if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise InputError(f"Il file «{file}» non c'è.", "", "Controllare il nome.") from None
    except IsADirectoryError:
        raise InputError(f"«{file}» è una cartella.", "", "Indicare un file TOML.") from None
    except OSError as error:
        raise DiskError(f"Il file «{file}» non si legge.", "", "Controllare i permessi.") from error
    if len(raw) > LARGEST_INPUT:
        raise InputError(f"Il file «{file}» è troppo lungo.", "", "Un caso occupa pochi kB.")
    try:
        return read_case(raw.decode("utf-8"), law.catalogue(), name=file)
    except UnicodeDecodeError:
        raise InputError(f"Il file «{file}» non è in UTF-8.", "", "Salvarlo in UTF-8.") from None


def _report(evaluation: "Evaluation") -> list[str]:
    lines = [f"Valutazione al {words.day(evaluation.on)}"]
    shown = {found.benefit.id: shown_status(found, evaluation) for found in evaluation.outcomes}
    outcomes = sorted(evaluation.outcomes, key=lambda found: ORDER.index(shown[found.benefit.id]))
    for outcome in outcomes:
        lines += ["", *_outcome(outcome, shown[outcome.benefit.id])]
    lines += ["", "Cosa fare, in ordine:"]
    for number, step in enumerate(evaluation.plan, 1):
        by = f", entro il {words.day(step.deadline)}" if step.deadline else ""
        lines.append(f"{number:2}. {step.do} [{words.DO_WHEN[step.do_when.value]}{by}]")
    if evaluation.next_question:
        asked = law.engine().question(evaluation.next_question).asked
        lines += ["", f"Prossima domanda ({evaluation.next_question}): {asked.say}"]
    return lines


def _outcome(outcome: "Outcome", shown: str) -> list[str]:
    amount = amount_text(outcome.amount, outcome.status)
    head = f"{outcome.benefit.name}: {words.STATUS[shown]}"
    lines = [f"{head} · {amount}" if amount else head]
    for found in outcome.requirements:
        sign = {True: "+", False: "-", None: "?"}[found.holds]
        fact = "" if found.fact_status == "verified" else f" ({words.FACT[found.fact_status]})"
        lines.append(f"   {sign} {found.sentence} [{found.source}]{fact}")
    lines += [f"   ! {warning.text}" for warning in outcome.warnings]
    return lines
