"""A month of visits: each day with its entries, weekends narrow, every entry reachable by keys."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from casework.calendar import WorkingCalendar
from casework.language import _
from widgets.day_grid import month_start
from widgets.month_cells import (
    HEAD,
    LINE,
    DayFacts,
    EntryState,
    MonthDelegate,
    MonthEntry,
    entry_box,
    legend,
    shown_entries,
)
from widgets.table_header import TableHeader
from widgets.typed_days import WEEKDAYS, add_months

__all__ = ["CalendarMonth", "EntryState", "MonthEntry", "legend"]
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WEEK = 7
_SATURDAY = 5
_WEEKEND_SHARE = 0.56
LOWEST_WEEK = HEAD + 2 * LINE + 4


class MonthModel(QAbstractTableModel):
    """Seven days by the weeks that the month touches."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._days: tuple[DayFacts, ...] = ()

    def show(self, days: Sequence[DayFacts]) -> None:
        """Whole weeks of days."""
        self.beginResetModel()
        self._days = tuple(days)
        self.endResetModel()

    @property
    def days(self) -> tuple[DayFacts, ...]:
        """All days shown."""
        return self._days

    def place(self, day: date) -> QModelIndex:
        """Where a day stands; nowhere when it is not shown."""
        number = (day - self._days[0].day).days if self._days else -1
        return self.index(number // _WEEK, number % _WEEK) if 0 <= number < len(self._days) else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Weeks."""
        return 0 if parent.isValid() else len(self._days) // _WEEK

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Days of a week."""
        return 0 if parent.isValid() else _WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The day for the delegate, its words for everybody else."""
        if not index.isValid():
            return None
        facts = self._days[index.row() * _WEEK + index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return facts
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return facts.spoken() if spoken else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the weekdays."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(WEEKDAYS[section]) if shown and 0 <= section < _WEEK else None


class CalendarMonth(QTableView):
    """Arrows go from day to day, J and K from entry to entry, Page Up and Down ask for another month.

    `day_chosen` tells the current day, `entry_chosen` the current entry, `entry_opened` Enter or a
    double click on it, `month_asked` the first day of a month that is to be shown.
    """

    day_chosen = Signal(object)
    entry_chosen = Signal(str)
    entry_opened = Signal(str)
    month_asked = Signal(object)

    def __init__(self, name: str = "") -> None:
        """`name` is read out."""
        super().__init__()
        self._month = date.min
        self.month_model = MonthModel(self)
        self._delegate = MonthDelegate(self)
        self.setAccessibleName(name)
        self.setModel(self.month_model)
        self.setItemDelegate(self._delegate)
        header = TableHeader(self)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(LOWEST_WEEK)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)

    def show_month(self, month: date, entries: Sequence[MonthEntry], *, today: date, calendar: WorkingCalendar) -> None:
        """Shows the weeks that a month touches with their entries, in the order given within a day."""
        current = self.current_day()
        self._month = month.replace(day=1)
        first = month_start(self._month)
        last = add_months(self._month, 1) - timedelta(days=1)
        weeks = ((last - first).days // _WEEK) + 1
        by_day: dict[date, list[MonthEntry]] = {}
        for entry in entries:
            by_day.setdefault(entry.on, []).append(entry)
        days = [first + timedelta(days=n) for n in range(weeks * _WEEK)]
        self.month_model.show(
            [
                DayFacts(
                    day=day,
                    entries=by_day.get(day, ()),
                    in_month=day.month == self._month.month,
                    works=calendar.is_working_day(day),
                    today=day == today,
                    holiday=calendar.holidays.get(day, ""),
                )
                for day in days
            ]
        )
        self._size()
        wanted = current if current and current.month == self._month.month else today
        self.choose_day(wanted if wanted.month == self._month.month else self._month)

    def current_day(self) -> date | None:
        """The day that has the focus."""
        facts = self.currentIndex().data(Qt.ItemDataRole.UserRole) if self.currentIndex().isValid() else None
        return facts.day if isinstance(facts, DayFacts) else None

    def current_entry(self) -> str:
        """The id of the entry that has the ring; empty where none has."""
        return self._delegate.current

    def choose_day(self, day: date) -> bool:
        """Makes a day current."""
        index = self.month_model.place(day)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def choose_entry(self, entry_id: str) -> bool:
        """Makes an entry current, and its day."""
        for facts in self.month_model.days:
            if any(entry.id == entry_id for entry in facts.entries):
                self._delegate.current = entry_id
                self.choose_day(facts.day)
                self.viewport().update()
                self.entry_chosen.emit(entry_id)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves within the month and opens."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self._step(1 if key == Qt.Key.Key_J else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(add_months(self._month, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._delegate.current:
            self.entry_opened.emit(self._delegate.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an entry chooses it."""
        super().mousePressEvent(event)
        entry = self.entry_at(event.position().toPoint())
        if entry:
            self.choose_entry(entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on an entry opens it."""
        super().mouseDoubleClickEvent(event)
        entry = self.entry_at(event.position().toPoint())
        if entry:
            self.entry_opened.emit(entry)

    def entry_at(self, point: QPoint) -> str:
        """The id of the entry under a point."""
        index = self.indexAt(point)
        facts = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if not isinstance(facts, DayFacts):
            return ""
        rect = self.visualRect(index)
        shown = facts.entries[: shown_entries(facts, rect.height())]
        return next((e.id for n, e in enumerate(shown) if entry_box(rect, n).contains(point)), "")

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells the day; the ring leaves an entry of another day."""
        super().currentChanged(current, previous)
        facts = current.data(Qt.ItemDataRole.UserRole) if current.isValid() else None
        if not isinstance(facts, DayFacts):
            return
        if self._delegate.current not in {entry.id for entry in facts.entries}:
            self._delegate.current = ""
            self.viewport().update()
        self.day_chosen.emit(facts.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The month fills the page."""
        super().resizeEvent(event)
        self._size()

    def _step(self, step: int) -> None:
        ids = [entry.id for facts in self.month_model.days for entry in facts.entries]
        if not ids:
            return
        if self._delegate.current in ids:
            place = ids.index(self._delegate.current) + step
        else:
            day = self.current_day() or self._month
            earlier = sum(entry.on < day for facts in self.month_model.days for entry in facts.entries)
            place = earlier if step > 0 else earlier - 1
        if 0 <= place < len(ids):
            self.choose_entry(ids[place])

    def _size(self) -> None:
        weeks = self.month_model.rowCount()
        if not weeks:
            return
        width = self.viewport().width()
        weekend = round(width / (_SATURDAY + 2 * _WEEKEND_SHARE) * _WEEKEND_SHARE)
        workday = (width - 2 * weekend) // _SATURDAY
        for column in range(_WEEK):
            self.setColumnWidth(column, workday if column < _SATURDAY else weekend)
        self.setColumnWidth(_SATURDAY - 1, width - 2 * weekend - (_SATURDAY - 1) * workday)
        height = self.viewport().height()
        each = max(LOWEST_WEEK, height // weeks)
        for week in range(weeks):
            spare = height - each * weeks
            self.setRowHeight(week, each + (max(0, spare) if week == weeks - 1 else 0))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
