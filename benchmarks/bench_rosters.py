"""A roster of 20,000 × 25 beside bare openpyxl with the same styles."""

import datetime as dt
from copy import copy

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side

from benchmarks.side_by_side import compare
from casework.fields import Kind
from exports.roster import RosterSheet, write_roster
from exports.roster_columns import JoinedColumn
from exports.workbook_plan import ExportFacts

ROWS = 20_000
DAY = dt.date(2022, 12, 30)
FACTS = ExportFacts(
    export_number="DC-20221230-01", case_file="a.huifang", centre="示例", made_by="王敏", made_on=DAY, as_of=DAY
)


def rows() -> list[list[object]]:
    """25 columns: 3 dates, 5 numbers, 17 words."""
    return [
        [*(DAY + dt.timedelta(days=(n + k) % 300) for k in range(3)), *(n * 7 + k for k in range(5)),
         *(f"示例第{n}家企业第{k}项" for k in range(17))]
        for n in range(ROWS)
    ]  # fmt: skip


def columns() -> tuple[JoinedColumn, ...]:
    kinds = [Kind.DATE] * 3 + [Kind.INTEGER] * 5 + [Kind.TEXT] * 17
    return tuple(JoinedColumn(name=f"c{n}", heading=f"列{n}", kind=kind) for n, kind in enumerate(kinds))


def test_a_large_roster(tmp_path):
    data = rows()

    def ours():
        write_roster(tmp_path / "ours.xlsx", RosterSheet(title="名册", columns=columns(), rows=data, facts=FACTS))

    def bare():
        book = Workbook(write_only=True)
        sheet = book.create_sheet("名册")
        side = Side("thin", "B8C0C9")
        font, border = Font("等线", size=10.5), Border(side, side, side, side)
        align = Alignment(vertical="center", wrap_text=True)
        for row in data:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.font, cell.border, cell.alignment = font, border, align
                cells.append(cell)
            sheet.append(cells)
        book.save(tmp_path / "bare.xlsx")

    def bare_prepared():
        """As fast as openpyxl itself can: the style is made once and copied onto every cell."""
        book = Workbook(write_only=True)
        sheet = book.create_sheet("名册")
        side = Side("thin", "B8C0C9")
        model = WriteOnlyCell(sheet)
        model.font, model.border = Font("等线", size=10.5), Border(side, side, side, side)
        model.alignment = Alignment(vertical="center", wrap_text=True)
        for row in data:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell._style = copy(model._style)  # noqa: SLF001 - the way that is passed on among its users
                cells.append(cell)
            sheet.append(cells)
        book.save(tmp_path / "prepared.xlsx")

    deeds = {
        "ours": ours,
        "bare openpyxl write_only, styles set on each cell": bare,
        "bare openpyxl write_only, one style copied": bare_prepared,
    }
    compare("Roster 20,000 × 25", deeds, rounds=2)
