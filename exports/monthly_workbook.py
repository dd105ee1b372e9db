"""The monthly workbook: every figure with rule, base, target and source, and the records behind each on a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casework.insight.figure import Figure, FigureSet, SplitTable
from casework.language import _
from exports.cell_looks import BAND, CENTRED, COUNT, NUMBER, WORDS, CellLook
from exports.cell_values import CellValue
from exports.roster_columns import (
    FEN_PER,
    UNIT_WORDS,
    CellMaker,
    Labels,
    RosterColumn,
    money_format,
    money_unit,
    table_columns,
)
from exports.sheet_table import ROW_HEIGHT, TableRows, row_height, write_head, write_titles
from exports.workbook import OfficeWorkbook, new_workbook, sheet_title
from exports.workbook_plan import ExportFacts, SheetPlan, TableColumn, Written

_HEAD_ROW = 3
_RATE = "0.0%"
_LINK = "1B57AE"
_VALUE, _TARGET, _SHARE, _RECORDS = 2, 8, 9, 10
"""The places of the columns whose look differs from row to row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """The records behind a figure: `rows` hold the values of `columns`, `labels` the words for references."""

    columns: tuple[RosterColumn, ...]
    rows: Iterable[Sequence[Any]]
    labels: Labels = field(default_factory=dict[str, Mapping[str, str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyWorkbook:
    """A monthly workbook to write: the figures, and by their keys the records behind them.

    `previous` and `last_year` are the figures of the period before and of the same days a year ago, to compare with.
    `remarks` are further parts of the source line; `masked` hides personal data on the sheets of records.
    """

    figures: FigureSet
    facts: ExportFacts
    previous: FigureSet | None = None
    last_year: FigureSet | None = None
    behind: Mapping[str, RecordTable] = field(default_factory=dict[str, RecordTable])
    remarks: tuple[str, ...] = ()
    masked: bool = True


def write_monthly(target: Path, monthly: MonthlyWorkbook) -> Written:
    """Writes the workbook to `target` and says how many figures it has; FileTrouble when it cannot be written."""
    figures = monthly.figures
    title = _("Monthly figures: {scope}, {period}").format(
        scope=figures.question.scope_name, period=figures.period.title()
    )
    sheets = _sheet_titles(monthly)
    with new_workbook(target, title, monthly.facts) as book:
        _write_figures(book, title, monthly, sheets)
        if figures.split:
            _write_split(book, title, figures.split, monthly)
        disagreeing: list[str] = []
        for figure in figures.figures:
            if figure.key in sheets:
                disagreeing += _write_records(book, figure, sheets[figure.key], monthly)
        return Written(rows=len(figures.figures), warnings=(*book.warnings, *disagreeing))


def _sheet_titles(monthly: MonthlyWorkbook) -> dict[str, str]:
    found: dict[str, str] = {}
    for figure in monthly.figures.figures:
        if figure.key in monthly.behind:
            taken = (_("Indicators"), _("Parts"), *found.values())
            found[figure.key] = sheet_title(figure.label, taken)
    return found


def _figure_columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(heading=_("Serial no."), look=CENTRED, width=5.5),
        TableColumn(heading=_("Indicator"), look=WORDS, width=22),
        TableColumn(heading=_("Value"), look=NUMBER, width=15),
        TableColumn(heading=_("Unit of the value"), look=CENTRED, width=8.5),
        TableColumn(heading=_("As it is said"), look=WORDS, width=22),
        TableColumn(heading=_("Base"), look=CENTRED, width=10),
        TableColumn(heading=_("Period before"), look=CENTRED, width=13),
        TableColumn(heading=_("A year ago"), look=CENTRED, width=13),
        TableColumn(heading=_("Annual target"), look=NUMBER, width=12),
        TableColumn(heading=_("Share of\nthe target"), look=replace(CENTRED, number_format=_RATE), width=8.5),
        TableColumn(heading=_("Records\nbehind"), look=replace(CENTRED, number_format=COUNT), width=8),
        TableColumn(heading=_("Source of the figure"), look=WORDS, width=20),
        TableColumn(heading=_("Counting rule"), look=WORDS, width=40),
        TableColumn(heading=_("Printed sentence"), look=WORDS, width=40),
    )


def _write_figures(book: OfficeWorkbook, title: str, monthly: MonthlyWorkbook, sheets: Mapping[str, str]) -> None:
    drawn = _figure_columns()
    page = book.add_sheet(_plan(_("Indicators"), drawn, monthly.facts.footer(title), frozen=2))
    write_titles(page, title, monthly.facts.source_line(monthly.remarks))
    write_head(page, drawn)
    last = len(monthly.figures.figures) - 1
    for place, figure in enumerate(monthly.figures.figures):
        looks = _figure_looks(drawn, figure, banded=place % 2 == 1, last=place == last, linked=figure.key in sheets)
        row = page.prepare(looks)
        if figure.key in sheets:
            page.link(row, _RECORDS, sheets[figure.key])
        values = _figure_values(place + 1, figure, monthly)
        page.write(row, values, row_height(values, drawn, ROW_HEIGHT))


def _figure_looks(
    drawn: Sequence[TableColumn], figure: Figure, *, banded: bool, last: bool, linked: bool
) -> list[CellLook]:
    looks = [replace(c.look, ground=BAND if banded else "", bottom="medium" if last else c.look.bottom) for c in drawn]
    for place, value in ((_VALUE, figure.value), (_TARGET, figure.target[0] if figure.target else None)):
        looks[place] = replace(looks[place], number_format=_number_format(figure, [_amount(figure, value)]))
    if linked:
        looks[_RECORDS] = replace(looks[_RECORDS], ink=_LINK)
    return looks


def _earlier(figures: FigureSet | None, key: str) -> str:
    figure = figures.figure(key) if figures else None
    return figure.text if figure else "—"


def _figure_values(place: int, figure: Figure, monthly: MonthlyWorkbook) -> list[CellValue]:
    target = figure.target[0] if figure.target else None
    share = figure.value / target if target and figure.value is not None else None
    return [
        place, figure.label, _amount(figure, figure.value), _unit(figure), figure.text,
        f"{figure.base[0]}/{figure.base[1]}" if figure.base else "—",
        _earlier(monthly.previous, figure.key), _earlier(monthly.last_year, figure.key),
        _amount(figure, target) or "—", share or "—",
        figure.records, figure.source or "—", figure.rule or "—", figure.sentence,
    ]  # fmt: skip


def _amount(figure: Figure, value: float | None) -> float | None:
    if value is None or figure.unit != "fen":
        return value
    return value / FEN_PER[money_unit()]


def _unit(figure: Figure) -> str:
    if figure.unit == "fen":
        return _(UNIT_WORDS[money_unit()])
    return figure.unit or "%"


def _number_format(figure: Figure, values: Sequence[float | None]) -> str:
    if figure.unit == "":
        return _RATE
    return money_format(values) if figure.unit == "fen" else COUNT


def _write_split(book: OfficeWorkbook, title: str, split: SplitTable, monthly: MonthlyWorkbook) -> None:
    """The figures told apart by district, unit, person or mode."""
    drawn = [TableColumn(heading=split.label, look=WORDS, width=24)]
    for place, figure in enumerate(split.columns):
        parts = [_amount(figure, row.values[place]) for row in split.rows]
        look = replace(NUMBER, number_format=_number_format(figure, parts))
        drawn.append(
            TableColumn(
                heading=_("{heading} ({unit})").format(heading=figure.label, unit=_unit(figure)), look=look, width=15
            )
        )
    title = f"{title}\u3000{split.label}"
    remarks = [*monthly.remarks, *([split.note] if split.note else [])]
    page = book.add_sheet(_plan(_("Parts"), drawn, monthly.facts.footer(title), frozen=1))
    write_titles(page, title, monthly.facts.source_line(remarks))
    write_head(page, drawn)
    rows = [[row.name, *map(_amount, split.columns, row.values)] for row in split.rows]
    TableRows(page, drawn).write_all(rows)


def _write_records(book: OfficeWorkbook, figure: Figure, title: str, monthly: MonthlyWorkbook) -> list[str]:
    """The sheet of records behind a figure; what to tell the user where their number is not the one counted."""
    table = monthly.behind[figure.key]
    makers = [CellMaker.of(column, table.labels, masked=monthly.masked) for column in table.columns]
    rows = [[maker.make(value) for maker, value in zip(makers, row, strict=True)] for row in table.rows]
    drawn = table_columns(table.columns, rows)
    page = book.add_sheet(_plan(title, drawn, monthly.facts.footer(figure.label), frozen=1))
    write_titles(page, figure.sentence or figure.label, monthly.facts.source_line([figure.rule] if figure.rule else []))
    write_head(page, drawn)
    TableRows(page, drawn).write_all(rows)
    if len(rows) == figure.records:
        return []
    words = _("{figure}: the sheet shows {shown} records, {counted} are counted.")
    return [words.format(figure=figure.label, shown=len(rows), counted=figure.records)]


def _plan(title: str, drawn: Sequence[TableColumn], footer: str, *, frozen: int) -> SheetPlan:
    return SheetPlan(
        title=title, widths=tuple(column.width for column in drawn), head=(_HEAD_ROW, _HEAD_ROW),
        frozen_columns=frozen, footer=footer,
    )  # fmt: skip
