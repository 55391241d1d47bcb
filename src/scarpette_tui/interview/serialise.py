"""An evaluation as the JSON object of design.md section 8. Keys may be added, never renamed."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from scarpette_tui.catalogue.model import Catalogue
from scarpette_tui.interview.engine import Evaluation
from scarpette_tui.interview.outcomes import (
    AmountResult,
    Figure,
    Outcome,
    RequirementResult,
    StepResult,
    WarningResult,
)

_CENT = Decimal("0.01")


def evaluation_to_json(evaluation: Evaluation, catalogue: Catalogue) -> dict[str, Any]:
    """Return an evaluation as plain JSON data: euro as text with two decimals, ISO dates."""
    return {
        "catalogue": catalogue.manifest.version,
        "on": evaluation.on.isoformat(),
        "outcomes": [_outcome(outcome) for outcome in evaluation.outcomes],
        "plan": [_step(step) for step in evaluation.plan],
        "next_question": evaluation.next_question,
        "phase": evaluation.phase,
        "live": list(evaluation.live),
        "incompatibilities": [
            {"benefit": each.benefit, "other": each.other, "text": each.text, "source": each.source}
            for each in evaluation.incompatibilities
        ],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "benefit": outcome.benefit.id,
        "status": str(outcome.status),
        "fact_status": str(outcome.fact_status),
        "amount": _amount(outcome.amount) if outcome.amount else None,
        "requirements": [_requirement(each) for each in outcome.requirements],
        "deadline": _day(outcome.deadline),
        "closed_on": _day(outcome.benefit.closed_on),
        "warnings": [_warning(each) for each in outcome.warnings],
        "missing": list(outcome.missing),
        "stale": outcome.stale,
    }


def _requirement(result: RequirementResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "holds": result.holds,
        "obtainable": result.obtainable or None,
        "source": result.source,
        "fact_status": str(result.fact_status),
        "sentence": result.sentence,
        "used": list(result.keys_used),
        "not_asked": list(result.not_asked),
    }


def _amount(amount: AmountResult) -> dict[str, Any]:
    return {
        "value": _euro(amount.value),
        "min": _euro(amount.low),
        "max": _euro(amount.high),
        "currency": "EUR",
        "period": amount.period,
        "payments": amount.payments,
        "schedule": [{"number": paid.number, **_figure(paid)} for paid in amount.schedule],
        "lines": [
            {"label": line.label, "unit": line.unit, **_figure(line)} for line in amount.lines
        ],
        "source": amount.source,
        "fact_status": str(amount.fact_status),
        "note": amount.note,
        "open": list(amount.open_keys),
        "at_most": amount.at_most,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": _euro(figure.value),
        "min": _euro(figure.low),
        "max": _euro(figure.high),
    }


def _step(step: StepResult) -> dict[str, Any]:
    return {
        "step": step.id,
        "benefit": step.benefit,
        "where": step.where,
        "do_when": str(step.do_when),
        "by": _day(step.deadline),
        "after": list(step.after),
        "traces": [trace.model_dump() for trace in step.traces],
        "kind": step.kind,
        "do": step.do,
        "because": step.because,
        "needed": step.when,
        "fact_status": str(step.fact_status),
    }


def _warning(warning: WarningResult) -> dict[str, Any]:
    return {
        "id": warning.id,
        "text": warning.text,
        "urgent": warning.urgent,
        "holds": warning.when,
        "source": warning.source,
    }


def _euro(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(_CENT, ROUND_HALF_UP))


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
