"""Runs every benchmark of this folder, one after the other, and prints their tables."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Return 1 when one of them missed a target or failed."""
    worst = 0
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if 'if __name__ == "__main__"' not in path.read_text(encoding="utf-8"):
            continue
        if path.stem == "__main__":
            continue
        print(f"== benchmarks.{path.stem}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], check=False)
        worst = max(worst, int(done.returncode != 0))
    return worst


if __name__ == "__main__":
    sys.exit(main())
