"""What the desk shows to a front end: plain immutable records, texts ready to be painted.

Nothing here is a widget, a table row or a law object. Texts are Italian and must never be
parsed as markup. Money is already written the Italian way; dates stay `date`.

Loaded by name, part by part: the lock screen needs two of them, and each costs its share of
the first paint.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scarpette_tui.desk.views.asking import (
        AnswerView,
        BenefitLine,
        EffectLine,
        InterviewView,
        OptionView,
        QuestionView,
        WhyLine,
    )
    from scarpette_tui.desk.views.casework import (
        AuditLine,
        BackupView,
        CaseView,
        ConsentView,
        ContactView,
        HitView,
        PlanLine,
        UpkeepView,
    )
    from scarpette_tui.desk.views.finding import (
        BenefitView,
        PaperView,
        ProofLine,
        ResultsView,
        StepView,
        TraceView,
    )
    from scarpette_tui.desk.views.keeping import (
        CaseLine,
        ClosedView,
        ClosingChoices,
        NoteView,
    )
    from scarpette_tui.desk.views.opening import (
        ClosingTexts,
        DemoView,
        EntryLine,
        GateAnswers,
        GateTexts,
        UserView,
        VaultView,
    )

__all__ = [
    "AnswerView",
    "AuditLine",
    "BackupView",
    "BenefitLine",
    "BenefitView",
    "CaseLine",
    "CaseView",
    "ClosedView",
    "ClosingChoices",
    "ClosingTexts",
    "ConsentView",
    "ContactView",
    "DemoView",
    "EffectLine",
    "EntryLine",
    "GateAnswers",
    "GateTexts",
    "HitView",
    "InterviewView",
    "NoteView",
    "OptionView",
    "PaperView",
    "PlanLine",
    "ProofLine",
    "QuestionView",
    "ResultsView",
    "StepView",
    "TraceView",
    "UpkeepView",
    "UserView",
    "VaultView",
    "WhyLine",
]

_PARTS = {
    "asking": {
        "AnswerView",
        "BenefitLine",
        "EffectLine",
        "InterviewView",
        "OptionView",
        "QuestionView",
        "WhyLine",
    },
    "casework": {
        "AuditLine",
        "BackupView",
        "CaseView",
        "ConsentView",
        "ContactView",
        "HitView",
        "PlanLine",
        "UpkeepView",
    },
    "finding": {"BenefitView", "PaperView", "ProofLine", "ResultsView", "StepView", "TraceView"},
    "keeping": {"CaseLine", "ClosedView", "ClosingChoices", "NoteView"},
    "opening": {
        "ClosingTexts",
        "DemoView",
        "EntryLine",
        "GateAnswers",
        "GateTexts",
        "UserView",
        "VaultView",
    },
}


def __getattr__(name: str) -> object:
    """Load the part that holds a view, when someone asks for it by name."""
    for part, names in _PARTS.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{part}"), name)
            globals()[name] = found
            return found
    raise AttributeError(name)
