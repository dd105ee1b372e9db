"""Visits: the month with what was done and is planned, the list of what is to be done, the record beside it."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.settings import working_calendar
from casework.entities.visits import Visit
from casework.language import N_, _
from desktop.commands import Command
from desktop.dialogs.paper_commands import PagePapers
from desktop.listed import Listed
from desktop.pages.page import Page
from desktop.pages.visits_acts import VisitActs
from desktop.pages.visits_facts import VisitFacts, visit_facts
from desktop.pages.visits_list import ToDoList, VisitLog
from desktop.pages.visits_month import MonthBoard
from desktop.pages.visits_record import VisitRecord
from desktop.pages.visits_rows import MonthRows, month_rows
from desktop.session import Session
from widgets.buttons import Button, icon_button
from widgets.cards import row_of
from widgets.day_grid import month_start
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Words, caption, fixed
from widgets.row_actions import RowAction
from widgets.segmented import Segmented
from widgets.typed_days import add_months

_RECORD_WIDTH, _RECORD_NARROW = 368, 316
_TIGHT, _ONE_AT_A_TIME = 1072, 900
"""Widths of the page below which the record gets narrower, and month or record is shown."""
_SHOWN = frozenset(
    {"visit", "visit_party", "enterprise", "contact_person", "revisit_round", "person", "unit", "commitment", "demand",
     "appeal", "calendar_day"}
)  # fmt: skip


class VisitsPage(Page):
    """The month, or the whole log, with the record of the current contact."""

    name: ClassVar[str] = "visits"
    words: ClassVar[str] = N_("Visits")
    icon: ClassVar[str] = "location"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A page on an open session; the month is that of today."""
        super().__init__(session, parent)
        self._month = session.today.replace(day=1)
        self._calendar = working_calendar(session.book)
        self._wanted, self._is_reading = "", False
        self._is_filling = self._is_single = self._in_record = False
        self.acts = VisitActs(session, self)
        self.papers = PagePapers(session, self)
        actions = (
            RowAction(
                label=_("Been there: log the result"), icon="checkmark", key="R", hovered=True,
                run=lambda row: self.acts.log_result(row.id), may=lambda row: row.state == "planned",
            ),
            RowAction(
                label=_("Move it"), icon="calendar_clock", key="M", hovered=True,
                run=lambda row: self.acts.move_visit(row.id), may=lambda row: row.state == "planned",
            ),
            RowAction(
                label=_("Open the enterprise"), icon="building",
                run=lambda row: self.open_record.emit("enterprise", row.enterprise_id),
            ),
        )  # fmt: skip
        self.board = MonthBoard()
        self.month = self.board.month
        self.to_do = ToDoList(session.today, actions)
        self.log = VisitLog(session, actions)
        self.record = VisitRecord()
        self._make_head()
        self._lay_out()
        self._connect()

    def _make_head(self) -> None:
        self._title = LineLabel(height=36)
        self._counts = LineLabel(height=36)
        self._to_month = icon_button("chevron_left", _("Back to the month"))
        self._to_month.hide()
        self._back = icon_button("chevron_left", _("Earlier month"))
        self._on = icon_button("chevron_right", _("Later month"))
        self.whose = Segmented([("mine", _("Mine")), ("all", _("Whole centre"))], "all", name=_("Whose"))
        self.view = Segmented([("month", _("Month")), ("log", _("As a list"))], "month", name=_("View"))
        self._plan = Button(_("Plan a visit"), "add", key="Ctrl+Shift+V")

    def _lay_out(self) -> None:
        head = row_of(
            self._to_month,
            self._title,
            self._back,
            self._on,
            self._counts,
            None,
            self.whose,
            self.view,
            self._plan,
            spacing=8,
        )
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.board, 13)
        column.addWidget(self.to_do, 7)
        self.stack = QStackedWidget()
        self.stack.addWidget(beside)
        self.stack.addWidget(self.log)
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self.stack, 1)
        self.record.setFixedWidth(_RECORD_WIDTH)
        body.addWidget(self.record)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(6)
        place.addWidget(head)
        place.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the month or the record."""
        super().resizeEvent(event)
        self._is_single = self.width() < _ONE_AT_A_TIME
        width = _RECORD_NARROW if self.width() < _TIGHT else _RECORD_WIDTH
        self.record.setFixedWidth(self.width() if self._is_single else width)
        self._show_panes(record=self._in_record)

    def _show_panes(self, *, record: bool) -> None:
        self._in_record = record
        self._to_month.setVisible(self._is_single and record)
        self.stack.setVisible(not (self._is_single and record))
        self.record.setVisible(record or not self._is_single)

    def _back_to_month(self) -> None:
        self._show_panes(record=False)

    def _connect(self) -> None:
        self._to_month.clicked.connect(self._back_to_month)
        self._back.clicked.connect(self.earlier)
        self._on.clicked.connect(self.later)
        self._plan.clicked.connect(self.plan)
        self.whose.changed.connect(self._reread)
        self.view.changed.connect(self._reread)
        self.month.day_chosen.connect(self.to_do.show_day)
        self.month.entry_chosen.connect(self.show_visit)
        self.month.entry_opened.connect(self._open)
        self.month.month_asked.connect(self.show_month)
        for listed in (self.to_do, self.log):
            listed.chosen.connect(self.show_visit)
            listed.opened.connect(self._open)
        self.record.record_asked.connect(self.open_record)
        self.record.result_asked.connect(self.acts.log_result)
        self.record.move_asked.connect(self.acts.move_visit)
        self.record.cancel_asked.connect(self.acts.cancel_visit)
        self.record.edit_asked.connect(self.acts.edit)

    # Page

    def shows(self) -> frozenset[str]:
        """Contacts and what their record names."""
        return _SHOWN

    def refresh(self) -> None:
        """Reads the month or the log, and the record."""
        self._show_title()
        self.stack.setCurrentIndex(1 if self.view.value() == "log" else 0)
        if self.view.value() == "log":
            self.log.refresh()
        else:
            first = month_start(self._month)
            last = first + dt.timedelta(days=41)
            mine, actor = self.whose.value() == "mine", self.session.actor
            self.session.read(lambda book: month_rows(book, first, last, actor, mine=mine), self._show_rows)
        if self._wanted:
            self._read()

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Shows a contact in its month."""
        if type_name != "visit":
            return False
        visit = self.session.book.get(Visit, record_id)
        day = visit.occurred_on or visit.planned_on or self.session.today
        self.view.set_value("month")
        self._month = day.replace(day=1)
        self.refresh()
        self.show_visit(record_id)
        self._show_panes(record=True)
        return True

    def listed(self) -> Sequence[Listed]:
        """The log."""
        return (self.log.listed(),)

    def enterprise_in_view(self) -> str:
        """The enterprise of the contact that is shown."""
        return self.record.facts.visit.enterprise_id if self.record.facts else ""

    def commands(self) -> tuple[Command, ...]:
        """What can be done here."""
        return (
            Command("plan_visit", N_("Plan a visit"), self.plan, "record", "Ctrl+Shift+V", self._may, "calendar_clock"),
            Command(
                "log_result", N_("Been there: log the result"), self.log_result, "record", "Ctrl+Return",
                self._is_planned, "checkmark",
            ),
            Command("move_visit", N_("Move the visit"), self.move_visit, "record", "Ctrl+M", self._is_planned),
            Command("cancel_visit", N_("Cancel the visit"), self.cancel_visit, "record", "", self._is_planned),
            Command("change_visit", N_("Change the contact"), self.edit, "record", "F2", self._is_done, "edit"),
            *self.papers.visit(lambda: self.record.facts.visit.id if self.record.facts else ""),
            Command("earlier_month", N_("Earlier month"), self.earlier, "view", "Ctrl+PgUp"),
            Command("later_month", N_("Later month"), self.later, "view", "Ctrl+PgDown"),
            Command("this_month", N_("This month"), self.this_month, "view", "Ctrl+Home"),
            Command("visit_list", N_("Month or list"), self.switch_view, "view", "Ctrl+T", icon="list"),
        )  # fmt: skip

    def _may(self) -> bool:
        return not self.session.book.read_only

    def _is_planned(self) -> bool:
        return self._may() and self.record.facts is not None and self.record.facts.visit.state == "planned"

    def _is_done(self) -> bool:
        return self._may() and self.record.facts is not None and self.record.facts.visit.state == "done"

    # Showing

    def show_month(self, month: dt.date) -> None:
        """Shows another month."""
        self._month = month.replace(day=1)
        self.refresh()

    def earlier(self) -> None:
        """The month before."""
        self.show_month(add_months(self._month, -1))

    def later(self) -> None:
        """The month after."""
        self.show_month(add_months(self._month, 1))

    def this_month(self) -> None:
        """The month of today."""
        self.show_month(self.session.today)

    def switch_view(self) -> None:
        """The month, or the log."""
        self.view.set_value("month" if self.view.value() == "log" else "log")
        self.refresh()

    def _reread(self, _code: str) -> None:
        self.refresh()

    def _show_title(self) -> None:
        month = _("{year}-{month:02d}").format(year=self._month.year, month=self._month.month)
        title = Words(_("Visits"), size=TextSize.PAGE, bold=True, elastic=False)
        is_month = self.view.value() == "month"
        self._title.set_line([title, fixed(month)] if is_month else [title])
        for part in (self._back, self._on, self._counts, self.whose):
            part.setVisible(is_month)

    def _show_rows(self, found: MonthRows) -> None:
        done, planned = self.board.show_rows(self._month, found.rows, today=self.session.today, calendar=self._calendar)
        self._counts.set_line([caption(_("{done} done · {planned} planned").format(done=done, planned=planned))])
        self._is_filling = True
        self.to_do.show_rows(self._month, found.rows, found.to_do)
        self._is_filling = False
        if not self._wanted and found.to_do:
            self.to_do.table.choose_row(0)
            self.to_do.table.setFocus()
        elif self._wanted:
            self.month.choose_entry(self._wanted)

    def show_visit(self, visit_id: str) -> None:
        """Shows the record of a contact, as soon as it is gathered."""
        if visit_id and visit_id != self._wanted and not self._is_filling:
            self._wanted = visit_id
            self._read()

    def _read(self) -> None:
        if not self._is_reading:
            self._is_reading = True
            wanted, actor = self._wanted, self.session.actor
            self.session.read(lambda book: visit_facts(book, wanted, actor), self._show)

    def _show(self, facts: VisitFacts) -> None:
        self._is_reading = False
        if facts.visit.id != self._wanted:
            self._read()
        else:
            self.record.show_facts(facts)

    def _open(self, visit_id: str) -> None:
        """Enter on a planned contact logs its result, on a done one changes it; a narrow window shows it first."""
        if self._is_single and not self._in_record:
            self.show_visit(visit_id)
            self._show_panes(record=True)
            return
        state = self.session.book.get(Visit, visit_id).state
        if state == "planned":
            self.acts.log_result(visit_id)
        elif state == "done":
            self.acts.edit(visit_id)

    # What the commands do with the contact shown

    def plan(self) -> None:
        """Asks for a visit to be planned."""
        self.acts.plan(self.enterprise_in_view())

    def log_result(self) -> None:
        """The planned contact took place."""
        self.acts.log_result(self._wanted)

    def move_visit(self) -> None:
        """Another day for the planned contact."""
        self.acts.move_visit(self._wanted)

    def cancel_visit(self) -> None:
        """The planned contact does not take place."""
        self.acts.cancel_visit(self._wanted)

    def edit(self) -> None:
        """Corrects the contact."""
        self.acts.edit(self._wanted)

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """Planned contacts up to today; red where one should have been logged."""
        today = book.clock.today.isoformat()
        due = book.count(Visit, "state = 'planned' and planned_on <= :today", {"today": today})
        return due, bool(book.count(Visit, "state = 'planned' and planned_on < :today", {"today": today}))
