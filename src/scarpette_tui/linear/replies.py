"""From what is typed at a question to an answer: numbers, words, figures."""

from scarpette_tui.desk.consultation import RawAnswer
from scarpette_tui.desk.views import QuestionView
from scarpette_tui.errors import InputError
from scarpette_tui.linear.talk import folded, picked

UNKNOWN, DECLINED = "\0unknown", "\0declined"
ALWAYS = ((UNKNOWN, "Non so"), (DECLINED, "Preferisce non dire"))
YES_NO = (("yes", "Sì"), ("no", "No"))
SILENT = {
    "non so": UNKNOWN,
    "non lo so": UNKNOWN,
    "non lo sa": UNKNOWN,
    "preferisce non dire": DECLINED,
    "preferisco non dire": DECLINED,
    "non dire": DECLINED,
}
Rows = tuple[tuple[str, str], ...]


def rows_of(question: QuestionView) -> Rows:
    """Return what can be chosen by number: nothing where a number is the answer itself."""
    if question.kind == "yes_no":
        return YES_NO + ALWAYS
    options = tuple((one.value, one.label) for one in question.options)
    return options + ALWAYS if options else ()


def reply(question: QuestionView, typed: str) -> RawAnswer:
    """Return the answer for the desk, or UNKNOWN or DECLINED.

    Raises:
        InputError: neither a number of the rows nor their words.

    """
    rows = rows_of(question)
    chosen = SILENT.get(folded(typed)) or picked(typed, rows)
    if chosen in (UNKNOWN, DECLINED):
        return chosen
    raw: RawAnswer | None = chosen if rows else typed
    if question.kind == "yes_no":
        raw = {"yes": True, "no": False}.get(chosen or "")
    elif question.kind == "choices":
        raw = several(typed, rows[: -len(ALWAYS)])
    if raw is None:
        raise InputError(f"Scriva un numero da 1 a {len(rows)}, o una delle parole.")
    return raw


def several(typed: str, rows: Rows) -> tuple[str, ...] | None:
    """Return the values of numbers separated by commas or spaces; 0 or "nessuna" is none."""
    parts = typed.replace(",", " ").replace(";", " ").split()
    if [folded(part) for part in parts] in (["0"], ["nessuna"]):
        return ()
    found = [picked(part, rows) for part in parts if part.isdigit()]
    known = tuple(value for value in found if value is not None)
    return known if known and len(known) == len(parts) else None
