"""Projects: both ladders as a pipeline or a table, money by kind, what holds projects up, and one project's record."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.people import Unit
from casework.entities.projects import LADDERS, Blocker, Project, ProjectStage
from casework.entities.settings import setting
from casework.errors import Ambiguous, NotFound
from casework.fields import column
from casework.insight.figure import Question
from casework.insight.project_board import ProjectBoard, project_board
from casework.language import N_, _
from casework.periods import Period, parse_period
from casework.records import Record
from casework.verbs.people import person_called
from desktop.choices import editor_needs
from desktop.commands import Command
from desktop.dialogs.act_card import ActCard
from desktop.dialogs.paper_commands import PagePapers
from desktop.listed import Listed
from desktop.pages.page import Page
from desktop.pages.projects_acts import open_act, project_needs
from desktop.pages.projects_ladder import LadderCard
from desktop.pages.projects_list import ProjectsList
from desktop.pages.projects_money import MoneyCard
from desktop.pages.projects_rail import ProjectsRail
from desktop.pages.projects_record import ProjectView
from desktop.session import Session
from widgets.buttons import Button
from widgets.cards import Card, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Words, caption
from widgets.reference_editor import ReferenceEditor
from widgets.segmented import Segmented
from widgets.typed_line import below

_NEW_KEY = "Ctrl+Shift+J"
_HELD_UP = (
    "select count(*) as n from blocker where project_id is not null and cleared_on is null and removed_at is null"
)


class ProjectsPage(Page):
    """Numbers count entries into a stage in the period; cards and table show where projects stand now."""

    name: ClassVar[str] = "projects"
    words: ClassVar[str] = N_("Projects and contracts")
    icon: ClassVar[str] = "rocket"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """The pipeline of this year comes first."""
        super().__init__(session, parent)
        self._person_id = person_called(session.book, session.actor)
        self.period = usual_periods(session)[0]
        self._scope_id = _own_scope(session.book)
        self._wanted = ""
        self._new: Card | None = None
        self.board: ProjectBoard | None = None
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._title = LineLabel(height=32)
        self.period_button = Button(self.period.title(), opens=True)
        self.scope = ReferenceEditor(column(Project, "territory_id"), editor_needs(self.session))
        self.scope.setFixedWidth(200)
        self.scope.line.setPlaceholderText(_("all units"))
        self.scope.set_value(self._scope_id)
        self.mode = Segmented(
            [("board", _("Pipeline"), "board"), ("list", _("Table"), "table")],
            "board",
            name=_("How projects are shown"),
        )
        self.new_button = Button(_("New project"), "add", key=_NEW_KEY, opens=True)
        self.new_button.setEnabled(not self.session.book.read_only)
        self.money = MoneyCard()
        self.ladders = {ladder: LadderCard(ladder) for ladder in LADDERS.labels}
        self.rail = ProjectsRail()
        self.list = ProjectsList(self.session)
        self.record = ProjectView(self.session)

    def _arrange(self) -> None:
        pipeline = QWidget()
        ladders = QVBoxLayout(pipeline)
        ladders.setContentsMargins(0, 0, 0, 0)
        ladders.setSpacing(8)
        for card in self.ladders.values():
            ladders.addWidget(card)
        ladders.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(pipeline)
        for ground in (pipeline, area.viewport()):
            ground.setAutoFillBackground(False)
        board = QWidget()
        below_money = QHBoxLayout()
        below_money.setSpacing(8)
        below_money.addWidget(area, 1)
        below_money.addWidget(self.rail)
        column_ = QVBoxLayout(board)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(8)
        column_.addWidget(self.money)
        column_.addLayout(below_money, 1)
        self._side = QStackedWidget()
        self._side.addWidget(self.record)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setHandleWidth(8)
        self._split.setChildrenCollapsible(False)
        for part in (self.list, self._side):
            self._split.addWidget(part)
        self._split.setSizes([330, 440])
        self._views = QStackedWidget()
        for view in (board, self._split):
            self._views.addWidget(view)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 4, 0, 8)
        place.setSpacing(8)
        place.addWidget(row_of(self._title, self.scope, self.period_button, None, self.mode, self.new_button))
        place.addWidget(self._views, 1)
        self._show_title(None)

    def _connect(self) -> None:
        self.mode.changed.connect(self.show_mode)
        self.period_button.clicked.connect(self._offer_periods)
        self.scope.changed.connect(self._scope_typed)
        self.new_button.clicked.connect(self._offer_ladders)
        self.rail.opened.connect(self.show_project)
        for card in self.ladders.values():
            card.opened.connect(self.show_project)
            card.stage_chosen.connect(self.show_stage)
        self.list.chosen.connect(self._show_chosen)
        self.list.counted.connect(self._counted)
        self.record.open_record.connect(self.open_record)
        self.record.taken.connect(self._step_taken)
        self.setFocusProxy(self.mode)

    # What the page shows

    def shows(self) -> frozenset[str]:
        """Projects, their entries and blockers, and the names beside them."""
        return frozenset({"project", "project_stage", "blocker", "enterprise", "person", "unit", "target"})

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """How many things hold projects up."""
        return book.query(_HELD_UP)[0]["n"], False

    def refresh(self) -> None:
        """Reads the pipeline, or the table and the record, anew."""
        if self.mode.value() == "board":
            question = self._question()
            self.session.read(lambda book: project_board(book, question), self._show_board)
            return
        self.list.refresh(self._scope_id)
        if self.record.found is not None and self._new is None:
            self._show_project(self.record.found.project.id)

    def _question(self) -> Question:
        scope = self.session.book.get(Unit, self._scope_id) if self._scope_id else None
        return Question(period=self.period, today=self.session.today, scope=scope)

    def _show_board(self, board: ProjectBoard) -> None:
        if board.question != self._question():
            return
        self.board = board
        self.money.show_money(board.money)
        for ladder, card in self.ladders.items():
            card.show_stages(board.ladders[ladder], self.period.title())
        self.rail.show_board(board)
        self._show_title(None)

    def _show_title(self, count: int | None) -> None:
        pieces = [Words(_(self.words), size=TextSize.PAGE, bold=True, elastic=False)]
        if count is not None:
            pieces.append(caption(_("{count} projects").format(count=count), elastic=False))
        self._title.set_line(pieces)

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Shows a project, or the one a stage entry or a blocker belongs to."""
        if type_name == "project_stage":
            record_id = self.session.book.get(ProjectStage, record_id).project_id
        elif type_name == "blocker":
            record_id = self.session.book.get(Blocker, record_id).project_id
        elif type_name != "project":
            return False
        return bool(record_id) and self.show_project(record_id)

    def show_project(self, project_id: str) -> bool:
        """Goes to the table with this project below it."""
        self._wanted = project_id
        self._leave_new()
        shown = self._show_project(project_id)
        self.show_mode("list")
        return shown

    def show_stage(self, ladder: str, stage: str) -> None:
        """Lists the projects that stand in a stage."""
        self.list.show_stage(ladder, stage)
        self.show_mode("list")

    def show_mode(self, mode: str) -> None:
        """Pipeline or table."""
        self.mode.set_value(mode)
        self._views.setCurrentIndex(0 if mode == "board" else 1)
        self.refresh()

    def _show_project(self, project_id: str) -> bool:
        try:
            self.record.show_project(project_id)
        except NotFound:
            self.record.show_project("")
            return False
        return True

    def _show_chosen(self, project_id: str) -> None:
        if project_id and not self._wanted:
            self._show_project(project_id)

    def _counted(self, count: int) -> None:
        self._show_title(count)
        if self._wanted:
            if not self.list.choose(self._wanted):
                self.list.table.clearSelection()  # it stands further down than what has been read
            self._wanted = ""
        elif count and not self.list.table.current_id():
            self.list.table.choose_row(0)

    def _step_taken(self, record: object) -> None:
        del record
        if self.record.found is not None:
            self._wanted = self.record.found.project.id
            self._show_project(self._wanted)
            self.list.table.setFocus()

    def enterprise_in_view(self) -> str:
        """The enterprise of the project that is shown."""
        found = self.record.found
        return found.project.enterprise_id if found is not None and self.mode.value() == "list" else ""

    def panes(self) -> list[QWidget]:
        """The ladders and their rail, or the table and what stands below it."""
        if self.mode.value() == "board":
            return [*self.ladders.values(), self.rail]
        return [self.list.bar, self.list.table, self._new or self.record]

    # Period and scope

    def _offer_periods(self) -> None:
        menu = QMenu(self)
        for period in usual_periods(self.session):
            menu.addAction(period.title()).triggered.connect(partial(self._ask_period, period))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self.period_button))

    def _ask_period(self, period: Period, *_facts: object) -> None:
        self.period = period
        self.period_button.set_words(period.title())
        self.refresh()

    def _scope_typed(self) -> None:
        found = self.scope.draft()
        if found["id"] or not found["words"].strip():
            self._scope_id = found["id"]
            self.refresh()

    # New projects

    def _offer_ladders(self) -> None:
        menu = QMenu(self)
        for ladder in LADDERS.labels:
            menu.addAction(LADDERS.label(ladder)).triggered.connect(partial(self.new_project, ladder))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self.new_button))

    def new_project(self, ladder: str = "transfer", *_facts: object) -> None:
        """Opens the form for a new project on a ladder."""
        self._leave_new()
        self.show_mode("list")
        act = open_act(ladder, self.session.today, self._person_id)
        needs = project_needs(self.session, ladder)
        card = ActCard(self.session, act, needs, draft=f"project:new:{ladder}", may_leave=True)
        card.taken.connect(self._project_opened)
        card.left.connect(self._leave_new)
        self._new = card
        self._side.addWidget(card)
        self._side.setCurrentWidget(card)
        card.form.focus_first()

    def _project_opened(self, record: Record) -> None:
        self.show_project(record.id)

    def _leave_new(self) -> None:
        if self._new is None:
            return
        card, self._new = self._new, None
        if isinstance(card, ActCard):
            card.keep()
        self._side.removeWidget(card)
        card.deleteLater()

    def do_act(self, key: str) -> None:
        """Opens the card of a step of the project that is shown."""
        found = next((one for one in self.record.acts if one.startswith(key)), "")
        self.record.take(found)

    def _find(self) -> None:
        self.show_mode("list")
        self.list.bar.words.setFocus()

    def _may_write(self) -> bool:
        return not self.session.book.read_only

    def _may_act(self) -> bool:
        return self._may_write() and self.record.found is not None and self.mode.value() == "list"

    def listed(self) -> Sequence[Listed]:
        """The table of projects."""
        return (self.list.listed(),)

    def commands(self) -> tuple[Command, ...]:
        """New projects, the steps of the one that is shown, and how projects are shown."""
        may, act, clear = self._may_write, self._may_act, partial(self.do_act, "clear:")
        return (
            Command("new_project", N_("New project"), self.new_project, "record", _NEW_KEY, may, "add"),
            Command(
                "new_investment",
                N_("New investment project"),
                partial(self.new_project, "investment"),
                "record",
                "Ctrl+G, I",
                may,
            ),
            Command(
                "project_stage", N_("Enter the next stage"), partial(self.do_act, "stage:"), "record", "Ctrl+G, S", act
            ),
            Command(
                "project_money", N_("Enter money and output"), partial(self.do_act, "money"), "record", "Ctrl+G, M", act
            ),
            Command(
                "project_blocker",
                N_("Note what holds the project up"),
                partial(self.do_act, "hold_up"),
                "record",
                "Ctrl+G, H",
                act,
            ),
            Command("project_clear", N_("Clear the oldest blocker"), clear, "record", "Ctrl+G, C", act),
            Command(
                "project_facts",
                N_("Change the facts of the project"),
                partial(self.do_act, "facts"),
                "record",
                "Ctrl+G, F",
                act,
            ),
            *PagePapers(self.session, self).project(self.list.table.current_id),
            Command("projects_find", N_("Find in this list"), self._find, "edit", "Ctrl+F", icon="search"),
            Command(
                "projects_pipeline", N_("Projects as a pipeline"), partial(self.show_mode, "board"), "view", "Ctrl+G, 1"
            ),
            Command("projects_table", N_("Projects as a table"), partial(self.show_mode, "list"), "view", "Ctrl+G, 2"),
        )


def usual_periods(session: Session) -> list[Period]:
    """What is asked for most: this year so far, this month, the year, the year before, and all time up to today."""
    today = session.today
    codes = (
        f"{today.year}-01..{today:%Y-%m}",
        f"{today:%Y-%m}",
        str(today.year),
        str(today.year - 1),
        f"..{today:%Y-%m}",
    )
    return list(dict.fromkeys(parse_period(code, today) for code in codes))


def _own_scope(book: Casebook) -> str:
    """The scope the office set for itself; empty where it set none, or one that is not known."""
    words = setting(book, "default_scope")
    try:
        return book.find(Unit, words).id if words else ""
    except (NotFound, Ambiguous):
        return ""
