"""An output file is written whole or not at all."""

import errno
import os
from pathlib import Path

from casework.errors import FileTrouble
from casework.language import _


def write_whole_file(target: Path, content: bytes) -> None:
    """Write `content` beside `target` under another name, then put it in its place.

    A file that stood there before stays as it was until the new one is complete. FileTrouble, with
    what to do, where the folder is missing or closed, the disk full or the file open elsewhere.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        beside.replace(target)
    except OSError as error:
        raise FileTrouble(_("{path} could not be written.").format(path=target), remedy=_remedy(error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _remedy(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _("The disk is full: make room or choose another place.")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return _("The folder does not exist: choose another place.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _("Close the file if it is open in another program, or choose a folder in which you may write.")
    return _("Choose another place or another name.")
