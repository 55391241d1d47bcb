"""A4: every byte and every bit changed, every length cut: found, or without effect."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import backups, checking, keyring
from scarpette_tui.vault.backup_header import HEADER, key_of
from tests.campaigns import sizes
from tests.vault import enter
from tests.vault.acting import kept_case, note_of

Say = Callable[..., None]


def _judged(folder: Path, clock: FixedClock, case_id: str) -> str:
    """Return `found` when the vault stops or verify objects, else `harmless` when all is there."""
    try:
        with enter(folder, "Responsabile", clock) as vault:
            if not checking.report(vault).ok:
                return "found"
        with enter(folder, "Operatrice", clock) as vault:
            return "harmless" if note_of(vault, case_id) == "resta" else "missed"
    except ScarpetteError:
        return "found"


def _places(size: int, rounds: int, chance: random.Random) -> list[int]:
    return list(range(size)) if rounds >= size else sorted(chance.sample(range(size), rounds))


def _spoil(
    folder: Path, clock: FixedClock, work: Path, case_id: str, data: bytes, name: str
) -> str:
    if work.exists():
        shutil.rmtree(work)
    shutil.copytree(folder, work)
    (work / name).write_bytes(data)
    return _judged(work, clock, case_id)


@sizes("BYTES", 12, 120_000)
def test_a4_a_changed_byte_of_either_database(
    folder: Path, clock: FixedClock, tmp_path: Path, rounds: int, say: Say
) -> None:
    case_id = kept_case(folder, clock, "resta")
    chance, seen = random.Random(1), {"found": 0, "harmless": 0, "missed": 0}
    for name in ("cases.db", "counts.db"):
        good = (folder / name).read_bytes()
        for place in _places(len(good), rounds, chance):
            data = bytearray(good)
            data[place] ^= 1 << chance.randrange(8)
            seen[_spoil(folder, clock, tmp_path / "x", case_id, bytes(data), name)] += 1
    say(**seen)
    assert seen["missed"] == 0
    assert seen["found"] > seen["harmless"]


@sizes("BITS", 150, 250_000)
def test_a4_a_changed_bit_of_the_keyring(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    """Found by the bounds or the signature; the supervisors' slots by their own seal."""
    good = keyring.load(folder)
    plain = (folder / keyring.FILE).read_bytes()
    public = keyring.raw(good.sign_public)
    chance, seen = random.Random(2), {"found": 0, "harmless": 0, "missed": 0}
    for bit in _places(8 * len(plain), rounds, chance):
        data = bytearray(plain)
        data[bit // 8] ^= 1 << bit % 8
        (folder / keyring.FILE).write_bytes(bytes(data))
        try:
            ring = keyring.load(folder)
            ring.check_signature(public)
        except ScarpetteError:
            seen["found"] += 1
        else:
            outside = ring.signed_bytes() == good.signed_bytes()
            seen["harmless" if outside else "missed"] += 1
    say(**seen)
    assert seen["missed"] == 0
    assert seen["found"] > 0


@sizes("HEADER_BITS", 100, 250_000)
def test_a4_v12_a_changed_bit_of_a_backups_header(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    kept_case(folder, clock, "resta")
    (backup,) = backups.listed(folder / "backups")
    with enter(folder, "Responsabile", clock) as vault:
        ring, vmk = vault.keys.ring, vault.keys.vmk
    path = backup.folder / HEADER
    plain, good = path.read_bytes(), key_of(backup.header, ring.epoch, vmk)
    chance, seen = random.Random(3), {"found": 0, "harmless": 0, "missed": 0}
    for bit in _places(8 * len(plain), rounds, chance):
        data = bytearray(plain)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bytes(data))
        found = backups.listed(folder / "backups")
        try:
            same = bool(found) and key_of(found[0].header, ring.epoch, vmk) == good
            if same:
                found[0].header.ring.check_signature(keyring.raw(ring.sign_public))
        except ScarpetteError:
            same = False
        if not same:
            seen["found"] += 1
        else:
            unsigned = found[0].header.signed_bytes() == backup.header.signed_bytes()
            seen["harmless" if unsigned else "missed"] += 1
    say(**seen)
    assert seen["missed"] == 0
    assert seen["found"] > 0


@sizes("LENGTHS", 12, 120_000)
def test_a4_v6_every_length_a_database_can_be_cut_to(
    folder: Path, clock: FixedClock, tmp_path: Path, rounds: int, say: Say
) -> None:
    case_id = kept_case(folder, clock, "resta")
    chance, seen = random.Random(4), {"found": 0, "harmless": 0, "missed": 0}
    for name in ("cases.db", "counts.db"):
        good = (folder / name).read_bytes()
        pages = {page * 4096 for page in range(len(good) // 4096)}  # the HMAC passes these
        for length in sorted({*_places(len(good), rounds, chance), *pages}):
            cut = good[:length]
            seen[_spoil(folder, clock, tmp_path / "x", case_id, cut, name)] += 1
    say(**seen)
    assert (seen["missed"], seen["harmless"]) == (0, 0)


@sizes("MIXTURES", 12, 1_000)
def test_a4_v7_files_of_different_days_do_not_go_together(
    folder: Path, clock: FixedClock, tmp_path: Path, rounds: int, say: Say
) -> None:
    """Any mixture but the newest three: only a whole older folder passes, which the code tells."""
    days = []
    for number in range(6):
        if number == 3:
            with enter(folder, "Responsabile", clock) as vault:
                vault.change_passphrase("sasso carta forbice", "sasso carta forbice")
        case_id = kept_case(folder, clock, "resta")
        days.append(tmp_path / str(number))
        shutil.copytree(folder, days[-1])
    chance, seen = random.Random(5), {"found": 0, "missed": 0}
    names = (keyring.FILE, "cases.db", "counts.db")
    work = tmp_path / "x"
    while sum(seen.values()) < rounds:
        picked = [chance.randrange(len(days)) for _ in names]
        ring, cases, counts = picked
        if cases == counts and (ring >= 3) == (cases >= 3):
            continue  # the keyring did not change between these days: a whole older folder
        shutil.copytree(days[-1], work)
        for name, day in zip(names, picked, strict=True):
            shutil.copy(days[day] / name, work / name)
        try:
            enter(work, "Operatrice", clock).close()
            # A newer keyring over older files is what a crash between the two leaves.
            seen["missed"] += not (cases == counts and ring > cases)
            seen["found"] += cases == counts and ring > cases
        except ScarpetteError:
            seen["found"] += 1
        shutil.rmtree(work)
    say(**seen)
    assert seen["missed"] == 0
    assert case_id
