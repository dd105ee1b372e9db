"""What a workbook, its sheets and the columns of their tables are to be, settled before anything is written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from casework.language import _
from exports.cell_looks import HEAD, CellLook

_GAP = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFacts:
    """What an export says about itself: its number, whose data of which day it holds, who made it when.

    `centre` is the office whose data it is, `case_file` the name of the file they come from;
    `sample` marks invented data.
    """

    export_number: str
    case_file: str
    centre: str
    made_by: str
    made_on: dt.date
    as_of: dt.date
    sample: bool = False

    def source_line(self, remarks: Sequence[str] = ()) -> str:
        """The line under a title: source, day, remarks, number of the export and who made it."""
        parts = [
            _("Source: case data of {centre}").format(centre=self.centre),
            *([_("Sample data")] if self.sample else []),
            _("As of: {day}").format(day=self.as_of.isoformat()),
            *remarks,
            _("Export: {number}").format(number=self.export_number),
            _("Made by: {name}").format(name=self.made_by),
        ]
        return _GAP.join(parts)

    def footer(self, title: str) -> str:
        """What stands at the foot of every printed page: office, title, number of the export."""
        return _GAP.join(part for part in (self.centre, title, self.export_number) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: the number of rows of records, and what the user should know about them."""

    rows: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """What a sheet is to be before its first row is written.

    `widths` in characters by column; `head` the first and last row (from 1) of the table's head,
    which is repeated on every printed page and stays in sight with `frozen_columns`; the last
    `hidden` columns nobody sees. A `secret` sheet is not even offered in the list of hidden ones.
    """

    title: str
    widths: tuple[float, ...]
    head: tuple[int, int] = (1, 1)
    frozen_columns: int = 0
    hidden: int = 0
    footer: str = ""
    protected: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of a table: its heading, the look of head and cells, its width in characters, the group it stands in."""

    heading: str
    look: CellLook
    width: float
    group: str = ""
    head: CellLook = HEAD


def head_rows(columns: Sequence[TableColumn]) -> int:
    """How many rows the head of these columns takes."""
    return 2 if any(column.group for column in columns) else 1
