"""Choices as cards: a round mark or an icon, a title, a second line, a key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Icon, Key, Words, caption, line_width
from widgets.tokens import Tokens, tokens_of


class ChoiceCard(QAbstractButton):
    """One of several: its round mark is filled when it is chosen."""

    def __init__(self, code: str, title: str, note: str) -> None:
        """`code` is what the choice stands for."""
        super().__init__()
        self.code, self._note = code, note
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setToolTip(note)
        self.setFixedHeight(58)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its second line."""
        return QSize(round(line_width([caption(self._note)])) + 52, 58)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A blue plate when chosen."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        here = self.isChecked()
        ground = "accent_ground" if here else "hover" if self.underMouse() else "card"
        paint_box(painter, box, tokens.colour(ground), tokens.colour("accent" if here else "line"), 6)
        self._paint_mark(painter, tokens)
        title = Words(self.text(), "accent" if here else "text", bold=True)
        paint_line(painter, tokens, QRectF(34, 7, box.width() - 42, 22), [title])
        paint_line(painter, tokens, QRectF(34, 29, box.width() - 42, 20), [caption(self._note, "text2")])
        if self.hasFocus():
            paint_focus(painter, tokens, box, 6)

    def _paint_mark(self, painter: QPainter, tokens: Tokens) -> None:
        circle = QRectF(12.5, 10.5, 15, 15)
        painter.setBrush(tokens.colour("card"))
        painter.setPen(QPen(tokens.colour("accent" if self.isChecked() else "border"), 1.2))
        painter.drawEllipse(circle)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            painter.drawEllipse(circle.adjusted(3.5, 3.5, -3.5, -3.5))


class ChoiceHead(QAbstractButton):
    """The head of a card that opens when it is chosen: icon, title, second line, key."""

    def __init__(self, icon: str, title: str, note: str, key: str) -> None:
        """The key is shown; whoever makes the card sets the shortcut."""
        super().__init__()
        self._icon, self._note, self._key = icon, note, key
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setFixedHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The card below carries the ground."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        tone = "accent" if self.isChecked() else "text"
        paint_line(painter, tokens, QRectF(2, 4, 24, 24), [Icon(self._icon, tone if self.isChecked() else "text2", 20)])
        title = Words(self.text(), tone, TextSize.CARD, bold=True)
        paint_line(painter, tokens, QRectF(38, 4, box.width() - 38, 24), [title], [Key(self._key)])
        paint_line(painter, tokens, QRectF(38, 28, box.width() - 38, 20), [caption(self._note, "text2")])
        if self.hasFocus():
            paint_focus(painter, tokens, box, 5)
