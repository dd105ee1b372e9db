"""The list of records with its columns: shown rows, sorting by the header, and what it remembers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu

from widgets.column_menu import column_menu
from widgets.record_model import PageSource, RecordModel, RowsInHand
from widgets.row_actions import RowAction
from widgets.row_view import LOW, ROW, TWO_LINES, RowView
from widgets.table_columns import TableColumn
from widgets.table_header import TableHeader

__all__ = ["LOW", "ROW", "TWO_LINES", "RecordTable"]


class RecordTable(RowView):
    """A list over a page source. Rows are any objects with an `id`; everything is told by id.

    `opened` by Enter or double click, `previewed` by Space, `current_changed` when the current row
    moves, `picked_changed` when the selection does, `sorted_by` (key, descending) when a header is
    clicked (the page then shows a source in that order; `sorting` tells it at any time), `state_changed`
    when columns were moved, sized, hidden or sorted by, `pasted` with the rows of a pasted table.
    """

    sorted_by = Signal(str, bool)
    state_changed = Signal()

    def __init__(
        self,
        columns: Sequence[TableColumn],
        *,
        row_height: int = ROW,
        header: bool = True,
        name: str = "",
        actions: Sequence[RowAction] = (),
    ) -> None:
        """`header=False` makes a plain list, whose rows show the focus by their bar alone; `name` is read out."""
        self._restoring = False
        self._put_away = {column.key for column in columns if column.hidden}
        self._without_room: frozenset[str] = frozenset()
        self._usual_sort = ("", False)
        super().__init__(RecordModel(columns), row_height=row_height, name=name, actions=actions)
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
        self.horizontalHeader().setVisible(header)
        self._prepare_columns()

    def _prepare_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(number, column.width)
            self.setColumnHidden(number, column.hidden)
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_column_menu)
        header.sectionMoved.connect(self._columns_changed)
        header.sectionResized.connect(self._columns_changed)

    def show_rows(self, source: PageSource | Sequence[Any], count: int | None = None) -> None:
        """Shows rows; the current row stays where its id is still near, the scroll stays where it was.

        `count` where it is known already, or not yet to be asked for: `rows_model.recount` follows.
        `current_changed` is told only where another row has become current.
        """
        number, record_id = self.currentIndex().row(), self.current_id()
        place = self.verticalScrollBar().value()
        self._quiet = True
        self.rows_model.show(RowsInHand(source) if isinstance(source, Sequence) else source, count)
        self.doItemsLayout()  # the scroll bar knows the new rows before one of them is chosen and scrolled to
        found = self.rows_model.find(record_id, number)
        if record_id and self.rows_model.rowCount():
            self.choose_row(found if found >= 0 else min(number, self.rows_model.rowCount() - 1))
        self.verticalScrollBar().setValue(place)
        self._quiet = False
        if self.current_id() != record_id:
            self.current_changed.emit(self.current_id())

    # The order of the rows

    def show_sort(self, key: str, *, descending: bool = False) -> None:
        """Shows by which column the rows are usually sorted (no key: by none of them); tells nobody."""
        self._usual_sort = (key, descending)
        self._mark_sort(key, descending=descending)

    def sorting(self) -> tuple[str, bool]:
        """The sort key of the column that sorts, and whether it does so downwards; no key where none sorts."""
        number = self._header.sorted_section
        return (self.rows_model.columns[number].sort_key if number >= 0 else "", self._header.sorted_descending)

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sorts by the column of that key, as a click on its header does; no key gives the usual order."""
        key, descending = (key, descending) if key else self._usual_sort
        self._mark_sort(key, descending=descending)
        self.sorted_by.emit(*self.sorting())
        self._columns_changed()

    def _mark_sort(self, key: str, *, descending: bool) -> None:
        self._header.show_sort(self._numbers().get(key, -1), descending=descending)

    def _sort(self, number: int) -> None:
        column = self.rows_model.columns[number]
        if column.sort_key:
            descending = self._header.sorted_section == number and not self._header.sorted_descending
            self.sort_by(column.key, descending=descending)

    # Which columns are shown

    def columns_state(self) -> dict[str, Any]:
        """Widths, order, hidden columns and sort as plain values, to be remembered."""
        header, columns = self._header, self.rows_model.columns
        sort = columns[header.sorted_section].key if header.sorted_section >= 0 else ""
        return {
            "widths": {
                c.key: self.columnWidth(n) for n, c in enumerate(columns) if not (c.stretch or self.isColumnHidden(n))
            },
            "order": [columns[header.logicalIndex(n)].key for n in range(len(columns))],
            "hidden": [column.key for column in columns if column.key in self._put_away],
            "sort": sort,
            "descending": header.sorted_descending,
        }

    def restore_columns(self, state: Mapping[str, Any]) -> None:
        """Puts back what `columns_state` gave; columns it does not know keep their place. Tells nobody."""
        self._restoring = True
        header, numbers = self.horizontalHeader(), self._numbers()
        for key, width in dict(state.get("widths", {})).items():
            if key in numbers:
                self.setColumnHidden(numbers[key], False)
                self.setColumnWidth(numbers[key], int(width))
        for place, key in enumerate(k for k in state.get("order", ()) if k in numbers):
            header.moveSection(header.visualIndex(numbers[key]), place)
        if "hidden" in state:
            self._put_away = {key for key in state["hidden"] if key in numbers}
        self._hide_columns()
        if state.get("sort") in numbers:
            self._mark_sort(str(state["sort"]), descending=bool(state.get("descending")))
        self._restoring = False

    def reset_columns(self) -> None:
        """Columns and order as they were at first."""
        columns = self.rows_model.columns
        key, descending = self._usual_sort
        self.restore_columns(
            {
                "widths": {column.key: column.width for column in columns if not column.stretch},
                "order": [column.key for column in columns],
                "hidden": [column.key for column in columns if column.hidden],
            }
        )
        self.sort_by(key, descending=descending)

    def shown_columns(self) -> list[TableColumn]:
        """The columns on screen from left to right."""
        numbers = [n for n in range(len(self.rows_model.columns)) if not self.isColumnHidden(n)]
        return [self.rows_model.columns[n] for n in sorted(numbers, key=self._header.visualIndex)]

    def show_column(self, key: str, *, shown: bool) -> None:
        """Shows or hides a column, as the user wants it; the last one stays."""
        wanted = self._put_away - {key} if shown else self._put_away | {key}
        if len(wanted) < len(self.rows_model.columns):
            self._put_away = wanted
            self._hide_columns()
            self._columns_changed()

    def leave_out(self, keys: Collection[str]) -> None:
        """Columns for which there is no room at present, whatever the user wants; tells nobody."""
        self._without_room = frozenset(keys)
        self._hide_columns()

    def is_put_away(self, key: str) -> bool:
        """Whether the user, or the list at first, does not want a column to be shown."""
        return key in self._put_away

    def _hide_columns(self) -> None:
        restoring, self._restoring = self._restoring, True
        for key, number in self._numbers().items():
            hidden = key in self._put_away or key in self._without_room
            self.setColumnHidden(number, hidden)
            if not hidden and self.columnWidth(number) == 0:
                self.setColumnWidth(number, self.rows_model.columns[number].width)
        self._restoring = restoring

    def column_menu(self, number: int = -1) -> QMenu:
        """What can be done with the columns; `number` is the one that was pointed at."""
        return column_menu(self, number)

    def open_column_menu(self) -> None:
        """Opens the menu of the columns under the header."""
        self.column_menu(self.currentIndex().column()).popup(self._header.mapToGlobal(self._header.rect().bottomLeft()))

    def _open_column_menu(self, place: QPoint) -> None:
        self.column_menu(self._header.logicalIndexAt(place)).popup(self._header.mapToGlobal(place))

    def _numbers(self) -> dict[str, int]:
        return {column.key: n for n, column in enumerate(self.rows_model.columns)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down sorts by the current column, as a click on its header."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.currentIndex().isValid():
            self._sort(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells that other rows are selected."""
        super().selectionChanged(selected, deselected)
        if not self._quiet:
            self.picked_changed.emit()

    def _columns_changed(self) -> None:
        if not self._restoring:
            self.state_changed.emit()
