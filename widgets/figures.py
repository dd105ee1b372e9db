"""Figures: a tile with its base, its comparison and its trace; and a strip of figures that are filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from widgets.charts import BarChart, Series
from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed, spoken
from widgets.tokens import tokens_of

_TILE_HEIGHT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """A figure as it is said: number and measure word, its base, its comparison, the values of six months."""

    key: str
    label: str
    number: str
    measure: str = ""
    tone: str = "text"
    base: str = ""
    """实地 31 · 电话 21, 今年 23 / 30（76.7%）"""
    comparison: str = ""
    comparison_tone: str = "text2"
    trace: Sequence[float] = ()
    trace_words: Sequence[str] = ()
    locked: bool = False
    chip: Chip | None = None

    def words(self) -> str:
        """The figure in words."""
        said = f"{self.label} {self.number} {self.measure}".strip()
        return "，".join(filter(None, (said, self.base, self.comparison, self.chip.text if self.chip else "")))


class FigureTile(QAbstractButton):
    """A card with one figure; pressing it opens the records behind the figure."""

    def __init__(self, facts: FigureFacts) -> None:
        """Shows the facts."""
        super().__init__()
        self._trace = BarChart(labels=False, height=40)
        self._trace.setParent(self)
        self._trace.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._trace.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(_TILE_HEIGHT)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figure(facts)

    def show_figure(self, facts: FigureFacts) -> None:
        """Shows other facts."""
        self.facts = facts
        self.setAccessibleName(facts.words())
        self._trace.show_series(["" for _value in facts.trace], Series(name="", values=facts.trace))
        self._trace.setVisible(len(facts.trace) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Words and trace beside each other."""
        return QSize(280, _TILE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Words alone."""
        return QSize(190, _TILE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Card, label, number, base, comparison."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        border = "accent" if self.isChecked() else "border" if self.underMouse() else "line"
        paint_box(painter, box, tokens.colour("card"), tokens.colour(border), 8)
        room = box.adjusted(14, 0, -14, 0)
        words = room.adjusted(0, 0, -104 if self._trace.isVisibleTo(self) and self.width() > 240 else 0, 0)
        facts = self.facts
        corner: list[Piece] = [facts.chip] if facts.chip else [Icon("lock_closed")] if facts.locked else []
        paint_line(painter, tokens, _line(room, 8, 20), [caption(facts.label, "text2")], corner)
        number = Words(facts.number, facts.tone, TextSize.PAGE, bold=True, elastic=False)
        paint_line(painter, tokens, _line(words, 28, 28), [number, caption(facts.measure, "text2")])
        paint_line(painter, tokens, _line(words, 56, 18), [caption(facts.base, "text2")])
        paint_line(painter, tokens, _line(words, 74, 18), [caption(facts.comparison, facts.comparison_tone)])
        if self.hasFocus():
            paint_focus(painter, tokens, box, 8)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """The trace stands at the lower right; a narrow tile goes without."""
        self._trace.setGeometry(self.width() - 14 - 94, 48, 94, 42)
        self._trace.setVisible(self.width() > 240 and len(self.facts.trace) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StripFigure:
    """A figure of the strip: its label, number, measure word, and what stands at its right."""

    key: str
    label: str
    number: str
    measure: str = ""
    tone: str = "text"
    more: Sequence[Piece] = ()


class _StripItem(QAbstractButton):
    """One figure of the strip."""

    def __init__(self, figure: StripFigure) -> None:
        super().__init__()
        self.setFixedHeight(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure = figure
        self.setAccessibleName(f"{figure.label} {figure.number} {figure.measure} {spoken(figure.more)}".strip())

    def sizeHint(self) -> QSize:
        """Six of them fit a window of 1366."""
        return QSize(170, 64)

    def minimumSizeHint(self) -> QSize:
        """The number is never cut."""
        return QSize(96, 64)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Label above, number below."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        if self.underMouse():
            paint_box(painter, box.adjusted(4, 4, -4, -4), tokens.colour("hover"), radius=6)
        room = box.adjusted(14, 0, -14, 0)
        figure = self.figure
        paint_line(painter, tokens, _line(room, 8, 20), [caption(figure.label, "text2")])
        number = Words(figure.number, figure.tone, TextSize.PAGE, bold=True, elastic=False)
        unit = caption(figure.measure, "text2", elastic=False)
        paint_line(painter, tokens, _line(room, 28, 28), [number, unit], figure.more)
        if self.hasFocus():
            paint_focus(painter, tokens, box.adjusted(3, 3, -3, -3), 6)


class FigureStrip(QFrame):
    """Figures beside each other in one card; `chosen` tells the key of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, figures: Sequence[StripFigure] = ()) -> None:
        """Shows the figures."""
        super().__init__()
        self.setProperty("surface", "card")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.show_figures(figures)

    def show_figures(self, figures: Sequence[StripFigure]) -> None:
        """Shows other figures."""
        while (old := self._row.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, figure in enumerate(figures):
            if number:
                line = QFrame()
                line.setProperty("surface", "upright")
                line.setFixedWidth(1)
                self._row.addWidget(line)
            item = _StripItem(figure)
            item.clicked.connect(self._pressed)
            self._row.addWidget(item, 1)

    def _pressed(self) -> None:
        item = self.sender()
        if isinstance(item, _StripItem):
            self.chosen.emit(item.figure.key)


def _line(room: QRectF, top: float, height: float) -> QRectF:
    return QRectF(room.x(), room.y() + top, room.width(), height)


def number_piece(number: str, tone: str = "text") -> Piece:
    """A number beside a figure, never cut."""
    return fixed(number, tone, bold=True)
