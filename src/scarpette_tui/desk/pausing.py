"""Pause: the draft waits until tonight, or as long as she agrees to (S5)."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import closing

QUESTION = "Che cosa resta durante la pausa?"
ASKED = "Le due scelte valgono uguale. Le si chiede: «Torna oggi, o un altro giorno?»"
CHOICES = (
    ("tonight", "Senza traccia: resta fino a stasera", "a mezzanotte si cancella da sola"),
    (
        "keep",
        "Tenere: resta finché la si chiude",
        "acconsente che teniamo questi appunti, solo per i passi",
    ),
    ("", "Nessuna pausa: continuiamo", ""),
)
"""Value, label and remark of each: two equal choices, and the way back."""

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
    """Keep the draft, with her consent signed; return what to say. A kept case stays one.

    Raises:
        DiskError: the draft is as it was, and goes tonight.

    """
    session, code = consultation.session, consultation.code
    with session.lock:
        if consultation.case.row.state.value == "closed":
            return f"Il fascicolo {code} resta tenuto, con le risposte di oggi. Si riapre con F."
        if not kept(consultation):
            consultation.case.record_consent(closing.consent(session, "keep_note", given=True))
            consultation.case.set_traceless(False)
    return f"In pausa: la bozza {code} resta finché la si chiude. Si riprende con R."
