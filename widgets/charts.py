"""Small charts on screen: bars month by month, parts of a whole, shares beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.language import _
from widgets.fonts import TextSize, text_font
from widgets.painting import paint_bar, paint_focus, paint_line
from widgets.pieces import Bar, Dot, Piece, Words, caption, fixed
from widgets.tokens import LIGHT, Tokens, tokens_of

_PAST = 0.38
"""Earlier periods stand back."""
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values from left to right, their name, and their words where the number alone does not say it."""

    name: str
    values: Sequence[float]
    words: Sequence[str] = ()

    def word(self, number: int) -> str:
        """A value as it is written."""
        return self.words[number] if self.words else f"{self.values[number]:,.10g}"


class _Chart(QWidget):
    """A chart can be reached by the tab key and says in words what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paint_ring(self, painter: QPainter, tokens: Tokens) -> None:
        """The focus ring."""
        if self.hasFocus():
            paint_focus(painter, tokens, QRectF(self.rect()))

    def paint_nothing(self, painter: QPainter, tokens: Tokens) -> None:
        """An empty chart says so; it never shows 0."""
        painter.setFont(text_font(TextSize.CAPTION))
        painter.setPen(tokens.colour("dim"))
        painter.drawText(QRectF(self.rect()), _CENTRE, _("no data"))


class BarChart(_Chart):
    """Bars that start at zero: the last period in full colour, earlier ones standing back; one or two series."""

    def __init__(self, *, labels: bool = True, name: str = "", height: int = 160) -> None:
        """`labels` writes the periods below and values above; without them it is a trace of six months."""
        super().__init__()
        self._name, self._labelled = name, labels
        self._labels: Sequence[str] = ()
        self._series: Sequence[Series] = ()
        self._target: float | None = None
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """A trace may become narrow, a chart with words not."""
        return QSize(200 if self._labelled else 60, self.minimumHeight())

    def show_series(self, labels: Sequence[str], *series: Series, target: float | None = None) -> None:
        """Shows values by period; a `target` is a dashed line."""
        self._labels, self._series, self._target = labels, series, target
        told = [_told(labels, one) for one in series if one.values]
        self.setAccessibleName("，".join(filter(None, (self._name, *told))) or _("no data"))
        self.update()

    def sizeHint(self) -> QSize:
        """A trace is small."""
        return QSize(320 if self._labelled else 96, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Base line, bars, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        if not any(s.values for s in self._series):
            self.paint_nothing(painter, tokens)
            return
        top, foot = (18, 20) if self._labelled else (2, 2)
        base = self.height() - foot
        highest = max([v for s in self._series for v in s.values] + [self._target or 0]) or 1
        scale = (base - top) / highest
        painter.fillRect(QRectF(0, base, self.width(), 1), tokens.colour("border"))
        for number in range(len(self._labels)):
            self._paint_period(painter, tokens, number, base, scale)
        if self._target:
            y = round(base - self._target * scale)
            for x in range(0, self.width(), 7):
                painter.fillRect(QRectF(x, y, 4, 1), tokens.colour("dim"))
        self.paint_ring(painter, tokens)

    def _paint_period(self, painter: QPainter, tokens: Tokens, number: int, base: float, scale: float) -> None:
        step = self.width() / len(self._labels)
        last, two = number == len(self._labels) - 1, len(self._series) > 1
        width = round(min(22, step * (0.34 if two else 0.56)))
        for which, series in enumerate(self._series):
            left = round(step * (number + 0.5) + (which * (width + 2) - width - 1 if two else -width / 2))
            height = series.values[number] * scale
            colour = tokens.colour("green" if which else "accent", 1 if last else _PAST if tokens is LIGHT else 0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, base - height, width, height), 2, 2)
            if self._labelled and (last or not two):
                tone = ("green" if which else "text") if last else "dim"
                _paint_number(painter, tokens, QRectF(left, base - height - 16, width, 15), series.word(number), tone)
        if self._labelled:
            place = QRectF(step * number, base + 3, step, 16)
            _paint_number(painter, tokens, place, self._labels[number], "text2" if last else "dim")


def _told(labels: Sequence[str], series: Series) -> str:
    values = "、".join(f"{label} {series.word(n)}" for n, label in enumerate(labels))
    return f"{series.name} {values}".strip()


def _paint_number(painter: QPainter, tokens: Tokens, box: QRectF, words: str, tone: str) -> None:
    font = text_font(TextSize.KEY)
    width = max(box.width(), QFontMetricsF(font).horizontalAdvance(words) + 2)
    painter.setFont(font)
    painter.setPen(tokens.colour(tone))
    painter.drawText(QRectF(box.center().x() - width / 2, box.y(), width, box.height()), _CENTRE, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a whole."""

    label: str
    count: int
    tone: str


