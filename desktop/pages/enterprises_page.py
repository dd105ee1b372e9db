"""Enterprises: the roster at the left, the record beside it, what to do next at the far right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.entities.enterprises import Enterprise
from casework.language import N_, _
from desktop.commands import Command
from desktop.dialogs.paper_batch import Batch
from desktop.dialogs.paper_commands import PagePapers
from desktop.listed import Listed
from desktop.pages.enterprises_acts import EnterpriseActs
from desktop.pages.enterprises_facts import EnterpriseFacts, enterprise_facts
from desktop.pages.enterprises_list import EnterpriseList
from desktop.pages.enterprises_rail import RAIL_WIDTH
from desktop.pages.enterprises_record import EnterpriseRecord
from desktop.pages.page import Page
from desktop.session import Session
from widgets.cards import Card
from widgets.empty_state import EmptyState
from widgets.row_actions import RowAction

_LIST_WIDTH, _LIST_NARROW, _RAIL_NARROW = 312, 280, 256
_TIGHT, _WITHOUT_RAIL, _ONE_AT_A_TIME = 1200, 1072, 900
"""Widths of the page below which list and rail get narrower, the rail goes under a tab, list or record is shown."""
_SHOWN = frozenset(
    {
        "enterprise", "enterprise_alias", "enterprise_class", "commissioner_assignment", "contact_person", "visit",
        "visit_party", "appeal", "appeal_step", "appeal_stop", "commitment", "demand", "match", "match_step",
        "project", "project_stage", "blocker", "policy_payout", "attachment", "round_member", "revisit_round", "unit",
        "person",
    }
)  # fmt: skip


class EnterprisesPage(Page):
    """The roster of enterprises with the record of the current one; or the roster alone as a wide table."""

    name: ClassVar[str] = "enterprises"
    words: ClassVar[str] = N_("Enterprises")
    icon: ClassVar[str] = "building"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A page on an open session."""
        super().__init__(session, parent)
        self._wanted = ""
        self._reading = ""
        self._is_single = self._in_record = False
        self.acts = EnterpriseActs(session, self)
        self.papers = PagePapers(session, self)
        actions = (
            RowAction(label=_("Log a contact"), icon="add", run=lambda row: self.acts.log_contact(row.id)),
            RowAction(label=_("Plan a visit"), icon="calendar_clock", run=lambda row: self.acts.plan_visit(row.id)),
            RowAction(label=_("Print the case summary"), icon="print", run=lambda row: self.papers.summary(row.id)),
        )
        self.list = EnterpriseList(session, actions, wide=False)
        self.table = EnterpriseList(session, actions, wide=True)
        self.record = EnterpriseRecord(session)
        self.blank, self.nothing = Card(), EmptyState()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.list.setFixedWidth(_LIST_WIDTH)
        row.addWidget(self.list)
        row.addWidget(self.record, 1)
        self.blank.add(self.nothing, 1)
        row.addWidget(self.blank, 1)
        self.stack.addWidget(beside)
        self.stack.addWidget(self.table)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(8)
        place.addWidget(self.stack, 1)
        place.addWidget(self.acts.desk)
        self._show_panes(record=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows less at once, never less."""
        super().resizeEvent(event)
        tight = self.width() < _TIGHT
        self._is_single = self.width() < _ONE_AT_A_TIME
        if self._is_single:
            self.list.setFixedWidth(self.width())
        else:
            self.list.setFixedWidth(_LIST_NARROW if tight else _LIST_WIDTH)
        self.record.set_narrow(narrow=self.width() < _WITHOUT_RAIL, rail_width=_RAIL_NARROW if tight else RAIL_WIDTH)
        self._show_panes(record=self._in_record)

    def _show_panes(self, *, record: bool) -> None:
        """List and record beside each other, or one of them with a way back."""
        self._in_record = record
        self.record.head.back.setVisible(self._is_single)
        self.list.setVisible(not (self._is_single and record))
        has_record = bool(self._wanted) and self.record.facts is not None
        self.record.setVisible(has_record and (record or not self._is_single))
        self.blank.setVisible(not has_record and not self._is_single)

    def _back_to_list(self) -> None:
        self._show_panes(record=False)
        self.list.table.setFocus()

    def _say_nothing_chosen(self) -> None:
        """What stands in the place of the record: in an empty file the way to begin."""
        if self.list.is_empty and self._may():
            hint = _("Or bring in a roster with the File menu: what it will do is shown before it is done.")
            add = _("Add an enterprise")
            said = _("Begin with the enterprises you serve.")
            begin = self.acts.add
            self.nothing.say(said, hint=hint, button=add, icon="add", key="Ctrl+Shift+E", run=begin, primary=False)
        else:
            self.nothing.say(_("Choose an enterprise from the list."))

    def _connect(self) -> None:
        acts, record, rail = self.acts, self.record, self.record.rail
        self.list.chosen.connect(self.show_enterprise)
        self.list.opened.connect(self._enter_record)
        self.list.counted.connect(self._say_nothing_chosen)
        self.list.import_asked.connect(lambda: self.asked.emit("import"))
        self.table.opened.connect(self._open_from_table)
        record.record_asked.connect(self.open_record)
        record.head.back_asked.connect(self._back_to_list)
        record.head.log_asked.connect(self.log_contact)
        record.head.plan_asked.connect(self.plan_visit)
        record.head.edit_asked.connect(self.edit)
        rail.plan_asked.connect(self.plan_visit)
        rail.move_asked.connect(acts.move_visit)
        rail.result_asked.connect(acts.log_result)
        rail.settle_asked.connect(acts.settle)
        acts.show_asked.connect(self._show_asked)
        acts.gone.connect(self._leave)
        for words, run in (
            (_("Print the case summary"), self.print_summary),
            (_("Hand over to another commissioner"), self.hand_over),
            (_("Add a contact person"), record.people.add),
            (_("Move to the recycle bin"), self.remove),
        ):
            action = QAction(words, record.head.more)
            action.triggered.connect(partial(_run, run))
            record.head.more.addAction(action)

    # Page

    def shows(self) -> frozenset[str]:
        """Nearly everything hangs on an enterprise."""
        return _SHOWN

    def refresh(self) -> None:
        """Reads the list and the record anew."""
        (self.table if self.is_wide else self.list).refresh()
        if self._wanted:
            self._read(self._wanted)

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Shows an enterprise, or the one on which the record hangs."""
        kind = self.session.book.types.get(type_name)
        if kind is None:
            return False
        record = self.session.book.get(kind, record_id)
        enterprise_id = record.id if isinstance(record, Enterprise) else str(getattr(record, "enterprise_id", ""))
        if not enterprise_id:
            return False
        self.stack.setCurrentIndex(0)
        self._show_panes(record=True)
        self.show_enterprise(enterprise_id)
        self.refresh_if_seen()
        self.list.choose(enterprise_id)
        tab = {"contact_person": "people", "commitment": "promises"}.get(type_name, "")
        if tab:
            self.record.show_tab(tab)
        return True

    def listed(self) -> Sequence[Listed]:
        """The roster, narrow or wide; a roster of it always has the columns of the wide one."""
        return (self.table.listed(), self.list.listed(self.table.table.shown_columns))

    def enterprise_in_view(self) -> str:
        """The enterprise whose record is shown."""
        return self._wanted

    @property
    def is_wide(self) -> bool:
        """Whether the roster fills the page."""
        return self.stack.currentIndex() == 1

    def commands(self) -> tuple[Command, ...]:
        """What can be done with the roster and with the current enterprise."""
        chosen = self._has_enterprise
        return (
            Command(
                "add_enterprise", N_("Add an enterprise"), self.acts.add, "record", "Ctrl+Shift+E", self._may, "add"
            ),
            Command("change_enterprise", N_("Change the enterprise"), self.edit, "record", "F2", chosen, "edit"),
            Command(
                "log_contact_here", N_("Log a contact with this enterprise"), self.log_contact, "record",
                "Ctrl+Shift+L", chosen, "add",
            ),
            Command(
                "plan_visit_here", N_("Plan a visit to this enterprise"), self.plan_visit, "record", "Ctrl+Shift+V",
                chosen, "calendar_clock",
            ),
            Command("hand_over", N_("Hand over to another commissioner"), self.hand_over, "record", "", chosen),
            Command(
                "merge_enterprise", N_("Merge with another entry…"), self.merge, "record", "Ctrl+Shift+G", chosen,
                "merge",
            ),
            Command(
                "remove_enterprise", N_("Move the enterprise to the recycle bin"), self.remove, "record", "", chosen
            ),
            *self.papers.enterprise(lambda: self._wanted, self._batch),
            Command(
                "export_roster", N_("Export the roster"), self.acts.export, "file", "Ctrl+Shift+X", icon="arrow_export"
            ),
            Command(
                "find_within", N_("Find within the record"), self.record.find_within, "edit", "Ctrl+F", self._has_shown
            ),
            Command("wide_table", N_("Roster as a wide table"), self.toggle_wide, "view", "Ctrl+T", icon="table"),
        )  # fmt: skip

    def _batch(self) -> Batch:
        """The rows selected, and all of the list as it is filtered."""
        shown = self.table if self.is_wide else self.list
        return Batch(
            chosen=shown.table.picked_ids(), listed=shown.listed().ids(), count=shown.table.rows_model.rowCount()
        )

    def _may(self) -> bool:
        return not self.session.book.read_only

    def _has_shown(self) -> bool:
        return bool(self._wanted)

    def _has_enterprise(self) -> bool:
        return self._may() and self._has_shown()

    # Showing

    def toggle_wide(self) -> None:
        """The roster over the whole page, or the record beside it again."""
        self.stack.setCurrentIndex(0 if self.is_wide else 1)
        shown = self.table if self.is_wide else self.list
        shown.show_filter((self.list if self.is_wide else self.table).bar.filter())
        shown.table.setFocus()

    def _open_from_table(self, enterprise_id: str) -> None:
        self.stack.setCurrentIndex(0)
        self.list.show_filter(self.table.bar.filter())
        self.list.choose(enterprise_id)
        self._show_panes(record=True)
        self.show_enterprise(enterprise_id)

    def show_enterprise(self, enterprise_id: str) -> None:
        """Shows the record of an enterprise, as soon as it is gathered."""
        if not enterprise_id:
            return
        self._wanted = enterprise_id
        self._read(enterprise_id)

    def _read(self, enterprise_id: str) -> None:
        """One question at a time: while rows are stepped through, only the last one is gathered."""
        if self._reading:
            return
        self._reading = enterprise_id
        actor = self.session.actor
        self.session.read(lambda book: enterprise_facts(book, enterprise_id, actor), self._show)

    def _show(self, facts: EnterpriseFacts) -> None:
        self._reading = ""
        if facts.enterprise.id != self._wanted:
            self._read(self._wanted)
            return
        self.record.show_facts(facts)
        self._show_panes(record=self._in_record)

    def _enter_record(self, _enterprise_id: str) -> None:
        self._show_panes(record=True)
        self.record.timeline.timeline.setFocus()

    def _show_asked(self, enterprise_id: str) -> None:
        self.show_record("enterprise", enterprise_id)

    def _leave(self) -> None:
        """The enterprise shown is in the bin."""
        self._wanted = ""
        self._show_panes(record=False)
        self.list.refresh()

    # What the commands do with the enterprise shown

    def edit(self) -> None:
        """Asks for changes."""
        self.acts.edit(self._wanted)

    def merge(self) -> None:
        """Asks for the other entry."""
        self.acts.merge(self._wanted)

    def log_contact(self) -> None:
        """Opens the quick entry."""
        self.acts.log_contact(self._wanted)

    def plan_visit(self) -> None:
        """Asks for the day of a visit."""
        self.acts.plan_visit(self._wanted)

    def hand_over(self) -> None:
        """Asks for another commissioner."""
        self.acts.hand_over(self._wanted)

    def remove(self) -> None:
        """Puts it into the recycle bin."""
        self.acts.remove(self._wanted)

    def print_summary(self) -> None:
        """Shows its case summary as it will be printed."""
        self.papers.summary(self._wanted)


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()
