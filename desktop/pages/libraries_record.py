"""The pane beside a library: an entry to be read, or the form in which it is changed or a new one is made."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from casework.fields import column
from casework.language import N_, _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.act_card import Act, ActCard
from desktop.pages.libraries_facts import EntryFacts
from desktop.pages.libraries_kinds import Library
from desktop.pages.libraries_rows import Entry
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, row_of
from widgets.labels import TextLabel
from widgets.text_editors import LongTextEditor

_LONG_TEXT = 74
"""How high a field of several lines stays at least: about three."""


def adding(kept: Library, session: Session) -> Act:
    """The making of a new entry, posted today unless said otherwise."""
    rows = [[name for name in row if name != "state"] for row in kept.rows]
    start = {"posted_on": session.today} if any("posted_on" in row for row in rows) else {}
    return _act(kept, kept.add_words, kept.verb, rows, start=start, said=N_("Added: {title}"))


def changing(kept: Library, record: Record) -> Act:
    """The change of an entry; only what is changed is written, against the version that was looked at."""
    start = {name: getattr(record, name) for row in kept.rows for name in row}
    fixed = {"type": kept.type_name, "id": record.id, "version": record.version}
    rows = [list(row) for row in kept.rows]
    said = N_("Saved: {title}")
    return _act(kept, N_("Save"), "change", rows, start=start, fixed=fixed, title=N_("Edit"), said=said, changes=True)


def _act(
    kept: Library,
    words: str,
    verb: str,
    rows: list[list[str]],
    *,
    start: dict[str, Any],
    said: str,
    fixed: dict[str, Any] | None = None,
    title: str = "",
    changes: bool = False,
) -> Act:
    return Act(
        key=verb,
        words=words,
        verb=verb,
        columns=[column(kept.record_type, name) for row in rows for name in row],
        rows=[row for row in rows if row],
        title=title,
        icon=kept.icon,
        start=start,
        fixed=fixed or {},
        only_changed=changes,
        said=said,
    )


class EntryPane(Card):
    """One library's pane; `saved` tells the id of an entry that was made or changed."""

    open_asked = Signal(str, str)
    saved = Signal(str)
    match_asked = Signal(str)
    """the demand that is to be matched"""

    def __init__(self, session: Session, kept: Library) -> None:
        """Empty until an entry is shown."""
        super().__init__(margins=(1, 1, 1, 1))
        self._session, self._library = session, kept
        self.entry: Entry | None = None
        self.form: ActCard | None = None
        self.facts = EntryFacts(session, kept)
        self.facts.open_asked.connect(self.open_asked)
        self.facts.fact_asked.connect(self.fill_in)
        self.valid = Button(_("Still valid"), "checkmark")
        self.edit = Button(_("Edit"), "edit")
        self.match = Button(_("Match it"), "handshake", ButtonKind.PRIMARY)
        self.valid.clicked.connect(self.say_valid)
        self.edit.clicked.connect(self.change)
        self.match.clicked.connect(self._ask_match)
        self.match.setVisible(False)
        self._foot = row_of(self.valid, self.edit, None, self.match, margins=(14, 6, 14, 10))
        self._read = QWidget()
        column_ = QVBoxLayout(self._read)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(self.facts, 1)
        column_.addWidget(self._foot)
        self._empty = TextLabel(_("Choose an entry of the list."), tone="dim")
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._read)
        self.add(self._stack, 1)

    def show_entry(self, entry: Entry | None) -> None:
        """Shows an entry; a form that is being filled in stays until it is saved or left."""
        self.entry = entry
        if entry is None:
            if self.form is None:
                self._stack.setCurrentWidget(self._empty)
            return
        self.facts.show_entry(entry)
        may_write = not self._session.book.read_only
        for button in (self.valid, self.edit):
            button.setEnabled(may_write)
        self.match.setVisible(getattr(entry.record, "state", "") == "open")
        if self.form is None:
            self._stack.setCurrentWidget(self._read)

    def add_new(self) -> None:
        """Shows the form for a new entry."""
        self._show_form(adding(self._library, self._session), f"{self._library.verb}")

    def change(self) -> None:
        """Shows the form with the facts of the entry."""
        if self.entry is not None:
            record = self.entry.record
            self._show_form(changing(self._library, record), f"change {self._library.type_name} {record.id}")

    def fill_in(self, name: str) -> None:
        """Shows the form and goes to a field that is missing."""
        self.change()
        if self.form is not None:
            self.form.form.editor(name).setFocus()

    def say_valid(self) -> None:
        """Notes that the entry was checked today."""
        if self.entry is None:
            return
        record = self.entry.record
        facts = {
            "type": record.type_name,
            "id": record.id,
            "version": record.version,
            self._library.checked_field: self._session.today,
        }
        said = _("{title} was checked today.").format(title=record.title())
        self._session.do("change", facts, then=lambda _saved: self._session.said.emit(said))

    def _ask_match(self) -> None:
        if self.entry is not None:
            self.match_asked.emit(self.entry.id)

    def _show_form(self, act: Act, draft: str) -> None:
        self._drop_form()
        needs = editor_needs(self._session, self._library.record_type, budget="wan", price="wan")
        self.form = ActCard(self._session, act, needs, draft=draft, surface="plain", may_leave=True)
        for name in self._library.long_facts:
            editor = self.form.form.editor(name)
            if isinstance(editor, LongTextEditor):
                editor.box.setMinimumHeight(_LONG_TEXT)
        self.form.taken.connect(self._taken)
        self.form.left.connect(self.leave_form)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        area.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        self._stack.addWidget(area)
        self._stack.setCurrentWidget(area)
        self.form.form.focus_first()

    def leave_form(self) -> None:
        """Shows the entry again; what was typed stays as a draft."""
        self._drop_form()
        self._stack.setCurrentWidget(self._read if self.entry else self._empty)

    def _drop_form(self) -> None:
        if self.form is None:
            return
        self.form.keep()
        self.form = None
        while self._stack.count() > 2 and (area := self._stack.widget(2)) is not None:
            self._stack.removeWidget(area)
            area.deleteLater()

    def _taken(self, record: Record) -> None:
        self._drop_form()
        self.saved.emit(record.id)
