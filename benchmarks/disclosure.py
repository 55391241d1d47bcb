"""How much she has to tell: our order beside a fixed form and the usual ways of choosing.

Synthetic women are drawn from data/priors.toml, seeded; each is interviewed by every policy
on the same engine, so that only the choice of the next question differs. A screen is one
question; `quick_screens_*` are the screens of the style «rapido». The certificate (the fewest
facts that settle all she is told) and the dead questions (no two completions that differ only
there are told apart, searched by brute force) are measured on the first women only. Women to
whom nothing is due for certain have no first right, and count in all the rest.

With `--minutes` it stops there, and says how many women had their turn.
"""

import gc
import statistics
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from multiprocessing import Pool
from random import Random
from time import monotonic
from typing import NamedTuple

from tests.interview.liveness import Brute, stood_at

from benchmarks.common import parser, report
from benchmarks.policies import CHOOSERS, Walk, certificate, fixed_form, in_screens, told, walk
from benchmarks.women import Woman
from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.case_file_format import read_case
from scarpette_tui.interview.engine import Engine
from scarpette_tui.paths import data_root

ON = date(2026, 11, 23)
OURS, FORM = "asking_least", "fixed_form"
TRIES = 400
"""Completions tried for each benefit before a question is called dead."""


class Row(NamedTuple):
    """What one woman lived through."""

    walks: dict[str, Walk]
    quick: Walk
    wrong: bool
    certificate: int | None
    dead: int | None


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the engine of this process."""
    return Engine(load_catalogue())


@lru_cache(maxsize=1)
def brute() -> Brute:
    """Return the search of witnesses, with the values at which the golden cases stand."""
    catalogue = engine().catalogue
    paths = sorted((data_root() / "cases" / "golden").glob("*.toml"))
    cases = (read_case(path.read_text("utf-8"), catalogue, path.name) for path in paths)
    return Brute(catalogue, ON, stood_at(case.answers for case in cases))


def ready() -> None:
    """Make the engine of this process, and stop looking for rings of garbage: there are none."""
    engine()
    gc.freeze()
    gc.disable()


def interview(task: tuple[int, bool, bool]) -> Row:
    """Interview one woman with every policy.

    Args:
        task: her number; whether to look for her certificate; and for dead questions.

    """
    number, certified, searched = task
    woman = Woman(engine().chances, ON, str(number))
    walks, ends = {}, {}
    for name, choose in CHOOSERS.items():
        ends[name], walks[name] = walk(engine(), woman, ON, choose)
    ends[FORM], walks[FORM] = fixed_form(engine(), woman, ON)
    wrong = told(engine().evaluate(ends[OURS], ON)) != told(engine().evaluate(ends[FORM], ON))
    return Row(
        walks,
        in_screens(engine(), woman, ON),
        wrong,
        certificate(engine(), [ends[OURS], ends[FORM]], ON, Random(number)) if certified else None,
        _dead(woman, walks[OURS].asked) if searched else None,
    )


def _dead(woman: Woman, asked: Iterable[str]) -> int:
    answers, found = Answers.empty(), 0
    for key in asked:
        found += not brute().is_live(answers, key, Random(key), TRIES)
        answers = answers.put(key, woman(key))
    return found


def figures_of(rows: list[Row]) -> dict[str, float | int | str]:
    """Return the keys of the benchmark."""
    ours = [row.walks[OURS] for row in rows]
    certified = [row for row in rows if row.certificate is not None]
    searched = [row for row in rows if row.dead is not None]
    lengths = [float(len(one.asked)) for one in ours]
    asked = [len(row.walks[OURS].asked) for row in certified]
    least = [row.certificate or 0 for row in certified]
    first = {name: _mean(rows, name, lambda one: one.first_right) for name in rows[0].walks}
    best = min((mean, name) for name, mean in first.items() if name != OURS)
    found: dict[str, float | int | str] = {
        "women": len(rows),
        "questions_mean": statistics.fmean(lengths),
        "questions_p90": statistics.quantiles(lengths, n=10)[8],
        "certificate_women": len(certified),
        "certificate_mean": statistics.fmean(least),
        "questions_per_certificate": sum(asked) / sum(least),
        "wrong_outcomes": sum(row.wrong for row in rows),
        "screens_to_first_right": first[OURS],
        "screens_to_all_rights": _mean(rows, OURS, lambda one: one.all_rights),
        "best_other_first_right": best[0],
        "best_other": best[1],
        "first_right_share": first[OURS] / best[0],
        "quick_screens_mean": statistics.fmean(len(row.quick.asked) for row in rows),
        "quick_screens_to_first_right": statistics.fmean(
            row.quick.first_right for row in rows if row.quick.first_right is not None
        ),
        "burden_mean": _mean(rows, OURS, lambda one: one.burden),
    }
    if searched:
        asked_of = sum(len(row.walks[OURS].asked) for row in searched)
        found["dead_women"] = len(searched)
        found["dead_questions"] = sum(row.dead or 0 for row in searched) / asked_of
    for name in rows[0].walks:
        if name != OURS:
            walks = [row.walks[name] for row in rows]
            found[f"{name}.questions_mean"] = statistics.fmean(len(one.asked) for one in walks)
            found[f"{name}.screens_to_first_right"] = first[name]
            found[f"{name}.screens_to_all_rights"] = _mean(rows, name, lambda one: one.all_rights)
            found[f"{name}.burden_mean"] = _mean(rows, name, lambda one: one.burden)
    return found


def _mean(rows: list[Row], name: str, read: Callable[[Walk], int | None]) -> float:
    found = [read(row.walks[name]) for row in rows]
    return statistics.fmean(one for one in found if one is not None)


def _interviewed(tasks: list[tuple[int, bool, bool]], jobs: int, minutes: float) -> list[Row]:
    """Return the rows of as many women as the time allows, first to last."""
    began, rows = monotonic(), list[Row]()
    with Pool(jobs, ready) as pool:
        for row in pool.imap(interview, tasks):
            rows.append(row)
            if minutes and monotonic() - began > 60 * minutes:
                break
    return rows


def main() -> int:
    """Measure and print."""
    made = parser((__doc__ or "").splitlines()[0])
    made.add_argument("--women", type=int, default=10_000, help="how many are interviewed")
    made.add_argument("--certificates", type=int, default=500, help="for how many the least facts")
    made.add_argument("--searched", type=int, default=10, help="for how many the dead questions")
    made.add_argument("--jobs", type=int, default=1, help="processes")
    made.add_argument("--minutes", type=float, default=0, help="stops after so many, 0 for never")
    options = made.parse_args()
    tasks = [
        (number, number < options.certificates, number < options.searched)
        for number in range(options.women)
    ]
    rows = _interviewed(tasks, options.jobs, options.minutes)
    figures = figures_of(rows)
    others = [float(figures[f"{name}.burden_mean"]) for name in (*CHOOSERS, FORM) if name != OURS]
    figures["burden_of_best_other"] = min(others)
    targets = {
        "questions_per_certificate": 1.08,
        **({"dead_questions": 0.005} if options.searched else {}),
        "wrong_outcomes": 0,
        "first_right_share": 0.8,
        "burden_mean": min(others),
    }
    return report(figures, targets, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
