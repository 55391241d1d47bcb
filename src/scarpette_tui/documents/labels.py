"""Every fixed sentence of the paper, in Italian; translations in the domain `scarpette`."""

from enum import StrEnum

from scarpette_tui import i18n
from scarpette_tui.errors import InputError


class Label(StrEnum):
    """The fixed sentences. `{}` parts are filled after translation."""

    TITLE_COMPLETE = "Un passo alla volta"
    INTRO_COMPLETE = "Legga con calma. Può tornare allo sportello quando vuole."
    TITLE_NEUTRAL = "Informazioni utili"
    INTRO_NEUTRAL = "Servizi, documenti e orari."

    STEPS = "Che cosa fare, in ordine"
    NOT_YET = "Da sapere, e che cosa non fare ancora"
    ENTRANCE = "All'ingresso può dire"
    ENTRANCE_WORDS = "«Ho appuntamento per verifica posizione.»"
    RIGHTS = "Che cosa può avere"
    DUE = "Che cosa le spetta, con questi dati"
    OBTAINABLE = "Che cosa può ottenere, con qualche passo"
    POSSIBLE = "Che cosa è possibile, da chiarire"
    BRING = "Che cosa portare (va bene anche la foto)"
    DATES = "Date da ricordare"
    NUMBERS = "Numeri utili"
    DESK = "Lo sportello"

    SERVICES = "Prestazioni e servizi"
    DOCUMENTS = "Documenti da portare"
    HOURS = "Orari"

    NOTHING_STEP = "Torni quando vuole: se cambia qualcosa, rifacciamo il controllo insieme."
    NOTHING_RIGHT = "Non abbiamo ancora guardato tutto: quello che manca lo vediamo insieme."
    NOTHING_WHERE = "Può chiedere un controllo gratuito anche a un patronato."
    NOTHING_SERVICE = "Informazioni allo sportello"
    NOTHING_PROMISE = "Verifica dell'estratto conto e delle prestazioni già chieste."
    IDENTITY = "documento di identità"
    TAX_CODE = "codice fiscale"
    DESK_HOURS = "Gli orari della sede si chiedono al Contact Center INPS."

    WHERE = "Dove: {}"
    WHO = "Chi: {}"
    BY = "Entro: {}"
    DEADLINE = "Entro quando: {}"
    WHEN_OUT = "Non prima di essere in un posto tranquillo."
    WITH_CENTRE = "Insieme al centro che la segue."

    CONFIRM = "chieda conferma"
    STALE = "importi da verificare"

    PHOTO_TOO = ", va bene anche la foto"
    PHOTO_ALSO = ", anche in foto"
    """Said once in the title of the list, so it is cut from its entries."""

    UP_TO = "fino a {}"
    RANGE = "da {} a {}"
    AT_LEAST = "almeno {}"
    FIRST_LAST = "{} il primo mese, {} l'ultimo"
    PER_MONTH = "{} al mese"
    PER_DAY = "{} al giorno"
    PER_YEAR = "{} all'anno"
    ONCE = "{} in una volta sola"
    FOR_MONTHS = "{}, per {} mesi"
    FOR_DAYS = "{}, per {} giorni"
    FOR_YEARS = "{}, per {} anni"


def say(label: Label, language: str, *parts: str) -> str:
    """Return a fixed sentence in `language`, its gaps filled in order."""
    text = i18n.translate(label.value, language, "scarpette")
    for part in parts:
        text = text.replace("{}", part, 1)
    return text


def require_language(language: str) -> None:
    """Refuse a language the paper does not speak.

    Raises:
        InputError: no translation of the law texts exists for `language`.

    """
    known = i18n.available_languages()
    if language not in known:
        raise InputError(
            f"La lingua «{language}» non c'è.",
            todo=f"Lingue disponibili: {', '.join(known)}.",
        )
