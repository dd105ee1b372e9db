"""All conditions of a list's filter at once, with how many records fulfil them while they are put together."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.errors import BadInput
from casework.filters import Filter
from casework.insight.filter_sql import filter_sql
from casework.language import _
from casework.records import Record
from desktop.dialogs.sheet import Sheet
from desktop.listed import Listed
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.filter_editor import FilterEditor
from widgets.labels import TextLabel

_PAUSE = 200
"""Milliseconds without an edit after which is counted."""


class FilterSheet(Sheet):
    """`taken` tells the filter to be applied; words and switches stay as they are."""

    taken = Signal(object)
    save_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget, listed: Listed) -> None:
        """Begins with the filter of the list."""
        super().__init__(parent, _("Filter: {list}").format(list=listed.words), "filter", width=720)
        self._session, self._listed = session, listed
        self._begun = listed.bar.filter()
        self._turn = 0
        self.editor = FilterEditor(listed.bar.columns, listed.bar.needs)
        self.editor.show_filter(self._begun)
        self._said = TextLabel(tone="text2")
        self.save = Button(_("Save this filter…"), "save", ButtonKind.GHOST)
        self.take = Button(_("Apply"), kind=ButtonKind.PRIMARY, key="Ctrl+↵")
        self.body.addWidget(self.editor)
        self.foot.addWidget(self._said, 1)
        self.foot.addWidget(self.save)
        self.foot.addWidget(self.take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._count)
        self.editor.changed.connect(self._timer.start)
        self.save.clicked.connect(self._save)
        self.take.clicked.connect(self._take)
        self.finished.connect(self._timer.stop)
        self._count()

    def filter(self) -> Filter:
        """The filter as it is put together; BadInput where a value is missing."""
        return Filter(words=self._begun.words, quick=self._begun.quick, groups=self.editor.conditions())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter applies."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _take(self, *_facts: object) -> None:
        wanted = self._understood()
        if wanted is not None:
            self.accept()
            self.taken.emit(wanted)

    def _save(self, *_facts: object) -> None:
        wanted = self._understood()
        if wanted is not None:
            self.accept()
            self.taken.emit(wanted)
            self.save_asked.emit(wanted)

    def _understood(self) -> Filter | None:
        try:
            return self.filter()
        except BadInput as error:
            self._say(str(error), tone="red")
            return None

    def _count(self) -> None:
        self._turn += 1
        try:
            wanted = Filter(groups=self.editor.conditions())
        except BadInput:
            self._say("")
            return
        question = partial(_count, self._listed.record_type, wanted)
        self._session.read(question, partial(self._show_count, self._turn))

    def _show_count(self, turn: int, count: int) -> None:
        if turn == self._turn:
            self._say(_("{count} records fulfil these conditions").format(count=count))

    def _say(self, words: str, *, tone: str = "text2") -> None:
        self._said.setProperty("tone", tone)
        self._said.style().polish(self._said)
        self._said.setText(words)


def _count(record_type: type[Record], wanted: Filter, book: Casebook) -> int:
    where, values = filter_sql(book, record_type, wanted, {})
    return book.count(record_type, where, values)
