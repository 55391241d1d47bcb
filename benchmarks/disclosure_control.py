"""Our counts beside other ways to protect them: what is left to read, and who is given away.

For each way and each volume: the spread of a month (root mean square error over seeded
months of 21 open days; what is not shown is guessed as best one can), and how often an
insider who knows every other visit becomes certain about one woman. With `--peers`,
OpenDP's geometric mechanism (pip install opendp) publishes the days with the same budget.
"""

import importlib
import math
import random
import statistics
import sys
from collections.abc import Callable, Sequence

from benchmarks.common import parser, report
from scarpette_tui.counts import estimates
from scarpette_tui.counts.noise import DAY, MONTH

VOLUMES = (1, 2, 5, 10, 20)
DESKS, MONTHS, OPEN_DAYS = 10, 400, 21
FLOOR, BASE = 3, 3
KEY = b"benchmark".ljust(32, b".")

Way = Callable[[Sequence[int], str], float]
"""From the true days of a month to the estimate of its total."""
Rule = Callable[[int], int | None]
"""A rule without chance: from a true count to what is shown."""


def ours(days: Sequence[int], name: str) -> float:
    """Days and month drawn apart, combined as the dashboard does."""
    noised = [count + DAY.draw(KEY, name, str(place)) for place, count in enumerate(days)]
    drawn = sum(days) + MONTH.draw(KEY, name)
    return float(estimates.month(noised, drawn).value)


def hide(count: int) -> int | None:
    """Plain suppression: nothing is shown below three."""
    return count if count >= FLOOR else None


def rounded(count: int) -> int:
    """Round to the nearest multiple of three."""
    return BASE * round(count / BASE)


def suppressed(days: Sequence[int], _: str) -> float:
    """Sum what is shown; a hidden day, from 0 to 2, is guessed as 1."""
    return sum(1 if (shown := hide(count)) is None else shown for count in days)


def in_threes(days: Sequence[int], _: str) -> float:
    """Sum the rounded days."""
    return sum(rounded(count) for count in days)


def opendp_way() -> Way:
    """Return OpenDP's discrete Laplace (geometric) mechanism at 0.7 a day, months summed."""
    dp = importlib.import_module("opendp.prelude")
    dp.enable_features("contrib")
    space = dp.atom_domain(T=int), dp.absolute_distance(T=int)
    measure = dp.m.make_geometric(*space, scale=1 / 0.7)
    return lambda days, _: sum(measure(count) for count in days)


def drawn_days(volume: float, seeded: random.Random) -> list[int]:
    """Return a month of visits, each hour of eight bringing one or none more."""
    return [sum(seeded.random() < volume / 40 for _ in range(40)) for _ in range(OPEN_DAYS)]


def spread(way: Way, volume: float, *, desks: int = 1) -> tuple[float, float]:
    """Return root mean square error and bias of a month, of one desk or several together."""
    seeded = random.Random(volume)
    errors = []
    for number in range(MONTHS // desks + 1):
        error = 0.0
        for desk in range(desks):
            days = drawn_days(volume, seeded)
            error += way(days, f"{volume} {number} {desk}") - sum(days)
        errors.append(error)
    return math.sqrt(statistics.fmean(one * one for one in errors)), statistics.fmean(errors)


def certain(rule: Rule, volume: float) -> float:
    """Return how often a day of this volume tells for certain that she came."""
    seeded = random.Random(volume)
    others = [count for _ in range(40) for count in drawn_days(volume, seeded)]
    return statistics.fmean(rule(count) != rule(count + 1) for count in others)


def main() -> int:
    """Measure and print."""
    made = parser((__doc__ or "").splitlines()[0])
    made.add_argument("--peers", action="store_true", help="also OpenDP, if it is installed")
    options = made.parse_args()
    ways: dict[str, Way] = {"ours": ours, "hidden_below_3": suppressed, "rounded_to_3": in_threes}
    if options.peers:
        ways["opendp"] = opendp_way()
    rules: dict[str, Rule] = {"hidden_below_3": hide, "rounded_to_3": rounded}
    figures: dict[str, float | int | str] = {}
    for volume in VOLUMES:
        for name, way in ways.items():
            figures[f"{name}_{volume}_spread"], figures[f"{name}_{volume}_bias"] = spread(
                way, volume
            )
            figures[f"{name}_{volume}_certain"] = (
                certain(rules[name], volume) if name in rules else 0.0
            )
    for name, way in ways.items():
        figures[f"{name}_ten_desks_2_spread"] = spread(way, 2, desks=DESKS)[0]
    targets = {f"ours_{volume}_spread": 6.2 for volume in VOLUMES}
    return report(figures, targets, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
