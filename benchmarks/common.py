"""What every benchmark shares: medians of at least seven runs, one way to print."""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

RUNS = 7


@dataclass(frozen=True)
class Timing:
    """Milliseconds of several runs of the same work."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return the median with its smallest and largest run."""
        return f"{self.median:.2f} ms ({self.low:.2f}-{self.high:.2f})"


def timed(
    work: Callable[[], object],
    *,
    runs: int = RUNS,
    before: Callable[[], object] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Timing:
    """Run `work` once to warm up and then `runs` times; `before` is not timed.

    `clock` returns seconds: `time.process_time` for work that only computes, so that others
    on the same machine do not count.
    """
    found = []
    for _ in range(runs + 1):
        if before is not None:
            before()
        start = clock()
        work()
        found.append((clock() - start) * 1000)
    kept = found[1:]
    return Timing(statistics.median(kept), min(kept), max(kept))


def parser(text: str) -> argparse.ArgumentParser:
    """Return a parser with `--json`."""
    made = argparse.ArgumentParser(description=text)
    made.add_argument("--json", action="store_true", help="one JSON object on stdout")
    return made


def report(
    figures: Mapping[str, float | int | str], targets: Mapping[str, float], *, as_json: bool
) -> int:
    """Print the figures, each beside its upper target; return 1 when one is missed."""
    missed = [key for key, most in targets.items() if float(figures[key]) > most]
    if as_json:
        print(json.dumps(dict(figures)))
        return bool(missed)
    for key, value in figures.items():
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        goal = f"<= {targets[key]:g}" if key in targets else ""
        print(f"{key:34} {shown:>14} {goal:>10} {'MISSED' if key in missed else ''}".rstrip())
    return bool(missed)
