"""The mark of the program: 回 as two squares, one inside the other, on a blue plate."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.painting import paint_box
from widgets.tokens import LIGHT, Tokens, tokens_of

_SIZES = (16, 20, 24, 32, 48, 64, 128, 256)
"""The sizes that windows, task bars and docks ask for."""


class AppMark(QWidget):
    """The mark as a part of the window."""

    def __init__(self, size: int = 26) -> None:
        """A square of that many units."""
        super().__init__()
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints the mark in the colours of the scheme."""
        paint_mark(QPainter(self), QRectF(self.rect()), tokens_of(self))


def paint_mark(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Paints the mark into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = box.width()
    paint_box(painter, box, tokens.colour("accent"), radius=size * 0.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(tokens.colour("on_accent"), size * 0.075)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    for inset in (0.24, 0.40):
        painter.drawRect(box.adjusted(size * inset, size * inset, -size * inset, -size * inset))


def app_icon() -> QIcon:
    """The mark as the icon of windows and task bar."""
    icon = QIcon()
    for size in _SIZES:
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, QRectF(0, 0, size, size), LIGHT)
        painter.end()
        icon.addPixmap(picture)
    return icon
