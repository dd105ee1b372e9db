"""All figures of a report in one table, by part of the summary, each beside the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.insight.month import MonthRow
from casework.language import _
from desktop.pages.reports_data import Report
from desktop.pages.reports_figures import base_words
from widgets.pieces import Icon, Piece, Words, caption, fixed
from widgets.record_table import RecordTable
from widgets.table_columns import GroupRow, TableColumn


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the report under its key as id, with its base in words."""

    id: str
    row: MonthRow
    last_year: str
    base: str
    has_changed: bool


def figure_rows(report: Report) -> list[Any]:
    """The figures under the titles of their parts."""
    rows: list[Any] = []
    for group in report.month.groups:
        rows.append(GroupRow(label=group.title, note=_("{count} figures").format(count=len(group.rows))))
        rows += [
            FigureRow(
                r.figure.key,
                r,
                _last_year(report, r),
                base_words(report.month, r.figure),
                r.figure.key in report.changed,
            )
            for r in group.rows
        ]
    return rows


class FiguresTable(RecordTable):
    """The table of all figures; its ids are their keys."""

    def __init__(self) -> None:
        """Empty until a report is shown."""
        super().__init__(_columns(), name=_("All figures"))

    def show_report(self, report: Report) -> None:
        """Shows the figures of a report."""
        self.show_rows(figure_rows(report))


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(key="label", label=_("Figure"), text=_label, pieces=_label_pieces, stretch=True),
        TableColumn(key="value", label=_("Value"), text=_value, pieces=_value_pieces, width=140, align_right=True),
        TableColumn(
            key="before", label=_("Period before"), text=_before, pieces=_before_pieces, width=120, align_right=True
        ),
        TableColumn(key="difference", label=_("Difference"), text=_difference, width=110, align_right=True),
        TableColumn(key="last_year", label=_("A year ago"), text=_year_ago, width=110, align_right=True),
        TableColumn(key="base", label=_("Base or target"), text=_base, pieces=_base_pieces, width=170),
        TableColumn(
            key="records", label=_("Records"), text=_records, pieces=_records_pieces, width=60, align_right=True
        ),
    )


def _last_year(report: Report, row: MonthRow) -> str:
    told = report.month.last_year
    figure = told.figure(row.figure.key) if told else None
    return figure.text if figure else ""


def _year_ago(row: FigureRow) -> str:
    return row.last_year


def _label(row: FigureRow) -> str:
    return row.row.figure.label


def _label_pieces(row: FigureRow) -> Sequence[Piece]:
    changed = [Icon("history", "amber", 14, text=_("changed since freezing"))] if row.has_changed else []
    return [Words(_label(row)), *changed]


def _value(row: FigureRow) -> str:
    return row.row.figure.text


def _value_pieces(row: FigureRow) -> Sequence[Piece]:
    figure = row.row.figure
    return [fixed(figure.text, "dim" if figure.is_nothing else "text", bold=not figure.is_nothing)]


def _before(row: FigureRow) -> str:
    return row.row.before.text if row.row.before else ""


def _before_pieces(row: FigureRow) -> Sequence[Piece]:
    return [fixed(_before(row), "text2")]


def _difference(row: FigureRow) -> str:
    return row.row.difference_text


def _base(row: FigureRow) -> str:
    return row.base


def _base_pieces(row: FigureRow) -> Sequence[Piece]:
    return [caption(row.base, "text2")]


def _records(row: FigureRow) -> str:
    return str(row.row.figure.records)


def _records_pieces(row: FigureRow) -> Sequence[Piece]:
    return [fixed(_records(row), "dim")]
