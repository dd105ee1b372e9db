"""The list of records with its columns: shown rows, sorting by the header, and what it remembers."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

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
    clicked (the page then shows a source in that order), `state_changed` when columns were moved or
    sized, `pasted` with the rows of a pasted table.
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

    def show_sort(self, key: str, *, descending: bool = False) -> None:
        """Shows by which column the rows are sorted; tells nobody."""
        number = next(n for n, column in enumerate(self.rows_model.columns) if column.key == key)
        self._header.show_sort(number, descending=descending)

    def columns_state(self) -> dict[str, Any]:
        """Widths, order, hidden columns and sort as plain values, to be remembered by the page."""
        header, columns = self._header, self.rows_model.columns
        sort = columns[header.sorted_section].key if header.sorted_section >= 0 else ""
        return {
            "widths": {c.key: self.columnWidth(n) for n, c in enumerate(columns) if not (c.stretch or c.hidden)},
            "order": [columns[header.logicalIndex(n)].key for n in range(len(columns))],
            "hidden": [column.key for n, column in enumerate(columns) if self.isColumnHidden(n)],
            "sort": sort,
            "descending": header.sorted_descending,
        }

    def restore_columns(self, state: Mapping[str, Any]) -> None:
        """Puts back what `columns_state` gave; columns it does not know keep their place. Tells nobody."""
        self._restoring = True
        header = self.horizontalHeader()
        numbers = {column.key: n for n, column in enumerate(self.rows_model.columns)}
        for key, width in dict(state.get("widths", {})).items():
            if key in numbers:
                self.setColumnWidth(numbers[key], int(width))
        for place, key in enumerate(k for k in state.get("order", ()) if k in numbers):
            header.moveSection(header.visualIndex(numbers[key]), place)
        if "hidden" in state:
            for key, number in numbers.items():
                self.setColumnHidden(number, key in state["hidden"])
        if state.get("sort") in numbers:
            self.show_sort(str(state["sort"]), descending=bool(state.get("descending")))
        self._restoring = False

    def show_column(self, key: str, *, shown: bool) -> None:
        """Shows or hides a column."""
        number = next(n for n, column in enumerate(self.rows_model.columns) if column.key == key)
        self.setColumnHidden(number, not shown)
        if shown and self.columnWidth(number) == 0:
            self.setColumnWidth(number, self.rows_model.columns[number].width)

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

    def _sort(self, number: int) -> None:
        column = self.rows_model.columns[number]
        if not column.sort_key:
            return
        descending = self._header.sorted_section == number and not self._header.sorted_descending
        self.show_sort(column.key, descending=descending)
        self.sorted_by.emit(column.sort_key, descending)
        self._columns_changed()

    def _columns_changed(self) -> None:
        if not self._restoring:
            self.state_changed.emit()
