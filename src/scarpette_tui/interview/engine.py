"""The door of the interview: a catalogue compiled once, asked about answers and a day.

Pure: same catalogue, answers and day, same result. The memory inside only saves time.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scarpette_tui.catalogue.model import Catalogue, PersonField, Question, QuestionBase
from scarpette_tui.errors import InputError
from scarpette_tui.interview import asking, explanation, pruning, relevance, remaining, what_if
from scarpette_tui.interview.answers import Answer, Answers
from scarpette_tui.interview.chances import Chances
from scarpette_tui.interview.deciding import Deciding, deciding
from scarpette_tui.interview.explanation import Why
from scarpette_tui.interview.guide import Guide
from scarpette_tui.interview.judging import Judged, Stage, judge
from scarpette_tui.interview.outcomes import (
    IncompatibilityResult,
    Outcome,
    StepResult,
    incompatibilities,
)
from scarpette_tui.interview.plan import plan
from scarpette_tui.interview.program import BenefitProgram, Program
from scarpette_tui.interview.relevance import Scope
from scarpette_tui.interview.remaining import Left
from scarpette_tui.interview.view import View
from scarpette_tui.interview.what_if import Change

_MAX_KEPT = 512

Focus = str | Iterable[str] | None
"""One benefit, several, or all."""


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """The question behind a key.

    `index` counts people from 0; `person_label` names the person as in "figlio o figlia 1".
    """

    key: str
    question: Question
    field: PersonField | None
    index: int | None
    person_label: str

    @property
    def asked(self) -> QuestionBase:
        """What is asked: the field, or the question itself."""
        return self.field or self.question


class Evaluation:
    """What the answers prove on a day. The plan and the next question are made on demand."""

    def __init__(self, judged: tuple[Judged, ...], view: View, guide: Guide) -> None:
        self._judged = judged
        self._view = view
        self._guide = guide
        self.on = view.on
        self.outcomes: tuple[Outcome, ...] = tuple(each.outcome for each in judged)
        """In the order of the catalogue."""

    def outcome(self, benefit: str) -> Outcome:
        """Return the outcome of one benefit.

        Raises:
            InputError: the catalogue has no such benefit.

        """
        for outcome in self.outcomes:
            if outcome.benefit.id == benefit:
                return outcome
        raise InputError(f"«{benefit}» non è nel catalogo.")

    def asks(self, benefit: str) -> bool:
        """Say whether a question that can be asked now still bears on a benefit's conditions."""
        return any(
            judged.wanted(stage)
            for judged in self._judged
            if judged.outcome.benefit.id == benefit
            for stage in (Stage.FIXED, Stage.MUTABLE)
        )

    @cached_property
    def plan(self) -> tuple[StepResult, ...]:
        """The steps of all benefits in play, in order."""
        return plan(self.outcomes)

    @cached_property
    def incompatibilities(self) -> tuple[IncompatibilityResult, ...]:
        """Pairs she may both have, but not together."""
        return incompatibilities(self.outcomes)

    @cached_property
    def live(self) -> tuple[str, ...]:
        """Live questions of rights and safety that can be asked now."""
        return tuple(relevance.live(self._judged, Scope()))

    @cached_property
    def next_question(self) -> str | None:
        """The next question of rights and safety."""
        return asking.next_question(self._judged, self._view, Scope(), (), self._guide)

    @cached_property
    def phase(self) -> str:
        """First phase with a live question: rights, safety, amounts; or done."""
        return str(relevance.phase_of(self._judged))


