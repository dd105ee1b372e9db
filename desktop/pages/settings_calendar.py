"""The working calendar of the office: months with days off, make-up days and the office's own days."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casework.calendar import WorkingCalendar
from casework.casebook import Casebook
from casework.entities.appeals import OPEN_STATES
from casework.entities.settings import CalendarDay, working_calendar
from casework.fields import columns
from casework.language import _
from desktop.choices import editor_needs
from desktop.dialogs.form_dialog import FormDialog
from desktop.session import Session
from widgets.buttons import Button, icon_button
from widgets.cards import Card, CardHead
from widgets.fonts import TextSize, text_font
from widgets.labels import LineLabel
from widgets.painting import paint_box, paint_focus
from widgets.pieces import Chip, Icon, Piece, Words, caption
from widgets.record_form import FormSection
from widgets.tokens import Family, Tokens, tokens_of
from widgets.typed_days import WEEKDAYS, add_months

_CELL, _LINE, _HEAD = 26, 22, 46
_WEEKS = 6
MONTHS_SHOWN = 5


class MonthCells(QWidget):
    """One month: days off, make-up days and own days on their grounds; `chosen` tells a day."""

    chosen = Signal(object)

    def __init__(self, today: dt.date) -> None:
        """Shows nothing before `show_month`."""
        super().__init__()
        self._today = today
        self._month = today.replace(day=1)
        self._calendar: WorkingCalendar | None = None
        self._own: Mapping[dt.date, CalendarDay] = {}
        self._current = self._month
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(7 * _CELL, _HEAD + _WEEKS * _LINE)

    def show_month(self, month: dt.date, calendar: WorkingCalendar, own: Mapping[dt.date, CalendarDay]) -> None:
        """The month of a day, by a calendar, with the days the office set itself."""
        self._month, self._calendar, self._own = month.replace(day=1), calendar, own
        self._current = self._today if _same_month(self._today, self._month) else self._month
        self.setAccessibleName(f"{self._month:%Y-%m}")
        self.update()

    def sizeHint(self) -> QSize:
        """Seven days by six weeks."""
        return self.size()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a day asks for it."""
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self._current = day
            self.chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the day under the pointer is called."""
        day = self._day_at(event.position().toPoint())
        self.setToolTip(self._said(day) if day else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move by days and weeks within the month; Enter asks for the day."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            day = self._current + dt.timedelta(days=steps[key])
            if _same_month(day, self._month):
                self._current = day
                self.setAccessibleDescription(self._said(day))
                self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _day_at(self, place: QPoint) -> dt.date | None:
        column, week = place.x() // _CELL, (place.y() - _HEAD) // _LINE
        if place.y() < _HEAD or not (0 <= column < len(WEEKDAYS) and 0 <= week < _WEEKS):
            return None
        day = self._month + dt.timedelta(days=week * 7 + column - self._month.weekday())
        return day if _same_month(day, self._month) else None

    def _said(self, day: dt.date) -> str:
        """The day in words: a holiday by its name, a make-up day, a working day."""
        if self._calendar is None:
            return day.isoformat()
        own = self._own.get(day)
        name = own.name if own and own.name else self._calendar.holidays.get(day, "")
        works = _("working day") if self._calendar.is_working_day(day) else _("day off")
        return " ".join(word for word in (day.isoformat(), name, works) if word)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Month, weekdays, days."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.colour("text"))
        painter.setFont(text_font(TextSize.BODY, bold=True))
        title = _("{month}/{year}").format(year=self._month.year, month=self._month.month)
        painter.drawText(QRectF(4, 0, self.width(), 22), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(text_font(TextSize.KEY))
        painter.setPen(tokens.colour("dim"))
        for column, name in enumerate(WEEKDAYS):
            box = QRectF(column * _CELL, 24, _CELL, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _(name).removeprefix("周"))
        day = self._month
        while _same_month(day, self._month):
            self._paint_day(painter, tokens, day)
            day += dt.timedelta(days=1)

    def _paint_day(self, painter: QPainter, tokens: Tokens, day: dt.date) -> None:
        place = day.day - 1 + self._month.weekday()
        box = QRectF(place % 7 * _CELL, _HEAD + place // 7 * _LINE, _CELL, _LINE).adjusted(1.5, 1, -1.5, -1)
        ground, tone = self._colours(day)
        if ground:
            border = tokens.colour(tone) if ground == "amber_ground" else None
            paint_box(painter, box, tokens.colour(ground), border, 4)
        painter.setFont(text_font(TextSize.CAPTION, bold=day == self._today))
        painter.setPen(tokens.colour(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self._current and self.hasFocus():
            paint_focus(painter, tokens, box)

    def _colours(self, day: dt.date) -> tuple[str, str]:
        """Ground and tone of a day: today, own, make-up, holiday, weekend, any other."""
        calendar = self._calendar
        if day == self._today:
            return "accent", "on_accent"
        if day in self._own:
            return "violet_ground", "violet"
        if calendar is not None and day in calendar.make_up_days:
            return "amber_ground", "amber"
        if calendar is not None and day in calendar.holidays:
            return "teal_ground", "teal"
        return "", "text" if day.weekday() < 5 else "dim"


class CalendarCard(Card):
    """Some months, the legend, and what a year not yet announced means for open cases."""

    def __init__(self, session: Session) -> None:
        """Shows the months around today."""
        super().__init__(margins=(16, 8, 16, 12))
        self._session = session
        self._first = add_months(session.today.replace(day=1), -2)
        self._own: dict[dt.date, CalendarDay] = {}
        back = icon_button("chevron_left", _("Months before"), height=28)
        forth = icon_button("chevron_right", _("Months after"), height=28)
        back.clicked.connect(partial(self._turn, -MONTHS_SHOWN))
        forth.clicked.connect(partial(self._turn, MONTHS_SHOWN))
        self.add_button = Button(_("Set a day"), "add")
        self.add_button.clicked.connect(partial(self._ask, session.today))
        self.add_button.setEnabled(not session.book.read_only)
        note = _("limits are counted in working days; after a change the open ones are worked out anew")
        self.add(CardHead(_("Working calendar"), note, back, forth, self.add_button))
        self.months = [MonthCells(session.today) for _month in range(MONTHS_SHOWN)]
        row = QHBoxLayout()
        row.setSpacing(10)
        for month in self.months:
            row.addWidget(month)
            row.addStretch(1)
            month.chosen.connect(self._ask)
        self.column.addLayout(row)
        self._legend = LineLabel(height=26)
        self._warning = Card("warning", margins=(12, 2, 12, 2))
        self._warning_line = LineLabel(height=26)
        self._warning.add(self._warning_line)
        self.add(self._legend)
        self.add(self._warning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def refresh(self) -> None:
        """Reads calendar and own days anew."""
        self._session.read(_gather, self._show)

    def _show(self, found: tuple[WorkingCalendar, Sequence[CalendarDay], Mapping[int, int]]) -> None:
        calendar, own, due_in = found
        self._own = {one.day: one for one in own}
        self._found = found
        last = add_months(self._first, MONTHS_SHOWN - 1)
        for number, month in enumerate(self.months):
            month.show_month(add_months(self._first, number), calendar, self._own)
        self._legend.set_line(_legend(calendar, own, self._first, add_months(last, 1)))
        open_years = [year for year in range(self._first.year, last.year + 1) if not calendar.is_announced(year)]
        self._warning.setVisible(bool(open_years))
        if open_years:
            words = _("The days off of {year} are not announced yet: limits are counted by weekends for now.")
            due = _("{count} open cases fall due in that year.").format(count=due_in.get(open_years[0], 0))
            self._warning_line.set_line(
                [Icon("warning", "amber"), Words(words.format(year=open_years[0])), caption(due)]
            )

    def _turn(self, months: int, *_facts: object) -> None:
        self._first = add_months(self._first, months)
        self.refresh()

    def _ask(self, day: object, *_facts: object) -> None:
        """Asks what a day is; one that was set already can be changed."""
        if self._session.book.read_only or not isinstance(day, dt.date):
            return
        known = self._own.get(day)
        form = FormDialog(
            self._session,
            self,
            title=_("Set a day"),
            icon="calendar_ltr",
            verb="set_calendar_day",
            columns=columns(CalendarDay),
            sections=[FormSection(rows=[["day", "working"], ["name"]])],
            needs=editor_needs(self._session),
            draft="calendar day",
            values=known or CalendarDay(day=day),
            width=460,
        )
        form.finished.connect(form.deleteLater)
        form.open()


def _gather(book: Casebook) -> tuple[WorkingCalendar, Sequence[CalendarDay], Mapping[int, int]]:
    """The calendar, the office's own days, and how many open cases fall due in each year."""
    states = ", ".join(f"'{state}'" for state in OPEN_STATES)
    rows = book.query(
        f"select substr(due_on, 1, 4) as year, count(*) as n from appeal where state in ({states})"
        " and due_on is not null and removed_at is null group by year"
    )
    due_in = {int(row["year"]): int(row["n"]) for row in rows}
    return working_calendar(book), book.select(CalendarDay, order="day"), due_in


def _legend(calendar: WorkingCalendar, own: Sequence[CalendarDay], first: dt.date, after: dt.date) -> Sequence[Piece]:
    make_up = sorted(day for day in calendar.make_up_days if first <= day < after)
    mine = [one for one in own if first <= one.day < after]
    pieces: list[Piece] = [
        Chip(_("off"), Family.TEAL),
        caption(_("statutory holidays"), "text2", elastic=False),
        Chip(_("work"), Family.AMBER),
        caption(_("make-up days: {days}").format(days=_days(make_up)), "text2"),
    ]
    if mine:
        named = _("; ").join(f"{one.day:%m-%d} {one.name}".strip() for one in mine)
        pieces += [Chip(_("own"), Family.VIOLET), caption(named, "text2")]
    return pieces


def _days(days: Sequence[dt.date]) -> str:
    return "、".join(f"{day:%m-%d}" for day in days) or "—"


def _same_month(one: dt.date, other: dt.date) -> bool:
    return (one.year, one.month) == (other.year, other.month)
