"""Small spreadsheets of every format, put together part by part, so that a test can bend any of them."""

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from casework.exchange.sheet_rows import column_letters

Rows = Sequence[Sequence[Any]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FORMATS = "<numFmts count='1'><numFmt numFmtId='164' formatCode='yyyy/m/d'/></numFmts>"
CELL_FORMATS = "<cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>"
STYLES = f"<styleSheet xmlns='{MAIN}'>{FORMATS}{CELL_FORMATS}</styleSheet>"
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


class Raw(str):
    """A cell given as its XML, to stand as it is."""

    __slots__ = ()


class Day(float):
    """A serial day in a cell formatted as a date."""

    __slots__ = ()


def zipped(path: Path, parts: Mapping[str, str | bytes], *, stored: Iterable[str] = ()) -> Path:
    """A zip file of these parts, those in `stored` not compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return path


# --- .xlsx ---


def cell_xml(row: int, column: int, value: Any) -> str:
    """One cell of a worksheet; text inline, None left out."""
    place = f"{column_letters(column)}{row}"
    match value:
        case None:
            return ""
        case Raw():
            return value.replace("PLACE", place)
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case Day():
            return f'<c r="{place}" s="1"><v>{float(value):g}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value!r}</v></c>'
        case _:
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Rows, *, first: int = 1, merged: Sequence[str] = (), extra: str = "", namespace: str = MAIN) -> str:
    """A worksheet with these rows from row `first` on; `extra` is XML put before the end of the data."""
    lines = [
        f'<row r="{number}">{"".join(cell_xml(number, column, value) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=first)
    ]
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{namespace}"><sheetData>{"".join(lines)}{extra}</sheetData>{merges}</worksheet>'


def xlsx_parts(
    sheets: Mapping[str, str], *, states: Mapping[str, str] | None = None, setup: str = ""
) -> dict[str, str]:
    """The parts of a workbook of these worksheets; `setup` is XML at the start of the workbook part."""
    states = states or {}
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"{states.get(name, "")}/>'
        for n, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    pages = {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), start=1)}
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{setup}<sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": STYLES,
        **pages,
    }


def xlsx(path: Path, rows: Rows, **about: Any) -> Path:
    """A workbook with one sheet 名单 of these rows (see `sheet_xml` for the rest)."""
    return zipped(path, xlsx_parts({"名单": sheet_xml(rows, **about)}))


# --- .ods ---


def ods_parts(rows: Rows, *, sheet: str = "名单", extra: str = "") -> dict[str, str]:
    """The parts of an OpenDocument spreadsheet; `extra` is XML behind the rows."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="{sheet}">{lines}{extra}</table:table>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": MANIFEST,
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{table}"
        "</office:spreadsheet></office:body></office:document-content>",
    }


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods(path: Path, rows: Rows, **about: Any) -> Path:
    """An OpenDocument spreadsheet of these rows."""
    return zipped(path, ods_parts(rows, **about), stored=("mimetype",))


# --- .xlsb ([MS-XLSB]): kind in one or two bytes, length in seven-bit groups ---


def brt(kind: int, body: bytes = b"") -> bytes:
    """One record of a binary workbook."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    length, size = b"", len(body)
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return head + length + bytes([size]) + body


def wide(text: str) -> bytes:
    """Text as binary workbooks keep it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


class ErrorCode(int):
    """An error value of a binary workbook, 7 for #DIV/0!."""

    __slots__ = ()


def xlsb(path: Path, rows: Rows, *, extra: bytes = b"") -> Path:
    """A binary workbook of these rows; `extra` are records behind them."""
    cells = b"".join(_brt_row(number, row) for number, row in enumerate(rows))
    sheet = brt(129) + brt(148, struct.pack("<4I", 0, len(rows), 0, 9)) + brt(145) + cells + extra + brt(146) + brt(130)
    book = brt(131) + brt(143) + brt(156, struct.pack("<2I", 0, 1) + wide("rId1") + wide("名单")) + brt(144) + brt(132)
    relations = f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/worksheets/sheet1.bin": sheet,
    }
    return zipped(path, parts)


def brt_row(number: int) -> bytes:
    """The head of the row with this index."""
    return brt(0, struct.pack("<I", number) + b"\0" * 13)


def _brt_row(number: int, row: Sequence[Any]) -> bytes:
    return brt_row(number) + b"".join(_brt_cell(column, value) for column, value in enumerate(row) if value is not None)


def _brt_cell(column: int, value: Any) -> bytes:
    place = struct.pack("<2I", column, 0)
    if isinstance(value, ErrorCode):
        return brt(3, place + bytes([value]))
    if isinstance(value, int | float):
        return brt(5, place + struct.pack("<d", value))
    return brt(6, place + wide(value))


# --- .xls and .et ([MS-XLS] in a compound file) ---


def biff(kind: int, body: bytes = b"") -> bytes:
    """One record of an old workbook."""
    return struct.pack("<2H", kind, len(body)) + body


def xls_stream(rows: Rows, *, after_start: bytes = b"", merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """The workbook stream with one sheet 名单; `after_start` are records behind its first one."""
    name = "名单".encode("utf-16-le")
    start = biff(0x809, struct.pack("<4H2I", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + after_start + biff(0x42, b"\xb0\x04")
    at = len(start) + 4 + 8 + len(name) + 4
    start += biff(0x85, struct.pack("<IHBB", at, 0, 2, 1) + name) + biff(0x0A)
    cells = b"".join(
        _biff_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None
    )
    areas = struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *area) for area in merged)
    sheet = biff(0x809, struct.pack("<4H2I", 0x600, 16, 0x0DBB, 0x07CC, 0, 6)) + cells
    return start + sheet + (biff(0xE5, areas) if merged else b"") + biff(0x0A)


def _biff_cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<3H", row, column, 15)
    if isinstance(value, ErrorCode):
        return biff(0x205, place + bytes([value, 1]))
    if isinstance(value, int | float):
        return biff(0x203, place + struct.pack("<d", value))
    return biff(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file ([MS-CFB]) that holds one stream of at least 4,096 bytes."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    tables = -(-(count + 2 + 16) // 128)
    table = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [tables + 2 + n for n in range(count - 1)] + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 * tables - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<9I", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    folder = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, tables + 1, len(stream))
    return head + struct.pack(f"<{128 * tables}I", *table) + folder.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    links = struct.pack("<BB3I", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        written.ljust(64, b"\0")
        + struct.pack("<H", len(written))
        + links
        + b"\0" * 36
        + struct.pack("<2IQ", first, size, 0)[:12]
    )


def xls(path: Path, rows: Rows, **about: Any) -> Path:
    """An old workbook of these rows (see `xls_stream` for the rest)."""
    path.write_bytes(compound(xls_stream(rows, **about)))
    return path
