"""Rosters: any records with their columns as a spreadsheet that reads well, prints well and imports again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casework.errors import BadInput
from casework.fields import Column, Kind, columns
from casework.language import _
from casework.records import Record
from exports.cell_values import CellValue
from exports.roster_columns import CellMaker, Labels, RosterColumn, heading_of, mask_of, table_columns
from exports.sheet_table import TableRows, write_head, write_titles
from exports.workbook import OfficeWorkbook, new_workbook, sheet_title
from exports.workbook_plan import ExportFacts, SheetPlan, Written, head_rows

MOST_ROWS = 1_000_000
"""A little less than a sheet can hold (1,048,576 rows with title and head)."""
_TITLE_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSheet:
    """A roster to write: `rows` hold the values of `columns` in their order, as a record keeps them.

    `labels` give the words for references (type name → id → name); an id is never shown. `masked`
    hides personal data; `remarks` are further parts of the source line (范围：自贡市); `grouped_by`
    names the column at whose changes a stronger line is drawn; `frozen` columns stay in sight;
    `only_filled` leaves out the columns in which no row has a value; `tab` is what its sheet is called
    where that is not its title.
    """

    title: str
    columns: tuple[RosterColumn, ...]
    rows: Iterable[Sequence[Any]]
    facts: ExportFacts
    remarks: tuple[str, ...] = ()
    labels: Labels = field(default_factory=dict[str, Mapping[str, str]])
    masked: bool = True
    grouped_by: str = ""
    frozen: int = 2
    only_filled: bool = False
    tab: str = ""


def roster_columns(record_type: type[Record]) -> tuple[Column, ...]:
    """The columns of a record type that belong on a roster, in their order."""
    return tuple(column for column in columns(record_type) if column.field.listed)


def roster_values(records: Iterable[Any], chosen: Sequence[RosterColumn]) -> Iterable[tuple[Any, ...]]:
    """The rows of a roster from records whose fields the columns name."""
    names = [column.name for column in chosen]
    return (tuple(getattr(record, name) for name in names) for record in records)


def referred_types(chosen: Sequence[RosterColumn]) -> tuple[str, ...]:
    """The type names of the records these columns refer to: those that need labels."""
    found = (column.field.refers_to for column in chosen if isinstance(column, Column))
    return tuple(dict.fromkeys(name for name in found if name))


def write_roster(target: Path, sheet: RosterSheet) -> Written:
    """Writes the roster to `target` and says how many rows it has and what the user should know.

    Codes and references become words, dates and numbers stay typed, money stands in 万元, long text
    stays whole. BadInput when a sheet cannot hold the rows; FileTrouble when `target` cannot be written.
    """
    return write_rosters(target, sheet.title, [sheet])


def write_rosters(target: Path, title: str, sheets: Sequence[RosterSheet]) -> Written:
    """Writes several rosters (at least one) as the sheets of one workbook; the rows of all of them are counted."""
    ready = [_Ready(sheet) for sheet in sheets]
    with new_workbook(target, title, sheets[0].facts) as book:
        tabs: list[str] = []
        for one in ready:
            tabs.append(sheet_title(one.sheet.tab or one.sheet.title, tabs))
            one.write(book, tabs[-1])
        warnings = book.warnings
    nameless = _nameless([maker for one in ready for maker in one.makers])
    return Written(rows=sum(len(one.rows) for one in ready), warnings=(*warnings, *nameless))


class _Ready:
    """A roster whose cells are made, ready to be written."""

    def __init__(self, sheet: RosterSheet) -> None:
        self.makers = [CellMaker.of(column, sheet.labels, masked=sheet.masked) for column in sheet.columns]
        made = [maker.make for maker in self.makers]
        rows = [[make(value) for make, value in zip(made, row, strict=True)] for row in sheet.rows]
        if len(rows) > MOST_ROWS:
            raise BadInput(
                _("A sheet cannot hold {count} rows.").format(count=len(rows)),
                remedy=_("Choose fewer records by a filter."),
            )
        if sheet.only_filled and rows:
            sheet, rows = _without_empty(sheet, rows)
        self.sheet, self.rows = sheet, rows

    def write(self, book: OfficeWorkbook, tab: str) -> None:
        """Writes it as the next sheet."""
        sheet, drawn = self.sheet, table_columns(self.sheet.columns, self.rows)
        plan = SheetPlan(
            title=tab,
            widths=tuple(column.width for column in drawn),
            head=(_TITLE_ROWS + 1, _TITLE_ROWS + head_rows(drawn)),
            frozen_columns=sheet.frozen,
            footer=sheet.facts.footer(sheet.title),
        )
        page = book.add_sheet(plan)
        write_titles(page, sheet.title, sheet.facts.source_line(_remarks(sheet)))
        write_head(page, drawn)
        TableRows(page, drawn).write_all(self.rows, ruled=_group_starts(sheet, self.rows))


def _without_empty(sheet: RosterSheet, rows: list[list[CellValue]]) -> tuple[RosterSheet, list[list[CellValue]]]:
    kept = [place for place in range(len(sheet.columns)) if any(row[place] is not None for row in rows)]
    columns_kept = tuple(sheet.columns[place] for place in kept)
    return replace(sheet, columns=columns_kept), [[row[place] for place in kept] for row in rows]


def _remarks(sheet: RosterSheet) -> list[str]:
    """What the caller says, and what follows from the columns: what is hidden, what an empty cell means."""
    found = list(sheet.remarks)
    personal = [heading_of(column) for column in sheet.columns if mask_of(column)]
    if sheet.masked and personal:
        found.append(_("Masked: {what}").format(what=_(", ").join(personal)))
    if any(column.kind is Kind.YES_NO for column in sheet.columns):
        found.append(_("An empty cell means no"))
    return found


def _group_starts(sheet: RosterSheet, rows: list[list[CellValue]]) -> frozenset[int]:
    place = next((i for i, column in enumerate(sheet.columns) if column.name == sheet.grouped_by), None)
    if place is None:
        return frozenset()
    return frozenset(i for i in range(1, len(rows)) if rows[i][place] != rows[i - 1][place])


def _nameless(makers: Sequence[CellMaker]) -> tuple[str, ...]:
    count = sum(maker.nameless for maker in makers)
    if not count:
        return ()
    return (_("Cells left empty because what they refer to has no name here: {count}.").format(count=count),)
