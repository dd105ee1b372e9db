"""One part of a zipped workbook streams by: no document types, no cells beyond limits, what the reader will lose."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from casework.errors import BadInput
from casework.exchange.guarded import locked, too_large, unsafe
from casework.language import _

MOST_ROWS = 200_000
MOST_COLUMNS = 300
_GRID_ROWS, _GRID_COLUMNS = 1_048_576, 16_384
_MOST_DIGITS, _MOST_LETTERS = 7, 3
_CARRIED = 1024

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = b"sheetData"
# Only references far out are looked at, which keeps the scan near the speed of unpacking. A cell that closes at once,
# as a formatted blank one does, takes no part: many real sheets are formatted down to the last row.
_FAR_CELL = re.compile(
    rb"""r\s*=\s*["'](?:([A-Za-z]{3,}|[K-Zk-z][A-Za-z])(\d+)|([A-Za-z]{1,2})(\d{6,}))["'](?:[^<>]*[^<>/])?>(?=\s*<[^/])"""
)
_FAR_ROW = re.compile(rb"""row\s[^<>]*?r\s*=\s*["'](\d{6,})["'][^<>]*>\s*<(?:\w+:)?c(?=[\s>])(?![^<>]*\sr\s*=)""")
_ERROR_CELLS = (b't="e"', b"t='e'")
_NEVER_CALCULATED = re.compile(
    rb"""f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>|f(?:\s[^<>]*)?/>\s*</(?:\w+:)?c>"""
)
_DATE_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(slots=True)
class PartScan:
    """What one part has shown so far."""

    date_1904: bool = False
    loses_cells: bool = False
    in_sheet: bool = False


def scan_part(path: Path, name: str, chunks: Iterator[bytes]) -> PartScan:
    """Reads a part to its end and says what it showed; BadInput when it is hostile or beyond the limits.

    Anything that begins like XML is checked, under whatever name, since a workbook may keep a sheet anywhere.
    """
    scan = PartScan()
    first = next(chunks, b"")
    if first.startswith(_UTF16_STARTS):
        chunks = _as_utf8(chain((first,), chunks))
        first = next(chunks, b"")
    if not first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or name.lower().endswith(".svg"):
        for _rest in chunks:
            pass
        return scan
    _check(path, name, first, scan)
    carried = first[-_CARRIED:]
    for chunk in chunks:
        _check(path, name, carried + chunk, scan)
        carried = chunk[-_CARRIED:]
    return scan


def _as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """XML written in UTF-16, as Excel keeps some of its own notes, for the same checks."""
    start = next(chunks)
    decode = getincrementaldecoder("utf-16-be" if start[:1] in (b"\xfe", b"\x00") else "utf-16-le")("replace").decode
    for chunk in chain((start,), chunks):
        yield decode(chunk).removeprefix("\ufeff").encode("utf-8", "replace")


def _check(path: Path, name: str, xml: bytes, scan: PartScan) -> None:
    if _DOCTYPE.search(xml):
        raise unsafe(path, _("it brings its own document type"))
    if name == "META-INF/manifest.xml" and b"encryption-data" in xml:
        raise locked(path)
    if name.endswith("workbook.xml") and _DATE_1904.search(xml):
        scan.date_1904 = True
    scan.in_sheet = scan.in_sheet or _SHEET in xml
    if scan.in_sheet:
        _check_cells(path, xml)
        scan.loses_cells = scan.loses_cells or _loses_cells(xml)


def _loses_cells(xml: bytes) -> bool:
    return any(mark in xml for mark in _ERROR_CELLS) or _NEVER_CALCULATED.search(xml) is not None


def _check_cells(path: Path, xml: bytes) -> None:
    for found in _FAR_CELL.finditer(xml):
        _check_place(path, (found[1] or found[3]).decode().upper(), found[2] or found[4])
    for found in _FAR_ROW.finditer(xml):
        _check_place(path, "A", found[1])


def _check_place(path: Path, letters: str, digits: bytes) -> None:
    if len(letters) > _MOST_LETTERS or len(digits) > _MOST_DIGITS:
        raise _beyond_the_grid(path)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(digits)
    if row > _GRID_ROWS or column > _GRID_COLUMNS:
        raise _beyond_the_grid(path)
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise too_large(
            path,
            _("cell {place} is filled, and a table may have {rows} rows and {columns} columns").format(
                place=f"{letters}{row}", rows=MOST_ROWS, columns=MOST_COLUMNS
            ),
        )


def _beyond_the_grid(path: Path) -> BadInput:
    return unsafe(path, _("it names cells that no worksheet has"))
