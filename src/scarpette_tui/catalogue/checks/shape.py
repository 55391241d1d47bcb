"""Proof 4: benefits and questions say everything that the model alone cannot ask for."""

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.model import Benefit, Kind, Question, QuestionBase, Status

_CHOICES = {Kind.CHOICE, Kind.CHOICES}
_NUMBERS = {Kind.COUNT, Kind.MONEY, Kind.MONTHS, Kind.PEOPLE}


NEVER_EMPTY = {
    "questions": "nessuna domanda",
    "permits": "nessun permesso",
    "contacts": "nessun contatto",
    "entries": "nessuna frase d'ingresso",
}


def prove_lists(proof: Proof) -> None:
    """Report lists without which no interview or no paper can be made."""
    for name, said in NEVER_EMPTY.items():
        if not getattr(proof.catalogue, name):
            proof.report.errors.append(f"{name}: il catalogo non ha {said}.")


def prove_benefits(proof: Proof) -> None:
    """Report benefits that leave something unsaid."""
    groups = {group.id for group in proof.catalogue.manifest.groups}
    for benefit in proof.catalogue.benefits:
        for message, path in _benefit_faults(benefit, groups):
            proof.error(f"{benefit.id}: {message}", "benefits", benefit.id, *path)


def _benefit_faults(benefit: Benefit, groups: set[str]) -> list[tuple[str, tuple[str | int, ...]]]:
    faults: list[tuple[str, tuple[str | int, ...]]] = []
    if benefit.group not in groups:
        faults.append((f"gruppo sconosciuto «{benefit.group}»", ("group",)))
    if (benefit.amount is None) != bool(benefit.no_amount):
        faults.append(("serve l'importo, oppure il motivo per cui non c'è (no_amount)", ()))
    if (benefit.neutral is None) != bool(benefit.said_aloud):
        faults.append(("serve la forma neutra, oppure said_aloud che dice perché manca", ()))
    if not benefit.reachable:
        faults.append(("nessuno stato raggiungibile (reachable)", ("reachable",)))
    bounded = benefit.closed_on is not None or benefit.opened_on is not None
    if (Status.CLOSED in benefit.reachable) != bounded:
        told = "«closed» è raggiungibile se e solo se c'è closed_on o opened_on"
        faults.append((told, ("reachable",)))
    if bool(benefit.closed_on) != bool(benefit.closed_text):
        faults.append(("closed_on e closed_text vanno insieme", ("closed_on",)))
    if Status.OBTAINABLE in benefit.reachable and not any(
        one.obtainable for one in benefit.requirements
    ):
        faults.append(("«obtainable» senza un requisito ottenibile", ("reachable",)))
    for index, step in enumerate(benefit.steps):
        if bool(step.traces) == bool(step.no_traces):
            message = f"passo {step.id}: servono le tracce, oppure no_traces che dice perché"
            faults.append((message, ("steps", index)))
        if bool(step.deadline) and not step.deadline_text:
            message = f"passo {step.id}: la scadenza va detta anche a parole (deadline_text)"
            faults.append((message, ("steps", index)))
    return faults


def prove_questions(proof: Proof) -> None:
    """Report questions whose domain does not fit their kind."""
    for question in proof.catalogue.questions:
        _prove_domain(proof, question, question, ())
        for index, one in enumerate(question.fields):
            _prove_domain(proof, question, one, ("fields", index))
            if one.kind == Kind.PEOPLE:
                proof.error(f"{one.id}: persone dentro persone", "questions", question.id)


def _prove_domain(
    proof: Proof, question: Question, one: QuestionBase, path: tuple[str | int, ...]
) -> None:
    faults = []
    if (one.kind in _CHOICES) != bool(one.options):
        faults.append("le opzioni vanno con le scelte, e solo con quelle")
    if one.kind == Kind.CHOICE and len(one.options) < 2:
        faults.append("una scelta vuole almeno due opzioni")
    if one.kind not in _NUMBERS and (one.min is not None or one.max is not None):
        faults.append("min e max vanno solo con i numeri")
    if one.kind != Kind.DATE and (one.earliest or one.latest):
        faults.append("earliest e latest vanno solo con le date")
    if one.kind != Kind.DATE and one.past:
        faults.append("past va solo con le date")
    if one.min is not None and one.max is not None and one.max < one.min:
        faults.append("max è minore di min")
    if one.earliest and one.latest and one.latest < one.earliest:
        faults.append("latest viene prima di earliest")
    for fault in faults:
        proof.error(f"{one.id}: {fault}", "questions", question.id, *path)
