"""A painted line that opens what it names: a row of a short list inside a card."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from widgets.painting import GAP, paint_box, paint_focus, paint_line
from widgets.pieces import Piece, Words, line_width, spoken
from widgets.tokens import tokens_of


class LinkLine(QAbstractButton):
    """Pieces from the left and from the right edge; pressed by pointer, Space or Enter it tells `clicked`."""

    def __init__(self, left: Sequence[Piece], right: Sequence[Piece] = (), *, height: int = 28) -> None:
        """The whole line is read out, and shown in the tooltip where something of it is cut."""
        super().__init__()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_line(left, right)

    def set_line(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Shows other pieces."""
        self._left, self._right = tuple(left), tuple(right)
        self.setAccessibleName(spoken([*left, *right]))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as everything."""
        width = line_width(self._left) + (GAP + line_width(self._right) if self._right else 0)
        return QSize(int(width) + 11, self.height())

    def minimumSizeHint(self) -> QSize:
        """As wide as what may not be cut."""
        whole = [p for p in (*self._left, *self._right) if not (isinstance(p, Words) and p.elastic)]
        return QSize(int(line_width(whole)) + 11, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The line, tinted under the pointer."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            paint_box(painter, box.adjusted(-2, 1, 2, -1), tokens.colour("hover"), radius=4)
        paint_line(painter, tokens, box.adjusted(4, 0, -4, 0), self._left, self._right)
        if self.hasFocus():
            paint_focus(painter, tokens, box)
