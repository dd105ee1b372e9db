"""The header of a list: dim labels over their cells, and which column sorts."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from widgets.cell_delegates import PADDING
from widgets.fonts import TextSize, text_font
from widgets.painting import paint_focus, paint_line
from widgets.pieces import Icon, Piece, caption
from widgets.tokens import tokens_of

HEIGHT = 32


class TableHeader(QHeaderView):
    """Painted by itself, so that label and cell begin at the same pixel at every scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Columns can be moved, and sorted where the list says so."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFont(text_font(TextSize.CAPTION))
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(48)
        self.setFixedHeight(HEIGHT)
        self.sorted_section = -1
        self.sorted_descending = False

    def show_sort(self, section: int, *, descending: bool) -> None:
        """Which column sorts. Qt's own indicator is not used: it turns round by itself on every click."""
        self.sorted_section, self.sorted_descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high as every header."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paints one label, with an arrow where the column sorts."""
        tokens = tokens_of(self)
        role = Qt.ItemDataRole
        label = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, role.DisplayRole) or "")
        aligned = int(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, role.TextAlignmentRole) or 0)
        sorts = self.sorted_section == logicalIndex
        painter.save()
        painter.fillRect(rect, tokens.colour("card"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))
        pieces: list[Piece] = [caption(label, "text" if sorts else "dim")]
        if sorts:
            pieces.append(Icon("chevron_down" if self.sorted_descending else "chevron_up", "text2", 12))
        room = QRectF(rect).adjusted(PADDING, 0, -PADDING, -1)
        at_right = bool(aligned & int(Qt.AlignmentFlag.AlignRight))
        paint_line(painter, tokens, room, () if at_right else pieces, pieces if at_right else (), gap=2)
        if self.hasFocus() and self.currentIndex().column() == logicalIndex:
            paint_focus(painter, tokens, QRectF(rect))
        painter.restore()
