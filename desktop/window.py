"""The window: bars around a stack of pages, each made when it is first shown."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.entities.people import PERSON_ROLES, Person
from casework.errors import CaseworkError
from casework.language import _
from casework.records import Changes
from desktop.commands import Command
from desktop.finding import COMMANDS, Finder
from desktop.list_acts import ListActs, list_commands
from desktop.navigation import Place, page_of, places
from desktop.pages.page import Page
from desktop.session import Session
from desktop.window_bars import Banner, StatusLine, TopBar, connect
from desktop.window_commands import frame_commands
from desktop.window_drops import RosterDrops
from desktop.window_lists import RememberedLists
from desktop.window_menus import Menus
from desktop.window_panes import move_to_pane
from desktop.window_safety import Safety
from desktop.window_tools import Tools
from widgets.notice_bar import NoticeBar
from widgets.palette import Palette
from widgets.side_bar import SideBar, SideEntry
from widgets.theme import Scheme

_NARROW_BELOW = 1100
"""Below this width the side bar shows icons alone."""
_FIRST_PAGES = {"staff": "enterprises", "manager": "reports"}
"""The role only chooses the first page; caseworkers begin with the day."""
_NOTICE_WIDTH = 720
"""The notice bar leaves the lower right corner free, where the primary buttons are."""


class Window(QWidget):
    """One window over one open case file; what concerns other files is asked of the program by signal."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    close_asked = Signal()
    past_asked = Signal(object)
    """The day as of which the file is to be looked at; None goes back to the present."""
    """To close the case file and go back to the start window."""
    move_asked = Signal()
    """To copy a file that can only be read to this computer, and work in the copy."""
    closed = Signal()
    language_chosen = Signal(str)
    scheme_chosen = Signal(Scheme)

    def __init__(self, session: Session, *, first: str = "") -> None:
        """Shows the page named `first`, or the one that the user's role begins with."""
        super().__init__()
        self.session, self._settings = session, session.settings
        self._places = {place.name: place for place in places()}
        self._waiting_to_load = list(self._places.values())
        self._pages: dict[str, Page] = {}
        self._undoable = self._has_begun = False
        self.top = TopBar(session.actor, session.today.isoformat() if session.is_sample else "")
        self.side = SideBar([_entry(place) for place in places()])
        self.banner, self.stack, self.status = Banner(), QStackedWidget(), StatusLine()
        self._arrange()
        self.notices = NoticeBar(self)
        self.finder = Finder(session, self.commands)
        self.palette_line = Palette(self, self.finder.ask, placeholder=self.top.search.text())
        self.tools = Tools(session, self, self.commands)
        self.safety = Safety(session, self.status, self.notices)
        self._lists = RememberedLists(session.settings, self)
        self.list_acts = ListActs(session, self, self.page)
        self._menus = Menus(self.top.menus, self)
        RosterDrops(self, self.may_write, self.tools.import_file)
        self._connect()
        self._say_what_it_is()
        self.show_page(first if first in self._places else self._first_page())

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
        for button, run in (
            (self.top.search, self.open_palette),
            (self.top.undo, self.undo),
            (self.top.bell, self.tools.show_notices),
            (self.top.log_contact, self.log_contact),
            (self.top.user, partial(self.show_page, "settings")),
        ):
            connect(button, run)
        self.side.chosen.connect(self.show_page)
        self.palette_line.chosen.connect(self._take_hit)
        self.tools.open_record.connect(self.show_record)
        self.tools.notices.added.connect(self._mark_bell)
        self.notices.undo_asked.connect(self.undo)
        self.status.cancelled.connect(self.session.cancel_work)
        for signal, slot in (
            (self.session.changed, self._note_change),
            (self.session.refused, self.warn),
            (self.session.said, self.tell),
            (self.session.progressed, self.status.show_work),
            (self.session.draft_kept, self._show_draft),
            (self.session.user_changed, self._show_user),
        ):
            signal.connect(slot)

    def begin(self) -> None:
        """What can wait until the window stands: the code of the other pages, counts, the backup of the day."""
        self._has_begun = not self._waiting_to_load
        if self._has_begun:
            self._enter_page()
            self.count()
            self.safety.begin()
        else:
            self._waiting_to_load.pop(0).load()
            QTimer.singleShot(0, self, self.begin)

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked for is still to come."""
        return not self._has_begun or self.session.is_busy

    # Pages

    def _first_page(self) -> str:
        wanted = _FIRST_PAGES.get(str(self._settings.get("role", "")), "today")
        return wanted if wanted in self._places else next(iter(self._places))

    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self.side.page()]

    def show_page(self, name: str) -> None:
        """Shows a page, which is made now where it was never shown."""
        if name not in self._places:
            return
        if name not in self._pages:
            page = self._places[name].load()(self.session)
            page.open_record.connect(self.show_record)
            page.asked.connect(self.run_command)
            self._lists.attach(page)
            self.list_acts.attach(page)
            self._pages[name] = page
            self.stack.addWidget(page)
        self.side.show_page(name)
        if self.stack.currentWidget() is not self._pages[name]:
            self.stack.setCurrentWidget(self._pages[name])
            QTimer.singleShot(0, self, self._enter_page)
        self._offer_commands()

    def _enter_page(self) -> None:
        """The keyboard is in the page that was gone to, unless it stays in the side bar or the page took it."""
        here = self.focusWidget()
        settled = here and (self.side.isAncestorOf(here) or self.page().isAncestorOf(here))
        if not settled:
            move_to_pane(self.page().panes(), 1)

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
        pages = [(place.name, place.words, place.icon) for place in self._places.values()]
        frame = frame_commands(self, self.safety, self.tools, pages)
        self._menus.show_commands([*frame, list_commands(self.list_acts), self.page().commands()])

    def open_palette(self) -> None:
        """Finds records and commands."""
        self.palette_line.open_with()

    def _take_hit(self, group: str, chosen: str) -> None:
        self.finder.remember(self.palette_line.line.text().strip())
        if group == COMMANDS:
            self.run_command(chosen)
        else:
            self.show_record(*self.finder.target(group, chosen))

    def run_command(self, name: str) -> None:
        """Does the command of that name, where it is possible now."""
        for command in self.commands():
            if command.name == name and command.possible():
                command.do()
                return

    def next_pane(self, step: int) -> None:
        """Moves the focus to the next pane (-1: the previous one)."""
        move_to_pane([self.side, *self.page().panes()], step)

    def log_contact(self) -> None:
        """Opens the quick entry of a contact, with the enterprise that is looked at."""
        from desktop.dialogs.quick_entry import QuickEntry

        entry = QuickEntry(self.session, self, self.page().enterprise_in_view())
        entry.finished.connect(entry.deleteLater)
        entry.open()

    # The case file

    def may_write(self) -> bool:
        """Whether the case file can be changed."""
        return not self.session.book.read_only

    def undo(self) -> None:
        """Takes back the newest action and says which."""
        self.session.undo(lambda action: self._tell_step(_("Undone: {why}").format(why=_(action.why))))

    def redo(self) -> None:
        """Does again what was undone last, and says which."""
        self.session.redo(lambda action: self._tell_step(_("Redone: {why}").format(why=_(action.why))))

    def new_file(self) -> None:
        """Asks for a new case file."""
        self.new_asked.emit()

    def open_file(self) -> None:
        """Asks for another case file."""
        self.open_asked.emit()

    def look_back(self) -> None:
        """Asks for the day as of which the file is to be looked at."""
        from desktop.dialogs.look_back import LookBack

        question = LookBack(self.session, self)
        question.chosen.connect(self.past_asked)
        question.open()

    def go_to_present(self) -> None:
        """Leaves the past."""
        self.past_asked.emit(None)

    def is_in_past(self) -> bool:
        """Whether the file is looked at as of an earlier day."""
        return self.session.book.is_past

    def open_sample(self) -> None:
        """Asks for the sample."""
        self.sample_asked.emit()

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

    # What is told

    def tell(self, text: str) -> None:
        """Says what was done; what was just changed can be undone from there."""
        self.notices.tell(text, undo=self._undoable)
        self._undoable = False
        self._after_notice(text)

    def warn(self, error: CaseworkError) -> None:
        """Says what could not be done, and the remedy."""
        self.notices.warn(error)
        self._after_notice(str(error), warned=True)

    def _tell_step(self, text: str) -> None:
        self._undoable = False
        self.tell(text)

    def _after_notice(self, text: str, *, warned: bool = False) -> None:
        self.tools.notices.add(text, warned=warned)
        self._place_notices()

    def _note_change(self, changes: Changes) -> None:
        """Counts anew; says what was done, unless whoever did it says so in better words."""
        self._undoable = True
        QTimer.singleShot(0, self, partial(self._tell_change, changes.why))
        self.count()

    def _tell_change(self, why: str) -> None:
        if self._undoable:
            self.tell(_("Done: {why}").format(why=_(why)))

    def _mark_bell(self) -> None:
        self.top.bell.set_tone("red" if self.tools.notices.unseen else "text2")

    def _show_draft(self, time: str) -> None:
        self.status.set_part("draft", "checkmark", _("draft kept at {time}").format(time=time))

    def show_work(self, words: str) -> None:
        """Work outside the case file (another file is being made); empty words end it."""
        self.status.show_work(words)

    # Counts, banners, status

    def count(self) -> None:
        """Counts what waits on every page, beside the window's thread."""
        if self._has_begun:
            pages = {name: place.load() for name, place in self._places.items()}
            self.session.read(
                lambda book: {name: page.waiting(book) for name, page in pages.items()}, self._show_counts
            )

    def _show_counts(self, counts: dict[str, tuple[int, bool]]) -> None:
        for name, (count, calls) in counts.items():
            self.side.set_count(name, count, count if calls else 0)

    def _say_what_it_is(self) -> None:
        book = self.session.book
        self.status.set_part("file", "lock_closed" if book.encrypted else "database", book.path.name)
        self._show_user()
        if book.is_past:
            self.banner.say(
                "history", "accent", book.why_read_only, action=_("Back to the present"), run=self.go_to_present
            )
        elif book.why_read_only:
            move = _("Copy it to this computer and work there")
            self.banner.say("lock_closed", "accent", book.why_read_only, action=move, run=self.move_asked.emit)
        self.top.log_contact.setEnabled(not book.read_only)
        self.top.undo.setEnabled(not book.read_only)

    def _show_user(self, *_facts: object) -> None:
        """The user and their role, as the file knows them."""
        name = self.session.actor
        known = self.session.book.select(Person, "name = :name", {"name": name}, limit=1)
        self.top.user.setText(name)
        self.top.user.setToolTip(name)
        self.status.set_part("user", "person", f"{name} · {PERSON_ROLES.label(known[0].role)}" if known else name)

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone in a narrow window; the notice bar stays at its foot."""
        super().resizeEvent(event)
        self.side.set_narrow(narrow=self.width() < _NARROW_BELOW)
        self._place_notices()

    def _place_notices(self) -> None:
        left = self.side.width() + 20
        width = min(_NOTICE_WIDTH, self.width() - left - 24)
        height = self.notices.sizeHint().height()
        self.notices.setGeometry(left, self.height() - self.status.height() - height - 12, width, height)
        self.notices.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers place and size, and the columns of the lists."""
        self._lists.keep()
        self._settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
        self.closed.emit()


def _entry(place: Place) -> SideEntry:
    return SideEntry(key=place.name, label=_(place.words), icon=place.icon, group=place.group, foot=place.foot)
