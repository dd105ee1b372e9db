"""A place for files: dropped, pasted or picked."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from casework.language import _
from widgets.painting import paint_focus, paint_line
from widgets.pieces import Icon, Piece, Words, caption, line_width
from widgets.tokens import tokens_of


class DropZone(QAbstractButton):
    """`files_given` tells paths that were dropped or pasted, `picture_given` a pasted picture as PNG bytes.

    A click, Enter or Space is told by `clicked`: the page then opens its file dialog.
    """

    files_given = Signal(list)
    picture_given = Signal(bytes)
    refused = Signal(str)

    def __init__(
        self, words: str = "", *, endings: Sequence[str] = (), pictures: bool = True, height: int = 34
    ) -> None:
        """`endings` (.xlsx) are the only ones taken where given; `pictures` may be pasted."""
        super().__init__()
        said = words or (_("Drop files here, or paste a picture with Ctrl+V") if pictures else _("Drop files here"))
        self._endings = tuple(ending.lower() for ending in endings)
        self._pictures = pictures
        self._over = False
        self.setText(said)
        self.setAccessibleName(said)
        self.setAcceptDrops(True)
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(round(line_width(self._pieces())) + 32, self.height())

    def take(self, data: QMimeData) -> bool:
        """Hands over what a drop or the clipboard holds; False where there is nothing that fits."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            fitting = [str(path) for path in paths if self._fits(path)]
            for path in paths:
                if not self._fits(path):
                    self.refused.emit(path.name)
            if fitting:
                self.files_given.emit(fitting)
            return bool(fitting)
        if self._pictures and data.hasImage():
            return self._take_picture(QImage(data.imageData()))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files that fit may come in."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if any(self._fits(path) for path in paths):
            event.acceptProposedAction()
            self._set_over(over=True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went on."""
        super().dragLeaveEvent(event)
        self._set_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the files."""
        self._set_over(over=False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A dashed frame with an icon and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        active = self._over or self.underMouse()
        pen = QPen(tokens.colour("accent" if active else "border"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(tokens.colour("accent_ground" if self._over else "card"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        pieces = self._pieces()
        spare = max(8.0, (box.width() - line_width(pieces)) / 2)
        paint_line(painter, tokens, box.adjusted(spare, 0, -8, 0), pieces)
        if self.hasFocus():
            paint_focus(painter, tokens, box, 6)

    def _pieces(self) -> list[Piece]:
        words = caption(self.text(), "text2") if self.height() < 60 else Words(self.text(), "text2")
        return [Icon("attach"), words]

    def _fits(self, path: Path) -> bool:
        return not self._endings or path.suffix.lower() in self._endings

    def _take_picture(self, picture: QImage) -> bool:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if picture.isNull() or not QImageWriter(buffer, b"png").write(picture):
            return False
        self.picture_given.emit(bytes(buffer.data().data()))
        return True

    def _set_over(self, *, over: bool) -> None:
        self._over = over
        self.update()
