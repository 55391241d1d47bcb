"""The law compiled when the wheel is built: one JSON file instead of sixty of TOML.

First line: a header with the hash of the TOML it was made from and of what follows. Second
line: the catalogue, which is validated again as it is read. Whatever does not agree is not
used, and the TOML is read: this file saves time and decides nothing.
"""

import hashlib
import json
from pathlib import Path

from pydantic import ValidationError

from scarpette_tui.catalogue.layout import law_files
from scarpette_tui.catalogue.model import Catalogue

FILE_NAME = "catalogue.json"
FORMAT = 1
LARGEST = 32 * 1024 * 1024


def compiled(catalogue: Catalogue, root: Path) -> bytes:
    """Return the file for a catalogue read from `root`; the same law gives the same bytes."""
    body = catalogue.model_dump_json(exclude_defaults=True).encode()
    return json.dumps(_header(root, body), sort_keys=True).encode() + b"\n" + body


def read_compiled(root: Path) -> Catalogue | None:
    """Return the compiled catalogue of a data folder.

    None when there is no file, when it was made from other TOML files, or when a byte of it
    changed: the caller then reads the TOML.
    """
    path = root / FILE_NAME
    try:
        if path.stat().st_size > LARGEST:
            return None
        first, _, body = path.read_bytes().partition(b"\n")
        if json.loads(first) != _header(root, body):
            return None
        return Catalogue.model_validate_json(body)
    except (OSError, ValueError, RecursionError, ValidationError):
        return None


def _header(root: Path, body: bytes) -> dict[str, str | int]:
    """Return what the first line must say.

    Raises:
        OSError: a law file cannot be read.

    """
    sources = hashlib.sha256()
    for path in law_files(root):
        content = path.read_bytes()
        sources.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        sources.update(content)
    return {
        "format": FORMAT,
        "sources": sources.hexdigest(),
        "content": hashlib.sha256(body).hexdigest(),
    }
