"""Where a key stands in a TOML file: tomllib gives values, people need line numbers."""

import re
from functools import lru_cache

from scarpette_tui.catalogue.preparing import PLURALS

Path = tuple[str | int, ...]
"""Way to a key, in the model's names: ("requirements", 0, "when")."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"' -]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=\s*(.*)")
_LONG = ('"""', "'''")


def line_of(text: str, path: Path) -> int | None:
    """Return the line (from 1) of the key at `path`, or of what encloses it; None if unknown."""
    known = _scan(text)
    for length in range(len(path), 0, -1):
        if (line := known.get(path[:length])) is not None:
            return line
    return None


@lru_cache(maxsize=128)
def _scan(text: str) -> dict[Path, int]:
    scan = _Scan()
    for number, line in enumerate(text.splitlines(), start=1):
        scan.take(number, line)
    return scan.found


class _Scan:
    """Reads a valid TOML file line by line; knows headers, keys and arrays of inline tables."""

    def __init__(self) -> None:
        self.found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._table: Path = ()
        self._long = ""
        self._array: Path = ()
        self._items = 0

    def take(self, number: int, line: str) -> None:
        """Take in one line."""
        if self._long:
            if self._long in line:
                self._long = ""
            return
        if self._array and self._item(number, line):
            return
        if header := _HEADER.fullmatch(line):
            self._open(header.group(2), number, array=header.group(1) == "[[")
        elif key := _KEY.match(line):
            self._key(key.group(1).strip("\"'"), key.group(2), number)

    def _item(self, number: int, line: str) -> bool:
        """Take a line of an array that runs over several lines; False when it is not one."""
        start = line.strip()
        if start.startswith("{"):
            self.found[(*self._array, self._items)] = number
            self._items += 1
        elif start.startswith("]"):
            self._array = ()
        return not _HEADER.fullmatch(line)

    def _open(self, name: str, number: int, *, array: bool) -> None:
        self._array = ()
        parts = [part.strip().strip("\"'") for part in name.split(".")]
        path: Path = ()
        for part in parts[:-1]:
            path = self._enter(path, part)
        last = PLURALS.get(parts[-1], parts[-1]) if array else parts[-1]
        path = (*path, last)
        if array:
            index = self._counts.get(path, -1) + 1
            self._counts[path] = index
            self.found.setdefault(path, number)
            path = (*path, index)
        self.found.setdefault(path, number)
        self._table = path

    def _enter(self, path: Path, part: str) -> Path:
        for name in (PLURALS.get(part, part), part):
            if (index := self._counts.get((*path, name))) is not None:
                return (*path, name, index)
        return (*path, part)

    def _key(self, name: str, value: str, number: int) -> None:
        path = (*self._table, name)
        self.found.setdefault(path, number)
        for quotes in _LONG:
            if value.startswith(quotes) and quotes not in value[3:]:
                self._long = quotes
        if value.startswith("[") and not value.rstrip().endswith("]"):
            self._array, self._items = path, 0
            if value[1:].strip().startswith("{"):
                self.found[(*path, 0)] = number
                self._items = 1