class Engine:
    """Runs a catalogue.

    Args:
        catalogue: the law data.

    Raises:
        CatalogueError: an expression cannot be read or names something unknown.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._program = Program(catalogue)
        self.chances = Chances(catalogue.priors, self._program.compiler.domains)
        """Assumed spreads of the answers: they guide the order and decide nothing."""
        self._guide = Guide(self.chances, self._program.compiler.law)
        self._kept: list[dict[Hashable, Judged]] = [{} for _ in self._program.benefits]
        self._last: View | None = None
        self._judged: tuple[View | None, tuple[Judged, ...]] = (None, ())

    @property
    def program(self) -> Program:
        """The catalogue compiled, for who measures the engine or reads a guard."""
        return self._program

    def evaluate(self, answers: Answers, on: date) -> Evaluation:
        """Return all outcomes; only benefits that read a changed answer are judged again."""
        view = self._look(answers, on)
        return Evaluation(self._judge_all(view), view, self._guide)

    def judge(self, answers: Answers, on: date) -> tuple[Judged, ...]:
        """Return each benefit with the questions it waits for, stage by stage."""
        return self._judge_all(self._look(answers, on))

    def next_question(
        self,
        answers: Answers,
        on: date,
        *,
        focus: Focus = None,
        amounts: bool = False,
        skip: Collection[str] = (),
    ) -> str | None:
        """Return the next live question, None when there is none left.

        Args:
            answers: what was said.
            on: the day as of which the law is read.
            focus: benefits to look at; all when None.
            amounts: also ask what only the figures need, last.
            skip: keys not to ask now.

        """
        view = self._look(answers, on)
        scope = Scope.of(focus, amounts)
        return asking.next_question(
            self._judge_all(view), view, scope, frozenset(skip), self._guide
        )

    def live_questions(
        self, answers: Answers, on: date, *, focus: Focus = None, amounts: bool = False
    ) -> tuple[str, ...]:
        """Return the live questions that can be asked now, rights first."""
        view = self._look(answers, on)
        return tuple(relevance.live(self._judge_all(view), Scope.of(focus, amounts)))

    def together(
        self, key: str, answers: Answers, on: date, *, focus: Focus = None, amounts: bool = False
    ) -> tuple[str, ...]:
        """Return the live yes-or-no questions that can be asked on one screen with this one."""
        view = self._look(answers, on)
        return asking.companions(key, self._judge_all(view), view, Scope.of(focus, amounts))

    def phase(
        self, answers: Answers, on: date, *, focus: Focus = None, skip: Collection[str] = ()
    ) -> str:
        """Return the first phase with a live question: rights, safety, amounts; or done."""
        view = self._look(answers, on)
        chosen = Scope.of(focus, amounts=False).of_judged(self._judge_all(view))
        return str(relevance.phase_of(chosen, skip))

    def remaining(
        self, answers: Answers, on: date, *, focus: Focus = None, amounts: bool = False
    ) -> tuple[int, int]:
        """Return the least and the most questions that may still be asked."""
        return self.left(answers, on, focus=focus, amounts=amounts)[:2]

    def left(
        self, answers: Answers, on: date, *, focus: Focus = None, amounts: bool = False
    ) -> Left:
        """Return how many questions may still be asked: proved bounds, and what is usual."""
        view = self._look(answers, on)
        return remaining.left(self._judge_all(view), view, Scope.of(focus, amounts))

    def question(self, key: str) -> QuestionRef:
        """Return the question behind a key.

        Raises:
            InputError: the catalogue has no such question.

        """
        entry = self._program.entry(key)
        index = int(key.split(".")[1]) if entry.field else None
        one = entry.question.one or entry.question.say
        label = "" if index is None else f"{one} {index + 1}"
        return QuestionRef(key, entry.question, entry.field, index, label)

    def explain(self, key: str, answers: Answers, on: date) -> Why:
        """Return why a question is asked: the rights it decides, with their sources."""
        view = self._look(answers, on)
        return explanation.explain(key, self._judge_all(view), view)

    def what_if(self, answers: Answers, on: date, key: str, answer: Answer) -> tuple[Change, ...]:
        """Return the benefits whose status another answer would change."""
        before = self.evaluate(answers, on).outcomes
        after = self.evaluate(answers.put(key, answer), on).outcomes
        return what_if.changes(before, after)

    def deciding(self, benefit: str, answers: Answers, on: date) -> Deciding:
        """Return the fewest answers that decide a benefit, and the law they settle it by."""
        view = self._look(answers, on)
        compiled = self._program.by_id[benefit]
        place = self._program.benefits.index(compiled)
        outcome = self._judge(compiled, self._kept[place], view).outcome
        return deciding(self._program, outcome, view)

    def remarks(self, answers: Answers, on: date) -> tuple[str, ...]:
        """Return what to say calmly of answers that do not agree with each other."""
        view = self._look(answers, on)
        return tuple(
            remark.text for remark, item in self._program.remarks if view.value(item) is True
        )

    def prune(self, answers: Answers, on: date) -> tuple[Answers, tuple[str, ...]]:
        """Return the answers that are still reachable, and the keys of the others.

        An answer is out of reach when its question is no longer asked, or when it speaks of
        a person who is no longer counted. The caller may keep it and put it back.
        """
        return pruning.prune(answers, lambda kept: self._look(kept, on))

    def _look(self, answers: Answers, on: date) -> View:
        """Return a view of the answers; what the last one worked out is not done again."""
        last = self._last
        if last is not None and last.answers is answers and last.on == on:
            return last
        view = self._last = View(self._program, answers, on, self._last)
        return view

    def _judge_all(self, view: View) -> tuple[Judged, ...]:
        seen, judged = self._judged
        if seen is not view:
            judged = tuple(
                self._judge(compiled, kept, view)
                for compiled, kept in zip(self._program.benefits, self._kept, strict=True)
            )
            self._judged = (view, judged)
        return judged

    def _judge(self, compiled: BenefitProgram, kept: dict[Hashable, Judged], view: View) -> Judged:
        signature = view.signature(compiled.reads)
        found = kept.get(signature)
        if found is None:
            if len(kept) >= _MAX_KEPT:
                kept.clear()
            found = kept[signature] = judge(compiled, view)
        return found
