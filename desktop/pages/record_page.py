"""The plain record page: a shelf where records hang on others, a list, and the record beside it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.language import N_, _
from casework.records import Record
from desktop.commands import Command
from desktop.pages.page import Page
from desktop.pages.record_desk import Desk, Shelf
from desktop.pages.record_list import RecordList
from desktop.pages.record_rail import RecordRail
from desktop.pages.record_shelf import RecordShelf
from desktop.session import Session
from widgets.cards import row_of
from widgets.figures import FigureStrip, StripFigure
from widgets.fonts import TextSize
from widgets.pieces import Words
from widgets.segmented import Segmented


class DeskView(QWidget):
    """One desk: the list and the record beside it."""

    def __init__(self, session: Session, desk: Desk) -> None:
        """Reads nothing yet."""
        super().__init__()
        self.session, self.desk = session, desk
        self.list = RecordList(session, desk)
        self.rail = RecordRail(session, desk)
        self._parent_id = ""
        self._is_new = False
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
        """Reads list and record anew."""
        self.list.refresh()
        if self.rail.record is not None and not self._is_typing():
            self._show(self.rail.record.id)

    def _is_typing(self) -> bool:
        return self.rail.card is not None and self.rail.card.form.is_dirty

    def choose(self, record_id: str) -> None:
        """Makes a record current."""
        self.list.choose(record_id)

    def add_record(self) -> None:
        """An empty form for a new record."""
        if not self.session.book.read_only and not (self.desk.parent_field and not self._parent_id):
            self._is_new = True
            self.rail.show_new(self._parent_id)

    def _show(self, record_id: str) -> None:
        if not record_id:
            self.rail.show_nothing()
            return
        self._is_new = False
        self.rail.show_record(self.session.book.get(self.desk.record_type, record_id))

    def _saved(self, record_id: str) -> None:
        self._show(record_id)
        self.list.choose(record_id)

    def _remove(self, record_id: str) -> None:
        self.session.do("remove", {"type": self.desk.record_type.type_name, "id": record_id})


class RecordPage(Page):
    """A page over one or several desks. A subclass names them; it needs no code of its own."""

    desks: ClassVar[Sequence[Desk]] = ()
    shelf: ClassVar[Shelf | None] = None
    has_figures: ClassVar[bool] = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Reads nothing before it is shown."""
        super().__init__(session, parent)
        self.views = [DeskView(session, desk) for desk in self.desks]
        self.shelf_list = RecordShelf(session, self.shelf) if self.shelf else None
        self._stack = QStackedWidget()
        for view in self.views:
            self._stack.addWidget(view)
        self._choice = Segmented([(str(n), _(desk.words)) for n, desk in enumerate(self.desks)], "0", name=_("List"))
        self._choice.changed.connect(self._choose_desk)
        self._strip = FigureStrip()
        self._strip.setVisible(self.has_figures)
        self._strip.chosen.connect(self._choose_desk)
        self._lay_out()

    def _lay_out(self) -> None:
        body = QVBoxLayout()
        body.setSpacing(8)
        body.addWidget(self._strip)
        if len(self.desks) > 1:
            body.addWidget(row_of(self._choice, None))
        body.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if self.shelf_list is not None:
            row.addWidget(self.shelf_list)
            self.shelf_list.chosen.connect(self._show_parent)
        row.addLayout(body, 1)

    @classmethod
    def figures(cls, book: Casebook) -> Sequence[StripFigure]:  # noqa: ARG003 - a page without figures counts none
        """Figures over the page, counted on the reader's lane; the key of one is the number of its desk."""
        return ()

    @property
    def view(self) -> DeskView:
        """The desk that is shown."""
        return self.views[self._stack.currentIndex()]

    def shows(self) -> frozenset[str]:
        """The types of its desks and their children, and of the shelf."""
        types = {desk.record_type.type_name for desk in self.desks}
        types |= {children.record_type.type_name for desk in self.desks for children in desk.children}
        return frozenset(types | ({self.shelf.record_type.type_name} if self.shelf else set()))

    def refresh(self) -> None:
        """Reads figures, shelf and list anew."""
        if self.has_figures:
            self.session.read(self.figures, self._strip.show_figures)
        if self.shelf_list is not None:
            self.shelf_list.refresh()
        if self.shelf_list is None or self.shelf_list.current() is not None or not self.view.desk.within:
            self.view.refresh()

    def _choose_desk(self, number: str) -> None:
        self._stack.setCurrentIndex(int(number))
        self._choice.set_value(number)
        self._show_parent()

    def _show_parent(self, _record_id: str = "") -> None:
        if self.shelf_list is not None and self.view.desk.within:
            self.view.show_parent(self.shelf_list.current())
        else:
            self.view.refresh()

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Goes to the desk of a record, and to the record it hangs on."""
        if self.shelf and self.shelf_list and type_name == self.shelf.record_type.type_name:
            self.shelf_list.choose(record_id)
            self.shelf_list.refresh()
            return True
        for number, desk in enumerate(self.desks):
            if desk.record_type.type_name == type_name:
                self._choose_desk(str(number))
                self._choose_parent_of(desk, record_id)
                self.view.choose(record_id)
                return True
        return self._show_owner(type_name, record_id)

    def _choose_parent_of(self, desk: Desk, record_id: str) -> None:
        if self.shelf_list is not None and desk.parent_field:
            record = self.session.book.get(desk.record_type, record_id)
            self.shelf_list.choose(getattr(record, desk.parent_field))

    def _show_owner(self, type_name: str, record_id: str) -> bool:
        """A record listed below another is shown with that one."""
        for desk in self.desks:
            for children in desk.children:
                if children.record_type.type_name == type_name:
                    child = self.session.book.get(children.record_type, record_id)
                    owner = getattr(child, children.field)
                    return bool(owner) and self.show_record(desk.record_type.type_name, owner)
        return False

    def commands(self) -> tuple[Command, ...]:
        """Adding, finding, removing."""
        may = partial(_may_write, self.session)
        return (
            Command(f"{self.name}_add", self.view.desk.add_words, self._add, "record", "Ctrl+Shift+A", may, "add"),
            Command(f"{self.name}_find", N_("Find in this list"), self._find, "edit", "Ctrl+F", icon="search"),
            Command(f"{self.name}_remove", N_("Move to the recycle bin"), self._remove, "record", "", self._may_remove),
        )

    def _add(self) -> None:
        self.view.add_record()

    def _find(self) -> None:
        self.view.list.bar.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.list.bar.words.selectAll()

    def _may_remove(self) -> bool:
        return bool(self.view.list.table.current_id()) and not self.session.book.read_only

    def _remove(self) -> None:
        self.view.list.remove_asked.emit(self.view.list.table.current_id())


def _may_write(session: Session) -> bool:
    return not session.book.read_only
