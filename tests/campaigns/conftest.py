import sys

from tests.vault.conftest import clock, folder, say, template

__all__ = ["clock", "folder", "say", "template"]

# These fork, trace system calls or open a pty.
collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []
