"""The three libraries: what enterprises need, what science offers, who can help; how fresh each entry is."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.insight.silence import silence_line
from casework.language import N_, _
from desktop.commands import Command
from desktop.exporting import ExportDesk, file_name
from desktop.listed import Listed
from desktop.pages.libraries_kinds import LIBRARIES, Library, library
from desktop.pages.libraries_list import LibraryList
from desktop.pages.libraries_record import EntryPane
from desktop.pages.libraries_rows import Entry, counts
from desktop.pages.libraries_tabs import LibraryTabs
from desktop.pages.page import Page
from desktop.papers import export_roster
from desktop.session import Session
from widgets.buttons import Button, icon_button
from widgets.cards import row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Words
from widgets.row_actions import RowAction

MATCHMAKING = "matchmaking"
"""Asks the window for the page on which a demand is matched; its id is the demand's."""
OFFER_MATCHMAKING = "offer_matchmaking"
"""The same for an offer."""
_PANE, _NARROW_BELOW = 372, 1000


class LibrariesPage(Page):
    """Demands, offers and experts."""

    name: ClassVar[str] = "libraries"
    words: ClassVar[str] = N_("Demands and offers")
    icon: ClassVar[str] = "arrow_swap"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lays the page out; the entries are read when it is shown."""
        super().__init__(session, parent)
        self.tabs = LibraryTabs()
        self.lists: dict[str, LibraryList] = {}
        self.entry_panes: dict[str, EntryPane] = {}
        self._shown = LIBRARIES[0].type_name
        self.desk = ExportDesk(session)
        self.export = Button(_("Export to Excel"), "arrow_export")
        self.add = Button(_(LIBRARIES[0].add_words), "add", key="Ctrl+Shift+X")
        self.back = icon_button("chevron_left", _("Back to the list"))
        self._lists, self._panes = QStackedWidget(), QStackedWidget()
        for kept in LIBRARIES:
            self._make(kept)
        self._arrange()
        self._connect()

    def shows(self) -> frozenset[str]:
        """The libraries and what is matched from them."""
        return frozenset({"demand", "offer", "expert", "match", "enterprise", "setting"})

    def _make(self, kept: Library) -> None:
        pane = EntryPane(self.session, kept)
        actions = (
            RowAction(label=_("Edit"), run=lambda _row, p=pane: p.change(), icon="edit", key="F2"),
            RowAction(label=_("Still valid"), run=lambda _row: self.say_valid(), icon="checkmark"),
        )
        shown = LibraryList(self.session, kept, actions)
        shown.chosen.connect(partial(self._show_entry, kept.type_name))
        shown.opened.connect(self._open_pane)
        pane.open_asked.connect(self.open_record)
        pane.match_asked.connect(self._ask_match)
        pane.saved.connect(partial(self._show_saved, kept.type_name))
        self.lists[kept.type_name], self.entry_panes[kept.type_name] = shown, pane
        self._lists.addWidget(shown)
        self._panes.addWidget(pane)

    def _arrange(self) -> None:
        title = LineLabel([Words(_(self.words), size=TextSize.PAGE, bold=True, elastic=False)], height=32)
        self._panes.setFixedWidth(_PANE)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.tabs)
        left.addWidget(self._lists, 1)
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self._left, 1)
        body.addWidget(self._panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(10)
        column.addWidget(row_of(self.back, title, None, self.export, self.add))
        column.addWidget(self.desk)
        column.addLayout(body, 1)
        self.back.hide()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_library)
        self.add.clicked.connect(self.add_entry)
        self.export.clicked.connect(self.export_library)
        self.back.clicked.connect(self._close_pane)
        for shown in self.lists.values():
            shown.import_asked.connect(lambda: self.asked.emit("import"))

    # Reading

    def refresh(self) -> None:
        """Reads the shown library and the numbers of all of them anew."""
        self.lists[self._shown].refresh()
        self._show_entry(self._shown, self.lists[self._shown].table.current_id())
        self.session.read(counts, self.tabs.show_counts)

    def show_library(self, type_name: str) -> None:
        """Shows another library."""
        self._shown = type_name
        self.tabs.choose(type_name)
        self._lists.setCurrentWidget(self.lists[type_name])
        self._panes.setCurrentWidget(self.entry_panes[type_name])
        self.add.set_words(_(self._library().add_words))
        self.refresh()

    def _library(self) -> Library:
        found = library(self._shown)
        if found is None:
            raise ValueError(f"there is no library of {self._shown}")
        return found

    def _show_entry(self, type_name: str, record_id: str) -> None:
        entry: Entry | None = self.lists[type_name].entry(record_id) if record_id else None
        self.entry_panes[type_name].show_entry(entry)

    def show_record(self, type_name: str, record_id: str) -> bool:
        """A demand, an offer or an expert in its library."""
        if library(type_name) is None:
            return False
        self.show_library(type_name)
        self.lists[type_name].choose(record_id)
        self._show_entry(type_name, record_id)
        self._open_pane(record_id)
        return True

    def listed(self) -> Sequence[Listed]:
        """The libraries, the one that is shown first."""
        return [self.lists[name].listed() for name in sorted(self.lists, key=self._shown.__ne__)]

    def enterprise_in_view(self) -> str:
        """The enterprise of the demand that is looked at."""
        entry = self.entry_panes[self._shown].entry
        return entry.record.enterprise_id if entry and isinstance(entry.record, TechDemand) else ""

    def _show_saved(self, type_name: str, record_id: str) -> None:
        self.lists[type_name].choose(record_id)
        self._show_entry(type_name, record_id)

    # Deeds

    def _may_write(self) -> bool:
        return not self.session.book.read_only

    def add_entry(self) -> None:
        """Opens the form for a new entry of the shown library."""
        self._open_pane("")
        self.entry_panes[self._shown].add_new()

    def change_entry(self) -> None:
        """Opens the form of the entry shown."""
        self._open_pane("")
        self.entry_panes[self._shown].change()

    def say_valid(self) -> None:
        """Notes that the entry shown, or every selected one in one step, was checked today."""
        picked = self.lists[self._shown].table.picked_ids()
        if len(picked) < 2:
            self.entry_panes[self._shown].say_valid()
            return
        deed = partial(_say_valid, self._library(), picked)
        said = _("{count} entries were checked today. Undo takes it back.").format(count=len(picked))
        self.session.write(deed, then=lambda _done: self.session.said.emit(said))

    def export_library(self) -> None:
        """Makes the roster of the shown library; personal data stays masked."""
        kept = self._library()
        name = file_name(_(kept.words), f"{self.session.today:%Y%m%d}", suffix=".xlsx")
        record_type = kept.record_type
        self.desk.ask(
            name,
            _("Export to Excel"),
            lambda book, target: export_roster(book, target, record_type, unmasked=False, force=True),
        )

    def _ask_match(self, record_id: str) -> None:
        self.open_record.emit(MATCHMAKING if self._shown == TechDemand.type_name else OFFER_MATCHMAKING, record_id)

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List or entry on a narrow page, both on a wide one."""
        super().resizeEvent(event)
        self._place()

    def _is_wide(self) -> bool:
        return self.width() >= _NARROW_BELOW

    def _place(self, *, entry: bool = False) -> None:
        wide = self._is_wide()
        self._panes.setMaximumWidth(_PANE if wide else 16777215)
        self._panes.setMinimumWidth(_PANE if wide else 0)
        self._left.setVisible(wide or not entry)
        self._panes.setVisible(wide or entry)
        self.back.setVisible(not wide and entry)

    def _open_pane(self, _record_id: str) -> None:
        self._place(entry=True)

    def _close_pane(self) -> None:
        self._place()

    def commands(self) -> tuple[Command, ...]:
        """The libraries, and what can be done with an entry."""
        may = self._may_write
        return (
            Command("library_add", N_("Add an entry to the library"), self.add_entry, "record", "Ctrl+Shift+X", may),
            Command("library_edit", N_("Edit the entry"), self.change_entry, "record", possible=may),
            Command("library_valid", N_("The entry is still valid"), self.say_valid, "record", possible=may),
            Command("library_export", N_("Export the library…"), self.export_library, "file"),
            *(
                Command(f"library_{kept.type_name}", kept.words, partial(self.show_library, kept.type_name), "view")
                for kept in LIBRARIES
            ),
        )

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """Demands that were never matched for too long."""
        return silence_line(book, "unmatched_demands").count, False


def _say_valid(kept: Library, ids: Sequence[str], book: Casebook) -> None:
    """Every one of these entries as checked today, as one action."""
    with book.change(_("Still valid: {count} entries").format(count=len(ids))) as write:
        for record_id in ids:
            record = book.get(kept.record_type, record_id)
            write.save(replace(record, **{kept.checked_field: book.clock.today}))
