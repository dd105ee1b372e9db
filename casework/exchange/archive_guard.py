"""The guard for zipped workbooks (.xlsx, .xlsm, .xlsb, .ods): names, sizes and XML checked while it streams by."""

import re
import struct
import zipfile
import zlib
from collections.abc import Generator, Sequence
from contextlib import closing
from copy import copy
from dataclasses import replace
from pathlib import Path, PurePosixPath

from casework.errors import BadInput
from casework.exchange.guarded import GuardedWorkbook, WorkbookKind, damaged, locked, too_large, unsafe
from casework.exchange.part_scan import scan_part
from casework.language import _

MOST_PARTS = 2_000
LARGEST_PART = 250 << 20
LARGEST_TOTAL = 300 << 20
_RATIO_FROM = 20 << 20
_HIGHEST_RATIO = 200
_CHUNK = 1 << 18

_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    MemoryError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")
_ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_MIMETYPES = (b"application/vnd.oasis.opendocument.", b"application/epub")


def examine_archive(path: Path) -> GuardedWorkbook:
    """What the zipped file at `path` is, after all of it went by; BadInput when it is not safe to read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _examined(path, archive)
    except BadInput:
        raise
    except _ZIP_FAULTS:
        raise damaged(path) from None


def _examined(path: Path, archive: zipfile.ZipFile) -> GuardedWorkbook:
    parts = archive.infolist()
    _check_names(path, parts)
    _check_sizes(path, parts)
    guarded = GuardedWorkbook(path=path, kind=_kind(path, archive))
    date_1904 = loses_cells = False
    for part in parts:
        with closing(_unpacked(path, archive, part)) as chunks:
            seen = scan_part(path, part.filename, chunks)
        date_1904, loses_cells = date_1904 or seen.date_1904, loses_cells or seen.loses_cells
    return replace(guarded, date_1904=date_1904, loses_cells=loses_cells)


def _check_names(path: Path, parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise unsafe(path, _("it holds more than {count} parts").format(count=MOST_PARTS))
    names = [part.orig_filename for part in parts]
    if any(_UNSAFE_NAME.search(name) for name in names):
        raise unsafe(path, _("it names files outside of itself"))
    if len(set(names)) < len(names):
        raise damaged(path)


def _check_sizes(path: Path, parts: Sequence[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.flag_bits & 1:
            raise locked(path)
        if part.compress_type not in _METHODS:
            raise damaged(path)
        if part.file_size > _RATIO_FROM and part.file_size > _HIGHEST_RATIO * max(1, part.compress_size):
            raise _bomb(path)
        if part.file_size > LARGEST_PART:
            raise _unpacks_too_large(path)
    if sum(part.file_size for part in parts) > LARGEST_TOTAL:
        raise _unpacks_too_large(path)


def _bomb(path: Path) -> BadInput:
    return unsafe(path, _("it unpacks to many times its size"))


def _unpacks_too_large(path: Path) -> BadInput:
    return too_large(path, _("it unpacks to more than {size} MB").format(size=LARGEST_PART >> 20))


def _kind(path: Path, archive: zipfile.ZipFile) -> WorkbookKind:
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    last_names = {PurePosixPath(name).name for name in names}
    if "workbook.xml" in last_names:
        return WorkbookKind.OOXML
    if "workbook.bin" in last_names:
        return WorkbookKind.XLSB
    if {"mimetype", "content.xml"} <= set(archive.namelist()):
        with archive.open("mimetype") as stream:
            mimetype = stream.read(len(_ODS_MIMETYPE))
        if mimetype == _ODS_MIMETYPE:
            return WorkbookKind.ODS
        if not mimetype.startswith(_OTHER_MIMETYPES):
            raise damaged(path)
    if any(name.startswith(("word/", "ppt/")) for name in names) or "mimetype" in names:
        sentence = _("“{name}” is a Word or PowerPoint document, not a spreadsheet.")
    elif any(name.startswith("index/") or name == "index.zip" for name in names):
        sentence = _("“{name}” is an Apple Numbers document.")
    else:
        sentence = _("“{name}” is a compressed package without a worksheet.")
    raise BadInput(
        sentence.format(name=path.name),
        remedy=_("Unpack it and choose the spreadsheet in it, or save the document as .xlsx."),
    )


def _unpacked(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Generator[bytes, None, None]:
    """The part as it really unpacks, not as its entry says: an entry that lies about its size is refused."""
    as_long_as_it_goes = copy(part)
    as_long_as_it_goes.file_size = LARGEST_PART + 1
    unpacked = 0
    with archive.open(as_long_as_it_goes) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > part.file_size:
                raise _bomb(path)
            yield chunk
