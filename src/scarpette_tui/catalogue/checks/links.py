"""Proof 3: ids that name steps, benefits, groups, permits lead somewhere, without circles."""

from collections.abc import Iterator

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.checks.meaning import Read, circles
from scarpette_tui.catalogue.expressions import names
from scarpette_tui.catalogue.model import Benefit, Kind
from scarpette_tui.catalogue.permits import PERMIT_QUESTION


def full_id(benefit: str, step: str) -> str:
    """Return "benefit.step" of a reference written in a benefit's file."""
    return step if "." in step else f"{benefit}.{step}"


def prove_links(proof: Proof, read: Read) -> None:
    """Report references that lead nowhere, circles of steps, gaps in the table of permits."""
    benefits = {benefit.id: benefit for benefit in proof.catalogue.benefits}
    steps = {f"{one.id}.{step.id}": step for one in benefits.values() for step in one.steps}
    for benefit in benefits.values():
        for path, step in _references(benefit):
            if full_id(benefit.id, step) not in steps:
                proof.error(f"passo sconosciuto: {step}", "benefits", benefit.id, *path)
        for index, other in enumerate(benefit.incompatible_with):
            path = ("incompatible_with", index)
            if other.benefit not in benefits or other.benefit == benefit.id:
                message = f"prestazione sconosciuta o la stessa: {other.benefit}"
                proof.error(message, "benefits", benefit.id, *path)
            elif all(
                one.benefit != benefit.id for one in benefits[other.benefit].incompatible_with
            ):
                message = f"incompatibilità detta solo da un lato ({other.benefit} non la dice)"
                proof.note(message, "benefits", benefit.id, *path)
    after = {
        f"{benefit.id}.{step.id}": [full_id(benefit.id, one) for one in step.after]
        for benefit in benefits.values()
        for step in benefit.steps
    }
    for circle in circles(after):
        message = f"passi che si aspettano a vicenda: {' → '.join((*circle, circle[0]))}"
        proof.error(message, "benefits", circle[0].split(".")[0], "steps")
    _prove_entries(proof, set(benefits))
    _prove_permits(proof, read, set(benefits))


def _references(benefit: Benefit) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, requirement in enumerate(benefit.requirements):
        if requirement.obtainable:
            yield ("requirements", index, "obtainable"), requirement.obtainable
    for index, step in enumerate(benefit.steps):
        for one in step.after:
            yield ("steps", index, "after"), one


def _prove_entries(proof: Proof, benefits: set[str]) -> None:
    questions = {question.id for question in proof.catalogue.questions}
    for entry in proof.catalogue.entries:
        for key, known, wanted in (
            ("benefits", benefits, entry.benefits),
            ("questions", questions, entry.questions),
        ):
            for one in wanted:
                if one not in known:
                    proof.error(f"id sconosciuto: {one}", "entries", entry.id, key)


def _prove_permits(proof: Proof, read: Read, benefits: set[str]) -> None:
    """Report permits without a rule that an expression needs, and rows nobody can answer."""
    needed = {
        name.removeprefix("permitted.")
        for _, node in read
        for name in names(node)
        if name.startswith("permitted.")
    }
    for name in sorted(needed & benefits):
        lacking = [row.id for row in proof.catalogue.permits if name not in row.benefits]
        if lacking:
            message = f"manca la regola per {name} in: {', '.join(lacking)}"
            proof.error(message, "permits", lacking[0])
    for name in sorted({name for row in proof.catalogue.permits for name in row.benefits}):
        having = [row.id for row in proof.catalogue.permits if name in row.benefits]
        if name not in benefits:
            message = f"prestazione sconosciuta: {name}, in: {', '.join(having)}"
            proof.error(message, "permits", having[0], "benefits", name)
    rows = {row.id for row in proof.catalogue.permits}
    for question in proof.catalogue.questions:
        if question.id == PERMIT_QUESTION and question.kind == Kind.CHOICE:
            options = {option.value for option in question.options}
            for one in sorted(options ^ rows if needed else rows - options):
                message = f"«{one}» sta solo in uno fra domanda e tabella dei permessi"
                proof.error(message, "questions", question.id, "options")
