"""Filters kept under a name: giving one its name, and the list of them to use, rename, overwrite and remove."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casework.entities.saved_filters import SavedFilter
from casework.errors import CaseworkError
from casework.fields import Column
from casework.filters import Filter, filter_from
from casework.language import _
from casework.records import Changes, Record
from desktop.dialogs.question import Question
from desktop.dialogs.sheet import Sheet
from desktop.listed import Listed
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.conditions import condition_words
from widgets.labels import TextLabel
from widgets.pieces import caption
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.typed_line import TypedLine


def filter_words(wanted: Filter, columns: Mapping[str, Column], quick: Mapping[str, str]) -> str:
    """A whole filter in one line: groups joined by “or”, conditions by commas."""
    first = [f"“{wanted.words}”"] if wanted.words else []
    first += [quick.get(key, key) for key in wanted.quick]
    groups = [
        _(", ").join(condition_words(c, columns[c.field]) for c in g if c.field in columns) for g in wanted.groups
    ]
    joined = _(" or ").join(group for group in groups if group)
    return _(", ").join([*first, *([joined] if joined else [])])


class SaveFilter(Question):
    """Asks for a name; one that is there already is overwritten."""

    saved = Signal(str)

    def __init__(self, session: Session, parent: QWidget, listed: Listed, wanted: Filter) -> None:
        """`wanted` is what is kept."""
        columns = {column.name: column for column in listed.bar.columns}
        said = filter_words(wanted, columns, listed.bar.switches)
        super().__init__(_("Save this filter"), said, parent)
        self._session, self._listed, self._wanted = session, listed, wanted
        here = {"list": listed.name}
        self._known = {one.name: one for one in session.book.select(SavedFilter, "list_name = :list", here)}
        self.name = TypedLine(placeholder=_("For example: valves, not contacted"), name=_("Name"))
        self._said = TextLabel(_("All who use this case file see it."), tone="dim")
        self.save = Button(_("Save"), kind=ButtonKind.PRIMARY)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._save)
        self.name.textChanged.connect(self._explain)
        self.name.entered.connect(self._save)
        self.column.addWidget(self.name)
        self.column.addWidget(self._said)
        self.end_with(self.save)

    def _explain(self, name: str) -> None:
        there = name.strip() in self._known
        self.save.set_words(_("Overwrite") if there else _("Save"))
        self.save.setEnabled(bool(name.strip()))
        words = _("There is one of this name; it will hold these conditions instead.")
        self._said.setText(words if there else _("All who use this case file see it."))

    def _save(self, *_facts: object) -> None:
        name = self.name.text().strip()
        if not name:
            return
        content = json.dumps(self._wanted.plain(), ensure_ascii=False)
        known = self._known.get(name)
        if known:
            facts = {"type": "saved_filter", "id": known.id, "content": content, "saved_by": self._session.actor}
            self._session.do("change", facts, then=self._tell, refused=self._refused)
        else:
            facts = {"type": "saved_filter", "list_name": self._listed.name, "name": name, "content": content}
            facts["saved_by"] = self._session.actor
            self._session.do("add", facts, then=self._tell, refused=self._refused)

    def _tell(self, record: Record) -> None:
        self.accept()
        self._session.said.emit(_("Filter saved: {name}").format(name=record.title()))
        self.saved.emit(record.title())

    def _refused(self, error: CaseworkError) -> None:
        self._said.setText(str(error))


class SavedFilters(Sheet):
    """The filters of a list; `chosen` tells the one to be used."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget, listed: Listed) -> None:
        """Reads them on the reader's lane."""
        super().__init__(parent, _("Saved filters: {list}").format(list=listed.words), "filter", width=620)
        self._session, self._listed = session, listed
        self._renamed: SavedFilter | None = None
        self.table = RecordTable(
            [self._column()], row_height=TWO_LINES, header=False, name=_("Saved filters"), actions=self._actions()
        )
        self.table.setMinimumHeight(300)
        self.table.empty.say(_("No filter of this list is saved yet."), hint=_("Put one together and save it."))
        self.table.opened.connect(self._use_current)
        self.name = TypedLine(name=_("Name"))
        self.rename = Button(_("Rename"))
        self._line = row_of(self.name, self.rename)
        self._line.hide()
        self._said = TextLabel(tone="red")
        self._said.hide()
        use = Button(_("Use it"), kind=ButtonKind.PRIMARY, key="Enter")
        use.clicked.connect(self._use_current)
        self.rename.clicked.connect(self._rename)
        self.name.entered.connect(self._rename)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._line)
        self.body.addWidget(self._said)
        self.foot.addStretch(1)
        self.foot.addWidget(use)
        session.changed.connect(self._note_change)
        self.refresh()

    def _column(self) -> TableColumn:
        columns = {column.name: column for column in self._listed.bar.columns}
        switches = self._listed.bar.switches

        def told(row: SavedFilter) -> str:
            return filter_words(filter_from(json.loads(row.content)), columns, switches)

        return TableColumn(
            key="name",
            label=_("Saved filters"),
            text=lambda row: row.name,
            right=lambda row: [caption(row.saved_by, elastic=False)] if row.saved_by else [],
            second=lambda row: [caption(told(row))],
            stretch=True,
        )

    def _actions(self) -> Sequence[RowAction]:
        def may(_row: SavedFilter) -> bool:
            return not self._session.book.read_only

        def may_overwrite(row: SavedFilter) -> bool:
            return may(row) and not self._listed.bar.filter().is_empty

        return (
            RowAction(label=_("Rename"), run=self._ask_name, icon="edit", key="F2", hovered=True, may=may),
            RowAction(
                label=_("Overwrite with the present filter"), run=self._overwrite, icon="save", may=may_overwrite
            ),
            RowAction(label=_("Remove"), run=self._remove, icon="dismiss_circle", key="Del", hovered=True, may=may),
        )

    def refresh(self) -> None:
        """Reads them anew."""
        here = {"list": self._listed.name}
        self._session.read(lambda book: book.select(SavedFilter, "list_name = :list", here, order="name"), self._show)

    def _show(self, found: Sequence[SavedFilter]) -> None:
        self.table.show_rows(list(found))
        if found and not self.table.current_id():
            self.table.choose_row(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_change(self, changes: Changes) -> None:
        if changes.touches("saved_filter") and self.isVisible():
            self.refresh()

    def _use_current(self, *_facts: object) -> None:
        row = self.table.current_row()
        if isinstance(row, SavedFilter):
            self.accept()
            self.chosen.emit(filter_from(json.loads(row.content)))

    def _ask_name(self, row: SavedFilter) -> None:
        self._renamed = row
        self._line.show()
        self.name.setText(row.name)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _rename(self, *_facts: object) -> None:
        if self._renamed is not None and self.name.text().strip():
            self._change(self._renamed, {"name": self.name.text().strip()})

    def _overwrite(self, row: SavedFilter) -> None:
        content = json.dumps(self._listed.bar.filter().plain(), ensure_ascii=False)
        self._change(row, {"content": content, "saved_by": self._session.actor})

    def _change(self, row: SavedFilter, facts: Mapping[str, str]) -> None:
        self._say("")
        self._session.do(
            "change", {"type": "saved_filter", "id": row.id, **facts}, then=self._changed, refused=self._no
        )

    def _changed(self, _record: Record) -> None:
        self._renamed = None
        self._line.hide()

    def _no(self, error: CaseworkError) -> None:
        self._say(str(error))

    def _remove(self, row: SavedFilter) -> None:
        self._say("")
        self._session.do("remove", {"type": "saved_filter", "id": row.id}, refused=self._no)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
