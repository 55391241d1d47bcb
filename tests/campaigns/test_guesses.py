"""Wrong passphrases, jumping clocks, racing starts."""

import os
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from scarpette_tui.clock import FixedClock, SystemClock
from scarpette_tui.errors import VaultBusyError, VaultDamagedError, WrongPassphraseError
from scarpette_tui.vault import attempts, service
from tests.campaigns import seed, sizes
from tests.vault import MORNING, PEOPLE, enter
from tests.vault.acting import kept_case, note_of

Say = Callable[..., None]


@sizes("GUESSES", 40, 10_000)
def test_v4_wrong_passphrases_open_nothing_and_wait_longer(
    folder: Path, clock: FixedClock, rounds: int, say: Say
) -> None:
    chance, right = random.Random(seed(rounds)), PEOPLE["Operatrice"][1]
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
    chance, opened = random.Random(seed(rounds)), 0
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


def _racer(folder: Path, pause: float, gate: int, tell: int, hold: int) -> None:
    """Wait for the start, unlock, say what came of it; an owner stays until the race is over."""
    os.read(gate, 1)
    time.sleep(pause)
    try:
        vault = enter(folder, "Operatrice", SystemClock())
    except VaultBusyError:
        os.write(tell, b"b")
    else:
        os.write(tell, b"o")
        os.read(hold, 1)
        vault.close()


def _race(folder: Path, pauses: list[float]) -> str:
    """Let one process for each pause start at once; return a sorted `b` (busy) or `o` (owner)."""
    pipes = [os.pipe() for _ in range(3)]
    (gate, start), (heard, tell), (hold, finish) = pipes
    children = []
    for pause in pauses:
        child = os.fork()
        if child == 0:
            try:
                for end in (start, finish, heard):
                    os.close(end)
                _racer(folder, pause, gate, tell, hold)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    os.close(tell)
    os.close(start)
    said = b""
    while len(said) < len(pauses) and (part := os.read(heard, len(pauses))):
        said += part
    os.close(finish)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for end in (gate, heard, hold):
        os.close(end)
    assert set(codes) == {0}
    return "".join(sorted(said.decode()))


@sizes("RACES", 2, 500)
def test_races_of_starts_have_one_owner(folder: Path, rounds: int, say: Say) -> None:
    chance, starts = random.Random(seed(rounds)), 0
    for _ in range(rounds):
        spread = chance.choice((0, 0.001, 0.01))
        pauses = [chance.uniform(0, spread) for _ in range(chance.randint(2, 8))]
        assert _race(folder, pauses) == "b" * (len(pauses) - 1) + "o"
        starts += len(pauses)
    say(races=rounds, starts=starts, owners_each=1)


@sizes("RESTORES", 2, 200)
def test_v12_backups_restored_with_the_shares_are_identical(
    folder: Path,
    template: tuple[Path, service.Recovery],
    clock: FixedClock,
    rounds: int,
    say: Say,
) -> None:
    from tests.vault.acting import countersign  # noqa: PLC0415 - only here

    chance, texts = random.Random(seed(rounds)), {}
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
    chance, refused = random.Random(seed(rounds)), 0
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
