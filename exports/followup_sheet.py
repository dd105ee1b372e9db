"""The follow-up sheet that goes out to be filled in: locked facts, fillable cells, and what brings each row home."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from casework.entities.appeals import CASE_KINDS
from casework.exchange.followup_layout import (
    COLUMNS,
    FIRST_ROW,
    HEAD_ROW,
    HIDDEN,
    META_MARK,
    META_SHEET,
    FollowupColumn,
    SheetMeta,
    row_signature,
)
from casework.fields import Kind
from casework.insight.roster_rows import FollowupRow
from casework.language import _
from exports.cell_looks import (
    CENTRED_TEXT,
    DAY,
    FILLABLE,
    FILLABLE_CELL,
    HEAD,
    LOCKED_CELL,
    OVERDUE_CELL,
    RED,
    TEXT,
    WORDS,
    CellLook,
)
from exports.cell_values import CellValue, word_width
from exports.office_sheet import OfficeSheet
from exports.sheet_table import row_height, write_head, write_titles
from exports.workbook import OfficeWorkbook, new_workbook, sheet_title
from exports.workbook_plan import ExportFacts, SheetPlan, TableColumn, Written

_ROW_HEIGHT = 30.0
_YEARS_AHEAD = 2
_WIDTHS = {
    "number": 10, "enterprise": 16, "subject": 25, "service_mode": 8, "unit": 12.5, "accepted_on": 11.5,
    "due_on": 11.5, "remaining": 8, "state": 10, "progress": 27, "answered_on": 11.5, "confirmation_mode": 13,
    "confirmed_by": 8.5, "rating": 10, "id": 40, "version": 8, "signature": 40,
}  # fmt: skip
_LEFT = frozenset({"enterprise", "subject", "unit", "progress"})
_CALLING = (
    (("number", "number"), CellLook(ink=RED)),
    (("due_on", "remaining"), CellLook(ink=RED, bold=True, ground=OVERDUE_CELL)),
)
"""The columns, first and last, that call out an overdue case, and how; they follow the row wherever it is sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupSheet:
    """A follow-up sheet to write: `rows` as `followup_rows` gives them, `key` the setting sheet_key of the case file.

    `remarks` are further parts of the source line (范围：自贡市).
    """

    rows: tuple[FollowupRow, ...]
    facts: ExportFacts
    key: str
    remarks: tuple[str, ...] = ()


def write_followup(target: Path, sheet: FollowupSheet) -> Written:
    """Writes the sheet to `target`; FileTrouble when it cannot be written.

    A row comes home by the hidden id, version and signature; what the sheet was sent out with is
    kept by the caller (followup_layout.sent_values).
    """
    title = _("Follow-up sheet of enterprise appeals")
    meta = _meta(sheet)
    marks = {META_MARK: json.dumps(meta.values(), ensure_ascii=False)}
    drawn = _columns()
    with new_workbook(target, title, sheet.facts, marks) as book:
        page = book.add_sheet(_plan(sheet_title(_("Follow-up sheet")), sheet.facts.footer(title), drawn))
        write_titles(page, title, sheet.facts.source_line(_remarks(sheet)), _instruction())
        write_head(page, drawn)
        _write_rows(page, sheet, drawn)
        _guide(page, sheet)
        _write_meta(book, meta)
        return Written(rows=len(sheet.rows), warnings=book.warnings)


def _plan(title: str, footer: str, drawn: tuple[TableColumn, ...]) -> SheetPlan:
    return SheetPlan(
        title=title,
        widths=tuple(column.width for column in drawn),
        head=(HEAD_ROW, HEAD_ROW),
        frozen_columns=3,
        hidden=len(HIDDEN),
        footer=footer,
        protected=True,
    )


def _columns() -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(
            heading=column.label,
            look=_look(column),
            width=_width(column),
            head=FILLABLE if column.fillable else HEAD,
        )
        for column in COLUMNS
    )


def _width(column: FollowupColumn) -> float:
    """The width of a column: enough for the longest word of its heading and its codes."""
    labels = [column.codes.label(code) for code in column.offered or column.codes.labels] if column.codes else []
    return max(_WIDTHS[column.name], *(word_width(words) + 2 for words in (column.label, *labels)))


