"""What the desk shows to a front end: plain immutable records, texts ready to be painted.

Nothing here is a widget, a table row or a law object. Texts are Italian and must never be
parsed as markup. Money is already written the Italian way; dates stay `date`.
"""

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
