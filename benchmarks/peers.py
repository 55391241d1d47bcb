"""Like work done by other rule engines, where they are installed; nothing of them is needed.

publicodes (npm) gets a model as large as ours: as many rules as we have benefits, each with as
many conditions on its questions; after each answer every rule is evaluated again, and the
missing variables are read for the next question. OpenFisca's country template (PyPI) builds
its system, and computes its own benefits for one person after an input changed.

    npm install publicodes                                     in a folder, then --node-folder
    pip install openfisca-core openfisca-country-template      in a venv, then --openfisca-python
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from scarpette_tui.catalogue.model import Catalogue

ANSWERS = 40

PUBLICODES = """
const { default: Engine } = await import("publicodes")
const { rules, goals, answers } = JSON.parse(process.argv[2])
const now = () => performance.now()
const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]
const parsing = [], steps = []
let engine
for (let i = 0; i < 8; i++) { const t = now(); engine = new Engine(rules); parsing.push(now() - t) }
for (let turn = 0; turn < 3; turn++) {
  const situation = {}
  engine.setSituation(situation)
  for (const [key, value] of answers) {
    situation[key] = value
    const t = now()
    engine.setSituation(situation)
    for (const goal of goals) engine.evaluate(goal).missingVariables
    if (turn) steps.push(now() - t)
  }
}
console.log(JSON.stringify({ load: median(parsing.slice(1)), step: median(steps) }))
"""

OPENFISCA = """
import json, statistics, time
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

start = time.perf_counter()
system = CountryTaxBenefitSystem()
load = time.perf_counter() - start
names = ("basic_income", "housing_allowance", "parenting_allowance", "pension", "income_tax",
         "social_security_contribution", "total_benefits", "total_taxes")
steps = []
for salary in range(1000, 1040):
    situation = {
        "persons": {"her": {"salary": {"2017-01": salary}, "age": {"2017-01": 40}}},
        "households": {"home": {"adults": ["her"], "rent": {"2017-01": 500}}},
    }
    start = time.perf_counter()
    simulation = SimulationBuilder().build_from_entities(system, situation)
    for name in names:
        if name in system.variables:
            simulation.calculate(name, "2017-01")
    steps.append((time.perf_counter() - start) * 1000)
print(json.dumps({"load": load * 1000, "step": statistics.median(steps[5:])}))
"""


def add_options(made: argparse.ArgumentParser) -> None:
    """Add `--peers` and where the peers are installed."""
    made.add_argument("--peers", action="store_true", help="also publicodes and OpenFisca")
    made.add_argument("--node-folder", type=Path, default=Path.cwd(), help="has node_modules")
    made.add_argument("--openfisca-python", default=sys.executable, help="an interpreter")


def measured(
    options: argparse.Namespace, catalogue: Catalogue, ours: float
) -> dict[str, float | int | str]:
    """Return load and step of each peer in ms, and how many times ours a step takes."""
    found: dict[str, float | int | str] = {}
    for name, work in (
        ("publicodes", lambda: _publicodes(options.node_folder, catalogue)),
        ("openfisca", lambda: _run([options.openfisca_python, "-c", OPENFISCA], Path.cwd())),
    ):
        figures = work()
        if figures is None:
            found[name] = "not installed"
            continue
        found[f"{name}_load_ms"] = figures["load"]
        found[f"{name}_step_ms"] = figures["step"]
        found[f"{name}_times_ours"] = figures["step"] / ours
    return found


def _publicodes(folder: Path, catalogue: Catalogue) -> dict[str, float] | None:
    node = shutil.which("node")
    if node is None:
        return None
    script = folder / "publicodes-step.mjs"
    script.write_text(PUBLICODES, encoding="utf-8")
    try:
        return _run([node, script.name, json.dumps(_model(catalogue))], folder)
    finally:
        script.unlink()


def _model(catalogue: Catalogue) -> dict[str, object]:
    """Return a publicodes model with our numbers of benefits, conditions and questions."""
    questions = [f"q{number}" for number in range(len(catalogue.questions))]
    rules: dict[str, object] = {name: {"question": f"{name} ?"} for name in questions}
    goals, place = [], 0
    for benefit in catalogue.benefits:
        conditions = []
        for _ in benefit.requirements:
            conditions.append(f"{questions[place % len(questions)]} = oui")
            place += 7
        if conditions:
            goals.append(f"b{len(goals)}")
            rules[goals[-1]] = {"toutes ces conditions": conditions}
    answers = [(name, "oui" if number % 3 else "non") for number, name in enumerate(questions)]
    return {"rules": rules, "goals": goals, "answers": answers[:ANSWERS]}


def _run(command: list[str], folder: Path) -> dict[str, float] | None:
    """Run a peer; None where it is not installed or does not work."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=300, check=True
        )
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return None
    return found
