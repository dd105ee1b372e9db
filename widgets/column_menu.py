"""The menu of a list's columns: which are shown, by which the rows are sorted, and back to how it was."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from casework.language import _
from widgets.record_model import RecordModel
from widgets.table_columns import TableColumn


class _Table(Protocol):
    """What the menu asks of its list."""

    rows_model: RecordModel

    def shown_columns(self) -> Sequence[TableColumn]:
        """The columns on screen."""
        ...

    def is_put_away(self, key: str) -> bool:
        """Whether a column is not wanted."""
        ...

    def show_column(self, key: str, *, shown: bool) -> None:
        """Shows or hides a column."""
        ...

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sorts by a column; no key gives the usual order."""
        ...

    def sorting(self) -> tuple[str, bool]:
        """The sort key that counts now, and whether downwards."""
        ...

    def reset_columns(self) -> None:
        """Columns and order as they were at first."""
        ...


def column_menu(table: _Table, number: int) -> QMenu:
    """The menu; `number` is the column that was pointed at, -1 where none was. It deletes itself when it closes."""
    menu = QMenu(table if isinstance(table, QWidget) else None)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    columns = table.rows_model.columns
    if 0 <= number < len(columns) and columns[number].sort_key:
        _add_sorting(menu, table, columns[number])
    for column in columns:
        entry = menu.addAction(column.label)
        entry.setCheckable(True)
        entry.setChecked(not table.is_put_away(column.key))
        entry.toggled.connect(partial(_show, table, column.key))
        _keep_the_last(entry, table)
    menu.addSeparator()
    usual = menu.addAction(_("Usual order of the rows"))
    usual.triggered.connect(partial(_sort, table, "", False))
    menu.addAction(_("Columns as they were at first")).triggered.connect(partial(_reset, table))
    return menu


def _add_sorting(menu: QMenu, table: _Table, column: TableColumn) -> None:
    now = table.sorting()
    for words, descending in ((_("Sort upwards by “{column}”"), False), (_("Sort downwards by “{column}”"), True)):
        entry = menu.addAction(words.format(column=column.label))
        entry.setCheckable(True)
        entry.setChecked(now == (column.sort_key, descending))
        entry.triggered.connect(partial(_sort, table, column.key, descending))
    menu.addSeparator()


def _keep_the_last(entry: QAction, table: _Table) -> None:
    entry.setEnabled(not entry.isChecked() or len(table.shown_columns()) > 1)


def _show(table: _Table, key: str, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
    table.show_column(key, shown=shown)


def _sort(table: _Table, key: str, descending: bool, *_facts: object) -> None:  # noqa: FBT001 - bound by partial
    table.sort_by(key, descending=descending)


def _reset(table: _Table, *_facts: object) -> None:
    table.reset_columns()
