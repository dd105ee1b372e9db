"""Progress of long work: a slim bar, how far it is in words, and a way to cancel."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.language import _
from widgets.buttons import Button
from widgets.cards import row_of
from widgets.labels import LineLabel
from widgets.painting import paint_bar
from widgets.pieces import Bar, Words, caption
from widgets.tokens import tokens_of


class SlimBar(QWidget):
    """Six pixels, filled to its share; without a total it stays grey."""

    def __init__(self) -> None:
        """Nothing done."""
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """From 0 to 1."""
        self._share = share
        self.update()

    @property
    def share(self) -> float:
        """How much is filled."""
        return self._share

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, tokens_of(self), QRectF(self.rect()), Bar(self._share))


class Progress(QWidget):
    """Shown while work runs; `cancelled` by its button or Esc. Nothing moves by itself, so no timer runs."""

    cancelled = Signal()

    def __init__(self) -> None:
        """Hidden until work starts."""
        super().__init__()
        self._total = 0
        self._unit = ""
        self._what = ""
        self._line = LineLabel(height=24)
        self._bar = SlimBar()
        self.cancel = Button(_("Cancel"), key="Esc", small=True, height=28)
        self.cancel.clicked.connect(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._line)
        column.addWidget(row_of(self._bar, self.cancel, spacing=10))
        self.hide()

    def start(self, what: str, total: int = 0, unit: str = "", *, cancels: bool = True) -> None:
        """Work begins: `what` is being done, `total` of `unit` (行, 份); 0 where nobody knows yet."""
        self._what, self._total, self._unit = what, total, unit
        self.cancel.setVisible(cancels)
        self.cancel.setEnabled(True)
        self.advance(0)
        self.show()

    def advance(self, done: int, what: str = "") -> None:
        """So much is done."""
        self._what = what or self._what
        share = done / self._total if self._total else 0.0
        self._bar.set_share(share)
        far = f"{done} / {self._total} {self._unit}".strip() if self._total else ""
        self._line.set_line([Words(self._what)], [caption(far, "text2", elastic=False)] if far else [])
        self._bar.setAccessibleName(" ".join(filter(None, (self._what, far))))

    def finish(self) -> None:
        """The work is over, one way or another; the result goes to the notice bar."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels."""
        if event.key() == Qt.Key.Key_Escape and self.cancel.isEnabled():
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._line.set_line([Words(_("Stopping…"))])
        self.cancelled.emit()
