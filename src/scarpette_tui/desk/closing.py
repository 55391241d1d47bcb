"""Closing: keep a note with her consent, or `senza traccia`; two equal choices."""

import secrets
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from scarpette_tui.desk import counting, words
from scarpette_tui.desk.session import Session
from scarpette_tui.desk.views import ClosedView, ClosingChoices, UserView
from scarpette_tui.errors import InputError, ScarpetteError

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.vault.content import Consent, ConsentDoc, ContactDoc

CONSENT_TEXTS = {
    "keep_note": "Tenere qui una nota cifrata dei passi, per il tempo detto.",
    "be_contacted": "Essere cercata dall'ufficio, solo nel modo che dice lei.",
    "referral": "Che l'ufficio parli con il centro o il servizio che la segue.",
    "hand_over": "Che da adesso la segua un'altra persona di questo ufficio.",
}
"""The sentences read to her, one a purpose (S5)."""


def second_officials(session: Session) -> tuple[UserView, ...]:
    """Return who else could open a case of this person."""
    with session.lock:
        people = session.vault.users()
    return tuple(
        UserView(user.label, user.role.value)
        for user in people
        if user.label != session.user.label and user.role.official
    )


def proposed(consultation: "Consultation") -> ClosingChoices:
    """Return what the closing starts from: the office's months, the official named at the gate."""
    with consultation.session.lock:
        return ClosingChoices(
            keep=False,
            second=consultation.case.second,
            retention_months=consultation.session.settings.retention_months,
        )


def nameable(consultation: "Consultation") -> tuple[UserView, ...]:
    """Return who else may be named here: only its owner changes who opens a case."""
    with consultation.session.lock:
        mine = consultation.case.row.mine
    return second_officials(consultation.session) if mine else ()


def kept_for(choices: ClosingChoices) -> str:
    """Return what stays and for how long, in one sentence."""
    months = choices.retention_months
    return f"Resta una nota cifrata, per {'un mese' if months == 1 else f'{months} mesi'}."


def who_else(choices: ClosingChoices) -> str:
    """Return who else opens the note, chosen once at the gate, in one sentence."""
    if choices.second:
        return f"La può aprire anche «{choices.second}»."
    return "Non la può aprire nessun altro."


def close(consultation: "Consultation", choices: ClosingChoices) -> ClosedView:
    """End a consultation as she chose.

    Raises:
        InputError: to keep needs her consent, and a retention of 1 to 60 months; the draft
            stays as it was.
        DiskError: it could not be written; the draft stays as it was.

    """
    if choices.keep:
        _require_keepable(choices)
    visit = counting.visit(consultation)
    with consultation.session.lock:
        known = counting.counted_already(consultation)
        choices = choices if known is None else replace(choices, already_counted=known)
        view = _keep(consultation, choices) if choices.keep else _leave_no_trace(consultation)
        fault = counting.count(consultation.session, visit, already=choices.already_counted)
        anchor = _code(consultation.session)
    return replace(view, count_fault=fault, anchor=anchor)


def _code(session: Session) -> str:
    """Return the freshness code to note on paper; a fault costs only the code (V7)."""
    try:
        return session.vault.freshness_code()
    except ScarpetteError:
        return ""


def discard(consultation: "Consultation") -> None:
    """Destroy everything of this consultation, now."""
    with consultation.session.lock:
        consultation.case.destroy()


def _leave_no_trace(consultation: "Consultation") -> ClosedView:
    discard(consultation)
    return ClosedView(
        kept=False,
        code="",
        retention_until=None,
        told=("Di questo colloquio non resta niente in questo ufficio.",),
    )


def _require_keepable(choices: ClosingChoices) -> None:
    if not choices.consent_note:
        raise InputError(
            "Per tenere una nota serve il suo consenso.",
            "La bozza è ancora qui.",
            "Chiederlo, oppure scegliere «senza traccia».",
        )
    if not 1 <= choices.retention_months <= 60:
        raise InputError(
            "La nota si tiene da 1 a 60 mesi.", "La bozza è ancora qui.", "Correggere il numero."
        )


