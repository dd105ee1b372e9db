"""The plain record page: a shelf where records hang on others, a list, and the record beside it."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.language import N_
from desktop.commands import Command
from desktop.listed import Listed
from desktop.pages.page import Page
from desktop.pages.record_desk import Desk, Shelf
from desktop.pages.record_shelf import RecordShelf
from desktop.pages.record_tabs import DeskTabs, DeskView
from desktop.session import Session
from widgets.figures import FigureStrip, StripFigure


class RecordPage(Page):
    """A page over one or several desks. A subclass names them; it needs no code of its own."""

    desks: ClassVar[Sequence[Desk]] = ()
    shelf: ClassVar[Shelf | None] = None
    has_figures: ClassVar[bool] = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Reads nothing before it is shown."""
        super().__init__(session, parent)
        self.tabs = DeskTabs(session, self.desks)
        self.tabs.changed.connect(self._show_parent)
        self.shelf_list = RecordShelf(session, self.shelf) if self.shelf else None
        self._strip = FigureStrip()
        self._strip.setVisible(self.has_figures)
        self._strip.chosen.connect(self.tabs.show_desk)
        self._lay_out()

    def _lay_out(self) -> None:
        body = QVBoxLayout()
        body.setSpacing(8)
        body.addWidget(self._strip)
        body.addWidget(self.tabs, 1)
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
        return self.tabs.view

    def shows(self) -> frozenset[str]:
        """The types of its desks and their children, and of the shelf."""
        return self.tabs.types() | ({self.shelf.record_type.type_name} if self.shelf else set())

    def refresh(self) -> None:
        """Reads figures, shelf and list anew."""
        if self.has_figures:
            self.session.read(self.figures, self._strip.show_figures)
        if self.shelf_list is not None:
            self.shelf_list.refresh()
        if self.shelf_list is None or self.shelf_list.current() is not None or not self.view.desk.within:
            self.view.refresh()

    def _show_parent(self, *_facts: object) -> None:
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
        view = self.tabs.find_desk(type_name)
        if view is None:
            return self._show_owner(type_name, record_id)
        if self.shelf_list is not None and view.desk.parent_field:
            record = self.session.book.get(view.desk.record_type, record_id)
            self.shelf_list.choose(getattr(record, view.desk.parent_field))
        view.choose(record_id)
        return True

    def _show_owner(self, type_name: str, record_id: str) -> bool:
        """A record listed below another is shown with that one."""
        for desk in self.desks:
            for children in desk.children:
                if children.record_type.type_name == type_name:
                    child = self.session.book.get(children.record_type, record_id)
                    owner = getattr(child, children.field)
                    if owner:
                        return self.show_record(desk.record_type.type_name, owner)
        return False

    def listed(self) -> Sequence[Listed]:
        """The lists of its desks, the one that is shown first."""
        views = sorted(self.tabs.views, key=lambda view: view is not self.view)
        return [view.list.listed() for view in views]

    def commands(self) -> tuple[Command, ...]:
        """Adding, finding, removing."""
        add = self.view.desk.add_words
        return (
            Command(f"{self.name}_add", add, self._add, "record", "Ctrl+Shift+A", self._may_add, "add"),
            Command(f"{self.name}_find", N_("Find in this list"), self._find, "edit", "Ctrl+F", icon="search"),
            Command(f"{self.name}_remove", N_("Move to the recycle bin"), self._remove, "record", "", self._may_remove),
        )

    def _add(self) -> None:
        self.view.add_record()

    def _may_add(self) -> bool:
        return self.view.may_add()

    def _find(self) -> None:
        self.view.list.bar.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.list.bar.words.selectAll()

    def _may_remove(self) -> bool:
        return bool(self.view.list.table.current_id()) and not self.session.book.read_only

    def _remove(self) -> None:
        self.view.list.remove_asked.emit(self.view.list.table.current_id())
