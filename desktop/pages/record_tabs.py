"""Desks beside each other as tabs: each with its list and the record beside or below it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.language import _
from casework.records import Record
from desktop.pages.record_desk import Desk
from desktop.pages.record_list import RecordList
from desktop.pages.record_rail import RecordRail
from desktop.session import Session
from widgets.cards import row_of
from widgets.fonts import TextSize
from widgets.pieces import Words
from widgets.segmented import Segmented


class DeskView(QWidget):
    """One desk: the list and the record."""

    def __init__(self, session: Session, desk: Desk) -> None:
        """Reads nothing yet."""
        super().__init__()
        self.session, self.desk = session, desk
        self.list = RecordList(session, desk)
        self.rail = RecordRail(session, desk)
        self._parent_id = ""
        box = QVBoxLayout(self) if desk.wide else QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.list, 1)
        box.addWidget(self.rail)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self.rail.focus_form)
        self.list.add_asked.connect(self.add_record)
        self.list.remove_asked.connect(self._remove)
        self.rail.saved.connect(self._saved)

    def show_parent(self, record: Record | None) -> None:
        """Narrows the list to a record of the shelf."""
        self._parent_id = record.id if record else ""
        if record:
            self.list.set_head([Words(record.title(), size=TextSize.RECORD, bold=True)])
        self.list.show_parent(self._parent_id)

    def refresh(self) -> None:
        """Reads list and record anew; what is being typed stays."""
        self.list.refresh()
        if self.rail.record is not None and not self._is_typing():
            self._show(self.rail.record.id)

    def _is_typing(self) -> bool:
        return self.rail.card is not None and self.rail.card.form.is_dirty

    def choose(self, record_id: str) -> None:
        """Makes a record current."""
        self.list.choose(record_id)

    def may_add(self) -> bool:
        """Whether a record can be added here and now."""
        return not self.session.book.read_only and not (self.desk.parent_field and not self._parent_id)

    def add_record(self) -> None:
        """An empty form for a new record."""
        if self.may_add():
            self.rail.show_new(self._parent_id)

    def _show(self, record_id: str) -> None:
        if record_id:
            self.rail.show_record(self.session.book.get(self.desk.record_type, record_id))
        else:
            self.rail.show_nothing()

    def _saved(self, record_id: str) -> None:
        self._show(record_id)
        self.list.choose(record_id)

    def _remove(self, record_id: str) -> None:
        self.session.do("remove", {"type": self.desk.record_type.type_name, "id": record_id})


class DeskTabs(QWidget):
    """The desks, one of which is shown; `changed` when another one is."""

    changed = Signal()

    def __init__(self, session: Session, desks: Sequence[Desk]) -> None:
        """The first is shown; a single one needs no tab."""
        super().__init__()
        self.views = [DeskView(session, desk) for desk in desks]
        self._stack = QStackedWidget()
        for view in self.views:
            self._stack.addWidget(view)
        self.choice = Segmented([(str(n), _(desk.words)) for n, desk in enumerate(desks)], "0", name=_("List"))
        self.choice.changed.connect(self.show_desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = row_of(self.choice, None)
        row.setVisible(len(desks) > 1)
        column.addWidget(row)
        column.addWidget(self._stack, 1)

    @property
    def view(self) -> DeskView:
        """The desk that is shown."""
        return self.views[self._stack.currentIndex()]

    def show_desk(self, number: str) -> None:
        """Shows the desk of that number."""
        self._stack.setCurrentIndex(int(number))
        self.choice.set_value(number)
        self.changed.emit()

    def types(self) -> frozenset[str]:
        """The names of the types that the desks show."""
        types = {view.desk.record_type.type_name for view in self.views}
        return frozenset(types | {c.record_type.type_name for view in self.views for c in view.desk.children})

    def find_desk(self, type_name: str) -> DeskView | None:
        """Shows the desk of a record type; None where there is none."""
        for number, view in enumerate(self.views):
            if view.desk.record_type.type_name == type_name:
                self.show_desk(str(number))
                return view
        return None
