"""A month of days to choose from: days off are dim, arrows move, Enter chooses."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casework.calendar import WorkingCalendar
from casework.language import _
from casework.periods import Period
from widgets.buttons import icon_button, link_button
from widgets.cards import row_of
from widgets.fonts import TextSize, text_font
from widgets.labels import LineLabel
from widgets.painting import paint_box, paint_focus
from widgets.pieces import Words
from widgets.tokens import Tokens, tokens_of
from widgets.typed_days import WEEKDAYS, add_months, day_words

_CELL, _HEAD = 34, 24
_WEEKS = 6
_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


def month_start(day: date) -> date:
    """The Monday with which the six weeks around a month begin."""
    first = day.replace(day=1)
    return first - timedelta(days=first.weekday())


class DayGrid(QWidget):
    """Six weeks; `chosen` tells the day, `moved` that another day is current."""

    chosen = Signal(object)
    moved = Signal()

    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        """`today` is ringed; days off of the calendar are dim."""
        super().__init__()
        self._today, self._calendar = today, calendar
        self._current = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(7 * _CELL, _HEAD + _WEEKS * _CELL)
        self.show_day(today)

    @property
    def current(self) -> date:
        """The day that Enter chooses."""
        return self._current

    def show_day(self, day: date) -> None:
        """Makes a day current and shows its month."""
        self._current = day
        self.setAccessibleName(day_words(day, self._today))
        self.moved.emit()
        self.update()

    def sizeHint(self) -> QSize:
        """Seven days by six weeks."""
        return self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move by days and weeks, Page Up and Down by months; Enter chooses."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.show_day(self._current + timedelta(days=_MOVES[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def turn(self, months: int) -> None:
        """The same day some months on."""
        self.show_day(add_months(self._current, months))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        day = self.day_at(event.position().toPoint())
        if day:
            self.chosen.emit(day)

    def day_at(self, point: QPoint) -> date | None:
        """The day under a point."""
        column, week = point.x() // _CELL, (point.y() - _HEAD) // _CELL
        if point.y() < _HEAD or not (0 <= column < len(WEEKDAYS) and 0 <= week < _WEEKS):
            return None
        return month_start(self._current) + timedelta(days=7 * week + column)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Weekday names, then the days."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        painter.setFont(text_font(TextSize.KEY))
        painter.setPen(tokens.colour("dim"))
        for column, name in enumerate(WEEKDAYS):
            box = QRectF(column * _CELL, 0, _CELL, _HEAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _(name).removeprefix("周"))
        for number in range(7 * _WEEKS):
            day = month_start(self._current) + timedelta(days=number)
            self._paint_day(painter, tokens, day, number)

    def _paint_day(self, painter: QPainter, tokens: Tokens, day: date, number: int) -> None:
        box = QRectF(number % 7 * _CELL, _HEAD + number // 7 * _CELL, _CELL, _CELL).adjusted(2, 2, -2, -2)
        tone = "text" if self._calendar.is_working_day(day) else "dim"
        if day.month != self._current.month:
            tone = "border"
        if day == self._current:
            paint_box(painter, box, tokens.colour("accent"))
            tone = "on_accent"
        elif day == self._today:
            paint_box(painter, box, tokens.colour("accent_ground"))
            tone = "accent"
        painter.setFont(text_font(TextSize.BODY))
        painter.setPen(tokens.colour(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self._current and self.hasFocus():
            paint_focus(painter, tokens, box, tone="text")


class DayPopup(QFrame):
    """The grid with its month and ways to turn, popping up under a field."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, today: date, calendar: WorkingCalendar) -> None:
        """Hidden until it is asked for."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "popup")
        self.grid = DayGrid(today, calendar)
        self._title = LineLabel(height=28)
        back = icon_button("chevron_left", _("Month before"), height=28)
        forth = icon_button("chevron_right", _("Next month"), height=28)
        now = link_button(_("Today"))
        back.clicked.connect(lambda: self.grid.turn(-1))
        forth.clicked.connect(lambda: self.grid.turn(1))
        now.clicked.connect(lambda: self._take(today))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(row_of(self._title, now, back, forth, spacing=2))
        column.addWidget(self.grid)
        self.grid.moved.connect(self._retitle)
        self.grid.chosen.connect(self._take)
        self._retitle()

    def open_at(self, place: QPoint, day: date) -> None:
        """Pops up with a day current."""
        self.grid.show_day(day)
        self.move(place)
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: date) -> None:
        self.hide()
        self.chosen.emit(day)

    def _retitle(self) -> None:
        month = self.grid.current.replace(day=1)
        title = Period(month, add_months(month, 1) - timedelta(days=1)).title()
        self._title.set_line([Words(title, bold=True, elastic=False)])