def _look(column: FollowupColumn) -> CellLook:
    look = replace(WORDS, number_format=TEXT) if column.name in _LEFT else CENTRED_TEXT
    if column.kind is Kind.DATE:
        look = DAY
    elif column.kind is Kind.INTEGER:
        over = _("over by ")
        look = replace(look, number_format="0" if column.hidden else f'0;"{over}"0')
    return replace(look, locked=not column.fillable, ground=FILLABLE_CELL if column.fillable else LOCKED_CELL)


def _remarks(sheet: FollowupSheet) -> list[str]:
    """What the caller says, then the number of rows, by case kind where they are not all appeals."""
    counts = {kind: sum(row.case_kind == kind for row in sheet.rows) for kind in CASE_KINDS.labels}
    words = [_("Rows: {count}").format(count=len(sheet.rows))]
    if counts["appeal"] < len(sheet.rows):
        words += [f"{CASE_KINDS.label(kind)} {count}" for kind, count in counts.items() if count]
    return [*sheet.remarks, *words]


def _instruction() -> str:
    return _(
        "Fill in the yellow columns only; the grey ones are locked. Choose state, confirmation and satisfaction from "
        "their lists; the progress tells what the state needs: the answer, the proof of closing, the reason of a "
        "return. Write dates as 2022-12-30. Send the file back under its name; leave columns and numbers as they are. "
        "Red is overdue."
    )


def _write_rows(page: OfficeSheet, sheet: FollowupSheet, drawn: tuple[TableColumn, ...]) -> None:
    """The rows; a stronger line ends the table."""
    looks = [column.look for column in drawn]
    usual = page.prepare(looks)
    last = page.prepare([replace(look, bottom="medium") for look in looks])
    for number, row in enumerate(sheet.rows, start=1):
        values = [_cell(sheet, row, column) for column in COLUMNS]
        prepared = last if number == len(sheet.rows) else usual
        page.write(prepared, values, row_height(values, drawn, _ROW_HEIGHT))


def _cell(sheet: FollowupSheet, row: FollowupRow, column: FollowupColumn) -> CellValue:
    if column.name == "signature":
        return row_signature(sheet.key, sheet.facts.export_number, row.id, row.version)
    value = getattr(row, column.name)
    if column.name in ("due_on", "remaining"):
        return _("Clock stopped") if row.stopped else "—" if value is None else value
    if column.name == "subject" and row.case_kind != "appeal":
        return _("[{kind}] {subject}").format(kind=CASE_KINDS.label(row.case_kind), subject=row.subject)
    return column.codes.label(value) if column.codes and value else value


def _guide(page: OfficeSheet, sheet: FollowupSheet) -> None:
    """Drop-downs and the check of dates on the cells to fill in; red for the overdue."""
    if not sheet.rows:
        return
    rows = (FIRST_ROW, FIRST_ROW + len(sheet.rows) - 1)
    _call_out(page, rows)
    first_year = min(row.accepted_on.year for row in sheet.rows)
    for place, column in enumerate(COLUMNS):
        if column.codes and column.offered:
            present = (getattr(row, column.name) for row in sheet.rows)
            codes = dict.fromkeys([*column.offered, *(code for code in present if code)])
            page.offer(place, rows, [column.codes.label(code) for code in codes])
        elif column.fillable and column.kind is Kind.DATE:
            page.ask_for_day(place, rows, (first_year, sheet.facts.as_of.year + _YEARS_AHEAD))


def _call_out(page: OfficeSheet, rows: tuple[int, int]) -> None:
    places = {column.name: place for place, column in enumerate(COLUMNS)}
    for (first, last), look in _CALLING:
        page.call_out((places[first], places[last]), rows, places["remaining"], look)


def _meta(sheet: FollowupSheet) -> SheetMeta:
    facts = sheet.facts
    return SheetMeta(
        export_number=facts.export_number, case_file=facts.case_file, made_on=facts.made_on, as_of=facts.as_of,
        made_by=facts.made_by, row_count=len(sheet.rows),
    ).signed(sheet.key)  # fmt: skip


def _write_meta(book: OfficeWorkbook, meta: SheetMeta) -> None:
    """The sheet nobody sees, by which the program knows its own sheet again."""
    page = book.add_sheet(SheetPlan(title=META_SHEET, widths=(16.0, 60.0), secret=True))
    row = page.prepare([CellLook(wrap=False, number_format=TEXT)] * 2)
    for name, text in meta.values().items():
        page.write(row, [name, text])
