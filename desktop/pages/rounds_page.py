"""Revisit rounds: the coverage matrix of a fixed list of enterprises, the next contact logged beside it."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from casework.amounts import ordinal
from casework.casebook import Casebook
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.settings import working_calendar
from casework.insight.coverage import Coverage, CoverageRow, coverage
from casework.language import N_, _
from casework.records import Record
from casework.verbs.people import person_called
from desktop.choices import editor_needs
from desktop.commands import Command
from desktop.dialogs.act_card import ActCard
from desktop.dialogs.paper_commands import PagePapers
from desktop.followup_desk import FollowupDesk
from desktop.followup_sheets import SheetOf
from desktop.pages.page import Page
from desktop.pages.rounds_close import close_act
from desktop.pages.rounds_contact import RoundContact
from desktop.pages.rounds_head import RoundHead, title_pieces
from desktop.pages.rounds_matrix import FILTERS, chosen_rows, filter_words, legend_pieces, matrix_columns, matrix_rows
from desktop.pages.rounds_open import OpenRound
from desktop.session import Session
from widgets.buttons import Button, icon_button
from widgets.cards import Card, row_of
from widgets.coverage_matrix import LOW_ROW, ROW, CoverageMatrix
from widgets.empty_state import EmptyState
from widgets.labels import LineLabel
from widgets.segmented import Segmented
from widgets.typed_line import below

_MOST_ROUNDS = 30
_FORM_WIDTH = 328
_LOW = 730
"""Below this height the statement folds to a link (a window below 800)."""
_NOT_REACHED = (
    "select count(*) as n from round_member member join revisit_round on revisit_round.id = member.round_id"
    " where revisit_round.closed_on is null and revisit_round.removed_at is null and member.removed_at is null"
    " and member.member_outcome = '' and not exists (select 1 from visit where visit.round_id = member.round_id"
    " and visit.enterprise_id = member.enterprise_id and visit.state = 'done' and visit.removed_at is null)"
)


class RoundsPage(Page):
    """One round at a time: the newest open one first."""

    name: ClassVar[str] = "rounds"
    words: ClassVar[str] = N_("Rounds")
    icon: ClassVar[str] = "arrow_repeat_all"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until the page is seen."""
        super().__init__(session, parent)
        self._person_id = person_called(session.book, session.actor)
        self._calendar = working_calendar(session.book)
        self._round_id = ""
        self.found: Coverage | None = None
        self._closing: ActCard | None = None
        self._opening: OpenRound | None = None
        self._go_on = False
        self.papers = PagePapers(self.session, self)
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._title = LineLabel(height=34)
        self.choose_button = icon_button("chevron_down", _("Another round"))
        self.followups = FollowupDesk(self.session, self)
        self.send_button = icon_button("arrow_export", _("Follow-up sheets of this round…"))
        self.open_button = Button(_("Open a round"), "add")
        self.close_button = Button(_("Close the round"), "checkmark_circle")
        self.next_button = Button(_("Next round"), "arrow_repeat_all")
        self.head = RoundHead()
        self.filters = Segmented(
            [(key, _(words).format(count="").strip()) for key, words in FILTERS.items()],
            "all",
            name=_("Which enterprises"),
        )
        self.matrix = CoverageMatrix(_("Coverage of the round"))
        self.contact = RoundContact(self.session)
        self.empty = EmptyState()

    def _arrange(self) -> None:
        matrix = Card(margins=(1, 6, 1, 5))
        matrix.add(row_of(self.filters, None, LineLabel(legend_pieces()), margins=(12, 0, 12, 0)))
        matrix.add(self.matrix, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.head)
        left.addWidget(matrix, 1)
        self.side = QStackedWidget()
        self.side.setFixedWidth(_FORM_WIDTH)
        self.side.addWidget(self.contact)
        self._round_view = QWidget()
        row = QHBoxLayout(self._round_view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self._views = QStackedWidget()
        for view in (self._round_view, self.empty):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        buttons = (self.choose_button, None, self.send_button, self.open_button, self.close_button, self.next_button)
        column.addWidget(row_of(self._title, *buttons))
        column.addWidget(self.followups.desk)
        column.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._open_menu)
        self.open_button.clicked.connect(self.open_round)
        self.close_button.clicked.connect(self.close_round)
        self.send_button.clicked.connect(self.send_followups)
        self.next_button.clicked.connect(self.next_round)
        self.filters.changed.connect(self._show_rows)
        self.matrix.current_changed.connect(self._cell_chosen)
        self.matrix.cell_opened.connect(self._cell_opened)
        self.contact.saved.connect(self._contact_saved)
        self.contact.open_record.connect(self.open_record)
        self.head.copied.connect(lambda: self.session.said.emit(_("The statement is on the clipboard.")))
        self.setFocusProxy(self.matrix)

    # What the page shows

    def shows(self) -> frozenset[str]:
        """Rounds, their members and contacts, and what these brought."""
        return frozenset(
            {"revisit_round", "round_member", "visit", "appeal", "demand", "match", "commitment", "enterprise"}
            | {"commissioner_assignment", "calendar_day"}
        )

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """How many enterprises of the open rounds are not reached yet."""
        return book.query(_NOT_REACHED)[0]["n"], False

    def rounds(self) -> list[RevisitRound]:
        """The rounds there are, those still open first, then the newest."""
        order = "closed_on is not null, opened_on desc, round_no desc"
        return self.session.book.select(RevisitRound, order=order, limit=_MOST_ROUNDS)

    def refresh(self) -> None:
        """Reads the coverage of the shown round beside the window's thread."""
        rounds = self.rounds()
        if self._round_id not in {one.id for one in rounds} and rounds:
            self._round_id = rounds[0].id
        may_write = not self.session.book.read_only
        for button in (self.open_button, self.close_button, self.next_button):
            button.setEnabled(may_write)
        if not rounds:
            self._show_nothing()
            return
        round_id = self._round_id
        self.session.read(lambda book: coverage(book, book.get(RevisitRound, round_id)), self._show)

    def _show_nothing(self) -> None:
        self.found = None
        self._title.set_line([])
        self.choose_button.hide()
        self.send_button.hide()
        self.close_button.hide()
        self.next_button.hide()
        self.empty.say(
            _("A round contacts a fixed list of enterprises once more."),
            hint=_("Who is still missing is seen at one glance; the closing statement writes itself."),
            button=_("Open the first round"),
            icon="add",
            run=self.open_round,
        )
        if self._opening is None:
            self._views.setCurrentWidget(self.empty)

    def _show(self, found: Coverage) -> None:
        if found.round.id != self._round_id:
            return
        self.found = found
        one = found.round
        self._title.set_line(title_pieces(found))
        self.choose_button.show()
        self.send_button.show()
        self.close_button.setVisible(one.closed_on is None)
        self.next_button.show()
        self.next_button.set_words(
            _("Open {round}").format(round=_("round {round}").format(round=ordinal(one.round_no + 1)))
        )
        self.head.show_round(found, self._calendar)
        self.filters.set_words(filter_words(found, self._person_id))
        self._show_rows()
        if self._opening is None:
            self._views.setCurrentWidget(self._round_view)
        if self._go_on:
            self._go_on = False
            self._to_next_missing()

    def _show_rows(self, _key: str = "") -> None:
        if self.found is None:
            return
        rows = chosen_rows(self.found, self.filters.value(), self._person_id)
        self.matrix.empty.say(_("No enterprise of the round is like this."))
        self.matrix.show_matrix(matrix_columns(self.found), matrix_rows(self.found, rows))
        if rows and not self.matrix.current()[0]:
            missing = next((row for row in rows if not row.now.is_reached), rows[0])
            self.matrix.choose(missing.enterprise_id)
        self._fit_rows()
        self._show_contact(self.matrix.current()[0])

    def _to_next_missing(self) -> None:
        if self.matrix.next_missing():
            self.contact.mode.setFocus()
        else:
            self.session.said.emit(_("Everybody of this round has been contacted or told why not."))

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Shows a round, or the round of a member."""
        if type_name == "round_member":
            record_id = self.session.book.get(RoundMember, record_id).round_id
        elif type_name != "revisit_round":
            return False
        self.show_round(record_id)
        return True

    def show_round(self, round_id: str) -> None:
        """Goes to another round."""
        self._round_id = round_id
        self._leave_closing()
        self._leave_opening()
        self.refresh()

    def enterprise_in_view(self) -> str:
        """The enterprise whose row is current."""
        return self.matrix.current()[0] if self.found is not None else ""

    def panes(self) -> list[QWidget]:
        """The head, the matrix and its form; the form for a new round where it is open."""
        if self._opening is not None:
            return [self._opening]
        return [self.head, self.matrix, self._closing or self.contact]

    # The matrix and its form

    def _row(self, enterprise_id: str) -> CoverageRow | None:
        rows = self.found.rows if self.found else ()
        return next((row for row in rows if row.enterprise_id == enterprise_id), None)

    def _cell_chosen(self, enterprise_id: str, _round_id: str) -> None:
        self._show_contact(enterprise_id)

    def _show_contact(self, enterprise_id: str) -> None:
        self.contact.show_row(self.found, self._row(enterprise_id))

    def _cell_opened(self, enterprise_id: str, round_id: str) -> None:
        """Enter on a contact opens it; on a missing one it goes to the form."""
        row = self._row(enterprise_id)
        if row is None or self.found is None:
            return
        place = next(n for n, one in enumerate(self.found.rounds) if one.id == round_id)
        visit_id = row.cells[place].visit_id
        if visit_id:
            self.open_record.emit("visit", visit_id)
        else:
            self.contact.mode.setFocus()

    def _contact_saved(self, record: Record, go_on: bool) -> None:  # noqa: FBT001 - a signal's fact
        del record
        self._go_on = go_on
        self.refresh()

    # Opening, closing, going on

    def open_round(self) -> None:
        """Shows the form for a new round."""
        self._leave_opening()
        self._opening = OpenRound(self.session, self.rounds())
        self._opening.opened.connect(self._opened)
        self._opening.left.connect(self._leave_opening)
        self._views.addWidget(self._opening)
        self._views.setCurrentWidget(self._opening)
        self._opening.form.focus_first()

    def _opened(self, record: Record) -> None:
        self.session.said.emit(_("Opened: {title}").format(title=record.title()))
        self.show_round(record.id)
        self.matrix.setFocus()

    def _leave_opening(self) -> None:
        if self._opening is None:
            return
        self._views.removeWidget(self._opening)
        self._opening.deleteLater()
        self._opening = None
        self._views.setCurrentWidget(self._round_view if self.found else self.empty)

    def next_round(self) -> None:
        """Opens the round after this one over the same list, in one step."""
        if self.found is not None:
            self.session.do("next_round", {"round_id": self.found.round.id}, then=self._opened)

    def close_round(self) -> None:
        """Asks for the closing statement, and for the reason where somebody was not reached."""
        if self.found is None or self.found.round.closed_on:
            return
        self._leave_closing()
        act = close_act(self.found)
        name = f"round:close:{self.found.round.id}"
        card = ActCard(self.session, act, editor_needs(self.session), draft=name, may_leave=True)
        card.taken.connect(self._closed)
        card.left.connect(self._leave_closing)
        self._closing = card
        self.side.addWidget(card)
        self.side.setCurrentWidget(card)
        card.form.focus_first()

    def send_followups(self, *_facts: object) -> None:
        """Asks whose open cases go out, of the enterprises of this round."""
        if self.found is not None:
            self.followups.ask(SheetOf(round=self.found.round))

    def _closed(self, record: Record) -> None:
        self.show_round(record.id)

    def _leave_closing(self) -> None:
        if self._closing is None:
            return
        card, self._closing = self._closing, None
        card.keep()
        self.side.removeWidget(card)
        card.deleteLater()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for one in self.rounds():
            action = menu.addAction(f"{one.name}  {one.opened_on}")
            action.triggered.connect(partial(self._choose, one.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self.choose_button))

    def _choose(self, round_id: str, *_facts: object) -> None:
        self.show_round(round_id)

    def log_here(self) -> None:
        """Goes to the form for the current enterprise."""
        self.contact.mode.setFocus()

    def _may(self) -> bool:
        return not self.session.book.read_only

    def _may_round(self) -> bool:
        return self._may() and self.found is not None

    def _may_close(self) -> bool:
        return self._may_round() and self.found is not None and self.found.round.closed_on is None

    def commands(self) -> tuple[Command, ...]:
        """Opening, going on, closing, and moving through the matrix."""
        return (
            Command("open_round", N_("Open a round"), self.open_round, "record", "Ctrl+Shift+O", self._may, "add"),
            Command("next_round", N_("Open the next round"), self.next_round, "record", "Ctrl+L, R", self._may_round),
            Command("close_round", N_("Close the round"), self.close_round, "record", "Ctrl+L, E", self._may_close),
            Command(
                "round_send", N_("Send out follow-up sheets"), self.send_followups, "file", "Ctrl+L, X", self._may_round
            ),
            Command("round_contact", N_("To the contact form"), self.log_here, "record", "Ctrl+L, L", self._may_round),
            Command("round_missing", N_("Next one not reached"), self._to_next_missing, "view", "Ctrl+L, N"),
            *self.papers.round(lambda: self.found.round.id if self.found else ""),
            Command("copy_statement", N_("Copy the statement"), self.head.copy_statement, "edit", "Ctrl+L, C"),
        )

    def resizeEvent(self, event: object) -> None:
        """The rows follow the height; on a low screen the statement folds."""
        super().resizeEvent(event)  # pyright: ignore[reportArgumentType] - Qt's own event
        self.head.set_low(low=self.height() < _LOW)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Rows lose some pixels where the whole list then stands in sight."""
        count = max(1, len(self.matrix.matrix.rows))
        height = self.matrix.viewport().height() // count
        self.matrix.set_row_height(min(ROW, height) if height >= LOW_ROW else ROW)
