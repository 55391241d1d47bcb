"""The growing delay after wrong passphrases, kept on disk (V4).

It slows a person at the counter; against a copied disk only the cost of Argon2id
counts, because the file can be deleted there.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from scarpette_tui.clock import Clock
from scarpette_tui.vault import files
from scarpette_tui.vault.faults import RetryLaterError

FILE = "attempts.json"
FREE = 3
"""Wrong passphrases that cost nothing but their own second."""
LONGEST = 300.0
"""Longest delay in seconds."""


def delay_after(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row: 0, 0, 2, 4, 8 ... 300."""
    return 0.0 if failures < FREE else min(LONGEST, 2.0 ** min(20, failures - FREE + 1))


def wait_before_retry(directory: Path, label: str, clock: Clock) -> float:
    """Return the seconds before the next attempt of `label` is looked at; 0 for at once."""
    failures, last = _read(directory).get(label, (0, None))
    if last is None:
        return 0.0
    passed = max(0.0, (clock.now() - last).total_seconds())
    return max(0.0, delay_after(failures) - passed)


def require_patience(directory: Path, label: str, clock: Clock) -> None:
    """Refuse an attempt that comes too early.

    Raises:
        RetryLaterError: with the seconds left.

    """
    left = wait_before_retry(directory, label, clock)
    if left > 0:
        raise RetryLaterError(
            "Troppe frasi segrete sbagliate di seguito.",
            f"Aspetti {_spoken(left)} e riprovi.",
            left,
        )


def failed(directory: Path, label: str, clock: Clock) -> RetryLaterError:
    """Record a failure on disk and return the error to raise."""
    known = _read(directory)
    count = known.get(label, (0, None))[0] + 1
    known[label] = (count, clock.now())
    _write(directory, known)
    left = delay_after(count)
    todo = f"Aspetti {_spoken(left)}, poi riprovi." if left else "Riprovi."
    return RetryLaterError("La frase segreta non è giusta.", todo, left)


def succeeded(directory: Path, label: str) -> None:
    """Forget the failures of `label`."""
    known = _read(directory)
    if known.pop(label, None) is not None:
        _write(directory, known)


def _spoken(seconds: float) -> str:
    whole = int(-(-seconds // 1))
    if whole == 1:
        return "1 secondo"
    return f"{whole} secondi" if whole < 120 else f"{whole // 60} minuti"


def _read(directory: Path) -> dict[str, tuple[int, datetime | None]]:
    try:
        found = json.loads(files.read_small(directory / FILE, 100_000))
        return {
            str(label): (max(0, int(count)), datetime.fromisoformat(last).astimezone())
            for label, (count, last) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, files.TooLargeError):
        return {}


def _write(directory: Path, known: dict[str, tuple[int, datetime | None]]) -> None:
    oldest = max((at for _, at in known.values() if at), default=None)
    kept = {
        label: (count, at.isoformat())
        for label, (count, at) in known.items()
        if at and oldest and oldest - at < timedelta(days=30)
    }
    files.replace(directory / FILE, json.dumps(kept).encode())
