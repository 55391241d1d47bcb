"""What another answer would change, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scarpette_tui.desk import law, words
from scarpette_tui.desk.views import EffectLine

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.interview.what_if import Change

MOST_OPTIONS = 12
"""Possible answers whose effects are shown at most."""


def effects(consultation: "Consultation", key: str) -> tuple[EffectLine, ...]:
    """Return what each possible answer would change at once, for yes, no and choices."""
    from scarpette_tui.interview.answers import given  # noqa: PLC0415

    engine = law.engine()
    asked = engine.question(key).asked
    values: list[tuple[str, bool | str | frozenset[str]]] = [("Sì", True), ("No", False)]
    if asked.kind.value == "choice":
        values = [(option.label, option.value) for option in asked.options]
    elif asked.kind.value == "choices":
        values = [(option.label, frozenset({option.value})) for option in asked.options]
    elif asked.kind.value != "yes_no":
        return ()
    with consultation.session.lock:
        today = consultation.session.clock.today()
        answers = consultation.progress.answers
        return tuple(
            EffectLine(label, changed(engine.what_if(answers, today, key, given(value))))
            for label, value in values[:MOST_OPTIONS]
        )


def changed(changes: "Sequence[Change]") -> tuple[str, ...]:
    """Return the benefits whose status would change, one a line."""
    names = {benefit.id: benefit.name for benefit in law.catalogue().benefits}
    return tuple(
        f"{names[change.benefit]}: da «{words.STATUS[change.before]}» "
        f"a «{words.STATUS[change.after]}»"
        for change in changes
    )
