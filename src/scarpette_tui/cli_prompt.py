"""Asking for secrets and words on the command line."""

import os
import sys
from typing import Self, TextIO

from scarpette_tui.errors import InputError


class Prompt:
    """Asks for secrets and words: from a descriptor line by line, or from the terminal."""

    def __init__(self, descriptor: int | None) -> None:
        self._lines: TextIO | None = None
        if descriptor is not None:
            try:
                self._lines = os.fdopen(descriptor, encoding="utf-8")
            except OSError as error:
                raise InputError(f"Il descrittore {descriptor} non si apre.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._lines is not None:
            self._lines.close()

    def secret(self, label: str) -> str:
        """Return a secret, never echoed."""
        if self._lines is not None:
            return self._lines.readline().rstrip("\r\n")
        from getpass import getpass  # noqa: PLC0415

        return getpass(f"{label}: ")

    def word(self, text: str) -> str:
        """Show `text` on stderr and return what is typed back, from where the secrets come."""
        sys.stderr.write(text + "\n> ")
        sys.stderr.flush()
        if self._lines is not None:
            return self._lines.readline().strip()
        return sys.stdin.readline().strip()
