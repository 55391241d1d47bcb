"""Several yes-or-no questions on one screen (rapido): an unmarked box is a no only when confirmed."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from scarpette_tui.desk.views import InterviewView, QuestionView
from scarpette_tui.tui.widgets.ask import Ask
from scarpette_tui.tui.widgets.choices import Choice

NONE = "\0nessuna"
NOT_KNOWN, NOT_SAID = "?", "-"
"""Signs of "non so" and "preferisce non dire"."""
HOW = (
    "Spazio o il numero: sì. F3: non so. F4: preferisce non dire.",
    "Le voci senza segno diventano «no» solo con «Nessuna delle altre».",
)
UNCONFIRMED = "Per le voci senza segno serve «Nessuna delle altre», oppure F3 o F4 su ognuna."


class Read(NamedTuple):
    """What a screen of several questions says; `sure` when every row has its answer."""

    yes: tuple[str, ...]
    unknown: tuple[str, ...]
    declined: tuple[str, ...]
    sure: bool


def ask_group(view: InterviewView) -> Ask:
    """Return the questions of a group as rows to mark, and the row that confirms the others."""
    first = view.group[0]
    rows = [Choice(one.key, one.short or one.say) for one in view.group]
    return Ask(
        step="  ·  ".join(part for part in (first.section, first.person) if part),
        say="Quale di queste la riguarda?",
        choices=(*rows, Choice(NONE, "Nessuna delle altre", "n")),
        multi=True,
        quiet=HOW,
    )


def read(
    group: Collection[QuestionView], marked: Collection[str], signed: Mapping[str, str]
) -> Read:
    """Return what the marks and the signs on the rows say."""
    keys = [one.key for one in group]
    yes = tuple(key for key in keys if key in marked)
    unknown = tuple(key for key in keys if signed.get(key) == NOT_KNOWN)
    declined = tuple(key for key in keys if signed.get(key) == NOT_SAID)
    left = len(keys) - len(yes) - len(unknown) - len(declined)
    return Read(yes, unknown, declined, not left or NONE in marked)


def summary(found: Read, many: int) -> str:
    """Return the answers in a few words, for the status line."""
    no = many - len(found.yes) - len(found.unknown) - len(found.declined)
    counts = (
        (len(found.yes), "sì"),
        (no, "no"),
        (len(found.unknown), "non so"),
        (len(found.declined), "preferisce non dire"),
    )
    return ", ".join(f"{count} {label}" for count, label in counts if count)
