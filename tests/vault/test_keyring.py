"""V2, V4, V7: the keyring's bounds, signature, generations; the delay after failures."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import (
    InputError,
    ScarpetteError,
    VaultDamagedError,
    WrongPassphraseError,
)
from scarpette_tui.vault import attempts, header, keyring, people, service
from scarpette_tui.vault.faults import RetryLaterError
from scarpette_tui.vault.kdf import KdfParameters
from scarpette_tui.vault.types import Role, StateKind
from tests.vault import PEOPLE, enter


def _edit(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / keyring.FILE
    plain = json.loads(path.read_bytes())
    change(plain)
    path.write_text(json.dumps(plain), encoding="utf-8")


def _slot(**changes: int) -> Callable[[dict[str, Any]], None]:
    return lambda plain: plain["users"][1]["slot"].update(changes)


HOSTILE: dict[str, Callable[[dict[str, Any]], None]] = {
    "64 GiB": _slot(memory_kib=64 * 1024 * 1024),
    "a billion passes": _slot(iterations=10**9),
    "ten thousand lanes": _slot(lanes=10_000),
    "no memory": _slot(memory_kib=0),
    "negative": _slot(iterations=-1),
    "huge number": _slot(memory_kib=10**400),
    "no users": lambda plain: plain.update(users=[]),
    "a thousand users": lambda plain: plain.update(users=plain["users"] * 400),
    "doubled label": lambda plain: plain["users"][2].update(label="Operatrice"),
    "unknown key": lambda plain: plain.update(extra=1),
    "other suites": lambda plain: plain["suites"].update(content="ROT13"),
    "not base64": lambda plain: plain["users"][1]["slot"].update(salt="à"),
    "wrong type": lambda plain: plain.update(users="tutti"),
    "escape in a label": lambda plain: plain["users"][1].update(label="a\x1b]52;c;x\x07"),
    "escape in the office": lambda plain: plain.update(office="\x1b[2J"),
    "no format": lambda plain: plain.pop("format"),
}

UNLOCK_SEES = {"not base64"}
"""Shapes the lock screen does not read: it looks at names, sizes and work only."""


@pytest.mark.parametrize("name", HOSTILE)
def test_v4_hostile_keyring_is_refused_at_once(folder: Path, clock: FixedClock, name: str) -> None:
    _edit(folder, HOSTILE[name])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    seen = StateKind.READY if name in UNLOCK_SEES else StateKind.DAMAGED
    assert service.state(folder).kind is seen
    with pytest.raises(VaultDamagedError):
        enter(folder, "Operatrice", clock)
    assert time.perf_counter() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


BROKEN = {
    "nothing": b"",
    "cut": b"{",
    "list": b"[]",
    "null": b"null",
    "deep": b"[" * 100_000,
    "not text": b"\xff\xfe",
    "3 MB": b" " * 3_000_000,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_v4_broken_bytes_are_refused(folder: Path, clock: FixedClock, data: bytes) -> None:
    (folder / keyring.FILE).write_bytes(data)
    assert service.state(folder).kind is StateKind.DAMAGED
    with pytest.raises(VaultDamagedError):
        enter(folder, "Operatrice", clock)


def test_newer_format_is_named_as_such(folder: Path, clock: FixedClock) -> None:
    _edit(folder, lambda plain: plain.update(format=2, novelty=True))
    assert service.state(folder).kind is StateKind.NEWER
    with pytest.raises(VaultDamagedError, match="più recente") as caught:
        enter(folder, "Operatrice", clock)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("where", ["keyring", "person", "slot"])
def test_v4_an_unknown_name_is_refused_before_any_passphrase(
    folder: Path, clock: FixedClock, where: str
) -> None:
    def add(plain: dict[str, Any]) -> None:
        user = plain["users"][0]
        {"keyring": plain, "person": user, "slot": user["slot"]}[where]["altro"] = 1

    _edit(folder, add)
    seen = service.state(folder)
    assert seen.kind is StateKind.DAMAGED
    with pytest.raises(VaultDamagedError) as caught:
        enter(folder, "Operatrice", clock)
    assert caught.value.line() == seen.detail


def test_v4_the_lock_screen_knows_every_name_of_the_keyring() -> None:
    assert set(keyring.Keyring.model_fields) == header.KEYS
    assert set(keyring.UserRecord.model_fields) == header.USER_KEYS
    assert set(keyring.Slot.model_fields) == header.SLOT_KEYS


def test_v4_weak_parameters_open_only_where_the_keyring_says_test(
    folder: Path, clock: FixedClock
) -> None:
    assert service.state(folder).purpose == "test"
    _edit(folder, lambda plain: plain.update(purpose="office"))
    with pytest.raises(VaultDamagedError, match="troppo piccolo"):
        enter(folder, "Operatrice", clock)


def test_v4_an_office_vault_is_never_made_under_the_floor(
    tmp_path: Path, clock: FixedClock
) -> None:
    with pytest.raises(InputError, match="parametri"):
        service.prepare(
            tmp_path / "a",
            office="",
            desk="",
            users=[("R", Role.RESPONSABILE, "x")],
            clock=clock,
            kdf=KdfParameters.ONLY_FOR_TESTS,
        )


def test_v4_named_parameters() -> None:
    assert KdfParameters(256 * 1024, 4, 4) == KdfParameters.DEFAULT
    assert KdfParameters(64 * 1024, 3, 4) == KdfParameters.FLOOR
    assert KdfParameters.FLOOR.within_floor()
    assert not KdfParameters(64 * 1024 - 1, 3, 4).within_floor()
    assert not KdfParameters(64 * 1024, 2, 4).within_floor()
    assert not KdfParameters.ONLY_FOR_TESTS.within_floor()
    assert not KdfParameters.demo().within_floor()


def test_v7_purpose_cannot_be_changed_unseen(folder: Path, clock: FixedClock) -> None:
    _edit(folder, lambda plain: plain.update(purpose="demo"))
    with pytest.raises(VaultDamagedError, match="firma"):
        enter(folder, "Operatrice", clock)


@pytest.mark.parametrize("label", ["Responsabile", "Operatrice", "Supervisione"])
def test_v7_edit_of_anything_signed_is_flagged(folder: Path, clock: FixedClock, label: str) -> None:
    _edit(folder, lambda plain: plain.update(office="Altra sede"))
    with pytest.raises(VaultDamagedError, match="firma"):
        enter(folder, label, clock)


def test_v7_a_promoted_supervisor_is_flagged(folder: Path, clock: FixedClock) -> None:
    _edit(folder, lambda plain: plain["users"][3].update(role="responsabile"))
    with pytest.raises(ScarpetteError):
        enter(folder, "Supervisione", clock)
    with pytest.raises(VaultDamagedError, match="firma"):
        enter(folder, "Operatrice", clock)


def test_v7_swapped_public_key_is_flagged(folder: Path, clock: FixedClock) -> None:
    def swap(plain: dict[str, Any]) -> None:
        plain["users"][2]["public"] = plain["users"][1]["public"]

    _edit(folder, swap)
    with pytest.raises(VaultDamagedError, match="firma"):
        enter(folder, "Operatrice", clock)


def test_v7_rolled_back_keyring_is_refused(folder: Path, clock: FixedClock) -> None:
    old = (folder / keyring.FILE).read_bytes()
    with enter(folder, "Operatrice", clock) as vault:
        vault.change_passphrase(PEOPLE["Operatrice"][1], "nuova frase")
    kept = (folder / keyring.PREVIOUS).read_bytes()  # the slot under the old passphrase is gone
    assert kept == (folder / keyring.FILE).read_bytes() != old
    (folder / keyring.FILE).write_bytes(old)
    with pytest.raises(VaultDamagedError, match="più vecchio"):
        enter(folder, "Operatrice", clock)


def test_v7_rolled_back_keyring_is_refused_by_who_reads_no_anchor(
    folder: Path, clock: FixedClock
) -> None:
    """A supervisor cannot open the anchor: only the generation tells him."""
    old = (folder / keyring.FILE).read_bytes()
    with enter(folder, "Responsabile", clock) as vault:
        vault.add_user("Nuova", Role.OPERATORE, "a b c")
    (folder / keyring.FILE).write_bytes(old)
    with pytest.raises(VaultDamagedError, match="più vecchio"):
        enter(folder, "Supervisione", clock)


def test_v2_v7_a_slot_of_before_put_back_into_the_present_keyring_is_refused(
    folder: Path, clock: FixedClock
) -> None:
    """It would open again under a passphrase that was changed since."""
    before = keyring.load(folder).by_label("Operatrice")
    assert before is not None
    with enter(folder, "Operatrice", clock) as vault:
        vault.change_passphrase(PEOPLE["Operatrice"][1], "una frase nuova")
    ring = keyring.load(folder)
    users = tuple(before if user.id == before.id else user for user in ring.users)
    keyring.save(folder, ring.model_copy(update={"users": users}))
    with pytest.raises(VaultDamagedError, match="firma"):
        enter(folder, "Operatrice", clock)


def test_v7_crash_between_keyring_and_databases_still_opens(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(people, "record_generation", lambda *_: None)
    with enter(folder, "Operatrice", clock) as vault:
        monkeypatch.setattr(people, "record_generation", crash)
        with pytest.raises(KeyboardInterrupt):
            vault.change_passphrase(PEOPLE["Operatrice"][1], "nuova frase")
    monkeypatch.undo()
    service.unlock(folder, "Operatrice", "nuova frase", clock=clock).close()


def test_keyring_file_is_private_and_suite_recorded(folder: Path) -> None:
    assert (folder / keyring.FILE).stat().st_mode & 0o777 == 0o600
    suites = json.loads((folder / keyring.FILE).read_bytes())["suites"]
    assert suites["keys"].startswith("HPKE MLKEM768_X25519")
    assert suites["passphrase"] == "Argon2id"


def test_v4_wrong_passphrase_and_growing_delay(folder: Path, clock: FixedClock) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError) as caught:
            service.unlock(folder, "Operatrice", "sbagliata", clock=clock)
        assert caught.value.exit_code == 3
    enter(folder, "Operatrice", clock).close()
    for _ in range(3):
        with pytest.raises(RetryLaterError, match="non è giusta"):
            service.unlock(folder, "Operatrice", "sbagliata", clock=clock)
    with pytest.raises(RetryLaterError, match="Troppe") as late:
        enter(folder, "Operatrice", clock)
    assert 0 < late.value.retry_in <= 2
    assert service.wait_before_retry(folder, "Collega", clock) == 0
    clock.set(clock.now() + timedelta(seconds=3))
    enter(folder, "Operatrice", clock).close()
    assert service.wait_before_retry(folder, "Operatrice", clock) == 0


def test_v4_who_opens_the_vault_forgives_nobody_elses_guesses(
    folder: Path, clock: FixedClock
) -> None:
    """Else a colleague would guess three times, enter as himself, and guess again."""
    for _ in range(attempts.FREE):
        with pytest.raises(RetryLaterError):
            service.unlock(folder, "Operatrice", "sbagliata", clock=clock)
    enter(folder, "Collega", clock).close()
    assert service.wait_before_retry(folder, "Operatrice", clock) > 0


ANOTHER_PROCESS = """
import sys
from datetime import datetime
from pathlib import Path
from scarpette_tui.clock import FixedClock
from scarpette_tui.vault import service
clock = FixedClock(datetime.fromisoformat(sys.argv[2]))
print(service.wait_before_retry(Path(sys.argv[1]), "Operatrice", clock))
"""


def test_v4_delay_survives_restart_and_a_clock_set_back(folder: Path, clock: FixedClock) -> None:
    for _ in range(6):
        with pytest.raises(RetryLaterError):
            service.unlock(folder, "Operatrice", "sbagliata", clock=clock)
        clock.set(clock.now() + timedelta(seconds=40))
    clock.set(clock.now() - timedelta(days=2))
    assert service.wait_before_retry(folder, "Operatrice", clock) == 16
    fresh = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, str(folder), clock.now().isoformat()],
        capture_output=True,
        check=True,
    )
    assert float(fresh.stdout) == 16
    assert [attempts.delay_after(n) for n in (0, 2, 3, 4, 5, 40)] == [0, 0, 2, 4, 8, 300]


def test_v4_guesses_that_queue_for_the_vault_wait_too(folder: Path, clock: FixedClock) -> None:
    """Each is looked at after the one before was answered, whenever it was started."""

    def guess(_: int) -> str:
        try:
            service.unlock(folder, "Operatrice", "sbagliata", clock=clock, wait=30)
        except WrongPassphraseError as error:
            return error.happened
        return "aperto"

    with ThreadPoolExecutor(8) as guesses:
        said = list(guesses.map(guess, range(8)))
    assert said.count("La frase segreta non è giusta.") == attempts.FREE
    assert said.count("Troppe frasi segrete sbagliate di seguito.") == 8 - attempts.FREE


def test_v2_a_keyring_that_a_crash_left_half_way_is_removed(
    folder: Path, clock: FixedClock
) -> None:
    """Its slot would still open with a passphrase that was changed since."""
    leftover = folder / f".{'0a' * 8}.tmp"
    leftover.write_bytes((folder / keyring.FILE).read_bytes())
    (folder / ".altro.tmp").write_bytes(b"")
    enter(folder, "Supervisione", clock).close()
    assert not leftover.exists()
    assert (folder / ".altro.tmp").exists()


def test_empty_passphrase_is_an_input_error(folder: Path, clock: FixedClock) -> None:
    for nothing in ("", "   "):
        with pytest.raises(InputError, match="vuota"):
            service.unlock(folder, "Operatrice", nothing, clock=clock)
    assert not (folder / attempts.FILE).exists()


def test_unknown_label_and_absent_vault(folder: Path, clock: FixedClock, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Questo nome"):
        service.unlock(folder, "Nessuno", "x", clock=clock)
    with pytest.raises(InputError, match="non c'è un archivio"):
        service.unlock(tmp_path / "altrove", "Operatrice", "x", clock=clock)
    assert not (tmp_path / "altrove").exists()
    assert service.state(tmp_path / "altrove").kind is StateKind.ABSENT


def test_passphrase_is_the_same_in_any_unicode_form(folder: Path, clock: FixedClock) -> None:
    with enter(folder, "Operatrice", clock) as vault:
        vault.change_passphrase(PEOPLE["Operatrice"][1], "perch\u00e9 no")
    service.unlock(folder, "Operatrice", "perche\u0301 no", clock=clock).close()
