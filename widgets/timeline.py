"""One timeline for everything that happened with an enterprise, a case or a project."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView

from widgets.empty_state import EmptyState
from widgets.timeline_delegate import TimelineDelegate, TimelineEntry

__all__ = ["Timeline", "TimelineEntry"]
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CONTROL = Qt.KeyboardModifier.ControlModifier


class TimelineModel(QAbstractListModel):
    """The entries in the order in which they are shown: the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No entries yet."""
        super().__init__(parent)
        self._entries: tuple[TimelineEntry, ...] = ()

    def show(self, entries: Sequence[TimelineEntry]) -> None:
        """Other entries."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry(self, number: int) -> TimelineEntry | None:
        """The entry of that number."""
        return self._entries[number] if 0 <= number < len(self._entries) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry itself for the delegate, its words for everybody else."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken()
        return None


class Timeline(QListView):
    """Entries of their own height; `opened` tells the id by Enter or double click."""

    opened = Signal(str)
    current_changed = Signal(str)

    def __init__(self, name: str = "") -> None:
        """`name` is read out."""
        super().__init__()
        self._all: tuple[TimelineEntry, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._words = ""
        self.timeline_model = TimelineModel(self)
        self._delegate = TimelineDelegate(self)
        self.setAccessibleName(name)
        self.setModel(self.timeline_model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.empty = EmptyState(self)
        self.empty.hide()
        self.doubleClicked.connect(self._open)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Shows entries, the latest first; the current one stays current."""
        self._all = tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))
        self._refresh()

    def show_kinds(self, hidden: Sequence[str] = ()) -> None:
        """Leaves out the entries of these kinds."""
        self._hidden = frozenset(hidden)
        self._refresh()

    def search(self, words: str) -> int:
        """Leaves only entries that contain the words, which are marked; gives how many there are."""
        self._words = words.strip()
        self._delegate.marks = (self._words,) if self._words else ()
        self._refresh()
        return self.timeline_model.rowCount()

    def current_id(self) -> str:
        """The id of the current entry; empty where there is none."""
        entry = self.timeline_model.entry(self.currentIndex().row())
        return entry.id if entry else ""

    def choose(self, entry_id: str) -> bool:
        """Makes an entry current and scrolls to it."""
        for number in range(self.timeline_model.rowCount()):
            entry = self.timeline_model.entry(number)
            if entry and entry.id == entry_id:
                self.setCurrentIndex(self.timeline_model.index(number))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K step, Enter opens, Ctrl+C copies the entry."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            entry = self.timeline_model.entry(self.currentIndex().row())
            QGuiApplication.clipboard().setText(entry.spoken() if entry else "")
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self._step(1 if key == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        index = self.timeline_model.index(self.currentIndex().row() + step)
        if index.isValid():
            self.setCurrentIndex(index)

    def _open(self, index: QModelIndex) -> None:
        entry = self.timeline_model.entry(index.row())
        if entry:
            self.opened.emit(entry.id)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells the current entry."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.current_id())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.rect())
        self.scheduleDelayedItemsLayout()

    def _refresh(self) -> None:
        current = self.current_id()
        wanted = [e for e in self._all if e.kind not in self._hidden and self._words.lower() in e.spoken().lower()]
        self.timeline_model.show(wanted)
        self.choose(current)
        self.empty.setVisible(not wanted and bool(self.empty.sentence()))
