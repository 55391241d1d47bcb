"""Freshness: what proves that neither file, nor the whole folder, is an older copy (V7).

cases.db counts its writes and carries the root of its rows; counts.db holds, sealed with
the vault key and signed, how far that had come: the anchor. Each file knows enough of the
other to tell when the other is older. Against a roll-back of everything together there is
a code of 12 signs on the closing screen: the vault that showed it knows it for ever.
"""

import json
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import col, delete

from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import schema
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.faults import KEPT, damaged
from scarpette_tui.vault.keyring import Keyring, signing_key
from scarpette_tui.vault.opened import Opened
from scarpette_tui.vault.primitives import (
    SealError,
    canonical,
    context,
    derive,
    mac,
    raw,
    seal,
    text,
    unseal,
)
from scarpette_tui.vault.retention import week_of
from scarpette_tui.vault.roots import RootState
from scarpette_tui.vault.sealing import pad, unpad
from scarpette_tui.vault.tables import FreshCode, Meta

ROW = "anchor"
"""Meta row of counts.db; noise to a supervisor, always of the same size."""
SEEN = "anchored"
"""Meta row of cases.db: number of the last anchor written."""
LAST_CODE = "last_code"
BACKUP = "backup_number"
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_WEEKS_KEPT = 60


@dataclass(frozen=True)
class Anchor:
    """How far cases.db had come.

    Attributes:
        number: of anchors written, from 1.
        writes: of cases.db.
        total: root of cases.db, 64 hex digits, in anchors of earlier versions.
        generation: of the keyring.
        backup: number of the newest backup.
        settled: root of cases.db once it has learned of this anchor, which is its next write.

    """

    number: int
    writes: int
    generation: int
    backup: int
    total: str = ""
    settled: str = ""


def rolled_back(what: str) -> VaultDamagedError:
    """Return the error for a file older than its anchor."""
    return VaultDamagedError(
        f"{what} è più vecchio di quello che l'archivio ricorda: qualcuno ha rimesso una copia "
        "precedente, o il disco ha perso delle scritture.",
        KEPT,
        "Non ci lavori: la persona responsabile può ripristinare l'ultima copia di sicurezza.",
    )


def check(opened: Opened, counts: Database) -> None:
    """Compare both databases, before anything is written.

    Raises:
        VaultDamagedError: one of them is older than the other remembers, or was changed.

    """
    vmk = opened.keys.vmk
    assert vmk is not None
    check_with(opened.database, counts, opened.ring, vmk)


def check_with(cases: Database, counts: Database, ring: Keyring, vmk: bytes) -> None:
    """Do the same with keys that recovery opened."""
    state = cases.root.state if cases.root else None
    if state is None:
        raise damaged("manca la radice di controllo")
    seen = int(schema.read_meta(cases).get(SEEN, "0"))
    found = schema.read_meta(counts).get(ROW)
    if found is None:
        if seen:
            raise rolled_back("Il file dei conteggi")
        return
    anchor = read(ring, vmk, found)
    if anchor.number < seen:
        raise rolled_back("Il file dei conteggi")
    older = anchor.number > seen + 1 or anchor.writes > state.writes
    if older or anchor.generation > ring.generation:
        raise rolled_back("Il file dei fascicoli")
    if not _same_history(cases, state, anchor, seen):
        raise rolled_back("Una parte del file dei fascicoli")


def _same_history(cases: Database, state: RootState, anchor: Anchor, seen: int) -> bool:
    """Say whether the rows are those that were anchored, where nothing was written since.

    Two copies of a folder, each worked in as long as the other, agree in every number.
    """
    if anchor.writes == state.writes:  # cut off before the file learned of its anchor
        total = cases.foretold(SEEN, str(anchor.number)) if anchor.settled else state.total
    elif anchor.settled and seen == anchor.number and anchor.writes + 1 == state.writes:
        total = state.total
    else:
        return True
    return f"{total:064x}" == (anchor.settled or anchor.total)


def refresh(opened: Opened, counts: Database) -> None:
    """Anchor again if something was written since.

    Raises:
        DiskError: the anchor before still holds.

    """
    root, before = opened.database.root, _present(opened, counts)
    current = root.state.writes if root and root.state else 0
    if before is None or before.writes + 1 != current:
        write(opened, counts)


