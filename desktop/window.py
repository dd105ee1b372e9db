"""The window: bars around a stack of pages, each made when it is first shown."""

from functools import partial

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import CaseworkError
from casework.language import _
from casework.records import Changes
from casework.store.history import Action
from desktop.commands import Command
from desktop.finding import COMMANDS, Finder
from desktop.navigation import page_of, places
from desktop.pages.page import Page
from desktop.session import Session
from desktop.settings import Settings
from desktop.window_bars import Banner, StatusLine, TopBar, connect
from desktop.window_commands import frame_commands
from desktop.window_menus import Menus
from widgets.notice_bar import NoticeBar
from widgets.palette import Palette
from widgets.side_bar import SideBar, SideEntry
from widgets.theme import Scheme

_NARROW_BELOW = 1100
"""Below this width the side bar shows icons alone."""
_FIRST_PAGES = {"staff": "enterprises", "manager": "reports"}
"""The role only chooses the first page; caseworkers begin with Today."""


class Window(QWidget):
    """One window over one open case file; what concerns other files is asked of the application by signal."""

    new_asked = Signal()
    open_asked = Signal(str)
    """The path of a case file; empty where the user is to choose one."""
    sample_asked = Signal()
    close_asked = Signal()
    """To close the case file and go back to the start window."""
    closed = Signal()
    language_chosen = Signal(str)
    scheme_chosen = Signal(Scheme)

    def __init__(self, session: Session, settings: Settings, *, first: str = "") -> None:
        """Shows the page named `first`, or the one that the user's role begins with."""
        super().__init__()
        self.session, self.settings = session, settings
        self._classes = {place.name: place.load() for place in places()}
        self._pages: dict[str, Page] = {}
        self.top = TopBar(session.actor)
        self.side = SideBar([self._entry(place.name, place.group, foot=place.foot) for place in places()])
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.banner = Banner()
        self._arrange()
        self.notices = NoticeBar(self)
        self.palette_line = Palette(self, Finder(session, self.commands).groups)
        self._menus = Menus(self.top.menus, self)
        self._connect()
        self.show_page(first if first in self._classes else self._first_page())
        self._say_what_it_is()

    def _entry(self, name: str, group: int, *, foot: bool) -> SideEntry:
        page = self._classes[name]
        return SideEntry(key=name, label=_(page.words), icon=page.icon, group=group, foot=foot)

    def _arrange(self) -> None:
        self.setWindowTitle(_("{file} — Huifang").format(file=self.session.book.path.stem))
        self.setMinimumSize(860, 560)
        pages = QVBoxLayout()
        pages.setContentsMargins(8, 8, 12, 0)
        pages.setSpacing(8)
        pages.addWidget(self.banner)
        pages.addWidget(self.stack, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.side)
        body.addLayout(pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(body, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.side.chosen.connect(self.show_page)
        self.palette_line.chosen.connect(self._take_hit)
        self.notices.undo_asked.connect(self.undo)
        for button, run in (
            (self.top.search, self.find),
            (self.top.undo, self.undo),
            (self.top.bell, self.show_notices),
            (self.top.log_contact, self.log_contact),
            (self.top.user, partial(self.show_page, "settings")),
        ):
            connect(button, run)
        self.session.changed.connect(self._note_change)
        self.session.refused.connect(self.notices.warn)
        self.session.said.connect(self.notices.tell)

    # Pages

    def _first_page(self) -> str:
        wanted = _FIRST_PAGES.get(str(self.settings.get("role", "")), "today")
        return wanted if wanted in self._classes else next(iter(self._classes))

    def page(self) -> Page:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def show_page(self, name: str) -> None:
        """Shows a page, which is made now where it was never shown."""
        if name not in self._classes:
            return
        if name not in self._pages:
            page = self._classes[name](self.session)
            page.open_record.connect(self.show_record)
            self._pages[name] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._pages[name])
        self.side.show_page(name)
        self._offer_commands()

    def show_record(self, type_name: str, record_id: str) -> None:
        """Goes to the page of a record and shows it there."""
        name = page_of(type_name)
        if name:
            self.show_page(name)
            self.page().show_record(type_name, record_id)

    def commands(self) -> tuple[Command, ...]:
        """Everything that can be done now: the frame's commands and those of the page shown."""
        return self._menus.commands

    def _offer_commands(self) -> None:
        pages = [(place.name, self._classes[place.name].words, self._classes[place.name].icon) for place in places()]
        self._menus.show_commands([*frame_commands(self, pages), self.page().commands()])

    def _take_hit(self, group: str, chosen: str, beside: bool) -> None:  # noqa: FBT001 - as the palette tells it
        del beside
        if group != COMMANDS:
            self.show_record(group, chosen)
            return
        for command in self.commands():
            if command.name == chosen:
                command.do()
                return

    # What the frame's commands do

    def may_write(self) -> bool:
        """Whether the case file can be changed."""
        return not self.session.book.read_only

    def undo(self) -> None:
        """Takes back the newest action and says which."""
        self.session.undo(lambda action: self.notices.tell(_("Undone: {why}").format(why=action.why)))

    def redo(self) -> None:
        """Does again what was undone last, and says which."""
        self.session.redo(lambda action: self.notices.tell(_("Redone: {why}").format(why=action.why)))

    def find(self) -> None:
        """Opens the palette."""
        self.palette_line.open_with()

    def log_contact(self) -> None:
        """Opens the quick entry of a contact."""

    def next_pane(self, step: int) -> None:
        """Moves the focus to the next pane of the page, or to the frame."""

    def new_file(self) -> None:
        """Asks for a new case file."""
        self.new_asked.emit()

    def open_file(self) -> None:
        """Asks for another case file."""
        self.open_asked.emit("")

    def open_sample(self) -> None:
        """Asks for the sample."""
        self.sample_asked.emit()

    def restore_backup(self) -> None:
        """Asks for a backup to be restored."""
        self.restore_asked.emit()

    def back_up(self) -> None:
        """Makes a checked backup beside the file."""
        self.session.read(lambda book: book.back_up(), lambda made: self.notices.tell(made.name))

    def close_file(self) -> None:
        """Closes this file; the start window comes back."""
        self.close_asked.emit()

    def leave(self) -> None:
        """Closes the window."""
        self.close()

    def choose_language(self, code: str) -> None:
        """Speaks another language from now on."""
        self.language_chosen.emit(code)

    def choose_scheme(self, scheme: Scheme) -> None:
        """Light, dark, or as the system."""
        self.scheme_chosen.emit(scheme)

    def show_history(self) -> None:
        """Shows what was done."""

    def show_recycle_bin(self) -> None:
        """Shows what was removed."""

    def show_notices(self) -> None:
        """Shows what was told."""

    def show_shortcuts(self) -> None:
        """Shows all keys."""

    def show_about(self) -> None:
        """Shows version and licences."""

    # Counts, banners, status

    def _note_change(self, changes: Changes) -> None:
        del changes
        self.count()

    def count(self) -> None:
        """Counts what waits on every page, beside the window's thread."""
        classes = dict(self._classes)
        self.session.read(
            lambda book: {name: page.waiting(book) for name, page in classes.items()}, self._show_counts
        )

    def _show_counts(self, counts: dict[str, tuple[int, bool]]) -> None:
        for name, (count, calls) in counts.items():
            self.side.set_count(name, count, count if calls else 0)

    def _say_what_it_is(self) -> None:
        book = self.session.book
        self.status.set_part("file", "database", book.path.name)
        self.status.set_part("user", "person", self.session.actor)
        if book.why_read_only:
            self.banner.say("lock_closed", "amber", book.why_read_only)
        elif self.session.is_sample:
            self.banner.say("info", "accent", _("Sample"), _("The work is looked at from {day}.").format(day=self.session.today))

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone in a narrow window; the notice bar stays at its foot."""
        super().resizeEvent(event)
        self.side.set_narrow(narrow=self.width() < _NARROW_BELOW)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers place and size."""
        self.settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
        self.closed.emit()
