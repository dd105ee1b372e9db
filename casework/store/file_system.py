"""Where a case file lies: on a local disk, or where SQLite's journal is not safe (decision 7)."""

import os
import sys
from enum import StrEnum
from pathlib import Path

_REMOTE = (
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "nfs",
    "nfs4",
    "afs",
    "afpfs",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "webdav",
    "davfs",
    "fuse.davfs",
    "ncpfs",
    "ceph",
    "glusterfs",
    "fuse.glusterfs",
)
_SYNC_FOLDERS = (
    "onedrive",
    "dropbox",
    "坚果云",
    "nutstore",
    "wpsdrive",
    "wps云盘",
    "baidunetdisk",
    "百度网盘",
    "icloud",
    "google drive",
    "googledrive",
    "baidusyncdisk",
)


class Place(StrEnum):
    """What kind of place a file lies in."""

    LOCAL = "local"
    REMOTE = "remote"
    REMOVABLE = "removable"
    SYNCED = "synced"


def place_of(path: Path) -> Place:
    """The kind of place `path` lies in; a file is only written where it is LOCAL."""
    folder = path.resolve().parent
    if any(part.lower().startswith(_SYNC_FOLDERS) for part in folder.parts):
        return Place.SYNCED
    if sys.platform == "win32":
        return _windows_place(folder)
    if sys.platform == "linux":
        return _linux_place(folder, Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    return Place.LOCAL


def _linux_place(folder: Path, mountinfo: str) -> Place:
    """From the longest mount point above the folder; mountinfo as documented in proc(5)."""
    best, kind, device = "", "", ""
    for line in mountinfo.splitlines():
        before, _dash, after = line.partition(" - ")
        mount = before.split()[4].replace("\\040", " ")
        inside = mount == "/" or folder.as_posix() == mount or folder.as_posix().startswith(mount + "/")
        if inside and len(mount) >= len(best):
            best, kind, device = mount, after.split()[0], before.split()[2]
    if kind in _REMOTE:
        return Place.REMOTE
    return Place.REMOVABLE if _is_removable(device) else Place.LOCAL


def _is_removable(device: str) -> bool:
    block = Path("/sys/dev/block") / device
    for part in (block, block.resolve().parent if block.exists() else block):
        flag = part / "removable"
        if flag.exists():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False


def _windows_place(folder: Path) -> Place:
    drive = os.path.splitdrive(folder)[0]
    if drive.startswith("\\\\"):
        return Place.REMOTE
    import ctypes

    kinds = {2: Place.REMOVABLE, 4: Place.REMOTE}
    windll = getattr(ctypes, "windll")  # noqa: B009 - exists on Windows only
    return kinds.get(windll.kernel32.GetDriveTypeW(drive + "\\"), Place.LOCAL)
