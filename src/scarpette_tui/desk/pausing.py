"""Pause: the draft waits until tonight, or as long as she agrees to (S5)."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import closing

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation


def until_tonight(consultation: "Consultation") -> str:
    """Leave the draft as it is: destroyed after midnight; return what to say."""
    return f"In pausa: la bozza {consultation.code} resta fino a stasera. Si riprende con R."


def kept(consultation: "Consultation") -> bool:
    """Say whether she agreed already that the draft stays."""
    with consultation.session.lock:
        return consultation.case.row.traceless is False


def keep(consultation: "Consultation") -> str:
    """Keep the draft, with her consent signed; return what to say.

    Raises:
        DiskError: the draft is as it was, and goes tonight.

    """
    session = consultation.session
    with session.lock:
        if not kept(consultation):
            consultation.case.record_consent(closing.consent(session, "keep_note", given=True))
            consultation.case.set_traceless(False)
    return f"In pausa: la bozza {consultation.code} resta finché la si chiude. Si riprende con R."
