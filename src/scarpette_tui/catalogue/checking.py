"""`catalogue check`: proves everything about the law data that needs no engine."""

from datetime import date
from pathlib import Path

from scarpette_tui.catalogue.checks.boundaries import prove_boundaries
from scarpette_tui.catalogue.checks.cases import golden_cases, prove_cases
from scarpette_tui.catalogue.checks.facts import prove_facts, prove_validities
from scarpette_tui.catalogue.checks.findings import CheckReport, Proof
from scarpette_tui.catalogue.checks.language import prove_language
from scarpette_tui.catalogue.checks.links import prove_links
from scarpette_tui.catalogue.checks.meaning import prove_meaning, read_all
from scarpette_tui.catalogue.checks.shape import prove_benefits, prove_lists, prove_questions
from scarpette_tui.catalogue.checks.usage import note_unused
from scarpette_tui.catalogue.loading import load
from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.errors import CatalogueError

__all__ = ["CheckReport", "check", "report_lines"]


def check(catalogue: Catalogue | None, root: Path, today: date | None = None) -> CheckReport:
    """Prove the law data of a folder.

    Args:
        catalogue: the catalogue already read from `root`, or None: it is read again either
            way, because findings name file and line.
        root: the data folder.
        today: the day against which checks are old or in the future; the day of publication
            when None.

    Returns:
        Errors, notes and coverage; a folder that cannot be loaded gives its one error.

    """
    report = CheckReport()
    try:
        loaded = load(root)
    except CatalogueError as error:
        report.errors.append(error.happened)
        return report
    if catalogue is not None and catalogue != loaded.catalogue:
        report.errors.append("Il catalogo dato non è quello della cartella.")
    proof = Proof(loaded, root, report)
    read = read_all(proof)
    prove_meaning(proof, read)
    prove_links(proof, read)
    prove_lists(proof)
    prove_questions(proof)
    prove_benefits(proof)
    prove_facts(proof, today or loaded.catalogue.manifest.published_on)
    prove_validities(proof)
    cases = golden_cases(proof)
    prove_cases(proof, cases)
    prove_boundaries(proof, read, cases)
    prove_language(proof)
    note_unused(proof, read)
    return report


def report_lines(report: CheckReport) -> list[str]:
    """Return a report as lines of plain Italian: errors, notes, figures, verdict."""
    lines = [f"ERRORE  {line}" for line in report.errors]
    lines += [f"nota    {line}" for line in report.notes]
    for language, missing in report.missing_texts.items():
        lines.append(f"nota    {language}: {_count(len(missing), 'testo', 'testi')} da tradurre.")
        lines += [f"        - {text}" for text in missing]
    for title, (part, whole) in report.coverage.items():
        percent = f" ({part * 100 // whole}%)" if whole else ""
        lines.append(f"conto   {title}: {part} su {whole}{percent}")
    if report.ok:
        lines.append(f"Il catalogo è in regola ({_count(len(report.notes), 'nota', 'note')}).")
    else:
        lines.append(f"Il catalogo ha {_count(len(report.errors), 'errore', 'errori')}.")
    return lines


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
