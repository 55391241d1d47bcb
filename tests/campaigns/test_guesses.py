"""Wrong passphrases, jumping clocks, racing starts."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from scarpette_tui.clock import FixedClock
from scarpette_tui.errors import VaultDamagedError, WrongPassphraseError
from scarpette_tui.vault import attempts, service
from tests.campaigns import sizes
from tests.vault import MORNING, PEOPLE, enter
from tests.vault.acting import kept_case, note_of

Say = Callable[..., None]


@sizes("GUESSES", 40, 10_000)
def test_v4_wrong_passphrases_open_nothing_and_wait_longer(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    chance, right = random.Random(rounds), PEOPLE["Operatrice"][1]
    accepted, longest, told = 0, 0.0, 0.0
    for number in range(rounds):
        near = list(right)
        near[chance.randrange(len(near))] = chance.choice("abcdefghijklmnopqrstuvwxyz àè")
        guess = "".join(near) if number % 2 else right[: chance.randrange(1, len(right))]
        if guess == right:
            continue
        try:
            service.unlock(folder, "Operatrice", guess, clock=clock).close()
            accepted += 1
        except WrongPassphraseError as fault:
            told = fault.retry_in
        kept = attempts.wait_before_retry(folder, "Operatrice", clock)
        assert kept == told  # what was said is what is on the disk
        longest = max(longest, kept)
        clock.set(clock.now() + timedelta(seconds=kept + 0.1))
    say(guesses=rounds, accepted=accepted, longest_wait_s=longest)
    assert accepted == 0
    assert longest == attempts.LONGEST
    enter(folder, "Operatrice", clock).close()


@sizes("JUMPS", 25, 10_000)
def test_s14_clock_jumps_lose_no_note_and_open_always(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    case_id = kept_case(folder, clock, "resta")
    chance, opened = random.Random(rounds), 0
    for _ in range(rounds):
        days = chance.choice((0, 1, -1, 30, 400, -400, 9_000, -9_000)) + chance.random()
        clock.set(MORNING + timedelta(days=days))
        with enter(folder, "Operatrice", clock) as vault:
            assert note_of(vault, case_id) == "resta"
            vault.new_case(traceless=True)
            opened += 1
    clock.set(MORNING)
    with enter(folder, "Responsabile", clock) as vault:
        assert vault.check().ok
    say(jumps=rounds, opened=opened, lost=0)


RACE = """
import sys, time
from pathlib import Path
from scarpette_tui.clock import SystemClock
from scarpette_tui.errors import VaultBusyError
from scarpette_tui.vault import service, entering
while not Path(sys.argv[3]).exists():
    time.sleep(0.001)
try:
    vault = service.unlock(Path(sys.argv[1]), "Operatrice", sys.argv[2], clock=SystemClock())
except VaultBusyError:
    print("busy", flush=True)
else:
    print("owner", flush=True)
    sys.stdin.read(1)
    vault.close()
"""


@sizes("RACES", 2, 500)
def test_races_of_starts_have_one_owner(
    folder: Path, tmp_path: Path, rounds: int, say: Say
) -> None:
    chance = random.Random(rounds)
    for number in range(rounds):
        gate = tmp_path / f"via-{number}"
        command = [sys.executable, "-c", RACE, str(folder), PEOPLE["Operatrice"][1], str(gate)]
        pipe = subprocess.PIPE
        racers = [
            subprocess.Popen(command, stdin=pipe, stdout=pipe)
            for _ in range(chance.randint(2, 8 if rounds > 100 else 3))
        ]
        gate.touch()
        said = []
        for racer in racers:
            assert racer.stdout is not None
            said.append(racer.stdout.readline())
        for racer in racers:
            racer.communicate(b"x")
        assert said.count(b"owner\n") == 1
        assert said.count(b"busy\n") == len(racers) - 1
    say(races=rounds, owners_each=1)


@sizes("RESTORES", 2, 200)
def test_v12_backups_restored_with_the_shares_are_identical(
    folder: Path,
    template: tuple[Path, service.Recovery],
    clock: FixedClock,
    rounds: int,
    say: Say,
) -> None:
    from tests.vault.acting import countersign  # noqa: PLC0415 - only here

    chance, texts = random.Random(rounds), {}
    shares = service.Shares(template[1].share_a, template[1].share_b)
    for number in range(rounds):
        for _ in range(chance.randrange(1, 4)):
            text = os.urandom(chance.randrange(1, 900)).hex()
            texts[kept_case(folder, clock, text)] = text
        with enter(folder, "Responsabile", clock) as vault:
            row = vault.backup()
        if chance.random() < 0.5:
            kept_case(folder, clock, "dopo la copia")
        if chance.random() < 0.5:
            (folder / chance.choice(("cases.db", "counts.db"))).write_bytes(os.urandom(5000))
        with service.prepare_restore(
            folder, row.number, shares, countersign=countersign, clock=clock
        ) as found:
            found.commit()
        with enter(folder, "Operatrice", clock) as vault:
            assert {one.case_id for one in vault.cases()} == set(texts)
            for case_id in chance.sample(sorted(texts), min(5, len(texts))):
                assert note_of(vault, case_id) == texts[case_id]
        clock.set(MORNING + timedelta(minutes=number))
    say(restored=rounds, identical=rounds)


@sizes("KEYRING_MEMORY", 30, 20_000)
def test_v4_hostile_keyrings_take_no_memory(folder: Path, rounds: int, say: Say) -> None:
    import json  # noqa: PLC0415 - only here
    import resource  # noqa: PLC0415 - does not exist on Windows

    from scarpette_tui.vault import keyring  # noqa: PLC0415

    plain = json.loads((folder / keyring.FILE).read_text())
    chance, refused = random.Random(rounds), 0
    for _ in range(rounds):
        slot = chance.choice(plain["users"])["slot"]
        name = chance.choice(("memory_kib", "iterations", "lanes"))
        before, slot[name] = slot[name], chance.choice((2**26, 2**40, 10**12, -1, 0))
        (folder / keyring.FILE).write_text(json.dumps(plain))
        try:
            keyring.load(folder)
        except VaultDamagedError:
            refused += 1
        slot[name] = before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(keyrings=rounds, refused=refused, peak_mib=round(peak))
    assert refused == rounds
