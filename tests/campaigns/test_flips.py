"""A4: every byte and every bit changed, every length cut: found, or without effect."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import ScarpetteError
from scarpette_tui.vault import backups, checking, keyring
from scarpette_tui.vault.backup_header import HEADER, key_of
from scarpette_tui.vault.database import Database
from scarpette_tui.vault.roots import root_key
from tests.campaigns import seed, sizes
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


class _Bench:
    """One vault, spoilt again and again: its files kept in memory, its keys opened once."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self._folder, self._clock = folder, clock
        self._case_id = kept_case(folder, clock, "resta")
        with enter(folder, "Responsabile", clock) as vault:
            counts_key, vmk = vault.keys.counts_key, vault.keys.vmk
        self._keys = {
            "cases.db": (keyring.database_key(vmk), root_key(vmk)),
            "counts.db": (counts_key, None),
        }
        self.good = {name: (folder / name).read_bytes() for name in self._keys}
        for name, data in self.good.items():
            assert self.judged(name, data) == "harmless", "else everything would be found"

    def judged(self, name: str, data: bytes) -> str:
        """Judge the vault with other bytes in one file.

        The file alone comes first, as unlocking opens it and as verify checks its pages: when
        that objects, the vault stops or verify says so. Only what passes goes the whole way.
        """
        for other, bytes_before in self.good.items():
            (self._folder / other).write_bytes(bytes_before)
            for left in self._folder.glob(f"{other}-*"):
                left.unlink()
        (self._folder / name).write_bytes(data)
        key, root = self._keys[name]
        try:
            with Database(self._folder / name, key, root_key=root) as database:
                if database.page_faults():
                    return "found"
        except ScarpetteError:
            return "found"
        return _judged(self._folder, self._clock, self._case_id)


@sizes("BYTES", 100, 120_000)
def test_a4_a_changed_byte_of_either_database(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    bench = _Bench(folder, clock)
    chance, seen = random.Random(seed(1)), {"found": 0, "harmless": 0, "missed": 0}
    for name, good in bench.good.items():
        for place in _places(len(good), rounds, chance):
            data = bytearray(good)
            data[place] ^= 1 << chance.randrange(8)
            seen[bench.judged(name, bytes(data))] += 1
    say(**seen, sizes=[len(good) for good in bench.good.values()])
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
    chance, seen = random.Random(seed(2)), {"found": 0, "harmless": 0, "missed": 0}
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
    chance, seen = random.Random(seed(3)), {"found": 0, "harmless": 0, "missed": 0}
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


@sizes("LENGTHS", 50, 120_000)
def test_a4_v6_every_length_a_database_can_be_cut_to(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    bench = _Bench(folder, clock)
    chance, seen = random.Random(seed(4)), {"found": 0, "harmless": 0, "missed": 0}
    for name, good in bench.good.items():
        pages = {page * 4096 for page in range(len(good) // 4096)}  # the HMAC passes these
        for length in sorted({*_places(len(good), rounds, chance), *pages}):
            seen[bench.judged(name, good[:length])] += 1
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
    chance, seen = random.Random(seed(5)), {"found": 0, "missed": 0}
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
