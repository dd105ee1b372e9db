"""A view over rows of records: keys, hover with its actions, group lines, clean copying, words where it is empty."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QTableView

from widgets.cell_delegates import CellDelegate, paint_group
from widgets.empty_state import EmptyState
from widgets.record_model import Index, RecordModel
from widgets.row_actions import HoverActions, RowAction, action_menu
from widgets.row_clipboard import pasted_rows, rows_as_mime
from widgets.table_columns import GroupRow, TableColumn
from widgets.tokens import tokens_of

ROW, TWO_LINES, LOW = 36, 50, 28
"""Heights of rows: one line, two lines, and one line on a low screen."""
MOST_COPIED = 2000
"""Rows that are put together for the clipboard at once; more of them leave by a roster."""
_COMBINED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class RowView(QTableView):
    """Rows of one height, chosen as a whole, everything told by the id of the row."""

    opened = Signal(str)
    previewed = Signal(str)
    current_changed = Signal(str)
    picked_changed = Signal()
    pasted = Signal(list)
    copy_asked = Signal(list)
    """The numbers of selected rows that are to be copied and are not all at hand."""
    keeps_bar = False

    def __init__(self, model: RecordModel, *, row_height: int, name: str, actions: Sequence[RowAction]) -> None:
        """`name` is read out; `actions` are what can be done with a row."""
        super().__init__()
        model.setParent(self)
        self.rows_model = model
        self._actions = tuple(actions)
        self._quiet = False
        self._hovered = -1
        self._marks: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, self))
        self._hover_actions = HoverActions(self.viewport())
        self._prepare(row_height)
        self.empty = EmptyState(self)
        model.modelReset.connect(self._after_reset)
        model.rowsInserted.connect(self._show_emptiness)
        model.rowsRemoved.connect(self._show_emptiness)
        self._show_emptiness()

    def _prepare(self, row_height: int) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(LOW)
        self.set_row_height(row_height)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._leave_row)

    # What pages use

    def set_row_height(self, height: int) -> None:
        """Another height for all rows (a low screen)."""
        self.verticalHeader().setDefaultSectionSize(height)

    def set_marks(self, words: Sequence[str]) -> None:
        """Words that are laid on the mark colour in every row."""
        self._marks = tuple(words)
        self.viewport().update()

    def set_actions(self, actions: Sequence[RowAction]) -> None:
        """What can be done with a row."""
        self._actions = tuple(actions)

    def current_id(self) -> str:
        """The id of the current row; empty where there is none."""
        index = self.currentIndex()
        return self.rows_model.row_id(index.row()) if index.isValid() else ""

    def current_row(self) -> Any:
        """The current row itself, or None."""
        index = self.currentIndex()
        return self.rows_model.row(index.row()) if index.isValid() else None

    def picked_ids(self) -> list[str]:
        """The ids of all selected rows, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [record_id for n in numbers if (record_id := self.rows_model.row_id(n))]

    def choose(self, record_id: str) -> bool:
        """Makes the row with this id current and scrolls to it; False where it is not among the pages at hand."""
        found = self.rows_model.find(record_id, max(0, self.currentIndex().row()))
        if found >= 0:
            self.choose_row(found)
        return found >= 0

    def choose_row(self, number: int) -> None:
        """Makes the row of that number current, in the column that is current now."""
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.rows_model.index(number, column))

    # What the delegate asks

    def row_at(self, number: int) -> Any:
        """The row of that number."""
        return self.rows_model.row(number)

    def column_at(self, number: int) -> TableColumn:
        """The column of that number."""
        return self.rows_model.columns[number]

    def is_first(self, column: int) -> bool:
        """Whether the column stands at the left edge."""
        return self.horizontalHeader().visualIndex(column) == 0

    def hovered_row(self) -> int:
        """The row under the pointer; -1 where there is none."""
        return self._hovered

    def marks(self) -> tuple[str, ...]:
        """The words that are searched for."""
        return self._marks

    def rings_cells(self) -> bool:
        """A table rings its current cell, which is the one that is copied; a plain list shows its bar."""
        return not self.horizontalHeader().isHidden() and self.hasFocus()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K step, Enter opens, Space previews, Ctrl+C copies the cell or rows, Ctrl+V hands a table over."""
        key = Qt.Key(event.key())
        combined = bool(event.modifiers() & _COMBINED)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif self._act(event):
            pass
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not combined:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space and not combined:
            self.previewed.emit(self.current_id())
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not combined:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not combined:
            self.choose_row(0 if key == Qt.Key.Key_Home else self.rows_model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Runs the action on whose key this is, if there is one."""
        row = self.current_row()
        pressed = QKeySequence(event.keyCombination())
        for action in self._actions:
            if action.key and QKeySequence(action.key) == pressed and row is not None and action.may(row):
                action.run(row)
                return True
        return False

    def _step(self, step: int) -> None:
        number = self.currentIndex().row() + step
        while isinstance(self.row_at(number) if 0 <= number < self.rows_model.rowCount() else None, GroupRow):
            number += step
        if 0 <= number < self.rows_model.rowCount():
            self.choose_row(number)

    def _open(self, index: QModelIndex) -> None:
        record_id = self.rows_model.row_id(index.row()) if index.isValid() else ""
        if record_id:
            self.opened.emit(record_id)

    def copy(self) -> None:
        """Puts the words of the current cell on the clipboard, nothing around them; or several selected rows."""
        if len(self.selectionModel().selectedRows()) > 1:
            self.copy_rows()
        elif (row := self.current_row()) is not None:
            QGuiApplication.clipboard().setText(self.column_at(self.currentIndex().column()).text(row))

    def copy_rows(self) -> None:
        """Puts the selected rows on the clipboard as a table with its header, for Excel and WPS.

        Where some of them are not at hand, whoever shows the rows is asked for them by `copy_asked`.
        """
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = [self.row_at(n) for n in numbers[:MOST_COPIED]]
        if len(numbers) > MOST_COPIED or any(row is None for row in rows):
            self.copy_asked.emit(numbers)
        else:
            self.put_on_clipboard([row for row in rows if not isinstance(row, GroupRow)])

    def put_on_clipboard(self, rows: Sequence[Any]) -> None:
        """These rows with the columns on screen, as a table with its header."""
        shown = [n for n in range(len(self.rows_model.columns)) if not self.isColumnHidden(n)]
        columns = [self.column_at(n) for n in sorted(shown, key=self.horizontalHeader().visualIndex)]
        lines = [[c.label for c in columns], *([c.text(row) for c in columns] for row in rows)]
        QGuiApplication.clipboard().setMimeData(rows_as_mime(lines))

    def paste(self) -> None:
        """Hands over the table on the clipboard, where there is one."""
        rows = pasted_rows(QGuiApplication.clipboard().mimeData())
        if rows:
            self.pasted.emit(rows)

    # Pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tints the row under the pointer and shows its actions."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has left."""
        super().leaveEvent(event)
        self._leave_row()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The actions of the row, by the right button or the menu key."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or isinstance(row, GroupRow) or not self._actions:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        action_menu(self, self._actions, row).popup(place)

    def _hover(self, number: int) -> None:
        if number == self._hovered:
            return
        self._hovered = number
        self.viewport().update()
        row = self.row_at(number) if number >= 0 else None
        if row is None or isinstance(row, GroupRow) or not self._hover_actions.offer(self._actions, row):
            self._hover_actions.hide()
            return
        width, height = self._hover_actions.sizeHint().width(), self.rowHeight(number)
        top = self.rowViewportPosition(number)
        self._hover_actions.setGeometry(self.viewport().width() - width, top, width, height - 1)
        self._hover_actions.show()

    def _leave_row(self) -> None:
        self._hover(-1)

    # Painting and states

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the group lines over their whole width."""
        super().paintEvent(event)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = self.rows_model.rowCount() - 1 if last < 0 else last
        painter = QPainter(self.viewport())
        for number in range(max(0, first), last + 1):
            if isinstance(row := self.row_at(number), GroupRow):
                top, height = self.rowViewportPosition(number), self.rowHeight(number)
                paint_group(painter, tokens_of(self), QRect(0, top, self.viewport().width(), height), row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words of an empty list stand in its middle."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.rect())
        self._leave_row()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells the new current row."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() and not self._quiet:
            self.current_changed.emit(self.current_id())

    def _after_reset(self) -> None:
        self._leave_row()
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        is_empty = self.rows_model.rowCount() == 0 and bool(self.empty.sentence())
        self.empty.setVisible(is_empty)
        self.empty.raise_()
