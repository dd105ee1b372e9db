"""Cells that the reader gives back as blank though they are not: error values, and formulas never calculated."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath

from casework.exchange.biff_records import xls_error_cells, xlsb_error_cells
from casework.exchange.guarded import GuardedWorkbook, WorkbookKind

_CHUNK = 1 << 20
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?P<about>[^<>]*[^/<>])>(?P<inside>(?:(?!</(?:\w+:)?c>).)*)</(?:\w+:)?c>""", re.DOTALL
)
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)</)")

LostCells = Mapping[tuple[int, int], str]
"""What stands in a lost cell, by its row number and column index: an error word, or the formula with its =."""


def lost_cells(workbook: GuardedWorkbook, sheet: str) -> LostCells:
    """The cells of one sheet whose content the reader loses; none for text tables and .ods, which lose none."""
    match workbook.kind:
        case WorkbookKind.OOXML if workbook.loses_cells:
            with zipfile.ZipFile(workbook.path) as archive:
                part = _sheet_part(archive, "workbook.xml", sheet)
                return _lost_in(_cells(archive, part)) if part else {}
        case WorkbookKind.XLSB:
            with zipfile.ZipFile(workbook.path) as archive:
                part = _sheet_part(archive, "workbook.bin", sheet)
                return xlsb_error_cells(archive.read(part)) if part else {}
        case WorkbookKind.XLS:
            return xls_error_cells(workbook.path, sheet)
        case _:
            return {}


def _lost_in(cells: Iterator[re.Match[bytes]]) -> LostCells:
    lost: dict[tuple[int, int], str] = {}
    for cell in cells:
        place, value, formula = (
            _PLACE.search(cell["about"]),
            _VALUE.search(cell["inside"]),
            _FORMULA.search(cell["inside"]),
        )
        if place is None:
            continue
        if _IS_ERROR.search(cell["about"]):
            text = _readable(value[1]) if value else "#VALUE!"
        elif formula and not (value and value[1]) and b"is>" not in cell["inside"]:
            text = f"={_readable(formula[1] or b'')}"
        else:
            continue
        lost[int(place[2]), _column(place[1])] = text
    return lost


def _readable(xml: bytes) -> str:
    return unescape(xml.decode("utf-8", "replace"))


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[re.Match[bytes]]:
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            xml = rest + chunk
            end = max((found.end() for found in _CELL_END.finditer(xml)), default=0)
            yield from _CELL.finditer(xml, 0, end)
            rest = xml[end:]


def _sheet_part(archive: zipfile.ZipFile, book: str, sheet: str) -> str:
    """The name of the part that holds the sheet: workbook → relation → part; empty where that cannot be told."""
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    where = next((PurePosixPath(name) for name in names if PurePosixPath(name).name == book), None)
    relations = names.get(f"{where.parent}/_rels/{book}.rels") if where else None
    if where is None or relations is None:
        return ""
    content = archive.read(names[str(where)])
    ids = _ids_in_xml(content) if book.endswith(".xml") else _ids_in_records(content)
    target = _targets(archive.read(relations)).get(ids.get(sheet, ""), "")
    full = target.lstrip("/") if target.startswith("/") else f"{where.parent}/{target}"
    return names.get(full.lower(), "")


def _ids_in_xml(content: bytes) -> Mapping[str, str]:
    from defusedxml.ElementTree import fromstring

    found: dict[str, str] = {}
    for element in fromstring(content).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            ids = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id" and "}" in key]
            found[element.attrib.get("name", "")] = ids[0] if ids else ""
    return found


def _ids_in_records(content: bytes) -> Mapping[str, str]:
    from casework.exchange.biff_records import xlsb_sheet_ids

    return xlsb_sheet_ids(content)


def _targets(content: bytes) -> Mapping[str, str]:
    from defusedxml.ElementTree import fromstring

    return {element.attrib.get("Id", ""): element.attrib.get("Target", "") for element in fromstring(content)}
