"""Golden cases read once, and what each expects of an outcome."""

from decimal import Decimal
from functools import lru_cache

from scarpette_tui.desk import law
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.paths import data_root

PATHS = sorted((data_root() / "cases" / "golden").glob("*.toml"))


@lru_cache(maxsize=1)
def cases():
    """Return (name, CaseInput) of every golden case, in the order of their names."""
    catalogue = law.catalogue()
    return tuple(
        (path.stem, read_case(path.read_text(encoding="utf-8"), catalogue, path.name))
        for path in PATHS
    )


def seen(outcome, wanted):
    """Return what an outcome shows of what a case expects, in the same shape."""
    found = {}
    for key in wanted:
        found[key] = _READERS[key](outcome, wanted[key])
    return found


def shown(outcome):
    """Return all that an outcome shows, in the words a case may expect."""
    amount = outcome.amount
    steps = [each.id.partition(".")[2] for each in outcome.steps]
    return {
        "status": outcome.status.value,
        "requirements": _requirements(outcome, [each.id for each in outcome.requirements]),
        "amount": _figure("value")(outcome, None),
        "min": _figure("low")(outcome, None),
        "max": _figure("high")(outcome, None),
        "payments": amount.payments if amount else None,
        "line": _line(outcome, [line.label for line in amount.lines] if amount else []),
        "schedule": _schedule(outcome, amount.schedule if amount else []),
        "steps": steps,
        "do_when": _do_when(outcome, steps),
        "reason": _reasons(outcome, steps),
        "deadlines": _deadlines(outcome, steps),
        "warnings": [each.id for each in outcome.warnings],
        "stale": outcome.stale,
    }


def _figure(name):
    def read(outcome, _):
        value = getattr(outcome.amount, name) if outcome.amount else None
        if value is None:
            return None
        return f"{value:.2f}" if value == round(value, 2) else str(value)

    return read


def _step_ids(outcome):
    return {each.id.partition(".")[2] for each in outcome.steps}


def _requirements(outcome, wanted):
    words = {True: True, False: False, None: "open"}
    held = {each.id: words[each.holds] for each in outcome.requirements}
    return {key: held.get(key, "not in force") for key in wanted}


def _do_when(outcome, wanted):
    steps = {each.id.partition(".")[2]: each.do_when.value for each in outcome.steps}
    return {key: steps.get(key, "no such step") for key in wanted}


def _deadlines(outcome, wanted):
    days = {each.id.partition(".")[2]: each.deadline for each in outcome.steps}
    return {key: days.get(key) or "open" for key in wanted}


def _line(outcome, wanted):
    values = {line.label: line.value for line in outcome.amount.lines} if outcome.amount else {}
    return {key: _as_figure(values.get(key)) for key in wanted}


def _as_figure(value):
    return "open" if value is None else f"{value.normalize():f}"


def _reasons(outcome, wanted):
    """Return which of a step's reasons to wait was chosen, counted from 1; 0 for none."""
    written = {
        each.id: [rule.because for rule in each.do_when_if] for each in outcome.benefit.steps
    }
    chosen = {each.id.partition(".")[2]: each.because for each in outcome.steps}
    return {key: written[key].index(chosen[key]) + 1 if chosen.get(key) else 0 for key in wanted}


def _lines(outcome, wanted):
    values = [line.value for line in outcome.amount.lines] if outcome.amount else []
    return [text for text in wanted if Decimal(text) in values]


def _schedule(outcome, wanted):
    payments = outcome.amount.schedule if outcome.amount else ()
    values = ["open" if each.value is None else f"{each.value:.2f}" for each in payments]
    return values[: len(wanted)]


_READERS = {
    "status": lambda outcome, _: outcome.status.value,
    "amount": _figure("value"),
    "min": _figure("low"),
    "max": _figure("high"),
    "payments": lambda outcome, _: outcome.amount.payments if outcome.amount else None,
    "requirements": _requirements,
    "do_when": _do_when,
    "reason": _reasons,
    "warnings": lambda outcome, wanted: [
        key for key in wanted if key in {each.id for each in outcome.warnings}
    ],
    "no_warnings": lambda outcome, wanted: [
        key for key in wanted if key not in {each.id for each in outcome.warnings}
    ],
    "steps": lambda outcome, wanted: [key for key in wanted if key in _step_ids(outcome)],
    "no_steps": lambda outcome, wanted: [key for key in wanted if key not in _step_ids(outcome)],
    "lines": _lines,
    "line": _line,
    "schedule": _schedule,
    "deadlines": _deadlines,
    "deadline": lambda outcome, _: outcome.deadline,
    "stale": lambda outcome, _: outcome.stale,
}
