"""Cases: appeals, procedures and disputes in their closed loop, as a board or as a list beside the record."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.appeals import CASE_KINDS, CASE_STATES, Appeal
from casework.errors import BadInput, CaseworkError, NotFound
from casework.fields import columns
from casework.insight.case_record import case_record
from casework.insight.filter_sql import filter_sql
from casework.language import N_, _
from casework.records import Record
from casework.verbs.people import person_called
from desktop.choices import editor_needs
from desktop.commands import Command
from desktop.dialogs.paper_commands import PagePapers
from desktop.followup_desk import FollowupDesk
from desktop.listed import Ids, Listed
from desktop.paged_rows import Listing
from desktop.pages.appeals_acts import ACT_OF_STATE, acts_of
from desktop.pages.appeals_board import BoardFacts, board_columns, board_facts
from desktop.pages.appeals_list import AppealsList
from desktop.pages.appeals_record import AppealRecord
from desktop.pages.appeals_rows import QUICK, SCOPES, CaseCounts, bound_values, case_counts, cases_sql, quick_sql
from desktop.pages.appeals_take import TakeCase
from desktop.pages.page import Page
from desktop.session import Session
from widgets.board import Board
from widgets.buttons import Button
from widgets.cards import row_of
from widgets.conditions import Filter
from widgets.filter_bar import FilterBar
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.segmented import Segmented
from widgets.tokens import Family

_LIST_WIDTH = 326
_TAKE_KEY = "Ctrl+Shift+S"


class AppealsPage(Page):
    """Board and list show the same cases; a card that is opened goes to the list with its record."""

    name: ClassVar[str] = "appeals"
    words: ClassVar[str] = N_("Appeals")
    icon: ClassVar[str] = "chat_bubbles_question"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """The board comes first."""
        super().__init__(session, parent)
        self._person_id = person_called(session.book, session.actor)
        self._values = bound_values(session.book, self._person_id)
        self._facts: BoardFacts | None = None
        self.papers = PagePapers(session, self)
        self._wanted = ""
        self._build_bars()
        self.board = Board(_("Cases by state"))
        self.list = AppealsList(session)
        self.record = AppealRecord(session)
        self._take: TakeCase | None = None
        self._side = QStackedWidget()
        self._side.addWidget(self.record)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(8)
        self._split.setChildrenCollapsible(False)
        for part in (self.list, self._side):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([_LIST_WIDTH, 860])
        self.list.setMinimumWidth(260)
        self._views = QStackedWidget()
        for view in (self.board, self._split):
            self._views.addWidget(view)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.board)

    def _build_bars(self) -> None:
        self._title = LineLabel(height=32)
        self.kinds = Segmented(
            [(code, CASE_KINDS.label(code)) for code in CASE_KINDS.labels], "appeal", name=_("Case kind")
        )
        self.mode = Segmented(
            [("board", _("Board"), "board"), ("list", _("List and record"), "table")],
            "board",
            name=_("How cases are shown"),
        )
        self.take_button = Button(_("Take in a case"), "add", key=_TAKE_KEY)
        self.take_button.setEnabled(not self.session.book.read_only)
        self.followups = FollowupDesk(self.session, self)
        self.send_button = Button(_("Follow-up sheets…"), "arrow_export")
        self.scopes = Segmented([(key, _(words)) for key, words in SCOPES.items()], "open", name=_("Which cases"))
        self.bar = FilterBar(
            [column for column in columns(Appeal) if column.field.listed],
            editor_needs(self.session),
            placeholder=_("Find among the cases"),
            quick=[(key, _(words)) for key, (words, _sql) in QUICK.items()],
        )

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addWidget(row_of(self._title, None, self.mode, self.send_button, self.take_button))
        column.addWidget(self.followups.desk)
        column.addWidget(row_of(self.kinds, self.scopes, self.bar))
        column.addWidget(self._views, 1)
        self.scopes.hide()

    def _connect(self) -> None:
        self.mode.changed.connect(self.show_mode)
        self.kinds.changed.connect(self._narrowed)
        self.scopes.changed.connect(self._narrowed)
        self.bar.changed.connect(self._narrowed)
        self.take_button.clicked.connect(partial(self.take_case, ""))
        self.send_button.clicked.connect(self.send_followups)
        self.board.card_opened.connect(self.show_case)
        self.board.card_dropped.connect(self.carry)
        self.board.add_asked.connect(partial(self.take_case, ""))
        self.list.chosen.connect(self._show_chosen)
        self.list.counted.connect(self._choose_first)
        self.record.open_record.connect(self.open_record)
        self.record.taken.connect(self._step_taken)

    # What the page shows

    def shows(self) -> frozenset[str]:
        """Cases and everything their record tells."""
        return frozenset(
            {"appeal", "appeal_step", "appeal_stop", "common_problem", "blocker", "commitment", "list_line"}
            | {"attachment", "enterprise", "contact_person", "service_deadline", "calendar_day"}
        )

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """How many cases in hand are over their time; where none is, how many are in hand."""
        counts = case_counts(book, "", bound_values(book, ""))
        return (counts.late, True) if counts.late else (counts.open, False)

    def refresh(self) -> None:
        """Reads counts, board or list, and the record anew."""
        self._values = bound_values(self.session.book, self._person_id)
        kind, values = self.kinds.value(), self._values
        self.session.read(lambda book: case_counts(book, kind, values), self._show_counts)
        condition, more = filter_sql(self.session.book, Appeal, self.bar.filter(), quick_sql())
        values = {**values, **more}
        if self.mode.value() == "board":
            self.session.read(lambda book: board_facts(book, kind, condition, values), self._show_board)
            return
        self._say_emptiness()
        self.list.show_cases(self.scopes.value(), kind, condition, values)
        if self.record.case is not None and self._take is None:
            self._show_record(self.record.case.appeal.id)

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Shows a case, or the one that a step, a stop or a common problem belongs to."""
        if type_name in ("appeal_step", "appeal_stop"):
            kind = self.session.book.types[type_name]
            record_id = str(getattr(self.session.book.get(kind, record_id), "appeal_id", ""))
        elif type_name == "common_problem":
            shared = self.session.book.select(Appeal, "common_problem_id = :id", {"id": record_id}, limit=1)
            record_id = shared[0].id if shared else ""
        elif type_name != "appeal":
            return False
        return self.show_case(record_id)

    def show_case(self, appeal_id: str) -> bool:
        """Goes to the list with this case beside it, of whatever kind and state it is."""
        try:
            appeal = self.session.book.get(Appeal, appeal_id)
        except NotFound:
            return False
        self._wanted = appeal_id
        self.kinds.set_value(appeal.case_kind)
        self.scopes.set_value("open" if appeal.state in ("returned", "reopened") or not _is_over(appeal) else "all")
        self.bar.set_filter(Filter())
        self._leave_take()
        self._show_record(appeal_id)
        self.mode.set_value("list")
        self.show_mode("list")
        return True

    def show_mode(self, mode: str) -> None:
        """Board or list."""
        self.mode.set_value(mode)
        self._views.setCurrentIndex(0 if mode == "board" else 1)
        self.scopes.setVisible(mode == "list")
        self.refresh()

    def _narrowed(self, _wanted: object) -> None:
        self.refresh()

    def _show_counts(self, counts: CaseCounts) -> None:
        kind = CASE_KINDS.label(self.kinds.value())
        pieces: list[Piece] = [Words(kind, size=TextSize.PAGE, bold=True, elastic=False)]
        pieces.append(Words(_("{count} in hand").format(count=counts.open), elastic=False))
        told = (
            (counts.late, N_("over time {count}"), Family.RED, ""),
            (counts.near, N_("nearly due {count}"), Family.AMBER, ""),
        )
        for count, words, family, sign in (*told, (counts.stopped, N_("stopped {count}"), Family.NEUTRAL, "pause")):
            if count:
                pieces.append(Chip(_(words).format(count=count), family, icon=sign))
        self._title.set_line([*pieces, caption(_("counted in working days, with make-up days"))])

    def _show_board(self, facts: BoardFacts) -> None:
        current = self.board.current_id()
        self._facts = facts
        self.board.show_columns(board_columns(facts))
        if self._wanted or current:
            self.board.choose(self._wanted or current)

    def _say_emptiness(self) -> None:
        wanted = self.bar.filter()
        if wanted.is_empty:
            self.list.table.empty.say(
                _("What enterprises ask for stands here."),
                button=_("Take in the first case"),
                icon="add",
                run=partial(self.take_case, ""),
            )
        else:
            total = self.session.book.count(Appeal, "case_kind = :kind", {"kind": self.kinds.value()})
            self.list.table.empty.say_no_hit(total, self.bar.told(), self.bar.clear)
        self.list.table.set_marks([wanted.words] if wanted.words else [])

    def _choose_first(self, count: int) -> None:
        if self._wanted:
            if not self.list.table.choose(self._wanted):
                self.list.table.clearSelection()  # it stands further down than what has been read
            self._wanted = ""
        elif count and not self.list.table.current_id():
            self.list.table.choose_row(0)

    def _show_chosen(self, appeal_id: str) -> None:
        if appeal_id and self.mode.value() == "list" and not self._wanted:
            self._show_record(appeal_id)

    def _show_record(self, appeal_id: str) -> None:
        try:
            self.record.show_case(appeal_id)
        except NotFound:
            self.record.show_case("")

    def enterprise_in_view(self) -> str:
        """The enterprise of the case that is shown."""
        case = self.record.case
        return case.appeal.enterprise_id if case is not None and self.mode.value() == "list" else ""

    def panes(self) -> list[QWidget]:
        """The board, or the list and what stands beside it."""
        if self.mode.value() == "board":
            return [self.bar, self.board]
        return [self.bar, self.list.table, self._take or self.record]

    # What the user does

    def carry(self, appeal_id: str, source: str, target: str) -> None:
        """A card was carried to another column: the step is taken at once, or asks for what it needs."""
        case = case_record(self.session.book, appeal_id)
        wanted = "accept_again" if target == "accepted" else ACT_OF_STATE[target]
        act = acts_of(case, self.session.today).get(wanted)
        if act is None:
            self.session.refused.emit(_no_way(source, target))
        elif act.is_ready:
            self.session.do(act.verb, act.given(act.start))
        else:
            self.show_case(appeal_id)
            self.record.take(wanted)

    def take_case(self, enterprise_id: str = "", *_facts: object) -> None:
        """Opens the form for a new case, of the kind that is shown."""
        self._leave_take()
        self.mode.set_value("list")
        self.show_mode("list")
        form = TakeCase(self.session, self.kinds.value(), self._person_id, enterprise_id)
        form.taken.connect(self._case_taken)
        form.left.connect(self._leave_take)
        self._take = form
        self._side.addWidget(form)
        self._side.setCurrentWidget(form)
        if form.card is not None:
            form.card.form.focus_first()

    def _case_taken(self, record: Record) -> None:
        self._leave_take()
        self.show_case(record.id)

    def _leave_take(self) -> None:
        if self._take is None:
            return
        self._take.keep()
        self._side.removeWidget(self._take)
        self._take.deleteLater()
        self._take = None

    def _step_taken(self, record: object) -> None:
        case = self.record.case
        if case is not None:
            self._wanted = case.appeal.id
            self._show_record(case.appeal.id)
            self.list.table.setFocus()
        del record

    def send_followups(self, *_facts: object) -> None:
        """Asks whose open cases go out on a follow-up sheet."""
        self.followups.ask()

    def do_act(self, key: str) -> None:
        """Opens the card of a step of the case that is shown or whose card is current on the board."""
        if self.mode.value() == "board" and self.board.current_id():
            self.show_case(self.board.current_id())
        self.record.take(key)

    def _case_in_view(self) -> str:
        return self.board.current_id() if self.mode.value() == "board" else self.list.table.current_id()

    def _may(self, key: str) -> Callable[[], bool]:
        return lambda: not self.session.book.read_only and (self.mode.value() == "board" or key in self.record.acts)

    def listed(self) -> Sequence[Listed]:
        """The cases, on the board or in the list."""
        return (self.list.listed(self.bar, self._ids),)

    def _ids(self) -> Ids:
        condition, more = filter_sql(self.session.book, Appeal, self.bar.filter(), quick_sql())
        kind, scope = self.kinds.value(), "open" if self.mode.value() == "board" else self.scopes.value()
        listing = Listing(ids=cases_sql(scope, kind, condition), bound={**self._values, **more, "kind": kind})
        return listing.every

    def commands(self) -> tuple[Command, ...]:
        """Taking in, the steps of the case, and how cases are shown."""
        steps = (
            ("assign", N_("Assign the case"), "A"),
            ("begin", N_("The unit has taken it on"), "B"),
            ("answer", N_("Enter the answer"), "R"),
            ("close", N_("Confirm and close"), "E"),
            ("return", N_("Return it"), "U"),
            ("withdraw", N_("The enterprise withdraws it"), "W"),
            ("merge", N_("Merge into another case"), "M"),
            ("stop", N_("Stop the clock"), "P"),
            ("resume", N_("Let the clock run again"), "G"),
            ("reopen", N_("Re-open the case"), "O"),
            ("progress", N_("Note the progress"), "T"),
            ("change", N_("Change the facts"), "F"),
            ("hold_up", N_("Note what holds it up"), "H"),
            ("promise", N_("Note a promise"), "N"),
            ("group", N_("Group under a common problem"), "C"),
        )
        may_write = lambda: not self.session.book.read_only  # noqa: E731 - a condition as a value
        return (
            Command("take_case", N_("Take in a case"), self.take_case, "record", _TAKE_KEY, may_write, "add"),
            *(
                Command(f"case_{key}", words, partial(self.do_act, key), "record", f"Ctrl+J, {letter}", self._may(key))
                for key, words, letter in steps
            ),
            Command("cases_send", N_("Send out follow-up sheets"), self.send_followups, "file", "Ctrl+J, X"),
            *self.papers.case(self._case_in_view),
            Command("cases_find", N_("Find in this list"), self.bar.words.setFocus, "edit", "Ctrl+F", icon="search"),
            Command("cases_board", N_("Cases as a board"), partial(self.show_mode, "board"), "view", "Ctrl+J, 1"),
            Command("cases_list", N_("Cases as a list"), partial(self.show_mode, "list"), "view", "Ctrl+J, 2"),
        )


def _is_over(appeal: Appeal) -> bool:
    return appeal.state in ("closed", "withdrawn", "merged")


def _no_way(source: str, target: str) -> CaseworkError:
    """Why a card cannot be carried there."""
    return BadInput(
        _("From “{old}” a case cannot go to “{new}”.").format(
            old=CASE_STATES.label(source), new=CASE_STATES.label(target)
        ),
        remedy=_("Open the card: its record offers the steps that are possible."),
    )
