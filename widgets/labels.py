"""Words on a surface: a painted line that elides its text only, and a wrapped text."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets.fonts import TextSize, text_font
from widgets.painting import GAP, paint_line
from widgets.pieces import Piece, Words, line_width, spoken
from widgets.tokens import tokens_of


class LineLabel(QWidget):
    """One line of pieces; what does not fit is cut in its text alone, and the whole stands in the tooltip."""

    def __init__(self, left: Sequence[Piece] = (), right: Sequence[Piece] = (), *, height: int = 24) -> None:
        """Pieces from the left and from the right edge."""
        super().__init__()
        self._left: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_line(left, right)

    def set_line(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Shows other pieces."""
        self._left, self._right = tuple(left), tuple(right)
        self.setAccessibleName(spoken([*left, *right]))
        self._explain()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as everything."""
        width = line_width(self._left) + (GAP + line_width(self._right) if self._right else 0)
        return QSize(int(width) + 3, self.height())

    def minimumSizeHint(self) -> QSize:
        """As wide as what may not be cut."""
        whole = [p for p in (*self._left, *self._right) if not (isinstance(p, Words) and p.elastic)]
        return QSize(int(line_width(whole)) + 3, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip is needed where something is cut."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints the line."""
        painter = QPainter(self)
        paint_line(painter, tokens_of(self), QRectF(self.rect()), self._left, self._right)

    def _explain(self) -> None:
        cut = self.sizeHint().width() > self.width() + 3
        self.setToolTip(self.accessibleName() if cut else "")


class TextLabel(QLabel):
    """Plain text that may take several lines, in a tone and size of the look."""

    def __init__(
        self, text: str = "", *, tone: str = "text", size: TextSize = TextSize.BODY, bold: bool = False
    ) -> None:
        """`tone` is a colour of the tokens."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setFont(text_font(size, bold))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
