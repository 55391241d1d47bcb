"""What the interview shows: questions, answers, the live panel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OptionView:
    """One value of a choice."""

    value: str
    label: str


@dataclass(frozen=True)
class AnswerView:
    """An answer given. `state` is given, unknown or declined; `text` is how it reads."""

    key: str
    label: str
    """The question in short."""
    text: str
    state: str
    provenance: str
    """detto, visto or da_verificare."""
    raw: str | bool | tuple[str, ...] | None
    """What to put back into the field: text, yes/no, or chosen values."""


@dataclass(frozen=True)
class QuestionView:
    """One question as painted. `kind` as in the catalogue (yes_no, choice, choices, ...)."""

    key: str
    kind: str
    say: str
    section: str
    phase: str
    """rights, safety or amounts."""
    person: str = ""
    """For repeated groups: "primo figlio o figlia"."""
    options: tuple[OptionView, ...] = ()
    hint: str = ""
    """How to write it: "euro, per esempio 1.234,50", "gg/mm/aaaa"."""
    how: str = ""
    why: str = ""
    never: str = ""
    look_up: str = ""
    short: str = ""
    """The words of its box, where several questions stand on one screen; empty elsewhere."""
    current: AnswerView | None = None


@dataclass(frozen=True)
class BenefitLine:
    """One benefit in the live panel."""

    benefit: str
    name: str
    plain: str
    status: str
    """due, obtainable, possible, not_asked, not_due or closed."""
    status_text: str
    """In words; "non ancora chiesto" is never a no."""
    goes_to: str = ""
    """Who gets it when she does not."""


@dataclass(frozen=True)
class InterviewView:
    """Everything the interview screen paints."""

    question: QuestionView | None
    """None: nothing left that can change anything."""
    phase: str
    phase_title: str
    sure: tuple[BenefitLine, ...]
    """Due."""
    near: tuple[BenefitLine, ...]
    """Obtainable: a step is missing, or a paper."""
    open: tuple[BenefitLine, ...]
    """Everything that decides it was asked, and something stays open."""
    unasked: tuple[BenefitLine, ...]
    """Not asked yet, or not wholly: never a no."""
    answered: tuple[AnswerView, ...]
    """In the order they were asked."""
    left: tuple[int, int]
    """How many questions usually are left; the upper end never grows without `news`."""
    focus: str = ""
    amounts_wanted: bool = False
    amounts_left: int = 0
    """Money questions that would give figures, when they were not asked for yet."""
    can_go_back: bool = False
    left_most: int = 0
    """Never more than these."""
    news: str = ""
    """Why the upper end grew: the last answer opened something."""
    put_aside: int = 0
    """Answers that the last one put aside: nothing asks for them now."""
    restored: int = 0
    """Answers just brought back."""
    coming_back: tuple[AnswerView, ...] = ()
    """Answers put aside that are asked again: `bring_back` decides."""
    remarks: tuple[str, ...] = ()
    """Answers that do not agree with each other, said calmly."""
    style: str = "discreto"
    """discreto or rapido."""
    group: tuple[QuestionView, ...] = ()
    """Several yes-or-no questions to put on one screen (rapido); empty for one."""
    short: bool = False
    """A short path: it ends before everything was asked."""


@dataclass(frozen=True)
class EffectLine:
    """What one possible answer would change at once."""

    answer: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class WhyLine:
    """What depends on a question."""

    benefit: str
    text: str
    source: str
