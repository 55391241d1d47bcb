"""Notes, never errors: names that nothing uses, files that nobody reads."""

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.checks.meaning import Read
from scarpette_tui.catalogue.expressions import names
from scarpette_tui.catalogue.layout import LISTS
from scarpette_tui.catalogue.permits import PERMIT_QUESTION


def note_unused(proof: Proof, read: Read) -> None:
    """Note questions, fields, definitions, parameters and tables that no expression uses."""
    used: set[str] = set()
    for site, node in read:
        for name in names(node):
            this = name.startswith("this.")
            used.add(f"{site.ident}.{name.removeprefix('this.')}" if this else name)
    if any(name.startswith("permitted.") for name in used):
        used.add(PERMIT_QUESTION)
    catalogue = proof.catalogue
    for question in catalogue.questions:
        if question.id not in used:
            proof.note(f"nessuna espressione usa «{question.id}»", "questions", question.id)
        for index, one in enumerate(question.fields):
            if (name := f"{question.id}.{one.id}") not in used:
                path = ("fields", index)
                proof.note(f"nessuna espressione usa «{name}»", "questions", question.id, *path)
    for kind, prefix in (("definitions", ""), ("parameters", "param."), ("tables", "table.")):
        for thing in getattr(catalogue, kind):
            if prefix + thing.id not in used:
                proof.note(f"nessuna espressione usa «{thing.id}»", kind, thing.id)
    _note_unread(proof)


def _note_unread(proof: Proof) -> None:
    """Note files in the folders of the law that the loader does not read."""
    for pattern in (*LISTS, "benefits/*.toml"):
        if "*" in pattern:
            for path in sorted((proof.root / pattern).parent.iterdir()):
                if path.suffix != ".toml" and not path.name.startswith("."):
                    shown = path.relative_to(proof.root).as_posix()
                    proof.report.notes.append(f"{shown}: file che il programma non legge.")
