"""A signed catalogue in one file, for offices without a network: made, proved, unpacked.

A bundle is a ZIP with `manifest.json`, `manifest.sig` and the files it names. The manifest
says version, day of publication and the SHA-256 of each file; the publisher's Ed25519 key
signs its bytes. Nothing is believed before the signature holds, nothing is written that the
manifest does not name.
"""

import base64
import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scarpette_tui.catalogue.loading import load_catalogue
from scarpette_tui.errors import InputError

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
FORMAT = 1
LARGEST_BUNDLE = 16 << 20
LARGEST_FILE = 2 << 20
LARGEST_WHOLE = 48 << 20
MOST_FILES = 10_000
KEY_BYTES, SIGNATURE_BYTES = 32, 64
LEFT_OUT = "fonts"
"""Type faces belong to the program, not to the law."""
BUILT = frozenset({".mo", ".json"})
"""What the build of the wheel makes from the law; only its sources are signed."""
_DOMAIN = b"scarpette catalogue 1\x00"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,5}\.(toml|po)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Content:
    """A bundle whose signature holds: its files by name, and the signed manifest."""

    version: str
    published_on: date
    files: dict[str, bytes]
    manifest: bytes
    signature: bytes


def make(root: Path, secret: bytes) -> bytes:
    """Return the signed bundle of a folder of law data; same folder and key, same bytes.

    Args:
        root: the folder.
        secret: the publisher's Ed25519 private key, 32 bytes.

    Raises:
        CatalogueError: the folder cannot be read as a catalogue.
        InputError: a file name that a bundle does not take.

    """
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    manifest = load_catalogue(root).manifest
    files = {name: (root / name).read_bytes() for name in _names(root, BUILT)}
    said = {
        "format": FORMAT,
        "version": manifest.version,
        "published_on": manifest.published_on.isoformat(),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    head = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()
    signature = ed25519.Ed25519PrivateKey.from_private_bytes(secret).sign(_DOMAIN + head)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((MANIFEST, head), (SIGNATURE, signature), *files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _names(root: Path, besides: frozenset[str] = frozenset()) -> list[str]:
    names = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name in {MANIFEST, SIGNATURE} or name.startswith(f"{LEFT_OUT}/"):
            continue
        if path.is_file() and path.suffix not in besides:
            if not _NAME.fullmatch(name):
                raise InputError(f"Il file «{name}» non può stare in un pacchetto.")
            names.append(name)
    return names


def open_bundle(raw: bytes, publisher: bytes) -> Content:
    """Prove a bundle against the publisher's public key (32 bytes) and return its content.

    Raises:
        InputError: not a bundle, not signed by this publisher, changed, or too large.

    """
    if len(raw) > LARGEST_BUNDLE:
        raise _refused("è troppo grande")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            head, signature = _head(archive)
            _prove_signature(head, signature, publisher)
            version, published_on, digests = _read_manifest(head)
            files = _files(archive, digests)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused("non è leggibile") from error
    return Content(version, published_on, files, head, signature)


def prove_folder(folder: Path, publisher: bytes) -> None:
    """Prove that an unpacked bundle is still what the publisher signed.

    Golden cases are left alone: no outcome is made from them.

    Raises:
        InputError: a file was changed, added or removed, or the signature does not hold.

    """
    try:
        head, signature = (folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_bytes()
        _prove_signature(head, signature, publisher)
        _, _, digests = _read_manifest(head)
        found = {name for name in _names(folder) if not name.startswith("cases/golden/")}
        wanted = {name for name in digests if not name.startswith("cases/golden/")}
        whole = found == wanted and all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digests[name]
            for name in found
        )
    except (OSError, ValueError, InputError):
        whole = False
    if not whole:
        raise InputError(
            "Le norme installate non sono più quelle firmate da chi le pubblica.",
            "L'archivio non è stato toccato.",
            "Installare di nuovo il pacchetto firmato.",
        )


def _head(archive: zipfile.ZipFile) -> tuple[bytes, bytes]:
    names = archive.namelist()
    if len(names) > MOST_FILES or len(set(names)) != len(names):
        raise _refused("contiene troppi file, o due con lo stesso nome")
    if MANIFEST not in names or SIGNATURE not in names:
        raise _refused("non è firmato")
    return _bounded(archive, MANIFEST, LARGEST_FILE), _bounded(archive, SIGNATURE, SIGNATURE_BYTES)


def _prove_signature(head: bytes, signature: bytes, publisher: bytes) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    try:
        ed25519.Ed25519PublicKey.from_public_bytes(publisher).verify(signature, _DOMAIN + head)
    except InvalidSignature:
        raise _refused("non è firmato da chi pubblica le norme per questa sede") from None


def _read_manifest(head: bytes) -> tuple[str, date, dict[str, str]]:
    said = json.loads(head.decode())
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise _refused("è di un formato che questo programma non conosce")
    version, files = said.get("version"), said.get("files")
    if not isinstance(version, str) or not re.fullmatch(r"[0-9A-Za-z._-]{1,40}", version):
        raise _refused("non dice bene la sua versione")
    if not isinstance(files, dict) or not all(
        isinstance(name, str) and isinstance(digest, str) for name, digest in files.items()
    ):
        raise _refused("non dice bene i suoi file")
    return version, date.fromisoformat(str(said.get("published_on"))), files


def _files(archive: zipfile.ZipFile, digests: dict[str, str]) -> dict[str, bytes]:
    named = set(archive.namelist()) - {MANIFEST, SIGNATURE}
    if named != set(digests) or any(not _NAME.fullmatch(name) for name in named):
        raise _refused("contiene file non ammessi")
    files: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for name in sorted(named):
        data = files[name] = _bounded(archive, name, min(LARGEST_FILE, left))
        left -= len(data)
        if hashlib.sha256(data).hexdigest() != digests[name]:
            raise _refused("è stato cambiato dopo la firma")
    return files


def _bounded(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read one file, never more than `most` bytes, whatever its header says."""
    with archive.open(name) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise _refused("contiene un file troppo grande")
    return data


def _refused(why: str) -> InputError:
    return InputError(
        f"Il pacchetto {why}.",
        "Le norme sono rimaste quelle di prima.",
        "Chiedere un altro pacchetto a chi pubblica le norme.",
    )


def public_line(secret: bytes) -> str:
    """Return the public half of a publisher's key as the line for the office's settings."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    public = ed25519.Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return base64.b64encode(public.public_bytes_raw()).decode()
