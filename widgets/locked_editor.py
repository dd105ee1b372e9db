"""A text in which numbers are locked: they stand in it as one piece, moved and deleted whole and never typed over."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QWidget

from widgets.fonts import TextSize, text_font
from widgets.tokens import tokens_of
from widgets.typed_line import TypedText

_PIECE = "\ufffc"
_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_KEY, _WORDS = QTextFormat.Property.UserProperty.value + 1, QTextFormat.Property.UserProperty.value + 2
_AIR = 3.0


class _Number(QPyTextObject):
    """Draws a locked number: its words on a tinted ground, on the base line of the text."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner

    def intrinsicSize(self, document: QTextDocument, place: int, looks: QTextFormat) -> QSizeF:  # noqa: ARG002 - Qt's
        """As wide as its words; no higher than a line."""
        metrics = QFontMetricsF(document.defaultFont())
        return QSizeF(metrics.horizontalAdvance(str(looks.property(_WORDS))) + 2 * _AIR, metrics.ascent())

    def drawObject(
        self, painter: QPainter, box: QRectF | QRect, document: QTextDocument, place: int, looks: QTextFormat
    ) -> None:
        """Ground and words."""
        del place
        tokens = tokens_of(self._owner)
        metrics = QFontMetricsF(document.defaultFont())
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent_ground"))
        painter.drawRoundedRect(QRectF(box).adjusted(0, 0, 0, metrics.descent()), 3, 3)
        painter.setPen(tokens.colour("accent"))
        painter.setFont(document.defaultFont())
        painter.drawText(QPointF(box.left() + _AIR, box.bottom()), str(looks.property(_WORDS)))
        painter.restore()


class LockedEditor(TypedText):
    """Edits a text whose numbers come from elsewhere; `pressed` tells the key of a number that was pressed."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        """`name` is read out."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(text_font(TextSize.CARD))
        self.document().setDefaultFont(text_font(TextSize.CARD))
        self._number = _Number(self)
        self.document().documentLayout().registerHandler(_KIND, self._number)

    def show_runs(self, runs: Iterable[tuple[str, str]]) -> None:
        """Shows words and numbers in turn: (text, key), the key empty for words."""
        quiet = self.blockSignals(True)
        self.clear()
        cursor = self.textCursor()
        for text, key in runs:
            if key:
                self._insert(cursor, text, key)
            else:
                cursor.insertText(text, QTextCharFormat())
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.blockSignals(quiet)

    def insert_number(self, text: str, key: str) -> None:
        """Puts a number where the cursor stands."""
        self._insert(self.textCursor(), text, key)
        self.setFocus()

    @staticmethod
    def _insert(cursor: QTextCursor, text: str, key: str) -> None:
        looks = QTextCharFormat()
        looks.setObjectType(_KIND)
        looks.setProperty(_KEY, key)
        looks.setProperty(_WORDS, text)
        looks.setToolTip(text)
        cursor.insertText(_PIECE, looks)

    def template(self) -> str:
        """The text with the key of each number in braces in its place."""
        told: list[str] = []
        block = self.document().begin()
        while block.isValid():
            parts = [self._part(fragment) for fragment in _fragments(block)]
            told.append("".join(parts))
            block = block.next()
        return "\n".join(told).strip()

    @staticmethod
    def _part(fragment: Mapping[str, str]) -> str:
        key = fragment["key"]
        return f"{{{key}}}" * len(fragment["text"]) if key else fragment["text"].replace(_PIECE, "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A number that is pressed is told; the cursor goes beside it."""
        super().mousePressEvent(event)
        looks = self.cursorForPosition(event.position().toPoint()).charFormat()
        if looks.objectType() == _KIND and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(str(looks.property(_KEY)))

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied are the words with the numbers as they read."""
        copied = QMimeData()
        cursor = self.textCursor()
        words: list[str] = []
        for place in range(cursor.selectionStart(), cursor.selectionEnd()):
            one = QTextCursor(self.document())
            one.setPosition(place)
            one.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
            looks = one.charFormat()
            words.append(str(looks.property(_WORDS)) if looks.objectType() == _KIND else one.selectedText())
        copied.setText("".join(words).replace("\u2029", "\n"))
        return copied


def _fragments(block: QTextBlock) -> Sequence[Mapping[str, str]]:
    """The pieces of a block: their text, and the key where they are numbers."""
    found: list[Mapping[str, str]] = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        looks = fragment.charFormat()
        key = str(looks.property(_KEY)) if looks.objectType() == _KIND else ""
        found.append({"text": fragment.text(), "key": key})
        walk += 1
    return found
