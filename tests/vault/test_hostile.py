"""V4: keyrings made by an enemy are refused within bounds of time, or change nothing."""

import copy
import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scarpette_tui.errors import VaultDamagedError
from scarpette_tui.vault import keyring
from tests.campaigns import seed, sizes

VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**12,
    10**400,
    1.5,
    "",
    "A" * 5000,
    "\x1b]52;c;x\x07",
    "../../etc",
    [],
    {},
    [[]] * 50,
    {"a": {"b": {}}},
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    for key, inner in steps:
        found += _places(inner, (*path, key))
    return found


def _spoil(plain: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    spoilt = copy.deepcopy(plain)
    *before, last = chance.choice(_places(plain))
    holder: Any = spoilt
    for step in before:
        holder = holder[step]
    act = chance.randrange(3)
    if act == 0:
        del holder[last]
    elif act == 1:
        holder[last] = chance.choice(VALUES)
    elif isinstance(holder, list):
        holder.extend([holder[last]] * chance.choice((1, 300, 3000)))
    else:
        holder["x" * chance.randrange(40)] = chance.choice(VALUES)
    return spoilt


def _attack(folder: Path, rounds: int) -> tuple[int, float]:
    path, chance = folder / keyring.FILE, random.Random(seed(rounds))
    plain = json.loads(path.read_bytes())
    good, times, refused = keyring.load(folder), [], 0
    for _ in range(rounds):
        path.write_text(json.dumps(_spoil(plain, chance)), encoding="utf-8")
        start = time.perf_counter()
        try:
            found = keyring.load(folder)
        except VaultDamagedError:
            refused += 1
        else:
            if found.signed_bytes() != good.signed_bytes():
                with pytest.raises(VaultDamagedError):
                    found.check_signature(keyring.raw(good.sign_public))
            assert all(user.slot.parameters.within_ceiling() for user in found.users)
        times.append(time.perf_counter() - start)
    assert refused > rounds * 0.8
    return refused, statistics.median(times)


@sizes("KEYRINGS", 300, 20_000)
def test_v4_hostile_keyrings_are_refused(
    folder: Path, rounds: int, say: Callable[..., None]
) -> None:
    refused, middle = _attack(folder, rounds)
    say(keyrings=rounds, refused=refused, accepted_changed=0, median_ms=round(1000 * middle, 2))
