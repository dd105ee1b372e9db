"""A dialog as the look draws it: a card over the dimmed window, with head, scrolling body and foot."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.language import _
from widgets.buttons import icon_button
from widgets.cards import Card
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Icon, Words
from widgets.tokens import tokens_of

_LEFT_FREE = 24
"""Pixels of the window that stay visible around a dialog."""
_VEIL = 0.45


class Veil(QWidget):
    """Darkens the window behind a dialog and keeps its size."""

    def __init__(self, window: QWidget) -> None:
        """Covers `window` at once."""
        super().__init__(window)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grows with the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """One dark plane."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens_of(self).colour("veil", _VEIL))


class Sheet(QDialog):
    """The frame of a dialog; a subclass fills `body` and `foot`. Enter never ends it, Esc closes it."""

    def __init__(self, parent: QWidget | None, title: str, icon: str, *, width: int = 640) -> None:
        """`width` of the card; its height follows from what stands in it."""
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self._veil: Veil | None = None
        self.is_saving = False
        self._icon = icon
        self._head_line = LineLabel(height=36)
        self.head = QHBoxLayout()
        self.body = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._lay_out()
        self.set_title(title)
        self.finished.connect(self._drop_veil)

    def _lay_out(self) -> None:
        self._card = Card("popup", margins=(1, 1, 1, 1))
        self._card.column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        close = icon_button("dismiss", _("Close (Esc)"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.reject)
        self.head.setContentsMargins(20, 8, 12, 4)
        self.head.addWidget(self._head_line, 1)
        self.head.addWidget(close)
        self._holder = QWidget()
        self._holder.setLayout(self.body)
        self.body.setContentsMargins(20, 4, 20, 14)
        self.body.setSpacing(10)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._holder)
        self._area.viewport().setAutoFillBackground(False)
        self._holder.setAutoFillBackground(False)
        self._holder.installEventFilter(self)
        line = QFrame()
        line.setProperty("surface", "hairline")
        line.setStyleSheet("margin: 0")
        line.setFixedHeight(1)
        self.foot.setContentsMargins(20, 10, 16, 12)
        self.foot.setSpacing(8)
        self._card.column.addLayout(self.head)
        self._card.column.addWidget(self._area, 1)
        self._card.column.addWidget(line)
        self._card.column.addLayout(self.foot)

    def set_title(self, title: str) -> None:
        """Shows another title."""
        self.setWindowTitle(title)
        self._head_line.set_line([Icon(self._icon, "accent", 18), Words(title, size=TextSize.RECORD, bold=True)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The dialog grows with what it holds."""
        if watched is self._holder and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.fit)
        return False

    def fit(self) -> None:
        """As high as its content, at most as high as the window behind it; in the middle of it."""
        parts = (self.head.sizeHint(), self.foot.sizeHint())
        self._holder.ensurePolished()
        layout = self.body
        inner = self.width() - 2
        needed = layout.heightForWidth(inner) if layout.hasHeightForWidth() else layout.sizeHint().height()
        wanted = sum(size.height() for size in parts) + needed + 12
        window = self._window_behind()
        most = window.height() - 2 * _LEFT_FREE if window else wanted
        self.setFixedHeight(min(wanted, max(most, 320)))
        if window:
            spare = QPoint((window.width() - self.width()) // 2, (window.height() - self.height()) // 2)
            self.move(window.mapToGlobal(spare))

    def showEvent(self, event: QShowEvent) -> None:
        """Dims the window and takes its place."""
        window = self._window_behind()
        if self._veil is None and window is not None:
            self._veil = Veil(window)
        super().showEvent(event)
        self.fit()

    def reject(self) -> None:
        """Closes, unless something is just being saved."""
        if not self.is_saving:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the field it is pressed in; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The dialog is moved by its head."""
        handle = self.windowHandle()
        if event.position().y() < self.head.sizeHint().height() and handle:
            handle.startSystemMove()
        super().mousePressEvent(event)

    def _window_behind(self) -> QWidget | None:
        parent: QWidget | None = self.parentWidget()
        return parent.window() if parent is not None else None

    def _drop_veil(self) -> None:
        if self._veil is not None:
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None
