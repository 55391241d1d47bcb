"""`python -m scarpette_tui` and the `scarpette` command."""

import sys

from scarpette_tui.launcher import main

if __name__ == "__main__":
    sys.exit(main())