def write(opened: Opened, counts: Database) -> None:
    """Anchor what is committed now: counts.db first, then cases.db learns of it.

    Raises:
        DiskError: the anchor before still holds.

    """
    root = opened.database.root
    assert root is not None
    assert root.state is not None
    facts = schema.read_meta(opened.database)
    before = _present(opened, counts)
    number = max(before.number if before else 0, int(facts.get(SEEN, "0"))) + 1
    anchor = Anchor(
        number=number,
        writes=root.state.writes,
        settled=f"{opened.database.foretold(SEEN, str(number)):064x}",
        generation=opened.ring.generation,
        backup=int(facts.get(BACKUP, "0")),
    )
    with counts.transaction() as connection:
        schema.write_meta(connection, ROW, sealed(opened, anchor))
    with opened.database.transaction() as connection:
        schema.write_meta(connection, SEEN, str(anchor.number))


def sealed(opened: Opened, anchor: Anchor) -> str:
    """Return the meta row's value: signed, then sealed."""
    vmk = opened.keys.vmk
    assert vmk is not None
    body = canonical(asdict(anchor))
    signature = signing_key(vmk).sign(context("anchor", opened.vault_id, body))
    return text(seal(derive(vmk, "anchor"), pad(signature + body), _aad(opened.ring)))


def read(ring: Keyring, vmk: bytes, value: str) -> Anchor:
    """Open an anchor and check its signature.

    Raises:
        VaultDamagedError: not made by this vault.

    """
    try:
        plain = unpad(unseal(derive(vmk, "anchor"), raw(value), _aad(ring)))
        signature, body = plain[:64], plain[64:]
        public = Ed25519PublicKey.from_public_bytes(raw(ring.sign_public))
        public.verify(signature, context("anchor", ring.vault_id, body))
        return Anchor(**json.loads(body))
    except (SealError, InvalidSignature, ValueError, TypeError):
        raise damaged("l'àncora di freschezza non è autentica") from None


def new_code(opened: Opened, counts: Database) -> str:
    """Draw the code of this moment, keep it, anchor, and return it in three groups.

    Raises:
        DiskError: there is no new code; everything else is as it was.

    """
    vmk, root = opened.keys.vmk, opened.database.root
    assert vmk is not None
    assert root is not None
    assert root.state is not None
    digest = mac(derive(vmk, "code"), context(opened.vault_id, root.state.text()))
    number = int.from_bytes(digest[:7], "big") & ((1 << 55) - 1)
    body = "".join(_SIGNS[number >> shift & 31] for shift in range(50, -1, -5))
    code = body + _check_sign(body)
    today = opened.clock.today()
    oldest = week_of(today.fromordinal(today.toordinal() - 7 * _WEEKS_KEPT))
    with opened.database.session() as session:
        session.exec(delete(FreshCode).where(col(FreshCode.week) < oldest))
        session.merge(FreshCode(code=code, week=week_of(today)))
        session.merge(Meta(name=LAST_CODE, value=code))
    write(opened, counts)
    return grouped(code)


def last_code(opened: Opened) -> str:
    """Return the code shown last, in three groups; empty before the first."""
    return grouped(schema.read_meta(opened.database).get(LAST_CODE, ""))


def knows_code(opened: Opened, typed: str) -> str:
    """Compare a code noted on paper: "" when this vault showed it, else what is wrong."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_LOOKALIKES)
    if len(code) != 12 or not set(code) <= set(_SIGNS) or _check_sign(code[:11]) != code[11]:
        return "Il codice non è scritto bene: ricontrollare i 12 segni."
    with opened.database.session() as session:
        known = session.get(FreshCode, code) is not None
    if known:
        return ""
    return (
        "Questo archivio non conosce il codice: è più vecchio del foglio, o è un altro "
        f"archivio. I codici valgono {_WEEKS_KEPT} settimane."
    )


def grouped(code: str) -> str:
    """Return a code as people copy it: three groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _check_sign(body: str) -> str:
    """Return the sign that finds a slip of the pen: a weighted sum modulo 31."""
    return _SIGNS[sum((place + 1) * _SIGNS.index(sign) for place, sign in enumerate(body)) % 31]


def _aad(ring: Keyring) -> bytes:
    return context("anchor", ring.vault_id)


def _present(opened: Opened, counts: Database) -> Anchor | None:
    value, vmk = schema.read_meta(counts).get(ROW), opened.keys.vmk
    assert vmk is not None
    return read(opened.ring, vmk, value) if value else None
