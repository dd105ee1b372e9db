"""The record streams of .xls ([MS-XLS]) and .xlsb ([MS-XLSB]), walked for the cells that hold an error value."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from casework.exchange.compound_files import CompoundFile

_ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip

# --- .xlsb ---

_BRT_ROW, _BRT_CELL_ERROR, _BRT_FORMULA_ERROR, _BRT_BUNDLE_SHEET = 0, 3, 11, 156
_MORE = 0x80


def xlsb_error_cells(sheet: bytes) -> dict[tuple[int, int], str]:
    """The error cells of one sheet part by row number and column index."""
    found: dict[tuple[int, int], str] = {}
    row = 0
    for kind, body in _xlsb_records(sheet):
        if kind == _BRT_ROW:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind in (_BRT_CELL_ERROR, _BRT_FORMULA_ERROR):
            found[row, int.from_bytes(body[:4], "little")] = _ERRORS.get(body[8], "#VALUE!")
    return found


def xlsb_sheet_ids(workbook: bytes) -> dict[str, str]:
    """The relation id of each sheet by its name."""
    found: dict[str, str] = {}
    for kind, body in _xlsb_records(workbook):
        if kind == _BRT_BUNDLE_SHEET:
            relation, at = _wide_string(body, 8)
            name, _end = _wide_string(body, at)
            found[name] = relation
    return found


def _wide_string(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _xlsb_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record: a kind of one or two bytes, a length of up to four, seven bits each."""
    at, end = 0, len(stream)
    while at + 1 < end:
        kind = stream[at]
        at += 1
        if kind & _MORE:
            kind = (kind & ~_MORE) | (stream[at] & ~_MORE) << 7
            at += 1
        length = shift = 0
        while at < end:
            byte = stream[at]
            at += 1
            length |= (byte & ~_MORE) << shift
            shift += 7
            if not byte & _MORE:
                break
        yield kind, stream[at : at + length]
        at += length


# --- .xls ---

_BOUND_SHEET, _BOOL_OR_ERROR, _FORMULA, _END = 0x85, 0x205, 0x06, 0x0A
_FILE_PASS, _DATE_MODE = 0x2F, 0x22
WORKBOOK_STREAMS = ("workbook", "book")


def xls_error_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """The error cells of one sheet by row number and column index."""
    stream = CompoundFile(path.read_bytes()).stream(WORKBOOK_STREAMS)
    start = next((at for name, at in _xls_sheets(stream) if name == sheet), None)
    found: dict[tuple[int, int], str] = {}
    for kind, body in _xls_records(stream, start) if start is not None else ():
        code = _error_code(kind, body)
        if code is not None:
            row, column = int.from_bytes(body[:2], "little") + 1, int.from_bytes(body[2:4], "little")
            found[row, column] = _ERRORS.get(code, "#VALUE!")
    return found


def xls_start(stream: bytes) -> tuple[bool, bool]:
    """Whether a workbook stream is encrypted, and whether its serial days count from 1904."""
    locked = date_1904 = False
    for kind, body in _xls_records(stream, 0):
        if kind == _FILE_PASS:
            return True, False
        date_1904 = date_1904 or (kind == _DATE_MODE and body[:1] == b"\x01")
    return locked, date_1904


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _BOOL_OR_ERROR and len(body) >= 8 and body[7] == 1:  # noqa: PLR2004 - BoolErr ends with value and flag
        return body[6]
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6:7] == b"\x02":
        return body[8]
    return None


def _xls_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, body in _xls_records(stream, 0):
        if kind == _BOUND_SHEET:
            count, wide = body[6], body[7] & 1
            name = body[8 : 8 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            yield name, int.from_bytes(body[:4], "little")


def _xls_records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of the records from `at` to the end of that substream."""
    while at + 4 <= len(stream):
        kind, length = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
