"""Today: figures that are filters, the one list of what is due, the visits of the day, rounds, promises, silence."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.insight.agenda_items import DUE_SOURCES, DueQuestion, due_count
from casework.insight.silence import Silence, silence, silence_days
from casework.language import N_, _
from casework.periods import Period
from casework.verbs.people import person_called
from desktop.commands import Command
from desktop.pages.page import Page
from desktop.pages.today_cards import PlannedCard, PromisesCard, RadarCard, RoundCard
from desktop.pages.today_day import Day, gather, gather_woken
from desktop.pages.today_figures import strip_figures
from desktop.pages.today_list import TodayList
from desktop.pages.today_rows import TodayRow, agenda_rows, grouped, promise_row, silent_row
from desktop.session import Session
from widgets.cards import row_of
from widgets.figures import FigureStrip
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Words, caption
from widgets.record_table import LOW, ROW
from widgets.segmented import Segmented
from widgets.typed_days import weekday_word

_MINE, _EVERYBODY = "mine", "all"
_WHOSE = "today_whose"
"""Under which this computer remembers whose day was looked at last."""
_LOW_BELOW, _SHORT_BELOW, _NARROW_BELOW = 700, 640, 1000
"""Sizes of the page below which rows get lower, the promises are left to their figure, the cards to a switch."""
_MOST_ROUNDS_SHOWN = 2


class TodayPage(Page):
    """The day of the user, or of the whole centre."""

    name: ClassVar[str] = "today"
    words: ClassVar[str] = N_("My day")
    icon: ClassVar[str] = "home"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lays the page out; the day is gathered when it is shown."""
        super().__init__(session, parent)
        self._person_id = person_called(session.book, session.actor)
        self._day: Day | None = None
        self._radar: tuple[Silence, ...] = ()
        self._woken: tuple[TodayRow, ...] = ()
        self._narrowed = ""
        self.whose = Segmented(
            [(_MINE, _("Mine")), (_EVERYBODY, _("Whole centre"))], self._usual(), name=_("Whose work")
        )
        self.whose.setEnabled(bool(self._person_id))
        self.side = Segmented([("list", _("To be done")), ("around", _("Around it"))], "list", name=_("What is shown"))
        self.figures = FigureStrip()
        self.planned, self.list = PlannedCard(), TodayList()
        self.promises, self.radar = PromisesCard(), RadarCard()
        self._rounds: list[RoundCard] = []
        self._arrange()
        self._connect()
        self.setFocusProxy(self.list.table)

    def _arrange(self) -> None:
        today = self.session.today
        week = _("week {number}").format(number=today.isocalendar().week)
        title = [
            Words(_(self.words), size=TextSize.PAGE, bold=True, elastic=False),
            Words(f"{Period(today, today).title()} {weekday_word(today)}", elastic=False),
            caption(week),
        ]
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.planned)
        left.addWidget(self.list, 1)
        self._around = QWidget()
        self._round_column = QVBoxLayout(self._around)
        self._round_column.setContentsMargins(0, 0, 0, 0)
        self._round_column.setSpacing(12)
        self._round_column.addWidget(self.promises, 1)
        self._round_column.addWidget(self.radar)
        self._round_column.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._left, 2)
        body.addWidget(self._around, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(12)
        column.addWidget(row_of(LineLabel(title, height=32), None, self.side, self.whose))
        column.addWidget(self.figures)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        for card in (self.planned, self.list, self.promises, self.radar):
            card.open_asked.connect(self.open_record)
        self.list.all_asked.connect(self.show_everything)
        self.promises.more.clicked.connect(self._show_promises)
        self.figures.chosen.connect(self.narrow_to)
        self.radar.line_chosen.connect(self.narrow_to)
        self.whose.changed.connect(self._choose_whose)
        self.side.changed.connect(self._place)

    def _usual(self) -> str:
        """Whose day was looked at last; a manager begins with the whole centre."""
        if not self._person_id:
            return _EVERYBODY
        settings = self.session.settings
        return str(settings.get(_WHOSE, _EVERYBODY if settings.get("role") == "manager" else _MINE))

    def _choose_whose(self, whose: str) -> None:
        self.whose.set_value(whose)
        self.session.settings.put(_WHOSE, whose)
        self.refresh()

    # Reading

    def refresh(self) -> None:
        """Gathers the day beside the window's thread."""
        person = self._person_id if self.whose.value() == _MINE else ""
        self.session.read(lambda book: gather(book, person), self._show)
        self.session.read(lambda book: silence(book, person_id=person), self._show_radar)
        self.session.match(gather_woken, self._show_woken)

    def _show_radar(self, lines: tuple[Silence, ...]) -> None:
        """The radar looks through all enterprises and comes after the rest."""
        self._radar = lines
        self.radar.show_radar(lines)
        if any(line.key == self._narrowed for line in lines):
            self.narrow_to(self._narrowed)

    def _show(self, day: Day) -> None:
        self._day = day
        told = day.agenda
        self.figures.show_figures(strip_figures(day))
        self.planned.show_visits(told.planned)
        self.promises.show_promises(told.promises, told.open_promises, told.day)
        self._show_rounds(day)
        self.narrow_to(self._narrowed)

    def _show_woken(self, woken: tuple[TodayRow, ...]) -> None:
        """What new demands and offers wake comes after the day itself: the libraries may have to be read first."""
        self._woken = woken
        if self._day is not None and not self._narrowed:
            self.narrow_to("")

    def _show_rounds(self, day: Day) -> None:
        for old in self._rounds:
            self._round_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rounds = [RoundCard(running) for running in day.agenda.rounds[:_MOST_ROUNDS_SHOWN]]
        for number, card in enumerate(self._rounds):
            card.open_asked.connect(self.open_record)
            self._round_column.insertWidget(number, card)

    # Narrowing

    def narrow_to(self, key: str) -> None:
        """Narrows the list to a figure or to a line of the radar; everything for an empty key."""
        if self._day is None:
            return
        self._narrowed = key
        rows, label = self._rows(self._day, key)
        self.list.show_rows(rows, narrowed_to=label, empty=_("Nothing here. Good.") if key else "")
        if self._day.is_new and not self.session.book.read_only:
            self.list.say_how_to_begin(lambda: self.asked.emit("import"))
        if key and not self._is_wide():
            self.side.set_value("list")
            self._place()

    def show_everything(self) -> None:
        """Shows all that is due again."""
        self.narrow_to("")

    def _show_promises(self) -> None:
        self.narrow_to("promises")

    def _rows(self, day: Day, key: str) -> tuple[Sequence[Any], str]:
        told = day.agenda
        labels = {figure.key: figure.label for figure in strip_figures(day)}
        match key:
            case "":
                woken = grouped(self._woken, _("New in the libraries, and what fits"), icon="handshake")
                return [*agenda_rows(told), *woken], ""
            case "overdue" | "today":
                return agenda_rows(told, parts=(key,)), labels[key]
            case "contacts":
                return agenda_rows(told, kinds=("contact", "visit")), labels[key]
            case "promises":
                promises = [promise_row(promise, told.day) for promise in told.promises]
                return grouped(promises, labels[key], total=told.open_promises), labels[key]
            case "matches":
                return grouped(day.matches, labels[key], total=told.open_matches), labels[key]
            case "handled":
                return grouped(day.handled, labels[key], total=told.handled_this_month.records), labels[key]
            case _:
                line = next(line for line in self._radar if line.key == key)
                found = [silent_row(line, one) for one in line.silent]
                return grouped(found, line.label, total=line.count), line.label

    def enterprise_in_view(self) -> str:
        """The enterprise of the line that is looked at."""
        row = self.list.table.current_row()
        return row.enterprise_id if isinstance(row, TodayRow) else ""

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lower rows on a low screen; on a narrow one the cards go behind a switch."""
        super().resizeEvent(event)
        height = LOW if self.height() < _LOW_BELOW else ROW
        for card in (self.planned, self.radar):
            card.set_row_height(height)
        self.list.table.set_row_height(height)
        self.promises.setVisible(self.height() >= _SHORT_BELOW)
        self._place()

    def _is_wide(self) -> bool:
        return self.width() >= _NARROW_BELOW

    def _place(self, _side: str = "") -> None:
        wide = self._is_wide()
        self.side.setVisible(not wide)
        self._left.setVisible(wide or self.side.value() == "list")
        self._around.setVisible(wide or self.side.value() == "around")

    # What the window asks

    def commands(self) -> tuple[Command, ...]:
        """Whose day is shown, and everything again."""
        return (
            Command("today_mine", N_("Show my day"), self._show_mine, "view", possible=self._may_be_mine),
            Command("today_all", N_("Show the day of the whole centre"), self._show_centre, "view"),
            Command("today_everything", N_("Show everything that is due"), self.show_everything, "view"),
        )

    def _may_be_mine(self) -> bool:
        return bool(self._person_id)

    def _show_mine(self) -> None:
        self._choose_whose(_MINE)

    def _show_centre(self) -> None:
        self._choose_whose(_EVERYBODY)

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """What is overdue or due today, for the user where the centre knows them."""
        today = book.clock.today
        silent = today - dt.timedelta(days=silence_days(book, "not_contacted"))
        asked = DueQuestion(today=today, until=today, silent=silent, person_id=person_called(book, book.actor))
        return sum(due_count(book, asked, source) for source in DUE_SOURCES), False
