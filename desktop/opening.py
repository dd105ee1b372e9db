"""What stands where the window will be, while the program and a case file are being opened."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from casework.language import _
from desktop.app_mark import paint_mark
from desktop.settings import Settings
from widgets.fonts import text_font
from widgets.tokens import tokens_of

_MARK = 56


class Opening(QWidget):
    """The mark and the name of what is opened, at the place and in the colours of the window."""

    def __init__(self, settings: Settings, name: str) -> None:
        """`name` is that of the case file; empty where the start window comes."""
        super().__init__()
        self.setWindowTitle("Huifang")
        self._words = _("Opening {name} …").format(name=name) if name else ""
        self.setAccessibleName(self._words)
        geometry = QByteArray.fromBase64(str(settings.get("geometry", "")).encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1440, 900)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The mark in the middle, the words below it."""
        painter, tokens = QPainter(self), tokens_of(self)
        painter.fillRect(self.rect(), tokens.colour("chrome"))
        middle = self.rect().center()
        mark = QRectF(middle.x() - _MARK / 2, middle.y() - _MARK, _MARK, _MARK)
        paint_mark(painter, mark, tokens)
        painter.setPen(tokens.colour("dim"))
        painter.setFont(text_font())
        below = QRectF(0, mark.bottom() + 16, self.width(), 24)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self._words)
