"""Where a vault must not be: network shares and folders that something else copies.

There, locks are not locks, half-written files travel, and copies leave the office.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from scarpette_tui.errors import InputError

_NETWORK = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "ncpfs", "davfs",
    "vboxsf", "afpfs", "webdav", "fuse.vmhgfs-fuse",
    "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.s3fs",
)  # fmt: skip
_SYNCED = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("il mio drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "un servizio di copia in rete"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("synologydrive", "Synology Drive"),
    ("pcloud drive", "pCloud"),
    ("box sync", "Box"),
)
_SYNC_ROOTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables in which Windows says where OneDrive keeps its copy, whatever its name."""
_MARKERS = {".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing"}
_REMOTE_DRIVE = 4
"""What `GetDriveTypeW` says of a mapped network drive."""


def require_local(directory: Path) -> None:
    """Refuse a folder on the network or copied elsewhere by a service.

    Raises:
        InputError: with the reason.

    """
    reason = unsafe_reason(directory)
    if reason:
        raise InputError(
            f"L'archivio non può stare in questa cartella: {reason}.",
            "Non è stato scritto nulla.",
            "Scelga una cartella sul disco di questo computer, con --vault.",
        )


def unsafe_reason(directory: Path) -> str | None:
    """Say in Italian why a folder is unsafe, or None."""
    path = Path(os.path.abspath(directory))  # noqa: PTH100 - resolve() would follow a dead share
    if str(directory).startswith(("\\\\", "//")):
        return "è una cartella di rete"
    real = path.resolve()
    service = _synced(path) or _synced(real)
    if service:
        return f"viene copiata altrove da {service}"
    return "è una cartella di rete" if _on_network(real) else None


def _synced(path: Path) -> str | None:
    for variable in _SYNC_ROOTS:
        root = os.environ.get(variable)
        if root and path.is_relative_to(Path(os.path.realpath(root))):
            return "OneDrive"
    for part in path.parts:
        name = part.casefold()
        for start, service in _SYNCED:
            if name.startswith(start):
                return service
    for folder in (path, *path.parents):
        for marker, service in _MARKERS.items():
            if (folder / marker).exists():
                return service
    return None


def _on_network(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE)
    else:  # noqa: RET505 - the type checker reads one branch per system
        found = mac_mount_type if sys.platform == "darwin" else mount_type
        return found(path, _mounts()) in _NETWORK


def mount_type(path: Path, mounts: str) -> str:
    """Return the file system type of a path, from the text of /proc/self/mounts."""
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].encode().decode("unicode_escape"))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), fields[2]
    return found


def mac_mount_type(path: Path, mounts: str) -> str:
    """Return the file system type of a path, from what macOS's `mount` prints."""
    best, found = -1, ""
    for line in mounts.splitlines():
        match = re.fullmatch(r".* on (/.*) \(([^,)]+).*\)", line)
        if match is None:
            continue
        point = Path(match[1])
        if path.is_relative_to(point) and len(point.parts) > best:
            best, found = len(point.parts), match[2]
    return found


def _mounts() -> str:
    try:
        if sys.platform == "darwin":
            done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
            return done.stdout.decode(errors="replace")
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ""
