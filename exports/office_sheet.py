"""One sheet of a workbook being written row by row: prepared cells, heights, drop-downs, print set-up."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from casework.language import _
from exports.cell_looks import CELL_SIZE, DATE, EDGE_COLORS, CellLook, Edge
from exports.cell_values import HIGHEST_ROW, LONGEST_TEXT, CellValue, is_too_long, may_run, safe_text, text_width
from exports.workbook_plan import SheetPlan

A4 = 9
MARGIN = 0.45
"""Left and right margin of a printed sheet, in inches."""
_DEFAULT_WIDTH = 8.43
_LONGEST_INLINE_LIST = 255
_SURELY_FITS = LONGEST_TEXT // 2


class WordLists:
    """The words that drop-downs of a workbook offer and that do not fit into the drop-down itself."""

    sheet_title = "_lists"

    def __init__(self) -> None:
        """No list yet."""
        self.columns: list[tuple[str, ...]] = []

    def formula(self, words: Sequence[str]) -> str:
        """What a drop-down is told: the words themselves, or where they stand on the sheet of lists."""
        listed = ",".join(words)
        if len(listed) <= _LONGEST_INLINE_LIST and not any("," in word or '"' in word for word in words):
            return f'"{listed}"'
        if tuple(words) not in self.columns:
            self.columns.append(tuple(words))
        letter = get_column_letter(self.columns.index(tuple(words)) + 1)
        return f"{self.sheet_title}!${letter}$1:${letter}${len(words)}"


class PreparedRow:
    """The cells of one kind of row, each filled and written again and again; made by `OfficeSheet.prepare`."""

    def __init__(self, sheet: Any, looks: Sequence[CellLook]) -> None:
        """For every column a cell for plain values, one for text that must never become a formula, one for days."""
        places = list(enumerate(looks, start=1))
        self.plain = [_cell(sheet, look, place) for place, look in places]
        self.quoted = [_cell(sheet, look, place, quoted=True) for place, look in places]
        self.dated = [_cell(sheet, _with_date_format(look), place) for place, look in places]


class OfficeSheet:
    """A sheet in the look of our office; made by `OfficeWorkbook.add_sheet`, written from top to bottom."""

    def __init__(self, sheet: Any, plan: SheetPlan, lists: "WordLists") -> None:
        """The sheet with everything that must be known before its first row."""
        self._sheet: Any = sheet
        sheet._values_to_row = _cells_as_they_are  # noqa: SLF001 - openpyxl would first try each cell as a value, and fail
        self._plan = plan
        self._lists = lists
        self.last_row = 0
        self._widest_line = 0.0
        self.cut_cells: list[str] = []
        for index, width in enumerate(plan.widths):
            column = sheet.column_dimensions[get_column_letter(index + 1)]
            column.width = width
            column.hidden = index >= len(plan.widths) - plan.hidden
        sheet.freeze_panes = f"{get_column_letter(plan.frozen_columns + 1)}{plan.head[1] + 1}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if plan.secret:
            sheet.sheet_state = "veryHidden"

    def prepare(self, looks: Sequence[CellLook]) -> PreparedRow:
        """Cells for rows that look like this."""
        return PreparedRow(self._sheet, looks)

    def write(self, row: PreparedRow, values: Sequence[CellValue], height: float = 0) -> None:
        """The next row: a value a column, `height` in points (0 leaves it to the spreadsheet program)."""
        self.last_row += 1
        cells = [self._filled(*cell) for cell in zip(row.plain, row.quoted, row.dated, values, strict=True)]
        if height:
            self._sheet.row_dimensions[self.last_row].height = min(height, HIGHEST_ROW)
        self._sheet.append(cells)
        if height:
            del self._sheet.row_dimensions[self.last_row]

    def write_line(self, text: str, look: CellLook, height: float) -> None:
        """The next row: a line of text that runs over the columns to its right."""
        self.write(self.prepare([look]), [text], height)
        self._widest_line = max(self._widest_line, text_width(text) * look.size / CELL_SIZE)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """One cell out of the rows `top` to `bottom` (from 1) of the columns `left` to `right` (from 0)."""
        if (top, left) != (bottom, right):
            self._sheet.merged_cells.add(f"{get_column_letter(left + 1)}{top}:{get_column_letter(right + 1)}{bottom}")

    def offer(self, column: int, rows: tuple[int, int], words: Sequence[str]) -> None:
        """A drop-down with these words in a column (from 0) of these rows; anything else is refused on entry."""
        rule: Any = DataValidation(type="list", formula1=self._lists.formula(words), allow_blank=True)
        rule.errorTitle, rule.error = _("Choose from the list"), _("Only the words of the list are accepted.")
        self._validate(rule, column, rows)

    def ask_for_day(self, column: int, rows: tuple[int, int], years: tuple[int, int]) -> None:
        """Only days from the first to the last of these years are accepted in a column (from 0) of these rows."""
        rule: Any = DataValidation(
            type="date",
            operator="between",
            allow_blank=True,
            formula1=f"DATE({years[0]},1,1)",
            formula2=f"DATE({years[1]},12,31)",
        )
        rule.errorTitle, rule.error = _("Not a date"), _("Write the date as 2022-12-30.")
        self._validate(rule, column, rows)

    def call_out(self, columns: tuple[int, int], rows: tuple[int, int], below_zero: int, look: CellLook) -> None:
        """Cells of the columns (first and last, from 0) take ink, weight and ground where a number is below zero.

        The number is the one in the column `below_zero` of their row: the colour follows it when rows are sorted.
        """
        first, last, told = (get_column_letter(column + 1) for column in (*columns, below_zero))
        fill = PatternFill(bgColor=look.ground) if look.ground else None
        style = DifferentialStyle(font=Font(color=look.ink, bold=look.bold), fill=fill)
        number = f"${told}{rows[0]}"
        rule: Any = Rule(type="expression", dxf=style, formula=[f"AND(ISNUMBER({number}),{number}<0)"])
        self._sheet.conditional_formatting.add(f"{first}{rows[0]}:{last}{rows[1]}", rule)

    def _validate(self, rule: Any, column: int, rows: tuple[int, int]) -> None:
        letter = get_column_letter(column + 1)
        rule.add(f"{letter}{rows[0]}:{letter}{rows[1]}")
        rule.showErrorMessage = True
        self._sheet.data_validations.append(rule)

    def link(self, row: PreparedRow, column: int, sheet_title: str) -> None:
        """Lets a cell lead to another sheet; only for a row prepared for one writing."""
        for cell in (row.plain[column], row.quoted[column]):
            cell.hyperlink = Hyperlink(ref="A1", location=f"'{sheet_title}'!A1")

    def abandon(self) -> None:
        """Ends the sheet of a workbook that will not be written, so that nothing is left open."""
        if not self._sheet.closed:
            self._sheet.close()

    def finish(self) -> None:
        """Filter, protection and print set-up, known once the last row is written."""
        if self._plan.secret:
            return
        sheet, (first, last) = self._sheet, self._plan.head
        right = get_column_letter(len(self._plan.widths) - self._plan.hidden)
        if self.last_row >= last:
            sheet.auto_filter.ref = f"A{last}:{right}{self.last_row}"
            sheet.print_title_rows = f"{first}:{last}"
            sheet.print_area = f"A1:{self._last_printed()}{self.last_row}"
        if self._plan.protected:
            guard = sheet.protection
            guard.sheet = True
            guard.autoFilter = guard.formatColumns = guard.formatRows = False
        self._set_up_page()

    def _last_printed(self) -> str:
        """The last column on paper: that of the table, or further right where a line above runs on."""
        widths = self._plan.widths
        if self._plan.hidden:
            return get_column_letter(len(widths) - self._plan.hidden)
        missing = self._widest_line - sum(widths)
        return get_column_letter(len(widths) + max(0, ceil(missing / _DEFAULT_WIDTH)))

    def _set_up_page(self) -> None:
        sheet = self._sheet
        page, margins = sheet.page_setup, sheet.page_margins
        page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", A4, 1, 0
        margins.left = margins.right = MARGIN
        margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
        sheet.print_options.horizontalCentered = True
        foot = sheet.oddFooter
        foot.left.text = self._plan.footer.replace("&", "&&")
        foot.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
        foot.left.size = foot.right.size = 8

    def _filled(self, plain: "_PreparedCell", quoted: "_PreparedCell", dated: "_PreparedCell", value: Any) -> Cell:
        if type(value) is str and value:
            cell = quoted if may_run(value) else plain
            cell.hold("s", safe_text(value))
            if len(value) > _SURELY_FITS and is_too_long(value):
                self.cut_cells.append(f"{get_column_letter(plain.place)}{self.last_row}")
            return cell
        if isinstance(value, dt.date):
            dated.hold("d", value)
            return dated
        plain.hold("n", None if value == "" else value)
        return plain


def _cells_as_they_are(cells: Sequence["_PreparedCell"], row: int) -> Iterator["_PreparedCell"]:
    """The cells of a row at their places, as openpyxl's writer wants them."""
    for place, cell in enumerate(cells, start=1):
        cell.row, cell.column = row, place
        if cell.hyperlink is not None:
            cell.hyperlink.ref = cell.coordinate
        yield cell


