"""Buttons with an icon, their words and their key, in five kinds."""

import sys
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Icon, Key, Piece, Words, line_width
from widgets.tokens import Tokens, tokens_of


class ButtonKind(StrEnum):
    """How much a button calls for attention; one primary a surface."""

    PRIMARY = "primary"
    PLAIN = "plain"
    GHOST = "ghost"
    LINK = "link"
    DANGER = "danger"


_TONES = {
    ButtonKind.PRIMARY: "on_accent",
    ButtonKind.PLAIN: "text",
    ButtonKind.GHOST: "text2",
    ButtonKind.LINK: "accent",
    ButtonKind.DANGER: "red",
}


def key_words(key: str) -> str:
    """A key as it is written on a cap on this machine: Ctrl+Return is Ctrl+↵."""
    caps = (
        QKeySequence.SequenceFormat.NativeText if sys.platform == "darwin" else QKeySequence.SequenceFormat.PortableText
    )
    text = QKeySequence(key).toString(caps)
    for word, sign in (("Return", "↵"), ("Enter", "↵"), ("Up", "↑"), ("Down", "↓")):
        text = text.removesuffix(word) + sign if text.endswith(word) else text
    return text


class Button(QPushButton):
    """A button painted in the look; `key` is shown on a cap, the command behind it owns the shortcut."""

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        kind: ButtonKind = ButtonKind.PLAIN,
        *,
        key: str = "",
        hint: str = "",
        opens: bool = False,
        small: bool = False,
        height: int = 32,
    ) -> None:
        """`hint` is the tooltip, and the accessible name of a button without words; `opens` adds a chevron."""
        super().__init__(text)
        self._icon, self._kind, self._key, self._opens = icon, kind, key, opens
        self._size = TextSize.CAPTION if small else TextSize.BODY
        self._tone = _TONES[kind]
        self.setAccessibleName(text.replace("&", "") or hint)
        self.setToolTip(hint)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def kind(self) -> ButtonKind:
        """What sort of button it is."""
        return self._kind

    def set_icon(self, icon: str) -> None:
        """Shows another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_words(self, text: str) -> None:
        """Shows other words."""
        self.setText(text)
        self.setAccessibleName(text.replace("&", "") or self.toolTip())
        self.updateGeometry()

    def set_tone(self, tone: str) -> None:
        """Words and icon in another tone of the tokens (the family of what the button adds)."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its pieces; square around a bare icon."""
        if not (self.text() or self._key or self._opens):
            return QSize(self.height(), self.height())
        return QSize(round(line_width(self._pieces())) + 2 * self._padding() + 1, self.height())

    def minimumSizeHint(self) -> QSize:
        """The words of a button are never cut; its key cap gives way where room is short."""
        if not self._key or not self.text():
            return self.sizeHint()
        return QSize(round(line_width(self._pieces(key=False))) + 2 * self._padding() + 1, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints ground, pieces and focus ring."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        self._paint_ground(painter, tokens, box)
        pieces = self._pieces()
        if line_width(pieces) > box.width() - 8:
            pieces = self._pieces(key=False)
        spare = max(0.0, (box.width() - line_width(pieces)) / 2 - 0.5)
        paint_line(painter, tokens, box.adjusted(spare, 0, 0, 0), pieces)
        if self.hasFocus():
            paint_focus(painter, tokens, box, tone="text" if self._kind is ButtonKind.PRIMARY else "accent")

    def _padding(self) -> int:
        bare = self._kind in (ButtonKind.GHOST, ButtonKind.LINK) or not self.text()
        return (4 if self._kind is ButtonKind.LINK else 8) if bare else 12

    def _pieces(self, *, key: bool = True) -> list[Piece]:
        tone = self._tone if self.isEnabled() else "dim"
        pieces: list[Piece] = [Icon(self._icon, tone, 16)] if self._icon else []
        if self.text():
            words = self.text().replace("&", "")
            pieces.append(Words(words, tone, self._size, bold=self._kind is ButtonKind.PRIMARY, elastic=False))
        if self._key and key:
            pieces.append(Key(key_words(self._key), "on_accent" if tone == "on_accent" else "dim"))
        if self._opens:
            pieces.append(Icon("chevron_down", tone, 12))
        return pieces

    def _paint_ground(self, painter: QPainter, tokens: Tokens, box: QRectF) -> None:
        hovered = self.underMouse() and self.isEnabled()
        if not self.isEnabled() and self._kind in (ButtonKind.PRIMARY, ButtonKind.PLAIN, ButtonKind.DANGER):
            paint_box(painter, box, tokens.colour("sunk"), tokens.colour("line"))
        elif self._kind is ButtonKind.PRIMARY:
            paint_box(painter, box, tokens.colour("accent_hover" if hovered or self.isDown() else "accent"))
        elif self._kind in (ButtonKind.PLAIN, ButtonKind.DANGER):
            ground = "line" if self.isDown() else "hover" if hovered else "card"
            paint_box(painter, box, tokens.colour(ground), tokens.colour("border"))
        elif hovered or self.isDown() or self.isChecked():
            paint_box(painter, box, tokens.colour("line" if self.isDown() else "hover"))


def icon_button(icon: str, hint: str, *, height: int = 32) -> Button:
    """A square button that shows only an icon; `hint` says in words what it does."""
    button = Button("", icon, ButtonKind.GHOST, hint=hint, height=height)
    button.setFixedWidth(height)
    return button


def link_button(text: str, *, hint: str = "") -> Button:
    """Words that open something."""
    return Button(text, kind=ButtonKind.LINK, hint=hint, height=24)
