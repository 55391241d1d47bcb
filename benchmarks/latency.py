"""From a key press to the painted screen, in a real pty: typing, answering, covering.

    python -m benchmarks.latency [--json]

The baseline is a bare Textual form with one field, in the same run. Our field is that of the
passphrase, HANDS seconds after the name was chosen. An answer counts until the next question
stands on the screen: its commit is on the disk by then. Beside the clock's
time stands the processor's, of every process of the program, which other work on the machine
hardly touches.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import vault_filling
from benchmarks.common import parser, report
from benchmarks.terminal import Screen, Spent, question, to_interview

TARGETS = {
    "key_to_paint_ms_ratio": 1.5,
    "answer_to_next_question_ms_p95": 50,
    "cover_ms_p95": 50,
}
ANSWERS, COVERS = 40, 20
HANDS = 0.5
"""Seconds between the name chosen and the first sign of the passphrase: hands move."""
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Input, Static
class Bare(App):
    def compose(self):
        yield Header()
        yield Static("Una domanda sola")
        yield Input()
        yield Footer()
Bare().run()
"""


def _typing(screen: Screen, count: int = 60) -> list[Spent]:
    """Type letters into the field that has the focus; time each until it shows."""
    times = []
    for number in range(count):
        before = screen.settle()
        letter = "abcdefghilmnopqrstuvz"[number % 21]
        spent = screen.timed(letter, lambda shown, before=before: shown != before)
        if spent is not None:
            times.append(spent)
    return times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _figures(name: str, times: list[Spent]) -> dict[str, float]:
    """Return the figures of one kind of key: 95th centile and median, of clock and processor."""
    found = {}
    for kind in Spent._fields:
        ms = [getattr(one, kind) for one in times]
        unit = "ms" if kind == "wall" else "processor_ms"
        found |= {f"{name}_{unit}_p95": _p95(ms), f"{name}_{unit}_median": statistics.median(ms)}
    return found


def _answers(screen: Screen) -> list[Spent]:
    """Answer forty questions, every other one «non so»; the key that commits is timed."""
    found: list[Spent] = []
    while len(found) < ANSWERS and "Non c'è altro da chiedere" not in (shown := screen.settle()):
        key = "\x1bOR" if len(found) % 2 else _given(screen, shown)
        before = question(screen.settle())
        spent = screen.timed(key, lambda shown, was=before: question(shown) != was)
        if spent is None:
            sys.exit("an answer brought no other question:\n" + screen.text())
        found.append(spent)
    return found


def _given(screen: Screen, shown: str) -> str:
    """Prepare an answer to what is asked: type a number, mark a row; return the last key."""
    if "S  Sì" in shown:
        return "s"
    if "Invio  Registra" in shown:
        screen.press("01/11/2026" if "gg/mm/aaaa" in shown else "2")
        return "\r"
    if "Spazio segna" in shown:
        screen.press("1")
        return "\r"
    return "1"


def _covers(screen: Screen) -> list[Spent]:
    """Cover and uncover."""
    found: list[Spent] = []
    for _ in range(COVERS):
        work = question(screen.settle())
        spent = screen.timed("\x1b[20~", lambda shown, was=work: question(shown) != was)
        screen.settle()
        screen.press("\x1b[20~")
        screen.until(lambda shown, was=work: question(shown) == was)
        if spent is not None:
            found.append(spent)
    return found


def measure(work: Path) -> dict[str, float]:
    """Return every figure."""
    folder, home = work / "archivio", work / "casa"
    home.mkdir()
    vault_filling.create(folder, colleague=True)
    bare = Screen([sys.executable, "-c", BARE], home)
    bare.until(lambda shown: "Una domanda sola" in shown)
    baseline = _typing(bare)
    bare.close()
    screen = Screen([sys.executable, "-m", "scarpette_tui", "--vault", str(folder)], home)
    screen.until(lambda shown: "Chi è allo sportello?" in shown)
    screen.settle()
    screen.press("1")
    screen.until(lambda shown: "Frase segreta" in shown)
    time.sleep(HANDS)
    typed = _typing(screen)
    screen.press("\x7f" * (len(typed) + 5))
    screen.settle()
    screen.press(vault_filling.PHRASE + "\r")
    screen.until(lambda shown: "Nuova consultazione" in shown)
    to_interview(screen)
    answers, covers = _answers(screen), _covers(screen)
    screen.close()
    figures = {
        **_figures("key_to_paint", typed),
        **_figures("bare_form", baseline),
        **_figures("answer_to_next_question", answers),
        **_figures("cover", covers),
    }
    for kind in ("ms", "processor_ms"):
        ratio = figures[f"key_to_paint_{kind}_p95"] / figures[f"bare_form_{kind}_p95"]
        figures[f"key_to_paint_{kind}_ratio"] = ratio
    return figures | {"answers": len(answers), "covers": len(covers)}


def main() -> int:
    """Return 1 when a target is missed."""
    options = parser(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory(prefix="sportello-") as work:
        return report(measure(Path(work)), TARGETS, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