def _keep(consultation: "Consultation", choices: ClosingChoices) -> ClosedView:
    from scarpette_tui.vault.content import ClosingDoc  # noqa: PLC0415
    from scarpette_tui.vault.retention import last_day  # noqa: PLC0415

    session, case = consultation.session, consultation.case
    today = session.clock.today()
    until = last_day(today, choices.retention_months)
    with session.lock:
        if case.row.mine and case.second != choices.second:  # first: a note is sealed at once
            case.set_second(choices.second)
        if case.row.traceless is not False:  # a case that comes back is kept already
            case.set_traceless(False)
        case.write(_consents(consultation, choices))
        contact = _contact(choices)
        if contact.allowed or case.read(type(contact)) is not None:
            case.write(contact)
        case.write(
            ClosingDoc(
                closed_at=session.clock.now(),
                opened_on=case.row.opened_on,
                retention_months=choices.retention_months,
                counted=_counted(consultation, choices, today),
            )
        )
        case.close_case(word=choices.word.strip(), retention_until=until)
    told = _told(session, case.code, choices, until)
    return ClosedView(True, case.code, until, told)


def _contact(choices: ClosingChoices) -> "ContactDoc":
    """Return how to look for her: not at all unless she agreed (S12)."""
    from scarpette_tui.vault.content import ContactDoc  # noqa: PLC0415

    if not choices.consent_contact:
        return ContactDoc()
    return ContactDoc(
        allowed=True,
        channel=words.plain_line(choices.contact_channel),
        hours=words.plain_line(choices.contact_hours),
        if_another_answers=words.plain_line(choices.contact_if_other_answers),
    )


def _told(session: Session, code: str, choices: ClosingChoices, until: date) -> tuple[str, ...]:
    """Return what she hears at the end: code, last day, who can open it, when to come."""
    told = [
        f"Il codice è {code}. Con il codice e la sua parola ritroviamo tutto.",
        f"La nota si cancella da sola dopo il {words.long_day(until)}. "
        "Può chiedere prima di vederla, correggerla o cancellarla.",
    ]
    if choices.second:
        told.append(f"La può aprire anche chi è registrato come «{choices.second}».")
    else:
        told.append("La può aprire solo chi l'ha ascoltata oggi: dirle i suoi giorni e orari.")
    if session.settings.hours:
        told.append(f"Lo sportello: {session.settings.hours}.")
    return tuple(told)


def _counted(
    consultation: "Consultation", choices: ClosingChoices, today: date
) -> tuple[date, ...]:
    """Return the days of this case's counted visits, today's too (D7).

    Written before the visit is counted: a fault in between counts once too few, never twice.
    """
    before = counting.counted_days(consultation)
    return before if choices.already_counted else (*before, today)


def consent(session: Session, purpose: str, *, given: bool) -> "Consent":
    """Return a consent ready to be signed: what was read to her, what she said (S5)."""
    from scarpette_tui.vault.content import Consent, ConsentPurpose  # noqa: PLC0415

    return Consent(
        purpose=ConsentPurpose(purpose),
        given=given,
        at=session.clock.now(),
        asked_by=session.user.label,
        text=CONSENT_TEXTS[purpose],
        nonce=secrets.token_hex(16),
    )


def _consents(consultation: "Consultation", choices: ClosingChoices) -> "ConsentDoc":
    """Return what she said before and today: a consent is never overwritten."""
    from scarpette_tui.vault.content import ConsentDoc  # noqa: PLC0415

    before = consultation.case.read(ConsentDoc) or ConsentDoc()
    given = {
        "keep_note": choices.consent_note,
        "be_contacted": choices.consent_contact,
        "referral": choices.consent_referral,
    }
    today = (consent(consultation.session, key, given=yes) for key, yes in given.items())
    return ConsentDoc(consents=(*before.consents, *today))
