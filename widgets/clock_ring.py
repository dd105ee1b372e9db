"""A deadline clock: the working days used as an arc, the days it stood still in grey, the words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.language import _
from widgets.fonts import TextSize
from widgets.painting import paint_arc, paint_focus, paint_line, paint_words
from widgets.pieces import Piece, Words, caption, spoken
from widgets.tokens import Tokens, tokens_of

_RING, _HEIGHT = 76, 92
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """A clock: days used of the limit, days it stood still, and three lines of words beside it.

    `limit` 0 means that no limit is set: the ring says so instead of a number.
    """

    used: int
    limit: int
    stopped: int = 0
    running: bool = True
    tone: str = "accent"
    """green kept, amber near, red overdue, accent otherwise"""
    lines: Sequence[Sequence[Piece]] = ()


def clock_words(facts: ClockFacts) -> str:
    """The clock in words."""
    if not facts.limit:
        return _("no limit is set")
    words = [_("{used} of {limit} working days used").format(used=facts.used, limit=facts.limit)]
    if facts.stopped:
        words.append(_("stopped for {days} days").format(days=facts.stopped))
    if not facts.running:
        words.append(_("stands still now"))
    return "，".join([*words, *(spoken(line) for line in facts.lines)])


class ClockRing(QWidget):
    """The ring with its words; shown as pieces so that dates stay whole."""

    def __init__(self, name: str, facts: ClockFacts) -> None:
        """`name` says which clock it is."""
        super().__init__()
        self._name = name
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_clock(facts)

    def show_clock(self, facts: ClockFacts) -> None:
        """Shows other facts."""
        self._facts = facts
        self.setAccessibleName("：".join(filter(None, (self._name, clock_words(facts)))))
        self.setToolTip(clock_words(facts))
        self.update()

    def sizeHint(self) -> QSize:
        """Ring and words."""
        return QSize(300, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The words may be cut, the ring not."""
        return QSize(_RING + 110, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints ring and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        ring = QRectF(8, (self.height() - _RING) / 2, _RING, _RING)
        self._paint_ring(painter, tokens, ring.adjusted(4, 4, -4, -4))
        lines = self._facts.lines
        pitch = 24.0
        top = (self.height() - pitch * len(lines)) / 2
        for number, line in enumerate(lines):
            box = QRectF(ring.right() + 14, top + number * pitch, self.width() - ring.right() - 16, pitch)
            paint_line(painter, tokens, box, line)
        if self.hasFocus():
            paint_focus(painter, tokens, QRectF(self.rect()), 6)

    def _paint_ring(self, painter: QPainter, tokens: Tokens, ring: QRectF) -> None:
        facts = self._facts
        paint_arc(painter, ring, tokens.colour("line"), 7, 0, 1)
        if not facts.limit:
            paint_words(painter, tokens, ring, Words(_("no data"), "dim", TextSize.CAPTION), _CENTRE)
            return
        whole = max(facts.limit, facts.used) + facts.stopped
        used, stopped = facts.used / whole, facts.stopped / whole
        paint_arc(painter, ring, tokens.colour(facts.tone), 7, 0, used)
        if facts.stopped:
            paint_arc(painter, ring, tokens.colour("border"), 7, used, stopped)
        upper = QRectF(ring.x(), ring.center().y() - 20, ring.width(), 26)
        paint_words(painter, tokens, upper, Words(str(facts.used), "text", TextSize.PAGE, bold=True), _CENTRE)
        limit = _("/ {limit} days").format(limit=facts.limit)
        paint_words(painter, tokens, upper.translated(0, 22), caption(limit), _CENTRE)
