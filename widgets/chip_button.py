"""A chip that can be pressed: a condition to take away, a quick filter to switch on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from widgets.painting import paint_chip, paint_focus
from widgets.pieces import Chip
from widgets.tokens import Family, tokens_of

_ROOM = 2  # for the focus ring around the chip


class ChipButton(QAbstractButton):
    """Outlined while it is off, coloured while it is on; `icon` stands before the words."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        *,
        family: Family = Family.BLUE,
        checkable: bool = False,
        outlined: bool = False,
        hint: str = "",
    ) -> None:
        """`checkable` for a switch; `outlined` for one that only opens something."""
        super().__init__()
        self._icon, self._family, self._outlined = icon, family, outlined
        self.setText(text)
        self.setAccessibleName(hint or text)
        self.setToolTip(hint)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def chip(self) -> Chip:
        """The chip as it looks now."""
        off = self._outlined or (self.isCheckable() and not self.isChecked())
        return Chip(self.text(), self._family, self._icon, outlined=off)

    def sizeHint(self) -> QSize:
        """The chip and the room of its ring."""
        chip = self.chip()
        return QSize(round(chip.width) + 2 * _ROOM, chip.height + 2 * _ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints the chip, and its ring while it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        paint_chip(painter, tokens_of(self), box.adjusted(_ROOM, 0, -_ROOM, 0), self.chip())
        if self.hasFocus():
            paint_focus(painter, tokens_of(self), box, 5)
