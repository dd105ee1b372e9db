"""The record of one enterprise: head, facts, one timeline of everything and the tabs beside it, the right rail."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from casework.language import N_, _
from desktop.pages.enterprises_facts import KINDS, EnterpriseFacts
from desktop.pages.enterprises_files import FilesTab
from desktop.pages.enterprises_head import EnterpriseHead, FactGrid
from desktop.pages.enterprises_people import PeopleTab
from desktop.pages.enterprises_rail import EnterpriseRail
from desktop.pages.enterprises_tabs import (
    TabRow,
    case_rows,
    history_columns,
    project_rows,
    promise_rows,
    supply_rows,
    tab_columns,
)
from desktop.session import Session
from widgets.cards import Card
from widgets.record_table import TWO_LINES, RecordTable
from widgets.timeline import Timeline
from widgets.typed_line import TypedLine

_KIND_WORDS = {
    "contacts": N_("Contacts"),
    "cases": N_("Cases"),
    "supply": N_("Matches and projects"),
    "policy": N_("Policies"),
    "others": N_("By other offices"),
}
TABS = ("timeline", "cases", "supply", "projects", "promises", "people", "files", "history", "next")
_TAB_WORDS = {
    "timeline": N_("Timeline"),
    "cases": N_("Cases"),
    "supply": N_("Demands"),
    "projects": N_("Project work"),
    "promises": N_("Promises"),
    "people": N_("Contact persons"),
    "files": N_("Attachments"),
    "history": N_("History"),
    "next": N_("What to do next"),
}
_EMPTY = {
    "cases": N_("No case of this enterprise was taken in."),
    "supply": N_("No technology demand of this enterprise is noted."),
    "projects": N_("No project of this enterprise is noted."),
    "promises": N_("No promise to this enterprise is open."),
}


class TimelineTab(QWidget):
    """The timeline with its switches and its search line."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.timeline = Timeline(_("Timeline"))
        self.timeline.empty.say(_("Nothing has happened with this enterprise yet."))
        self.boxes = {kind: QCheckBox(_(_KIND_WORDS[kind])) for kind in KINDS}
        self.words = TypedLine(placeholder=_("Find within this enterprise"), name=_("Find within this enterprise"))
        self.words.set_trailing("search")
        self.words.setMinimumWidth(96)
        self.words.setMaximumWidth(230)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._switch)
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self.words)
        self.words.textChanged.connect(self._search)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 6, 0, 0)
        place.setSpacing(6)
        place.addLayout(row)
        place.addWidget(self.timeline, 1)

    def _switch(self) -> None:
        self.timeline.show_kinds([kind for kind, box in self.boxes.items() if not box.isChecked()])

    def _search(self, words: str) -> None:
        if not self.words.is_composing:
            self.timeline.search(words)


class EnterpriseRecord(Card):
    """Shows the facts it is given; `record_asked` tells what is to be opened (type name, id)."""

    record_asked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        """Empty."""
        super().__init__(margins=(1, 1, 1, 1))
        self.column.setSpacing(0)
        self.facts: EnterpriseFacts | None = None
        self.head, self.grid, self.rail = EnterpriseHead(), FactGrid(), EnterpriseRail()
        self.timeline = TimelineTab()
        self.people, self.files = PeopleTab(session), FilesTab(session)
        self.tables = {name: self._table(name) for name in ("cases", "supply", "projects", "promises")}
        self.tables["history"] = RecordTable(history_columns(), name=_("History"))
        self.tables["history"].empty.say(_("Nothing was changed."))
        self._narrow_rail = QWidget()
        QVBoxLayout(self._narrow_rail).setContentsMargins(0, 8, 0, 0)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.stack = QStackedWidget()
        for name in TABS:
            self.tabs.addTab(_(_TAB_WORDS[name]))
            self.stack.addWidget(self._page(name))
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.timeline.timeline.opened.connect(self._open_entry)
        self.rail.record_asked.connect(self.record_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(20, 8, 8, 8)
        middle.setSpacing(6)
        for part in (self.grid, self.tabs):
            middle.addWidget(part)
        middle.addWidget(_hairline())
        middle.addWidget(self.stack, 1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(8)
        body.addLayout(middle, 1)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 12, 0, 8)
        self._side.addWidget(self.rail)
        body.addLayout(self._side)
        self.tabs.setTabVisible(TABS.index("next"), False)
        self.add(self.head)
        self.add(_hairline())
        self.column.addLayout(body, 1)

    def _page(self, name: str) -> QWidget:
        own: dict[str, QWidget] = {"timeline": self.timeline, "people": self.people, "files": self.files}
        own["next"] = self._narrow_rail
        return own.get(name) or self.tables[name]

    def _table(self, name: str) -> RecordTable:
        table = RecordTable(tab_columns(), row_height=TWO_LINES, header=False, name=_(_TAB_WORDS[name]))
        table.empty.say(_(_EMPTY[name]))
        table.opened.connect(partial(self._open_row, table))
        return table

    def show_facts(self, facts: EnterpriseFacts) -> None:
        """Shows an enterprise; the tab and the scroll stay while it is the same one."""
        self.facts = facts
        self.head.show_facts(facts)
        self.grid.show_facts(facts)
        self.rail.show_facts(facts)
        self.timeline.timeline.set_entries(facts.entries)
        self.people.show_facts(facts)
        self.files.show_facts(facts)
        rows: dict[str, Sequence[TabRow]] = {
            "cases": case_rows(facts),
            "supply": supply_rows(facts),
            "projects": project_rows(facts),
            "promises": promise_rows(facts.story.promises, facts.story.as_of),
        }
        for name, found in rows.items():
            self.tables[name].show_rows(found)
        self.tables["history"].show_rows(list(facts.history))
        counts = {name: len(found) for name, found in rows.items()}
        counts |= {"timeline": len(facts.entries), "people": len(facts.contacts), "files": len(facts.attachments)}
        counts["supply"] = len(facts.story.demands)
        for number, name in enumerate(TABS):
            words = _(_TAB_WORDS[name])
            self.tabs.setTabText(number, f"{words} {counts[name]}" if counts.get(name) else words)

    def set_narrow(self, *, narrow: bool, rail_width: int) -> None:
        """In a narrow window the rail stands under a tab, otherwise at the right."""
        self.rail.setFixedWidth(rail_width)
        if narrow == self.tabs.isTabVisible(TABS.index("next")):
            return
        self.tabs.setTabVisible(TABS.index("next"), narrow)
        place = self._narrow_rail.layout() if narrow else self._side
        if place is not None:
            place.addWidget(self.rail)
            self.rail.show()
        if not narrow and self.tabs.currentIndex() == TABS.index("next"):
            self.show_tab("timeline")

    def show_tab(self, name: str) -> None:
        """Goes to a tab."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def find_within(self) -> None:
        """The search line of the timeline gets the focus."""
        self.show_tab("timeline")
        self.timeline.words.setFocus()

    def _open_row(self, table: RecordTable, _record_id: str) -> None:
        row = table.current_row()
        if isinstance(row, TabRow):
            self.record_asked.emit(row.type_name, row.id)

    def _open_entry(self, entry_id: str) -> None:
        type_name, record_id, _kind = entry_id.split(":", 2)
        self.record_asked.emit(type_name, record_id)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("surface", "hairline")
    line.setStyleSheet("margin: 0")
    line.setFixedHeight(1)
    return line
