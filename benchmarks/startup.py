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
from benchmarks.latency import Screen
from scarpette_tui.clock import SystemClock
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
        spent.append((screen._read_at - start) * 1000)
    screen.settle()
    memory = resident(screen.pid)
    screen.close()
    return Start(spent[0], processor, spent[1], memory)


def processor_ms(pid: int) -> float:
    """Return the milliseconds of processor that a family of processes has used."""
    used = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        used += int((task / "schedstat").read_text().split()[0]) / 1e6
        used += sum(processor_ms(int(child)) for child in (task / "children").read_text().split())
    return used


def resident(pid: int) -> float:
    """Return the resident MB of the largest process of a family."""
    found = [_resident(pid)]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [resident(int(child)) for child in task.read_text().split()]
    return max(found)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def unlock_ms(screen: Screen, *, typed: bool = True) -> float:
    """Type the passphrase, or paste it, and return the milliseconds from Enter until home stands."""
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


def derivation_ms(parameters: service.KdfParameters) -> float:
    """Return the milliseconds of one key derivation."""
    start = time.perf_counter()
    kdf.stretch(PHRASE, b"s" * 16, parameters)
    return (time.perf_counter() - start) * 1000


def measure(work: Path, cases: int) -> dict[str, float | int | str]:
    """Return every figure."""
    folder, home = work / "archivio", work / "casa"
    home.mkdir()
    parameters = service.KdfParameters.DEFAULT
    service.create(
        folder,
        office="Sede di misura",
        desk="Sportello 1",
        users=[(vault_filling.LABEL, service.Role.RESPONSABILE, PHRASE)],
        clock=SystemClock(),
        kdf=parameters,
        purpose="test",
    )
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
    opened: list[float] = []
    pasted: list[float] = []
    derived: list[float] = []
    for _ in range(RUNS):
        for times, typed in ((opened, True), (pasted, False)):
            screen = Screen(program, home)
            times.append(unlock_ms(screen, typed=typed))
            screen.close()
            derived.append(derivation_ms(parameters))
    alone = statistics.median(derived)
    return {
        "unlock_to_home_ms": statistics.median(opened),
        "unlock_pasted_ms": statistics.median(pasted),
        "kdf_ms": alone,
        "unlock_minus_kdf_ms": statistics.median(opened) - alone,
        "unlock_pasted_minus_kdf_ms": statistics.median(pasted) - alone,
    }


def after_a_page(program: list[str], home: Path) -> float:
    """Return the resident MB once the page of a consultation stands on the screen."""
    screen = Screen(program, home)
    unlock_ms(screen)
    screen.settle()
    for key in ("n", "s", "t", "1", "l", "n", "n", "i"):
        screen.press(key)
        screen.settle()
    screen.until(lambda shown: "non so" in shown)
    screen.settle()
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
