"""Someone who types: answers each request of the linear interview from a case."""

import io
from datetime import date
from decimal import Decimal

from scarpette_tui.desk import consultation as desk
from scarpette_tui.desk.idle import Idle
from scarpette_tui.desk.words import day, number
from scarpette_tui.interview.answers import State
from scarpette_tui.linear.interview import Home, Interview
from scarpette_tui.linear.talk import Talk
from scarpette_tui.vault.content import AnswersDoc


class Given(io.StringIO):
    """Standard input made of lines, or of what a function returns at each request."""

    def __init__(self, lines):
        super().__init__()
        self.left = 1_000
        self.lines = lines if callable(lines) else iter(lines).__next__

    def readline(self, *_):
        self.left -= 1
        assert self.left, "too many requests"
        try:
            return self.lines() + "\n"
        except StopIteration:
            return ""


def talk(lines, clock):
    """Return a talk over these lines, and what it says."""
    shown = io.StringIO()
    return Talk(Given(lines), shown, Idle(clock)), shown


def typed(question, answer):
    """Return what a person types for an answer; "non so" for what a case does not say."""
    if answer is None or answer.state is State.UNKNOWN:
        return "non so"
    if answer.state is State.DECLINED:
        return "preferisce non dire"
    values = [one.value for one in question.options]
    match answer.value:
        case bool() as yes:
            return "sì" if yes else "no"
        case str() as one:
            return str(values.index(one) + 1)
        case frozenset() as many:
            return ", ".join(str(values.index(one) + 1) for one in sorted(many)) or "0"
        case Decimal() as money:
            return number(money, 2)
        case date() as when:
            return day(when)
        case whole:
            return str(whole)


def speak(session, gate, answers, clock, *, amounts=True):
    """Answer a whole linear interview from a case; return the consultation, and what was said."""
    consultation = desk.start(session, gate)
    spoken, interview = [], None

    def line():
        question = interview.view.question
        if question is not None:
            return typed(question, answers.get(question.key))
        if shown.getvalue().rstrip("> \n").endswith("Nessuna pausa: continuiamo"):
            return "1"
        wanted = amounts and interview.view.amounts_left
        return "2" if wanted and "Calcolare gli importi" in shown.getvalue() else "Mettere in pausa"

    voice, shown = talk(line, clock)
    interview = Interview(voice, consultation)
    try:
        interview.run()
    except Home as left:
        spoken.append(str(left))
    return consultation, shown.getvalue() + "\n".join(spoken)


def stored(consultation):
    """Return the sealed document of a consultation's answers, as it is on disk."""
    return consultation.case.read(AnswersDoc)
