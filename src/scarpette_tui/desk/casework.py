"""A kept case: what it holds, who can open it, how long it stays, her consents."""

from typing import TYPE_CHECKING

from scarpette_tui.desk import closing, plan, words
from scarpette_tui.desk.views import CaseView, ConsentView, ContactView, UserView
from scarpette_tui.errors import InputError

if TYPE_CHECKING:
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.vault.content import ConsentDoc

MONTHS = (1, 60)
"""Bounds of the retention (S14)."""
KEPT = "Il fascicolo è rimasto com'era."


def view(consultation: "Consultation") -> CaseView:
    """Return a kept case as its screen shows it."""
    from scarpette_tui.vault.content import (  # noqa: PLC0415
        ConsentDoc,
        ContactDoc,
        NotesDoc,
        PlanDoc,
    )

    session, case = consultation.session, consultation.case
    with session.lock:
        row = case.row
        until = row.retention_until
        contact = case.read(ContactDoc) or ContactDoc()
        return CaseView(
            code=row.code,
            mine=row.mine,
            owner=row.owner,
            second=case.second or "",
            restricted=case.restricted,
            retention_until=until,
            days_left=(until - session.clock.today()).days if until else None,
            contact=ContactView(
                contact.allowed, contact.channel, contact.hours, contact.if_another_answers
            ),
            consents=_newest(case.read(ConsentDoc)),
            notes=len((case.read(NotesDoc) or NotesDoc()).entries),
            plan=plan.followed(consultation),
            return_on=(case.read(PlanDoc) or PlanDoc()).return_on,
            faults=tuple(case.consent_faults()),
        )


def history(consultation: "Consultation") -> tuple[ConsentView, ...]:
    """Return every consent she gave, refused or took back, oldest first."""
    from scarpette_tui.vault.content import ConsentDoc  # noqa: PLC0415

    with consultation.session.lock:
        return _consents(consultation.case.read(ConsentDoc))


def record_consent(consultation: "Consultation", purpose: str, *, given: bool) -> None:
    """Sign what she said for one purpose; earlier answers stay readable (S5).

    A refusal to be contacted takes the way to contact her away.
    """
    with consultation.session.lock:
        consent = closing.consent(consultation.session, purpose, given=given)
        consultation.case.record_consent(consent)
        if purpose == "be_contacted" and not given:
            _forget_contact(consultation)


def revoke_consent(consultation: "Consultation", purpose: str) -> None:
    """Sign that she took a consent back; to be contacted ends at once.

    Raises:
        InputError: there was none to take back.

    """
    from scarpette_tui.vault.content import ConsentPurpose  # noqa: PLC0415

    with consultation.session.lock:
        consultation.case.revoke_consent(ConsentPurpose(purpose))
        if purpose == "be_contacted":
            _forget_contact(consultation)


def change_contact(consultation: "Consultation", wanted: ContactView) -> None:
    """Write how to look for her, with her consent signed in the same act (S12).

    Raises:
        InputError: no way was said.

    """
    from scarpette_tui.vault.content import ContactDoc  # noqa: PLC0415

    if not wanted.channel.strip():
        raise InputError("Manca in che modo cercarla.", KEPT, "Senza un modo sicuro non si cerca.")
    with consultation.session.lock:
        record_consent(consultation, "be_contacted", given=True)
        consultation.case.write(
            ContactDoc(
                allowed=True,
                channel=words.plain_line(wanted.channel).strip(),
                hours=words.plain_line(wanted.hours).strip(),
                if_another_answers=words.plain_line(wanted.if_another_answers).strip(),
            )
        )


def change_retention(consultation: "Consultation", months: int) -> None:
    """Keep the case for some months from today.

    Raises:
        InputError: under 1 or over 60.

    """
    from scarpette_tui.vault.retention import last_day  # noqa: PLC0415

    if not MONTHS[0] <= months <= MONTHS[1]:
        raise InputError("La nota si tiene da 1 a 60 mesi.", KEPT, "Correggere il numero.")
    session = consultation.session
    with session.lock:
        consultation.case.change_retention(last_day(session.clock.today(), months))


def colleagues(consultation: "Consultation") -> tuple[UserView, ...]:
    """Return who else opens cases in this vault."""
    return closing.second_officials(consultation.session)


def set_second(consultation: "Consultation", label: str | None) -> None:
    """Choose who else can open the case, or nobody.

    Raises:
        InputError: it is another official's case, or the person cannot receive it.

    """
    with consultation.session.lock:
        consultation.case.set_second(label)


def hand_over(consultation: "Consultation", label: str, *, agreed: bool) -> str:
    """Give the case to another official with her consent; return what to say.

    Raises:
        InputError: she did not agree, or the person cannot receive it.

    """
    session = consultation.session
    with session.lock:
        back = not consultation.case.row.mine and consultation.case.row.owner == label
        consent = None if back else closing.consent(session, "hand_over", given=agreed)
        consultation.case.hand_over(label, consent)
    return f"Il fascicolo è affidato a «{label}»."


def erase(consultation: "Consultation", typed: str) -> str:
    """Erase the case now, once its code was typed; return what to say.

    Raises:
        InputError: the code is not that of this case; nothing was erased.

    """
    if typed.strip().upper() != consultation.code:
        raise InputError(
            "Il codice scritto non è quello di questo fascicolo.",
            "Non è stato cancellato nulla.",
            "Riscriverlo, lettera e cifre.",
        )
    closing.discard(consultation)
    return "Cancellato. Anche le copie di sicurezza lo perdono, entro 30 giorni."


def _forget_contact(consultation: "Consultation") -> None:
    from scarpette_tui.vault.content import ContactDoc  # noqa: PLC0415

    consultation.case.write(ContactDoc())


def _newest(document: "ConsentDoc | None") -> tuple[ConsentView, ...]:
    newest = {one.purpose: one for one in _consents(document)}
    order = [purpose for purpose in closing.CONSENT_TEXTS if purpose in newest]
    return tuple(newest[purpose] for purpose in order)


def _consents(document: "ConsentDoc | None") -> tuple[ConsentView, ...]:
    return tuple(
        ConsentView(one.purpose.value, one.text, one.given, one.at, one.asked_by, one.revoked_at)
        for one in (document.consents if document else ())
    )
