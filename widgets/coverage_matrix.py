"""The matrix of a round: each enterprise, each round, at one glance who was reached how and who is missing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from casework.language import _
from widgets.empty_state import EmptyState
from widgets.fonts import TextSize
from widgets.matrix_cells import (
    PADDING,
    MatrixCell,
    MatrixColumn,
    MatrixDelegate,
    MatrixRow,
    Reach,
    carried_words,
    told,
)
from widgets.painting import paint_line
from widgets.pieces import Words, caption, text_width
from widgets.tokens import tokens_of

__all__ = ["CoverageMatrix", "MatrixCell", "MatrixColumn", "MatrixRow", "Reach"]
ROW, LOW_ROW = 30, 26
_ROOT = QModelIndex()
_FIXED_LEFT = 2
_WIDEST_ROUND = 170
_NARROWEST_ROUND = 104
Index = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    """Name, person, a column for each round, what is carried over."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._rounds: tuple[MatrixColumn, ...] = ()
        self._rows: tuple[MatrixRow, ...] = ()
        self._first_label = ""

    def show(self, rounds: Sequence[MatrixColumn], rows: Sequence[MatrixRow], first_label: str) -> None:
        """Other rounds and enterprises; `first_label` heads the names."""
        self.beginResetModel()
        self._rounds, self._rows, self._first_label = tuple(rounds), tuple(rows), first_label
        self.endResetModel()

    @property
    def rounds(self) -> tuple[MatrixColumn, ...]:
        """The rounds from the left."""
        return self._rounds

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """The enterprises from the top."""
        return self._rows

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Enterprises."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name, person, rounds, carried."""
        return 0 if parent.isValid() or not self._rounds else len(self._rounds) + _FIXED_LEFT + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The facts for the delegate, the words for everybody else."""
        if not index.isValid():
            return None
        row, number = self._rows[index.row()], index.column() - _FIXED_LEFT
        in_round = 0 <= number < len(self._rounds)
        if role == Qt.ItemDataRole.UserRole:
            return (row, self._rounds[number], row.cells[number]) if in_round else row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if in_round:
            return told(row, self._rounds[number], row.cells[number])
        return {-2: row.label, -1: row.person}.get(number, carried_words(row))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns; a round with how many it reached."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        number = section - _FIXED_LEFT
        if 0 <= number < len(self._rounds):
            return " ".join(filter(None, (self._rounds[number].label, self._rounds[number].note)))
        return {-2: self._first_label, -1: _("Commissioner")}.get(number, _("Promises carried"))


class MatrixHeader(QHeaderView):
    """The names of the rounds, the current one in blue, each with its count."""

    def __init__(self, parent: QWidget, model: MatrixModel) -> None:
        """Asks the model for the rounds."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._matrix = model
        self.setFixedHeight(32)
        self.setMinimumSectionSize(48)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paints one name."""
        tokens = tokens_of(self)
        painter.save()
        painter.fillRect(rect, tokens.colour("card"))
        number = logicalIndex - _FIXED_LEFT
        room = QRectF(rect).adjusted(PADDING, 0, -PADDING, -1)
        if 0 <= number < len(self._matrix.rounds):
            column = self._matrix.rounds[number]
            if column.current:
                painter.fillRect(rect, tokens.colour("accent_ground", 0.55))
            tone = "accent" if column.current else "text2"
            name = Words(column.label, tone, TextSize.CAPTION, bold=column.current, elastic=True)
            paint_line(painter, tokens, room, [name, caption(column.note, tone, elastic=False)])
        else:
            label = str(self._matrix.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
            paint_line(painter, tokens, room, [caption(label)])
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))
        painter.restore()


class CoverageMatrix(QTableView):
    """`cell_opened` (enterprise, round) by Enter or double click, `current_changed` when the cell moves."""

    cell_opened = Signal(str, str)
    current_changed = Signal(str, str)

    def __init__(self, name: str = "") -> None:
        """`name` is read out."""
        super().__init__()
        self.matrix = MatrixModel(self)
        self.setAccessibleName(name)
        self.setModel(self.matrix)
        self.setHorizontalHeader(MatrixHeader(self, self.matrix))
        self.setItemDelegate(MatrixDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(LOW_ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.empty = EmptyState(self)
        self.empty.hide()
        self.doubleClicked.connect(self._open)

    def show_matrix(self, rounds: Sequence[MatrixColumn], rows: Sequence[MatrixRow], first_label: str = "") -> None:
        """Shows rounds and enterprises; the current cell stays current where both are still there."""
        before = self.current()
        self.matrix.show(rounds, rows, first_label or _("Enterprise (by pinyin)"))
        self._size_columns()
        self.choose(*before)
        self.empty.setVisible(not rows and bool(self.empty.sentence()))

    def set_row_height(self, height: int) -> None:
        """Another height for all rows (a low screen)."""
        self.verticalHeader().setDefaultSectionSize(height)

    def current(self) -> tuple[str, str]:
        """Enterprise and round of the current cell; the running round where the name itself is current."""
        index = self.currentIndex()
        if not index.isValid():
            return "", ""
        number = index.column() - _FIXED_LEFT
        if not 0 <= number < len(self.matrix.rounds):
            number = self._current_round()
        return self.matrix.rows[index.row()].id, self.matrix.rounds[number].key

    def choose(self, row_id: str, round_key: str = "") -> bool:
        """Makes a cell current; without a round the one that runs."""
        row = next((n for n, r in enumerate(self.matrix.rows) if r.id == row_id), -1)
        keys = [column.key for column in self.matrix.rounds]
        if row < 0 or not keys:
            return False
        number = keys.index(round_key) if round_key in keys else self._current_round()
        self.setCurrentIndex(self.matrix.index(row, number + _FIXED_LEFT))
        return True

    def next_missing(self) -> bool:
        """Goes to the next enterprise that the running round has not reached; False where none is left."""
        number = self._current_round()
        rows = self.matrix.rows
        start = self.currentIndex().row() + 1
        for row in (*range(start, len(rows)), *range(min(start, len(rows)))):
            if rows[row].cells[number].reach is Reach.MISSING:
                self.setCurrentIndex(self.matrix.index(row, number + _FIXED_LEFT))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, J and K move; N goes to the next missing; Enter opens; Ctrl+C copies the cell in words."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            index = self.currentIndex().siblingAtRow(self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1))
            self.setCurrentIndex(index if index.isValid() else self.currentIndex())
        elif key == Qt.Key.Key_N and not event.modifiers():
            self.next_missing()
        else:
            super().keyPressEvent(event)

    def _controlled(self, event: QKeyEvent) -> bool:
        """Ctrl+Enter belongs to the form beside the matrix."""
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells the current cell."""
        super().currentChanged(current, previous)
        self.current_changed.emit(*self.current())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rounds share the width."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.rect())
        self._size_columns()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cell_opened.emit(*self.current())

    def _current_round(self) -> int:
        rounds = self.matrix.rounds
        return next((n for n, column in enumerate(rounds) if column.current), len(rounds) - 1)

    def _label_width(self, number: int) -> int:
        label = str(self.matrix.headerData(number, Qt.Orientation.Horizontal) or "")
        return round(text_width(label, TextSize.CAPTION)) + 2 * PADDING + 2

    def _size_columns(self) -> None:
        rounds = len(self.matrix.rounds)
        if not rounds:
            return
        room = self.viewport().width()
        name = max(150, min(room // 6, 220))
        person, carried = (max(76, self._label_width(number)) for number in (1, rounds + _FIXED_LEFT))
        each = max(_NARROWEST_ROUND, min(_WIDEST_ROUND, (room - name - person - carried) // rounds))
        rest = max(0, room - name - person - carried - each * rounds)
        widths = [name, person, *[each] * rounds, carried + rest]
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
