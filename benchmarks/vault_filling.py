"""Filling a vault quickly: real cases in few transactions, and rows that only make it long."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from scarpette_tui.clock import SystemClock
from scarpette_tui.vault import records, retention, service
from scarpette_tui.vault.cases import Case
from scarpette_tui.vault.content import Consent, ConsentDoc, ConsentPurpose, NoteEntry, NotesDoc
from scarpette_tui.vault.keyring import RECOVERY
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.types import CaseState

LABEL, COLLEAGUE, PHRASE = "Responsabile", "Collega", "una frase soltanto di misura"
TOGETHER = 500
_SENTENCE = "perché telefonare al centro: c'è l'appuntamento "
_LETTERS = "ABCDEFGHKLMNPRSTUVXZ"


def create(
    folder: Path,
    cost: service.KdfParameters = service.KdfParameters.ONLY_FOR_TESTS,
    *,
    colleague: bool = False,
) -> None:
    """Make a vault of one person or two, with the cheap key derivation of the tests unless told."""
    users = [(LABEL, service.Role.RESPONSABILE, PHRASE)]
    if colleague:
        users.append((COLLEAGUE, service.Role.OPERATORE, PHRASE))
    service.create(
        folder,
        office="Sede di misura",
        desk="Sportello 1",
        users=users,
        clock=SystemClock(),
        kdf=cost,
        purpose="test",
    )


def unlock(folder: Path) -> service.Vault:
    """Open it."""
    return service.unlock(folder, LABEL, PHRASE, clock=SystemClock())


def official(vault: service.Vault) -> Opened:
    """Return the open cases."""
    opened = vault.official
    assert opened is not None
    return opened


def real_cases(vault: service.Vault, count: int, *, wanted: str = "") -> None:
    """Add closed cases with a note of 200 to 600 signs and a signed consent, as the desk would."""
    opened = official(vault)
    for start in range(0, count, TOGETHER):
        with opened.database.session() as session:
            for number in range(start, min(count, start + TOGETHER)):
                key, code = records.insert(opened, session, traceless=False)
                records.seal_to(opened, session, key, RECOVERY)
                case = Case(opened, key, code)
                case._put(session, records.FactsDoc())
                text = f"passo {number} " + _SENTENCE * (4 + number % 9)
                note = NoteEntry(at=opened.clock.now(), author=LABEL, text=text + wanted)
                case._put(session, NotesDoc(entries=(note,)))
                consent = Consent(
                    purpose=ConsentPurpose.KEEP_NOTE,
                    given=True,
                    at=opened.clock.now(),
                    asked_by=LABEL,
                    nonce=secrets.token_hex(16),
                )
                document = ConsentDoc(consents=(consent,))
                case._put(session, document)
                case._sign(session, document)
                record = case._record(session)
                record.state, record.day = CaseState.CLOSED.value, None
                record.retention_until = opened.clock.today() + timedelta(days=300)


def lengthen(vault: service.Vault, count: int) -> None:
    """Add rows of cases that nobody could open: lists and unlock do not open any."""
    opened = official(vault)
    week = retention.week_of(opened.clock.today())
    until = (opened.clock.today() + timedelta(days=300)).isoformat()
    with opened.database.driver() as connection:
        taken = {row[0] for row in connection.execute("SELECT code FROM cases")}
        codes = (
            f"{letter}{number:05d}"
            for letter in _LETTERS
            for number in range(100_000)
            if f"{letter}{number:05d}" not in taken
        )
        for _ in range(count):
            case_id = secrets.token_hex(16)
            connection.execute(
                "INSERT INTO cases (id, code, owner_id, state, traceless, week, retention_until) "
                "VALUES (?, ?, ?, 'closed', 0, ?, ?)",
                (case_id, next(codes), opened.me.id, week, until),
            )
            connection.execute(
                "INSERT INTO boxes (case_id, recipient, box) VALUES (?, ?, ?)",
                (case_id, opened.me.id, os.urandom(80)),
            )
