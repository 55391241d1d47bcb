"""Whole interviews for the tests: the one that asks least, and the one that asks everything."""

from collections.abc import Callable
from datetime import date
from typing import Any

from scarpette_tui.catalogue.model import Kind
from scarpette_tui.interview.answers import Answer, Answers
from scarpette_tui.interview.engine import Engine, Evaluation
from scarpette_tui.interview.view import View

Oracle = Callable[[str], Answer]
MOST = 400


def least(engine: Engine, oracle: Oracle, on: date, **scope: Any) -> tuple[Answers, list[str]]:
    """Answer only what the engine asks, until it asks no more."""
    answers, asked = Answers.empty(), []
    while (key := engine.next_question(answers, on, **scope)) is not None:
        assert key not in answers, f"asked twice: {key}"
        assert len(asked) < MOST
        asked.append(key)
        answers = answers.put(key, oracle(key))
    return answers, asked


def everything(engine: Engine, oracle: Oracle, on: date) -> Answers:
    """Answer every question whose turn comes, in the author's order, whatever it is for."""
    answers = Answers.empty()
    found = True
    while found:
        found = False
        for question in engine.catalogue.questions:
            view = View(engine._program, answers, on)
            if question.id not in answers and view.guard(question.id) is True:
                answers, found = answers.put(question.id, oracle(question.id)), True
            if question.kind is Kind.PEOPLE and answers.values_given.get(question.id):
                for index in range(int(answers.values_given[question.id])):
                    for field in question.fields:
                        key = f"{question.id}.{index}.{field.id}"
                        if key in answers:
                            continue
                        if View(engine._program, answers, on).guard(key) is True:
                            answers, found = answers.put(key, oracle(key)), True
    return answers


def said(evaluation: Evaluation, amounts: bool = False) -> list[Any]:
    """Return all that she would be told: statuses, steps, warnings, plan; figures on request."""
    told: list[Any] = []
    for outcome in evaluation.outcomes:
        warnings = [w for w in outcome.warnings if w.source] if not amounts else outcome.warnings
        told.append((outcome.benefit.id, outcome.status, outcome.steps, tuple(warnings)))
        if amounts and outcome.amount:
            amount = outcome.amount
            told.append((amount.value, amount.low, amount.high, amount.payments, amount.schedule))
    return [*told, evaluation.plan]
