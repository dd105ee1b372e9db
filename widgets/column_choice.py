"""Columns to tick and to put into order, by mouse and by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

_NAME = Qt.ItemDataRole.UserRole
_ROW = 26


class ColumnChoice(QListWidget):
    """Space ticks, Alt+Up and Alt+Down move the current column; `changed` tells every edit."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        """`name` is read out."""
        super().__init__()
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(self._tell)
        self.model().rowsMoved.connect(self._tell)

    def show_columns(self, columns: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        """Columns as (name, label), the chosen ones first and ticked (all where none is named); tells nobody."""
        labels = dict(columns)
        wanted = [name for name in chosen if name in labels] or list(labels)
        with QSignalBlocker(self):
            self.clear()
            for name in [*wanted, *(name for name in labels if name not in wanted)]:
                item = QListWidgetItem(labels[name])
                item.setData(_NAME, name)
                item.setSizeHint(QSize(0, _ROW))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if name in wanted else Qt.CheckState.Unchecked)
                self.addItem(item)
            self.setCurrentRow(0)

    def chosen(self) -> tuple[str, ...]:
        """The names of the ticked columns in their order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(str(item.data(_NAME)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, name: str, *, ticked: bool) -> None:
        """Ticks a column, or takes its tick away."""
        for row in range(self.count()):
            if self.item(row).data(_NAME) == name:
                self.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def move_current(self, step: int) -> None:
        """Moves the current column up (-1) or down (1)."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            self.model().moveRow(QModelIndex(), row, QModelIndex(), row + (2 if step > 0 else -1))
            self.setCurrentRow(row + step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the current column."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    def _tell(self, *_facts: object) -> None:
        self.changed.emit()
