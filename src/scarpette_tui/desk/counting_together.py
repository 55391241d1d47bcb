"""Adding up the quiet desks: the collector's key, and the table of several desks (D6)."""

import base64
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scarpette_tui.desk import law
from scarpette_tui.errors import DiskError, InputError, VaultDamagedError, WrongPassphraseError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from scarpette_tui.counts.together import Together
    from scarpette_tui.desk.counting_files import Desk

COLUMNS = ("quarter", "desks", "group", "about", "low", "high")
LARGEST_KEY = 4096


def new_key(passphrase: str) -> tuple[bytes, str]:
    """Make the collector's key.

    Args:
        passphrase: protects the private half at rest.

    Returns:
        The private half (PEM, encrypted) and the line for every desk's settings.

    Raises:
        InputError: empty passphrase.

    """
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415

    if not passphrase:
        raise InputError("La frase segreta è vuota.", "Nulla è stato scritto.", "Sceglierne una.")
    private = X25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    return pem, f'collector = "{public}"'


def read_key(path: Path, passphrase: str) -> "X25519PrivateKey":
    """Read the collector's key.

    Raises:
        DiskError: the file cannot be read.
        InputError: the file is no such key.
        WrongPassphraseError: it does not open.

    """
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415

    try:
        if path.stat().st_size > LARGEST_KEY:
            raise InputError(f"«{path.name}» non è la chiave di chi raccoglie.")
        pem = path.read_bytes()
    except OSError as error:
        raise DiskError(f"«{path.name}» non si legge.", "", "Controllare il nome.") from error
    if b"ENCRYPTED PRIVATE KEY" not in pem:
        raise InputError(f"«{path.name}» non è la chiave di chi raccoglie.")
    try:
        key = serialization.load_pem_private_key(pem, passphrase.encode() or b"\0")
    except (ValueError, TypeError):
        raise WrongPassphraseError(
            "La frase segreta non apre la chiave di chi raccoglie.",
            "Nulla è stato unito.",
            "Riprovare.",
        ) from None
    if not isinstance(key, X25519PrivateKey):
        raise InputError(f"«{path.name}» non è la chiave di chi raccoglie.")
    return key


def tables(desks: "Sequence[Desk]", private: "X25519PrivateKey") -> "tuple[Together, ...]":
    """Open the sealed cells of proven exports and add them up, quarter by quarter.

    Raises:
        VaultDamagedError: a box does not open with this key; names the desk.

    """
    from scarpette_tui.counts import together  # noqa: PLC0415 - loads the sealing library

    quarters: dict[str, list[dict[str, int]]] = {}
    for desk in desks:
        for one in desk.figures:
            if one.kind != "shared":
                continue
            try:
                box = base64.b64decode(one.cell, validate=True)
                cells = together.unseal(box, desk.vault, one.period, private)
            except (together.BoxError, ValueError):
                raise VaultDamagedError(
                    f"La tabella di {desk.office} · {desk.desk}, {one.period}, non si apre con "
                    "questa chiave.",
                    "Nulla è stato unito.",
                    "Controllare la chiave scritta nelle impostazioni di quello sportello.",
                ) from None
            quarters.setdefault(one.period, []).append(cells)
    found = (together.add_up(quarter, quarters[quarter]) for quarter in sorted(quarters))
    return tuple(one for one in found if one is not None)


def as_csv(found: "Sequence[Together]") -> str:
    """Return the tables as CSV: "about" is empty where the cell is below the floor."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in found:
        for group, estimate in one.cells.items():
            shown = ("", "", "") if estimate is None else (estimate.shown, *estimate.usual)
            writer.writerow((one.quarter, one.desks, group, *shown))
    return out.getvalue()


def as_lines(found: "Sequence[Together]") -> list[str]:
    """Return the tables for a person."""
    from scarpette_tui.counts.together import CELL_FLOOR  # noqa: PLC0415

    titles = {group.id: group.title for group in law.catalogue().manifest.groups}
    lines = []
    for one in found:
        lines.append(f"{one.quarter}, {one.desks} sportelli insieme:")
        if not one.cells:
            lines.append("  i colloqui sono pochi anche insieme: la tabella non si pubblica.")
        for group, estimate in one.cells.items():
            title = titles.get(group, group)
            if estimate is None:
                lines.append(f"  {title:26} meno di {CELL_FLOOR}")
                continue
            low, high = estimate.usual
            lines.append(f"  {title:26} circa {estimate.shown:<6} di solito fra {low} e {high}")
    return lines
