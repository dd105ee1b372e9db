"""The scores of all candidates as dots on a line, coloured by band, the chosen one ringed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.language import _
from widgets.tokens import tokens_of

_TONES = {"far_ahead": "green", "ahead": "accent", "rest": "dim"}
_RADIUS = 4


class ScoreStrip(QWidget):
    """How the candidates lie to each other; there is no scale on it, since the scores are no grade."""

    def __init__(self) -> None:
        """Empty until scores are shown."""
        super().__init__()
        self._scores: Sequence[float] = ()
        self._bands: Sequence[str] = ()
        self._chosen = -1
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("How the candidates lie to each other"))

    def sizeHint(self) -> QSize:
        """Wide enough to tell them apart."""
        return QSize(220, 24)

    def show_scores(self, scores: Sequence[float], bands: Sequence[str]) -> None:
        """Shows these scores, the best first, each in the colour of its band."""
        self._scores, self._bands = scores, bands
        self.update()

    def choose(self, rank: int) -> None:
        """Rings the candidate of this rank (from 1); 0 rings none."""
        self._chosen = rank - 1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The line, the dots from the weakest to the best, the ring."""
        if not self._scores:
            return
        painter, tokens = QPainter(self), tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, room = self.height() / 2, self.width() - 24
        painter.setPen(QPen(tokens.colour("border"), 1))
        painter.drawLine(QPointF(4, middle), QPointF(self.width() - 4, middle))
        low, high = min(self._scores), max(self._scores)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(len(self._bands) - 1, -1, -1):
            share = (self._scores[number] - low) / (high - low) if high > low else 1.0
            place = QPointF(12 + room * share, middle)
            painter.setBrush(tokens.colour(_TONES[self._bands[number]]))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(place, _RADIUS, _RADIUS)
            if number == self._chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(tokens.colour("accent"), 2))
                painter.drawEllipse(place, _RADIUS + 4, _RADIUS + 4)
