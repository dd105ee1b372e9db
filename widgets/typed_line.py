"""Lines and boxes to type in that leave every key to the input method while it composes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from widgets.fonts import TextSize
from widgets.icons import icon
from widgets.painting import paint_words
from widgets.pieces import Words, text_width
from widgets.tokens import tokens_of

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def mark_invalid(widget: QWidget, *, invalid: bool) -> None:
    """Gives a field its red border, or takes it away."""
    if bool(widget.property("invalid") == "true") != invalid:
        widget.setProperty("invalid", "true" if invalid else "false")
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()


class TypedLine(QLineEdit):
    """A line edit whose Enter, Escape and digits belong to the input method while it shows candidates.

    `entered` is told for an Enter that confirms no candidate, `left` when the focus goes. A hint may
    stand at the right end: what was understood.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, text: str = "", *, placeholder: str = "", name: str = "") -> None:
        """`name` is read out."""
        super().__init__(text)
        self._composing = False
        self._hint, self._hint_tone = "", "dim"
        self._trailing: QAction | None = None
        self._trailing_icon = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)

    def set_trailing(self, icon_name: str, hint: str = "", run: Callable[[], object] | None = None) -> None:
        """An icon at the right end; a click on it does `run`."""
        self._trailing_icon = icon_name
        self._trailing = QAction(hint, self)
        self.addAction(self._trailing, QLineEdit.ActionPosition.TrailingPosition)
        if run is not None:
            self._trailing.triggered.connect(partial(_run, run))
        self._tint()

    def _tint(self) -> None:
        if self._trailing is not None:
            self._trailing.setIcon(icon(self._trailing_icon, tokens_of(self).dim))

    def changeEvent(self, event: QEvent) -> None:
        """The icon follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    @property
    def is_composing(self) -> bool:
        """Whether the input method shows text that is not yet confirmed."""
        return self._composing

    def set_hint(self, text: str, tone: str = "dim") -> None:
        """What was understood of the text, at its right end."""
        self._hint, self._hint_tone = text, tone
        self.setAccessibleDescription(text)
        self.update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether the input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """No shortcut of the window takes a key from the input method."""
        if event.type() == QEvent.Type.ShortcutOverride and self._composing:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter tells `entered`, but not while composing, and never a dialog's default button."""
        if self._composing and event.key() in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()
        elif event.key() in _ENTER and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Typing here is over."""
        self._composing = False
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the hint where there is room for it."""
        super().paintEvent(event)
        used = self.fontMetrics().horizontalAdvance(self.text() or self.placeholderText()) + 24
        right = self.width() - (34 if self._trailing else 10)
        width = text_width(self._hint, TextSize.CAPTION)
        if self._hint and right - used >= width:
            painter = QPainter(self)
            box = QRectF(right - width, 0, width + 2, self.height())
            paint_words(painter, tokens_of(self), box, Words(self._hint, self._hint_tone, TextSize.CAPTION))


class TypedText(QPlainTextEdit):
    """A box for several lines; Tab leaves it, keys belong to the input method while it composes."""

    left = Signal()

    def __init__(self, text: str = "", *, placeholder: str = "", name: str = "") -> None:
        """`name` is read out."""
        super().__init__(text)
        self._composing = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    @property
    def is_composing(self) -> bool:
        """Whether the input method shows text that is not yet confirmed."""
        return self._composing

    def selected_text(self) -> str:
        """The selected words, to be taken along into a side record."""
        return self.textCursor().selectedText().replace("\u2029", "\n").strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether the input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """No shortcut of the window takes a key from the input method."""
        if event.type() == QEvent.Type.ShortcutOverride and self._composing:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape that belong to the input method do nothing here."""
        if self._composing and event.key() in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Typing here is over."""
        self._composing = False
        super().focusOutEvent(event)
        self.left.emit()


def below(widget: QWidget) -> QPoint:
    """The place on the screen just below a widget, for what pops up there."""
    return widget.mapToGlobal(QPoint(0, widget.height() + 2))