class _PreparedCell(Cell):
    """A cell that is written again and again: its look is looked up once, its kind of value is told, not guessed."""

    __slots__ = ("_look_number", "place")

    def __init__(self, sheet: Any, place: int) -> None:
        super().__init__(sheet, row=1, column=1)
        self.place = place
        self._look_number: int | None = None

    has_style = True  # type: ignore[assignment] - openpyxl counts the parts of a style for every cell

    @property
    def style_id(self) -> int:
        """The number of its look in the workbook; a look is complete before the first writing."""
        if self._look_number is None:
            self._look_number = super().style_id
        return self._look_number

    def hold(self, kind: str, value: Any) -> None:
        """Takes a value of a kind (s, n, d) that is fit to be written."""
        self.data_type, self._value = kind, value


def _with_date_format(look: CellLook) -> CellLook:
    return look if is_date_format(look.number_format) else replace(look, number_format=DATE)


def _cell(sheet: Any, look: CellLook, place: int, *, quoted: bool = False) -> _PreparedCell:
    cell = _PreparedCell(sheet, place)
    cell.font = Font(name=look.face, size=look.size, bold=look.bold, color=look.ink)
    cell.alignment = Alignment(horizontal=look.align, vertical="center", wrap_text=look.wrap, indent=look.indent)
    sides, top, bottom = map(_side, (look.sides, look.top, look.bottom))
    cell.border = Border(left=sides, right=sides, top=top, bottom=bottom)
    cell.protection = Protection(locked=look.locked)
    if look.ground:
        cell.fill = PatternFill("solid", fgColor=look.ground)
    cell.number_format = look.number_format
    cell.quotePrefix = quoted
    return cell


def _side(edge: Edge) -> Side:
    return Side(edge, color=EDGE_COLORS[edge]) if edge else Side()