class StackedBar(_Chart):
    """One bar in parts with gaps, its legend with numbers directly below."""

    def __init__(self, *, name: str = "", legend: bool = True) -> None:
        """`legend` writes each part with its number below the bar."""
        super().__init__()
        self._name, self._legend = name, legend
        self._parts: Sequence[Part] = ()
        self.setFixedHeight(40 if legend else 14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for the legend of four parts."""
        return QSize(380, self.height())

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Shows the parts in order; a part of 0 stands in the legend only."""
        self._parts = tuple(parts)
        told = "、".join(f"{part.label} {part.count}" for part in parts)
        self.setAccessibleName("：".join(filter(None, (self._name, told))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Bar and legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        box = QRectF(0, 3, self.width(), 8)
        paint_parts(painter, tokens, box, self._parts)
        if self._legend:
            pieces: list[Piece] = []
            for part in self._parts:
                pieces += [Dot(part.tone), caption(part.label, "text2"), fixed(str(part.count), bold=True), Words("")]
            paint_line(painter, tokens, QRectF(0, 16, self.width(), 22), pieces)
        self.paint_ring(painter, tokens)


def paint_parts(painter: QPainter, tokens: Tokens, box: QRectF, parts: Sequence[Part]) -> None:
    """Paints one bar in parts, two pixels between them; an empty whole stays grey."""
    whole = sum(part.count for part in parts)
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setClipPath(outline)
    painter.fillRect(box, tokens.colour("line"))
    x = box.x()
    for part in parts:
        width = box.width() * part.count / whole if whole else 0.0
        painter.fillRect(QRectF(x, box.y(), width, box.height()), tokens.colour(part.tone))
        painter.fillRect(QRectF(x + width - 2, box.y(), 2, box.height()), tokens.colour("card"))
        x += width
    painter.restore()


class ShareBars(_Chart):
    """Shares below each other: label, bar, number, per cent of the whole."""

    def __init__(self, *, name: str = "") -> None:
        """`name` says what is parted."""
        super().__init__()
        self._name = name
        self._rows: Sequence[tuple[str, int, str, str]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Label, bar and numbers."""
        return QSize(340, max(28, self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        """The bar may become short, the words are not cut."""
        return QSize(280, max(28, self.minimumHeight()))

    def show_rows(self, rows: Sequence[tuple[str, int, str, str]]) -> None:
        """Rows are (label, value, value in words, share in words)."""
        self._rows = rows
        self.setFixedHeight(24 * max(1, len(rows)) + 4)
        told = "、".join(f"{label} {words} {share}" for label, _value, words, share in rows)
        self.setAccessibleName("：".join(filter(None, (self._name, told))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paints the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        highest = max((value for _label, value, _words, _share in self._rows), default=0)
        if not highest:
            self.paint_nothing(painter, tokens)
            return
        for number, (label, value, words, share) in enumerate(self._rows):
            line = QRectF(0, 24 * number + 2, self.width(), 24)
            bar = QRectF(line.x() + 84, line.center().y() - 3, max(20.0, line.width() - 84 - 118), 6)
            paint_line(painter, tokens, QRectF(line.x(), line.y(), 78, 24), [Words(label)])
            paint_bar(painter, tokens, bar, Bar(value / highest))
            numbers = QRectF(bar.right() + 6, line.y(), 56, 24)
            paint_line(painter, tokens, numbers, (), [fixed(words)])
            paint_line(painter, tokens, QRectF(numbers.right() + 4, line.y(), 52, 24), (), [caption(share, "text2")])
        self.paint_ring(painter, tokens)
