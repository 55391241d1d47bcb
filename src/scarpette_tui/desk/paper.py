"""Paper: one page at the level she chose with us, or nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui import i18n
from scarpette_tui.desk import law, words
from scarpette_tui.desk.gate import SPOKEN
from scarpette_tui.desk.views import PaperView

if TYPE_CHECKING:
    from scarpette_tui.catalogue.model import Contact
    from scarpette_tui.desk.consultation import Consultation
    from scarpette_tui.desk.session import Session
    from scarpette_tui.interview.answers import Answers
    from scarpette_tui.settings import Settings

LEVELS = (
    ("nessuno", "Nessun foglio", "Si legge a voce, oppure resta al centro."),
    ("neutro", "Foglio neutro", "Ogni volta che qualcun altro può vederlo."),
    ("completo", "Foglio completo", "Solo se lo vede lei, o il suo centro."),
)

BEFORE = (
    "È sicuro portare un foglio a casa?",
    "Se qualcuno lo trova, cosa pensa?",
)

LANGUAGE_NAMES = {
    "it": "Italiano", "en": "English", "es": "Español", "fr": "Français", "ar": "العربية",
    "zh": "中文", "uk": "Українська", "ro": "Română", "bn": "বাংলা", "si": "සිංහල",
    "sq": "Shqip", "tl": "Tagalog",
}  # fmt: skip

PREVIEW_WIDTH = 66


def levels() -> tuple[tuple[str, str, str], ...]:
    """Return id, name and when to choose it, for each level."""
    return LEVELS


def paper_languages() -> tuple[tuple[str, str], ...]:
    """Return code and own name of each language the page can be made in."""
    return tuple((code, LANGUAGE_NAMES.get(code, code)) for code in i18n.available_languages())


def language_remark() -> str:
    """Return in which languages the page exists, and what to do for any other."""
    spoken = dict(SPOKEN)
    names = [spoken[code].rpartition("· ")[2].lower() for code, _ in paper_languages()]
    return (
        f"Il foglio esiste in {words.listed(names)}. Per un'altra lingua si stampa in italiano e "
        "l'interprete scrive accanto, a mano, le parole della sua lingua."
    )


def warnings_before_printing() -> tuple[str, ...]:
    """Return what to ask before a page is made (H1) and printed (H8)."""
    return BEFORE


def make(
    consultation: "Consultation", level: str, language: str, *, large: bool = False
) -> PaperView:
    """Make the page of a consultation, in memory only.

    Raises:
        InputError: unknown level or language.

    """
    session = consultation.session
    with session.lock:
        wish = Wish(level, language, large)
        return compose(consultation.progress.answers, session.clock.today(), wish, session)


@dataclass(frozen=True)
class Wish:
    """Which page is wanted: level neutro or completo, language, 12 points instead of 10."""

    level: str
    language: str
    large: bool = False


def compose(
    answers: "Answers", on: date, wish: Wish, session: "Session | None" = None
) -> PaperView:
    """Make a page from answers, as of a day; a session adds the office's contacts and hours.

    Raises:
        InputError: unknown level or language.

    """
    from scarpette_tui.documents.content import Office, build_handout  # noqa: PLC0415
    from scarpette_tui.documents.handout import fit, render  # noqa: PLC0415
    from scarpette_tui.documents.page import Level  # noqa: PLC0415
    from scarpette_tui.documents.preview import preview_lines  # noqa: PLC0415

    engine = law.engine()
    page = build_handout(
        engine.catalogue,
        engine.evaluate(answers, on),
        level=Level(wish.level),
        language=wish.language,
        contacts=(*engine.catalogue.contacts, *_office_contacts(session)),
        office=Office(session.office, session.settings.hours) if session else None,
    )
    fitted = fit(page, large=wish.large)
    return PaperView(
        level=wish.level,
        language=wish.language,
        pdf=render(page, large=wish.large),
        lines=tuple(preview_lines(fitted, PREVIEW_WIDTH)),
        left_off=fitted.left_off,
    )


def print_page(page: PaperView, printer: str = "") -> str:
    """Send the page to a printer through a pipe; return the confirmation.

    Args:
        page: what to print.
        printer: a name the office chose; the default printer when empty.

    Raises:
        NoPrinterError: there is no printer. DiskError: the system refuses.

    """
    from scarpette_tui.documents.printing import print_pdf  # noqa: PLC0415

    printed = [print_pdf(pdf, printer or None) for pdf in (page.pdf, *page.more)]
    if any(one.files_left for one in printed):
        return "Stampato, ma un file temporaneo non si cancella: chiudere il programma di stampa."
    return "Mandato in stampa. Ritirarlo subito: la stampante ne tiene una copia per un po'."


def save_page(page: PaperView, path: Path, *, replace: bool = False) -> str:
    """Save the page where the official says; return the confirmation.

    Raises:
        FileThereError: the file is there already, and `replace` was not asked. DiskError: full, read-only, refused.

    """
    from scarpette_tui.documents.printing import save_pdf  # noqa: PLC0415

    save_pdf(page.pdf, path, replace=replace)
    for number, pdf in enumerate(page.more, 2):
        save_pdf(pdf, path.with_stem(f"{path.stem}-{number}"), replace=replace)
    return "Salvato. Ricordarsi di cancellare il file dopo averlo consegnato."


def _office_contacts(session: "Session | None") -> "tuple[Contact, ...]":
    from scarpette_tui.catalogue.model import Contact  # noqa: PLC0415

    settings: Settings | None = session.settings if session else None
    return tuple(
        Contact(
            id=f"office_{number}",
            name=contact.name,
            number=contact.number,
            hours=contact.hours,
            source="impostazioni della sede",
            checked_on=contact.called_on,
            called_on=contact.called_on,
            helpline=True,
        )
        for number, contact in enumerate(settings.contacts if settings else ())
        if contact.called_on
    )
