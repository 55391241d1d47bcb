"""What several tests of the rare acts share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scarpette_tui.clock import FixedClock
from scarpette_tui.vault.content import Consent, ConsentDoc, ConsentPurpose, NoteEntry, NotesDoc
from tests.vault import enter


def countersign(
    database: Any, vault_id: str, old_public: bytes, sign: Callable[[bytes], bytes]
) -> None:
    """There are no published counts in these vaults; the desk's own is tried in tests/desk."""
    assert len(old_public) == 32
    assert len(sign(b"x")) == 64


def kept_case(
    folder: Path,
    clock: FixedClock,
    text: str = "passo",
    *,
    label: str = "Operatrice",
    second: str | None = None,
    restricted: bool = False,
) -> str:
    """Make a closed case with a note and a consent; return its id."""
    with enter(folder, label, clock) as vault:
        case = vault.new_case(traceless=False, second=second, restricted=restricted)
        case.write(NotesDoc(entries=(NoteEntry(at=clock.now(), author=label, text=text),)))
        consent = Consent(
            purpose=ConsentPurpose.KEEP_NOTE,
            given=True,
            at=clock.now(),
            asked_by=label,
            nonce=case.case_id,
        )
        case.write(ConsentDoc(consents=(consent,)))
        case.close_case(word="mela")
        case_id: str = case.case_id
        return case_id


def note_of(vault: Any, case_id: str) -> str:
    """Return the text of the first note of a case."""
    notes = vault.open(case_id).read(NotesDoc)
    text: str = notes.entries[0].text
    return text


def agreed(clock: FixedClock, nonce: str = "affido") -> Consent:
    """Return her consent to be followed by someone else."""
    return Consent(
        purpose=ConsentPurpose.HAND_OVER,
        given=True,
        at=clock.now(),
        asked_by="Operatrice",
        nonce=nonce,
    )
