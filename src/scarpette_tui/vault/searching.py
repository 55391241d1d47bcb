"""Search in one's own cases: each is opened and read, no index exists (V9)."""

import unicodedata
from collections.abc import Callable, Iterator

from scarpette_tui.errors import InputError
from scarpette_tui.vault import records
from scarpette_tui.vault.content import ContactDoc, Document, NotesDoc, PlanDoc
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.sealing import CaseKey, open_case_key
from scarpette_tui.vault.tables import CaseRecord
from scarpette_tui.vault.types import Hit, Stop

Progress = Callable[[int, int], None]

BATCH = 50
"""Cases of one transaction: between two of them others may write, and the search may stop."""
_AROUND = 60
_KINDS: dict[str, type[Document]] = {
    "note": NotesDoc,
    "passi": PlanDoc,
    "contatto": ContactDoc,
}


class _Folds(dict[int, str]):
    """Each sign without case and accents, found once: notes are long and signs are few."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = unicodedata.normalize("NFKD", sign)[:1].casefold()[:1] or sign
        return self[code]


_FOLDS = _Folds()
_BOXES = "SELECT case_id, box FROM main.boxes WHERE recipient = ? ORDER BY number DESC"
_NEWEST = "SELECT row, max(version), sealed FROM main.documents WHERE row IN ({}) GROUP BY row"


def search(opened: Opened, text: str, stop: Stop, progress: Progress) -> list[Hit]:
    """Return where a text stands, newest case first; see `Vault.search`."""
    wanted = folded(" ".join(text.split()))
    if not wanted:
        raise InputError("Manca il testo da cercare.", "", "Scriva almeno una parola.")
    with opened.database.session() as session:
        opened.note(session, "ricerca nei propri fascicoli")
    with opened.database.driver() as connection:
        boxes = connection.execute(_BOXES, (opened.me.id,)).fetchall()
    found: list[Hit] = []
    for start in range(0, len(boxes), BATCH):
        progress(start, len(boxes))
        if stop():
            return found
        found += _batch(opened, boxes[start : start + BATCH], wanted)
    progress(len(boxes), len(boxes))
    return found


def folded(text: str) -> str:
    """Return a text without case and accents, sign by sign: places stay the same."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _batch(opened: Opened, boxes: list[tuple[str, bytes]], wanted: str) -> list[Hit]:
    rows: dict[str, tuple[CaseKey, str]] = {}
    for case_id, box in boxes:
        key = open_case_key(box, opened.vault_id, case_id, opened.me.id, opened.identity)
        rows |= {key.row(kind.kind): (key, where) for where, kind in _KINDS.items()}
    query = _NEWEST.format(", ".join("?" * len(rows)))
    with opened.database.driver() as connection:
        found = {row: sealed for row, *sealed in connection.execute(query, tuple(rows))}
    places = []
    for row, (key, where) in rows.items():
        if row in found and (excerpt := _in_document(key.open(_KINDS[where], *found[row]), wanted)):
            places.append((key.case_id, where, excerpt))
    if not places:
        return []
    hits = []
    with opened.database.session() as session:
        for case_id, where, excerpt in places:
            record = session.get(CaseRecord, case_id)
            if record is not None:
                hits.append(Hit(records.listed(opened, record), where, excerpt))
    return hits


def _in_document(document: Document, wanted: str) -> str:
    """Return the surroundings of the text in a document; empty where it does not stand."""
    for text in _texts(document):
        at = folded(text).find(wanted)
        if at >= 0:
            return _excerpt(text, at, len(wanted))
    return ""


def _texts(document: Document) -> Iterator[str]:
    if isinstance(document, NotesDoc):
        yield from (entry.text for entry in reversed(document.entries))
    elif isinstance(document, PlanDoc):
        yield from (step.note for step in document.steps)
    elif isinstance(document, ContactDoc):
        yield from (document.channel, document.value, document.hours)
        yield from (document.if_another_answers, document.through_centre)


def _excerpt(text: str, at: int, length: int) -> str:
    start, end = max(0, at - _AROUND), at + length + _AROUND
    cut = " ".join(text[start:end].split())
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")
