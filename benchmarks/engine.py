"""How fast the engine is: load, evaluation after an answer, next question, growth.

Load reads the file that the wheel carries, imports excluded. Evaluation and next question are
timed after every answer of whole interviews with synthetic women, on an engine that is used
already, as at the desk. Growth repeats ten benefits, with expressions of their own, up to a
hundred, over the same questions: every answer concerns every copy. Times are of the processor: this
work only computes, and others on the same machine must not count. With `--peers`, publicodes
and OpenFisca do like work in the same run, where they are installed (see `benchmarks.peers`).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks import peers
from benchmarks.common import RUNS, parser, report, timed
from benchmarks.women import Woman
from scarpette_tui.catalogue.compiled import FILE_NAME, compiled, read_compiled
from scarpette_tui.catalogue.layout import law_files
from scarpette_tui.catalogue.loading import load
from scarpette_tui.catalogue.model import Benefit, Catalogue
from scarpette_tui.interview.answers import Answers
from scarpette_tui.interview.engine import Engine
from scarpette_tui.paths import data_root

ON = date(2026, 11, 23)
WOMEN = 20
MOST_ANSWERS = 25
"""Answers a woman gives in the measure of growth: the same work for few and many benefits."""


def load_ms(catalogue: Catalogue) -> dict[str, float]:
    """Time the reading of the compiled catalogue, of the TOML, and the engine's own building."""
    root = data_root()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for path in law_files(root):
            target = copy / path.relative_to(root)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
        (copy / FILE_NAME).write_bytes(compiled(catalogue, copy))
        ready = timed(lambda: read_compiled(copy), clock=time.process_time)
        if read_compiled(copy) is None:
            raise SystemExit("the compiled catalogue was refused")
        source = timed(lambda: load(copy), clock=time.process_time)
    return {
        "catalogue_load_ms": ready.median,
        "catalogue_load_ms_max": ready.high,
        "toml_load_ms": source.median,
        "engine_build_ms": timed(lambda: Engine(catalogue), clock=time.process_time).median,
    }


def steps_ms(engine: Engine, women: int, most: int = 10_000) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each evaluation after an answer, and of each next question."""
    evaluated, asked = list[float](), list[float]()
    for number in range(women):
        woman = Woman(engine.chances, ON, f"engine {number}")
        answers = Answers.empty()
        key = engine.next_question(answers, ON)
        for _ in range(most):
            if key is None:
                break
            answers = answers.put(key, woman(key))
            evaluated.append(_ms(lambda said=answers: engine.evaluate(said, ON)))
            start = time.process_time()
            key = engine.next_question(answers, ON)
            asked.append((time.process_time() - start) * 1000)
    return evaluated, asked


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def growth(catalogue: Catalogue) -> float:
    """Return how many times an answer costs with a hundred benefits what it costs with ten."""
    open_ones = [one for one in catalogue.benefits if one.closed_on is None][:10]
    costs = []
    for copies in (1, 10):
        many = tuple(_copy(one, number) for number in range(copies) for one in open_ones)
        engine = Engine(catalogue.model_copy(update={"benefits": many}))
        runs = []
        for _ in range(RUNS):
            evaluated, asked = steps_ms(engine, 3, MOST_ANSWERS)
            runs.append(statistics.fmean(evaluated) + statistics.fmean(asked))
            engine = Engine(engine.catalogue)
        costs.append(statistics.median(runs))
    return costs[1] / costs[0]


def _copy(benefit: Benefit, number: int) -> Benefit:
    """Return the same benefit under another id, whose conditions share no text with the first."""
    own = f'on > date("{1900 + number}-01-01")'
    requirements = tuple(
        one.model_copy(update={"when": f"({one.when}) and {own}"}) for one in benefit.requirements
    )
    steps = tuple(
        one.model_copy(update={"when": f"({one.when or 'True'}) and {own}"}) if one.when else one
        for one in benefit.steps
    )
    return benefit.model_copy(
        update={"id": f"{benefit.id}_{number}", "requirements": requirements, "steps": steps}
    )


def main() -> int:
    """Measure and print."""
    made = parser((__doc__ or "").splitlines()[0])
    peers.add_options(made)
    options = made.parse_args()
    catalogue = load(data_root()).catalogue
    engine = Engine(catalogue)
    steps_ms(engine, 2)
    evaluated, asked = steps_ms(engine, WOMEN)
    figures: dict[str, float | int | str] = {
        "benefits": len(catalogue.benefits),
        "questions": len(catalogue.questions),
        **load_ms(catalogue),
        "evaluate_ms_median": statistics.median(evaluated),
        "evaluate_ms_p95": statistics.quantiles(evaluated, n=20)[18],
        "next_question_ms_median": statistics.median(asked),
        "next_question_ms_p95": statistics.quantiles(asked, n=20)[18],
        "growth_10_to_100": growth(catalogue),
    }
    if options.peers:
        figures |= peers.measured(options, catalogue, statistics.median(evaluated))
    targets = {
        "catalogue_load_ms": 50,
        "toml_load_ms": 400,
        "evaluate_ms_median": 1,
        "next_question_ms_p95": 10,
        "growth_10_to_100": 12,
    }
    return report(figures, targets, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
