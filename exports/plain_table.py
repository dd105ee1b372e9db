"""A plain table as a workbook: a line that says what it is, headings, rows as they are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from casework.fields import Kind
from casework.language import _
from exports.cell_looks import TITLE
from exports.cell_values import CellValue
from exports.roster_columns import JoinedColumn, table_columns
from exports.sheet_table import ROW_HEIGHT, TITLE_HEIGHT, TableRows, write_head
from exports.workbook import new_workbook, sheet_title
from exports.workbook_plan import ExportFacts, SheetPlan

_HEAD_ROW = 2


def write_plain_table(
    target: Path, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], facts: ExportFacts
) -> None:
    """Writes the table to `target`, dates and numbers as such; FileTrouble when it cannot be written."""
    filled = [[_cell(value) for value in row] for row in rows]
    chosen = tuple(JoinedColumn(name=f"c{at}", heading=head, kind=_kind(filled, at)) for at, head in enumerate(heads))
    drawn = table_columns(chosen, filled)
    plan = SheetPlan(
        title=sheet_title(title),
        widths=tuple(column.width for column in drawn),
        head=(_HEAD_ROW, _HEAD_ROW),
        frozen_columns=1,
        footer=title,
    )
    with new_workbook(target, title, facts) as book:
        page = book.add_sheet(plan)
        page.write_line(title, TITLE, TITLE_HEIGHT)
        write_head(page, drawn)
        TableRows(page, drawn, height=ROW_HEIGHT).write_all(filled)


def _cell(value: Any) -> CellValue:
    """The value as a cell keeps it; what a cell cannot keep (an error cell that was read) as its text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if value is None or isinstance(value, str | int | float | dt.date) else str(value)


def _kind(rows: Sequence[Sequence[Any]], at: int) -> Kind:
    """Dates where a column holds nothing else, whole numbers likewise; text otherwise."""
    kinds = {type(row[at]).__name__ for row in rows if row[at] not in (None, "")}
    return {frozenset({"date"}): Kind.DATE, frozenset({"int"}): Kind.INTEGER}.get(frozenset(kinds), Kind.TEXT)
