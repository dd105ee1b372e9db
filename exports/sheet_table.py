"""A table on a sheet: title lines, a head of one or two rows with groups, banded rows of records."""

from collections.abc import Sequence
from dataclasses import replace

from exports.cell_looks import BAND, INSTRUCTION, SOURCE, TITLE
from exports.cell_values import LINE_HEIGHT, CellValue, broken_head, lines_in
from exports.office_sheet import OfficeSheet, PreparedRow
from exports.workbook_plan import TableColumn, head_rows

TITLE_HEIGHT, SOURCE_HEIGHT, INSTRUCTION_HEIGHT = 30.0, 17.0, 19.0
HEAD_HEIGHT, GROUP_HEIGHT, PARTS_HEIGHT, ROW_HEIGHT = 34.0, 20.0, 32.0, 25.0
_AROUND_LINES, _AROUND_HEAD_LINES = 3.0, 2.0


def write_titles(sheet: OfficeSheet, title: str, source: str, instruction: str = "") -> None:
    """The lines above a table: what it is, where it comes from, and how to fill it in where it is to be."""
    sheet.write_line(title, TITLE, TITLE_HEIGHT)
    sheet.write_line(source, SOURCE, SOURCE_HEIGHT)
    if instruction:
        sheet.write_line(instruction, INSTRUCTION, INSTRUCTION_HEIGHT)


def write_head(sheet: OfficeSheet, columns: Sequence[TableColumn]) -> None:
    """The head of a table; columns of one group share a cell above their headings."""
    heads = [broken_head(column.heading, column.width) for column in columns]
    if head_rows(columns) == 1:
        height = _head_height(columns, heads, HEAD_HEIGHT)
        sheet.write(sheet.prepare([column.head for column in columns]), heads, height)
        return
    upper = [replace(c.head, bottom="thin" if c.group else "medium") for c in columns]
    lower = [replace(c.head, top="thin" if c.group else "medium") for c in columns]
    starts = [i for i, c in enumerate(columns) if not c.group or i == 0 or columns[i - 1].group != c.group]
    above = [(c.group or heads[i]) if i in starts else None for i, c in enumerate(columns)]
    below = [heads[i] if c.group else None for i, c in enumerate(columns)]
    sheet.write(sheet.prepare(upper), above, GROUP_HEIGHT)
    sheet.write(sheet.prepare(lower), below, _head_height(columns, below, PARTS_HEIGHT))
    _merge_head(sheet, columns, starts)


def _head_height(columns: Sequence[TableColumn], heads: Sequence[str | None], least: float) -> float:
    lines = [lines_in(head, column.width) for head, column in zip(heads, columns, strict=True) if head]
    return max(least, max(lines, default=1) * LINE_HEIGHT + _AROUND_HEAD_LINES)


def _merge_head(sheet: OfficeSheet, columns: Sequence[TableColumn], starts: Sequence[int]) -> None:
    bottom = sheet.last_row
    for start, following in zip(starts, [*starts[1:], len(columns)], strict=True):
        if columns[start].group:
            sheet.merge(bottom - 1, start, bottom - 1, following - 1)
        else:
            sheet.merge(bottom - 1, start, bottom, start)


class TableRows:
    """Writes the rows of a table: every second one banded, the last one with a line under it."""

    def __init__(self, sheet: OfficeSheet, columns: Sequence[TableColumn], *, height: float = ROW_HEIGHT) -> None:
        """Rows at least `height` points high."""
        self._sheet = sheet
        self._height = height
        self._looks = [column.look for column in columns]
        self._wrapped = _wrapped(columns)
        self._prepared: dict[tuple[bool, bool, bool], PreparedRow] = {}

    def write_all(self, rows: Sequence[Sequence[CellValue]], *, ruled: frozenset[int] = frozenset()) -> None:
        """All rows of the table; those whose index is `ruled` begin a group and get a stronger line above."""
        last = len(rows) - 1
        for index, row in enumerate(rows):
            prepared = self._prepared_for((index % 2 == 1, index in ruled, index == last))
            self._sheet.write(prepared, row, _height(row, self._wrapped, self._height))

    def _prepared_for(self, kind: tuple[bool, bool, bool]) -> PreparedRow:
        if kind not in self._prepared:
            banded, begins, ends = kind
            self._prepared[kind] = self._sheet.prepare(
                [
                    replace(
                        look,
                        ground=look.ground or (BAND if banded else ""),
                        top="medium" if begins else look.top,
                        bottom="medium" if ends else look.bottom,
                    )
                    for look in self._looks
                ]
            )
        return self._prepared[kind]


def row_height(values: Sequence[CellValue], columns: Sequence[TableColumn], least: float) -> float:
    """The height of a row in points: at least `least`, and enough for its longest wrapped text."""
    return _height(values, _wrapped(columns), least)


def _wrapped(columns: Sequence[TableColumn]) -> list[tuple[int, float]]:
    return [(i, c.width - c.look.indent) for i, c in enumerate(columns) if c.look.wrap]


def _height(values: Sequence[CellValue], wrapped: Sequence[tuple[int, float]], least: float) -> float:
    lines = 1
    for index, width in wrapped:
        value = values[index]
        if type(value) is str and (len(value) * 2 > width or "\n" in value):
            lines = max(lines, lines_in(value, width))
    return max(least, lines * LINE_HEIGHT + _AROUND_LINES) if lines > 1 else least
