"""The follow-up sheet that goes out to be filled in: locked facts, fillable cells, and what brings each row home."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

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
from casework.language import _, ngettext
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
from exports.cell_values import LINE_HEIGHT, CellValue, lines_in
from exports.workbook_plan import ExportFacts, SheetPlan, TableColumn, Written

_ROW_HEIGHT = 30.0
_AROUND_LINES = 6.0
_YEARS_AHEAD = 2
_WIDTHS = {
    "number": 10, "enterprise": 16, "subject": 25, "service_mode": 8, "unit": 12.5, "accepted_on": 11.5,
    "due_on": 11.5, "remaining": 8, "state": 10, "progress": 27, "answered_on": 11.5, "confirmation_mode": 13,
    "confirmed_by": 8.5, "rating": 10, "id": 38, "version": 8, "signature": 36,
}  # fmt: skip
_LEFT = frozenset({"enterprise", "subject", "unit", "progress"})
_CALLING = {"number": False, "due_on": True, "remaining": True}
"""The columns that call out an overdue case in red, and whether on a ground of their own."""


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
    from exports.sheet_table import write_head, write_titles
    from exports.workbook import new_workbook, sheet_title

    title = _("Follow-up sheet of enterprise appeals")
    meta = _meta(sheet)
    marks = {META_MARK: json.dumps(meta.values(), ensure_ascii=False)}
    drawn = _columns()
    with new_workbook(target, title, sheet.facts, marks) as book:
        page = book.add_sheet(_plan(sheet_title(_("Follow-up")), sheet.facts.footer(title), drawn))
        write_titles(page, title, sheet.facts.source_line(_remarks(sheet)), _instruction())
        write_head(page, drawn)
        _write_rows(page, sheet)
        _guide(page, sheet)
        _write_meta(book, meta)
        return Written(rows=len(sheet.rows), warnings=book.warnings)


def _plan(title: str, footer: str, drawn: tuple[TableColumn, ...]) -> SheetPlan:
    return SheetPlan(
        title=title,
        widths=tuple(column.width for column in drawn),
        head=(HEAD_ROW, HEAD_ROW),
        frozen_columns=3,
        hidden=frozenset(i for i, column in enumerate(COLUMNS) if column.hidden),
        footer=footer,
        protected=True,
    )


def _columns() -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(
            heading=column.label,
            look=_look(column),
            width=_WIDTHS[column.name],
            head=FILLABLE if column.fillable else HEAD,
        )
        for column in COLUMNS
    )


def _look(column: FollowupColumn) -> CellLook:
    look = replace(WORDS, number_format=TEXT) if column.name in _LEFT else CENTRED_TEXT
    if column.kind is Kind.DATE:
        look = DAY
    elif column.kind is Kind.INTEGER:
        look = replace(look, number_format="0" if column.hidden else _("0;\"over \"0"))
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
        "their lists; write dates as 2022-12-30. Send the file back under its name; leave columns and numbers as they "
        "are. Red is overdue."
    )
