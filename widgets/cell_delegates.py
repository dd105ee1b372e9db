"""Painting of the cells of a list: pieces in one or two lines, search hits, hover, selection, rows on their way."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from widgets.painting import GAP, paint_box, paint_focus, paint_line
from widgets.pieces import Icon, Piece, Words, caption, line_width
from widgets.table_columns import GroupRow, TableColumn
from widgets.tokens import Tokens, tokens_in

Index = QModelIndex | QPersistentModelIndex
PADDING = 10


class ShownList(Protocol):
    """What a delegate asks of the table it paints for."""

    keeps_bar: bool
    """whether the selected row keeps its bar while the keys go elsewhere (a palette's list)"""

    def row_at(self, number: int) -> Any:
        """The row of that number."""
        ...

    def column_at(self, number: int) -> TableColumn:
        """The column of that number."""
        ...

    def is_first(self, column: int) -> bool:
        """Whether the column stands at the left edge."""
        ...

    def hovered_row(self) -> int:
        """The row under the pointer; -1 where there is none."""
        ...

    def marks(self) -> tuple[str, ...]:
        """The words that are searched for."""
        ...

    def rings_cells(self) -> bool:
        """Whether the current cell gets a ring."""
        ...


class CellDelegate(QStyledItemDelegate):
    """Paints every cell of a record table."""

    def __init__(self, shown: ShownList, parent: QWidget) -> None:
        """`shown` answers for the rows."""
        super().__init__(parent)
        self._shown = shown

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell."""
        row = self._shown.row_at(index.row())
        if isinstance(row, GroupRow):
            return
        tokens = tokens_in(option.palette)
        rect: QRect = option.rect
        painter.save()
        self._paint_ground(painter, tokens, option, index)
        if row is None:
            _paint_skeleton(painter, tokens, rect, index)
        else:
            self._paint_lines(painter, tokens, rect, self._shown.column_at(index.column()), row)
        if self._shown.rings_cells() and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, tokens, QRectF(rect).adjusted(0, 0, 0, -1))
        painter.restore()

    def _paint_ground(self, painter: QPainter, tokens: Tokens, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("accent_ground"))
            active = bool(option.state & QStyle.StateFlag.State_Active) or self._shown.keeps_bar
            if active and self._shown.is_first(index.column()):
                painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), tokens.colour("accent"))
        elif index.row() == self._shown.hovered_row():
            painter.fillRect(rect, tokens.colour("hover"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))

    def _paint_lines(self, painter: QPainter, tokens: Tokens, rect: QRect, column: TableColumn, row: Any) -> None:
        room = QRectF(rect).adjusted(PADDING, 0, -PADDING, -1)
        first, right = self._marked(column.painted(row)), column.right(row) if column.right else ()
        if column.align_right:
            first, right = (), (*first, *right)
        if not column.second:
            paint_line(painter, tokens, room, first, right)
            return
        half = room.height() / 2
        upper = QRectF(room.x(), room.y() + half - 20, room.width(), 20)
        lower = QRectF(room.x(), room.y() + half, room.width(), 19)
        paint_line(painter, tokens, upper, first, right)
        below = column.second_right(row) if column.second_right else ()
        paint_line(painter, tokens, lower, self._marked(column.second(row)), below)

    def _marked(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        marks = self._shown.marks()
        if not marks:
            return pieces
        return [replace(p, marks=marks) if isinstance(p, Words) else p for p in pieces]

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Shows the whole text of a cell that had to be cut."""
        row = self._shown.row_at(index.row())
        if row is None or isinstance(row, GroupRow):
            return False
        column = self._shown.column_at(index.column())
        room = option.rect.width() - 2 * PADDING
        lines = [column.painted(row), column.second(row) if column.second else ()]
        beside = [column.right(row) if column.right else (), column.second_right(row) if column.second_right else ()]
        cut = any(
            line_width([*line, *more]) + (GAP if more else 0) > room for line, more in zip(lines, beside, strict=True)
        )
        QToolTip.showText(event.globalPos(), column.text(row) if cut else "", view)
        return True


def paint_group(painter: QPainter, tokens: Tokens, rect: QRect, group: GroupRow) -> None:
    """Paints a group line over the whole width."""
    painter.fillRect(rect, tokens.colour("sunk"))
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))
    paint_line(painter, tokens, QRectF(rect).adjusted(PADDING, 0, -PADDING, -1), group_pieces(group))


def group_pieces(group: GroupRow) -> list[Piece]:
    """Icon, label and note of a group line."""
    pieces: list[Piece] = [Icon(group.icon, group.tone)] if group.icon else []
    words = caption(group.label, "text2") if group.quiet else Words(group.label, group.tone, bold=True, elastic=False)
    pieces.append(words)
    return [*pieces, caption(group.note)] if group.note else pieces


def _paint_skeleton(painter: QPainter, tokens: Tokens, rect: QRect, index: Index) -> None:
    """A grey bar where words will stand; its length differs from row to row as words do."""
    width = (rect.width() - 2 * PADDING) * (60 + 10 * ((index.row() * 3 + index.column()) % 4)) / 100
    painter.setPen(Qt.PenStyle.NoPen)
    bar = QRectF(rect.x() + PADDING, rect.center().y() - 4, max(24.0, width), 9)
    paint_box(painter, bar, tokens.colour("line"), radius=4.5)
