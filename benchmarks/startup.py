"""From the command to the first paint, from the passphrase to home, and memory; in a real pty.

    python -m benchmarks.startup [--cases N] [--json]

The baseline is a bare Textual application with one line, started in turn with ours. Unlock is
timed with the real key derivation (during which the program loads the rest), which is then
timed alone and taken away. Memory is of the process that holds the keys, at the lock screen
and with the page of a consultation made, beside the bare application's.
"""

import statistics
import sys
import tempfile
import time
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


def first_paint(command: list[str], home: Path, wanted: str) -> tuple[float, float]:
    """Return the milliseconds until a text stands on the screen, and the resident MB after."""
    start = time.perf_counter()
    screen = Screen(command, home)
    while wanted not in screen.text():
        screen.take(0.005)
        if time.perf_counter() - start > 60:
            sys.exit(f"never painted: {wanted}")
    spent = (screen._read_at - start) * 1000
    screen.settle()
    memory = resident(screen.pid)
    screen.close()
    return spent, memory


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


def unlock_ms(screen: Screen) -> float:
    """Type the passphrase and return the milliseconds until home stands."""
    screen.until(lambda shown: "Frase segreta" in shown)
    screen.press(PHRASE)
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
        ours.append(first_paint(program, home, "Sportello"))
        bare.append(first_paint([sys.executable, "-c", BARE], home, LINE))
    opened, derived = [], []
    for _ in range(3):
        screen = Screen(program, home)
        opened.append(unlock_ms(screen))
        derived.append(derivation_ms(parameters))
        screen.close()
    rss = statistics.median(memory for _, memory in ours[1:])
    bare_rss = statistics.median(memory for _, memory in bare[1:])
    paint = statistics.median(spent for spent, _ in ours[1:])
    bare_paint = statistics.median(spent for spent, _ in bare[1:])
    printed = after_a_page(program, home)
    return {
        "cases": cases,
        "first_paint_ms": paint,
        "bare_textual_first_paint_ms": bare_paint,
        "first_paint_ratio": paint / bare_paint,
        "unlock_to_home_ms": statistics.median(opened),
        "kdf_ms": statistics.median(derived),
        "unlock_minus_kdf_ms": statistics.median(opened) - statistics.median(derived),
        "rss_mb": rss,
        "bare_textual_rss_mb": bare_rss,
        "rss_ratio": rss / bare_rss,
        "rss_after_page_mb": printed,
        "rss_after_page_ratio": printed / bare_rss,
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
