"""From the command to the first paint, from the passphrase to home, and memory; in a real pty.

    python -m benchmarks.startup [--cases N] [--json]

The baseline is a bare Textual application with one line, started in turn with ours. `paint` is
also given in processor time, of every process of the program, which other work on the machine
hardly touches; `lock_ready_ms` counts until the passphrase can be typed. The passphrase is
typed at ten signs a second, during which the program loads the rest; `unlock_pasted_ms` is
that of a passphrase that came all at once. From both the key derivation, timed alone, is to
be taken away. Memory is of the process that holds the keys, at the lock screen and with the
page of a consultation made, beside the bare application's.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import vault_filling
from benchmarks.common import RUNS, parser, report
from benchmarks.terminal import Screen, Spent, processor_ms, resident, to_interview
from scarpette_tui.vault import kdf, service

PHRASE = vault_filling.PHRASE
LINE = "Una riga sola"
BARE = f"""
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("{LINE}")
Bare().run()
"""


SIGNS_A_SECOND = 10


@dataclass(frozen=True)
class Start:
    """One start: milliseconds until the first paint, of processor, until ready; resident MB."""

    paint: float
    processor: float
    ready: float
    memory: float


def started(command: list[str], home: Path, wanted: str, ready: str) -> Start:
    """Start a program until `wanted` stands on its screen, and then `ready`."""
    start = time.perf_counter()
    screen = Screen(command, home)
    spent = []
    processor = 0.0
    for text in (wanted, ready):
        while text not in screen.text():
            screen.take(0.005)
            if time.perf_counter() - start > 60:
                sys.exit(f"never painted: {text}")
        processor = processor or processor_ms(screen.pid)
        spent.append((screen.read_at - start) * 1000)
    screen.settle()
    memory = resident(screen.pid)
    screen.close()
    return Start(spent[0], processor, spent[1], memory)


def unlock(screen: Screen, *, typed: bool = True) -> Spent:
    """Type the passphrase, or paste it; return what passes from Enter until home stands."""
    screen.until(lambda shown: "Frase segreta" in shown)
    for sign in PHRASE if typed else [PHRASE]:
        screen.press(sign)
        end = time.perf_counter() + 1 / SIGNS_A_SECOND
        while time.perf_counter() < end and typed:
            screen.take(end - time.perf_counter())
    spent = screen.timed("\r", lambda shown: "Nuova consultazione" in shown, seconds=60)
    if spent is None:
        sys.exit("home never came")
    return spent


def derivation(parameters: service.KdfParameters) -> Spent:
    """Return what one key derivation takes."""
    used, start = time.process_time(), time.perf_counter()
    kdf.stretch(PHRASE, b"s" * 16, parameters)
    wall, processor = time.perf_counter() - start, time.process_time() - used
    return Spent(wall * 1000, processor * 1000)


def measure(work: Path, cases: int) -> dict[str, float | int | str]:
    """Return every figure."""
    folder, home = work / "archivio", work / "casa"
    home.mkdir()
    parameters = service.KdfParameters.DEFAULT
    vault_filling.create(folder, parameters)
    with vault_filling.unlock(folder) as vault:
        vault_filling.real_cases(vault, cases)
    program = [sys.executable, "-m", "scarpette_tui", "--vault", str(folder)]
    ours, bare = [], []
    for _ in range(RUNS + 1):
        ours.append(started(program, home, "Sportello", "Frase segreta"))
        bare.append(started([sys.executable, "-c", BARE], home, LINE, LINE))
    figures = {
        "cases": cases,
        **compared(ours[1:], bare[1:]),
        **unlocking(program, home, parameters),
    }
    printed = after_a_page(program, home)
    bare_rss = statistics.median(one.memory for one in bare[1:])
    return {**figures, "rss_after_page_mb": printed, "rss_after_page_ratio": printed / bare_rss}


def compared(ours: list[Start], bare: list[Start]) -> dict[str, float]:
    """Return the figures of the starts, ours and the bare application's, and their ratios."""

    def middle(name: str) -> tuple[float, float]:
        mine, other = (statistics.median(getattr(one, name) for one in of) for of in (ours, bare))
        return mine, other

    paint, processor, memory = (middle(name) for name in ("paint", "processor", "memory"))
    return {
        "first_paint_ms": paint[0],
        "first_paint_least_ms": min(one.paint for one in ours),
        "first_paint_most_ms": max(one.paint for one in ours),
        "bare_textual_first_paint_ms": paint[1],
        "first_paint_ratio": paint[0] / paint[1],
        "first_paint_processor_ms": processor[0],
        "bare_textual_processor_ms": processor[1],
        "first_paint_processor_ratio": processor[0] / processor[1],
        "lock_ready_ms": middle("ready")[0],
        "rss_mb": memory[0],
        "bare_textual_rss_mb": memory[1],
        "rss_ratio": memory[0] / memory[1],
    }


def unlocking(
    program: list[str], home: Path, parameters: service.KdfParameters
) -> dict[str, float]:
    """Return the figures of the unlock, the key derivation timed in turn with it."""
    opened: list[Spent] = []
    pasted: list[Spent] = []
    derived: list[Spent] = []
    for _ in range(RUNS):
        for times, typed in ((opened, True), (pasted, False)):
            screen = Screen(program, home)
            times.append(unlock(screen, typed=typed))
            screen.close()
            derived.append(derivation(parameters))
    figures = {}
    for kind, unit in (("wall", "ms"), ("processor", "processor_ms")):
        whole, at_once, alone = (
            statistics.median(getattr(one, kind) for one in times)
            for times in (opened, pasted, derived)
        )
        figures |= {
            f"unlock_to_home_{unit}": whole,
            f"unlock_pasted_{unit}": at_once,
            f"kdf_{unit}": alone,
            f"unlock_minus_kdf_{unit}": whole - alone,
            f"unlock_pasted_minus_kdf_{unit}": at_once - alone,
        }
    return figures


def after_a_page(program: list[str], home: Path) -> float:
    """Return the resident MB once the page of a consultation stands on the screen."""
    screen = Screen(program, home)
    unlock(screen)
    to_interview(screen)
    screen.press("\x1bOR")
    screen.settle()
    time.sleep(0.5)
    for key, wanted in (
        ("\x12", "Benefici"),
        ("\x1b[17~", "È sicuro portare un foglio"),
        ("s", "Quale foglio"),
        ("2", "In che lingua"),
        ("1", "Grandezza"),
        ("n", "INFORMAZIONI UTILI"),
    ):
        screen.press(key)
        screen.until(lambda shown, wanted=wanted: wanted in shown)
    memory = resident(screen.pid)
    screen.close()
    return memory


def main() -> int:
    """Return 1 when a target is missed."""
    made = parser((__doc__ or "").splitlines()[0])
    made.add_argument("--cases", type=int, default=10_000, help="closed cases in the vault")
    options = made.parse_args()
    targets = {
        "first_paint_ratio": 1.25,
        "unlock_minus_kdf_ms": 200,
        "rss_ratio": 1.5,
        "rss_after_page_ratio": 3,
    }
    with tempfile.TemporaryDirectory(prefix="sportello-") as work:
        return report(measure(Path(work), options.cases), targets, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
