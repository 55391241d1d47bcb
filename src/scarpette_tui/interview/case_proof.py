"""Proves that each golden case comes out as the person who wrote it says the law does.

`[expected.<benefit>]` may say: status; amount, or min and max; payments; requirements by id
(true, false, "open"); steps and no_steps, warnings and no_warnings by id; do_when, reason (which
of its reasons to wait, from 1; 0 for none) and deadlines by step; the first deadline; lines
(figures of the arithmetic) or line (by label); schedule (the first payments); stale.
`seen` gives what an outcome shows in the same shape, so that the two are compared as they are.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.interview.case_file_format import CaseInput
from scarpette_tui.interview.engine import Engine
from scarpette_tui.interview.outcomes import Outcome

OPEN = "open"
Reader = Callable[[Outcome, Any], object]


def case_faults(catalogue: Catalogue, cases: Iterable[tuple[str, CaseInput]]) -> tuple[str, ...]:
    """Return one Italian line for each thing that does not come out as a case says.

    Args:
        catalogue: the law data.
        cases: each with its name.

    """
    benefits = {benefit.id: benefit for benefit in catalogue.benefits}
    engines: dict[str, Engine] = {}
    faults = []
    for name, case in cases:
        if case.on is None:
            faults.append(f"{name}: manca il giorno (on)")
            continue
        for ident, wanted in case.expected.items():
            if ident not in engines:
                alone = catalogue.model_copy(update={"benefits": (benefits[ident],)})
                engines[ident] = Engine(alone)
            outcome = engines[ident].evaluate(case.answers, case.on).outcome(ident)
            faults += [f"{name}: {ident}, {fault}" for fault in _faults(outcome, wanted)]
    return tuple(faults)


def _faults(outcome: Outcome, wanted: Mapping[str, Any]) -> list[str]:
    unknown = [key for key in wanted if key not in READERS]
    if unknown:
        return [f"«{unknown[0]}» non è fra le cose che un caso può dire"]
    found = seen(outcome, wanted)
    return [
        f"{key}: il caso dice {_said(value)}, la regola dà {_said(found[key])}"
        for key, value in wanted.items()
        if found[key] != value
    ]


def seen(outcome: Outcome, wanted: Mapping[str, Any]) -> dict[str, object]:
    """Return what an outcome shows of what a case expects, in the same shape."""
    return {key: READERS[key](outcome, value) for key, value in wanted.items()}


def shown(outcome: Outcome) -> dict[str, Any]:
    """Return all that an outcome shows, in the words a case may expect."""
    steps = [_short(each.id) for each in outcome.steps]
    amount = outcome.amount
    everything: dict[str, Any] = {
        "requirements": [each.id for each in outcome.requirements],
        "line": [line.label for line in amount.lines] if amount else [],
        "schedule": amount.schedule if amount else (),
        "steps": steps,
        "warnings": [each.id for each in outcome.warnings],
    } | dict.fromkeys(("do_when", "reason", "deadlines"), steps)
    alone = ("status", "amount", "min", "max", "payments", "stale")
    return seen(outcome, dict.fromkeys(alone) | everything)


def _said(value: object) -> str:
    return f"{value!r}".replace("'", "«", 1).replace("'", "»", 1) if value is not None else "niente"


def _short(step: str) -> str:
    return step.partition(".")[2]


def _figure(name: str) -> Reader:
    def read(outcome: Outcome, _: object) -> str | None:
        value = getattr(outcome.amount, name) if outcome.amount else None
        if value is None:
            return None
        return f"{value:.2f}" if value == round(value, 2) else str(value)

    return read


def _requirements(outcome: Outcome, wanted: Iterable[str]) -> dict[str, object]:
    held = {each.id: OPEN if each.holds is None else each.holds for each in outcome.requirements}
    return {key: held.get(key, "not in force") for key in wanted}


def _do_when(outcome: Outcome, wanted: Iterable[str]) -> dict[str, str]:
    steps = {_short(each.id): each.do_when.value for each in outcome.steps}
    return {key: steps.get(key, "no such step") for key in wanted}


def _reasons(outcome: Outcome, wanted: Iterable[str]) -> dict[str, int]:
    written = {
        each.id: [rule.because for rule in each.do_when_if] for each in outcome.benefit.steps
    }
    chosen = {_short(each.id): each.because for each in outcome.steps}
    return {key: written[key].index(chosen[key]) + 1 if chosen.get(key) else 0 for key in wanted}


def _deadlines(outcome: Outcome, wanted: Iterable[str]) -> dict[str, object]:
    days = {_short(each.id): each.deadline for each in outcome.steps}
    return {key: days.get(key) or OPEN for key in wanted}


def _line(outcome: Outcome, wanted: Iterable[str]) -> dict[str, str]:
    values = {line.label: line.value for line in outcome.amount.lines} if outcome.amount else {}
    found = {key: values.get(key) for key in wanted}
    return {k: OPEN if v is None else f"{v.normalize():f}" for k, v in found.items()}


def _lines(outcome: Outcome, wanted: Iterable[str]) -> list[str]:
    values = [line.value for line in outcome.amount.lines] if outcome.amount else []
    return [text for text in wanted if Decimal(text) in values]


def _schedule(outcome: Outcome, wanted: Any) -> list[str]:  # noqa: ANN401 - any list of payments
    payments = outcome.amount.schedule if outcome.amount else ()
    values = [OPEN if each.value is None else f"{each.value:.2f}" for each in payments]
    return values[: len(wanted)]


def _among(ids: Callable[[Outcome], set[str]], *, there: bool) -> Reader:
    """Read a list of ids: those that are there, or those that are not."""

    def read(outcome: Outcome, wanted: Any) -> list[str]:  # noqa: ANN401 - as a case wrote it
        present = ids(outcome)
        return [key for key in wanted if (key in present) == there]

    return read


def _step_ids(outcome: Outcome) -> set[str]:
    return {_short(each.id) for each in outcome.steps}


def _warning_ids(outcome: Outcome) -> set[str]:
    return {each.id for each in outcome.warnings}


READERS: dict[str, Reader] = {
    "status": lambda outcome, _: outcome.status.value,
    "amount": _figure("value"),
    "min": _figure("low"),
    "max": _figure("high"),
    "payments": lambda outcome, _: outcome.amount.payments if outcome.amount else None,
    "requirements": _requirements,
    "do_when": _do_when,
    "reason": _reasons,
    "warnings": _among(_warning_ids, there=True),
    "no_warnings": _among(_warning_ids, there=False),
    "steps": _among(_step_ids, there=True),
    "no_steps": _among(_step_ids, there=False),
    "lines": _lines,
    "line": _line,
    "schedule": _schedule,
    "deadlines": _deadlines,
    "deadline": lambda outcome, _: outcome.deadline,
    "stale": lambda outcome, _: outcome.stale,
}
