"""Where a consultation stands, as the sealed document that is kept of it."""

from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import law
from scarpette_tui.desk.progress import Progress

if TYPE_CHECKING:
    from scarpette_tui.vault.content import AnswersDoc
    from scarpette_tui.vault.service import Case


def document_of(progress: Progress, today: date) -> "AnswersDoc":
    """Return the document; the news of the last answer is not kept."""
    from scarpette_tui.vault.content import AnswersDoc  # noqa: PLC0415 - behind the lock

    return AnswersDoc(
        answers=progress.answers.to_json(),
        pruned=progress.pruned.to_json(),
        asked=progress.asked,
        position=progress.position,
        focus=progress.focus,
        entry=progress.entry,
        amounts=progress.amounts,
        style=progress.style,
        ceiling=progress.ceiling,
        on=today,
    )


def progress_of(case: "Case") -> Progress:
    """Return where a case was left.

    Raises:
        VaultDamagedError: its seal does not open.

    """
    from scarpette_tui.interview.answers import Answers  # noqa: PLC0415 - behind the lock
    from scarpette_tui.vault.content import AnswersDoc  # noqa: PLC0415

    saved = case.read(AnswersDoc) or AnswersDoc()
    catalogue = law.catalogue()
    return Progress(
        answers=Answers.from_json(saved.answers, catalogue),
        pruned=Answers.from_json(saved.pruned, catalogue),
        asked=saved.asked,
        position=saved.position,
        focus=saved.focus,
        entry=saved.entry,
        amounts=saved.amounts,
        style=saved.style,
        ceiling=saved.ceiling,
    )
