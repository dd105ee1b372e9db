"""What was done, newest first: each action with its changes, old and new, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from casework.casebook import Casebook
from casework.errors import CaseworkError
from casework.fields import Column, Kind, columns
from casework.language import N_, _
from casework.records import Changes
from casework.store.history import Action, Operation
from desktop.choices import label_of
from desktop.dialogs.side_window import SideWindow
from desktop.session import Session
from widgets.cards import Card
from widgets.pieces import Chip, Piece, Words, caption, fixed
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import GroupRow, TableColumn
from widgets.tokens import Family

_MOST_CHANGES = 200
"""Changes of one action that are shown; an import has thousands."""
_EFFECTS = {
    "create": ("add", "green", N_("added")),
    "change": ("edit", "blue", N_("changed")),
    "remove": ("dismiss_circle", "amber", N_("removed")),
    "delete": ("dismiss_circle", "amber", N_("taken back")),
}
_KINDS = {"undo": N_("Undo"), "redo": N_("Redo"), "note": N_("Note")}


@dataclass(frozen=True, slots=True)
class _ActionRow:
    id: str
    action: Action


@dataclass(frozen=True, slots=True)
class _ChangeRow:
    """One field of one record: from, to."""

    id: str
    type_name: str
    record_id: str
    label: str
    old: str
    new: str


class _Actions:
    """The history page by page; an index answers each page at once."""

    def __init__(self, book: Casebook, record_id: str) -> None:
        self._book, self._record_id = book, record_id

    def count(self) -> int:
        if self._record_id:
            return len(self._book.actions(record_id=self._record_id))
        return int(self._book.query("select count(*) as n from action")[0]["n"])

    def rows(self, offset: int, limit: int) -> Sequence[_ActionRow]:
        found = self._book.actions(limit, record_id=self._record_id, offset=offset)
        return [_ActionRow(action.group, action) for action in found]


class HistoryWindow(SideWindow):
    """The actions at the left, what the current one changed at the right."""

    open_record = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None, *, record_id: str = "", title: str = "") -> None:
        """The whole history, or that of one record, which is called `title`."""
        words = _("History of {title}").format(title=title) if title else _("History")
        super().__init__(words, _("who, when, what, why; nothing is ever lost"), parent, QSize(1080, 640))
        self._session, self._record_id = session, record_id
        undo = RowAction(
            label=_("Undo this action"), run=self._undo, icon="arrow_undo", hovered=True, may=self._may_undo
        )
        self.actions_table = RecordTable(_action_columns(), name=words, actions=[undo])
        self.changes_table = RecordTable(_change_columns(), name=_("Changes"))
        self.changes_table.empty.say(_("This action changed nothing."))
        self.actions_table.empty.say(_("Nothing was done yet."))
        split = QSplitter()
        for table in (self.actions_table, self.changes_table):
            card = Card(margins=(1, 1, 1, 7))
            card.add(table, 1)
            split.addWidget(card)
        split.setSizes([540, 540])
        self.column.addWidget(split, 1)
        self.actions_table.current_changed.connect(self._show_changes)
        self.changes_table.opened.connect(self._open)
        session.changed.connect(self._note_change)
        self.refresh()

    def refresh(self) -> None:
        """Reads anew; the current action stays."""
        self.actions_table.show_rows(_Actions(self._session.book, self._record_id))
        if not self.actions_table.current_id():
            self.actions_table.choose_row(0)

    def _note_change(self, changes: Changes) -> None:
        del changes
        self.refresh()

    def _may_undo(self, row: _ActionRow) -> bool:
        return row.action.kind == "do" and not row.action.undone and not self._session.book.read_only

    def _undo(self, row: _ActionRow) -> None:
        said = _("Undone: {why}").format(why=row.action.why)
        self._session.write(lambda book: book.undo(row.id), then=lambda _done: self._session.said.emit(said))

    def _show_changes(self, group: str) -> None:
        rows = _change_rows(self._session.book, self._session.book.changes_in(group, _MOST_CHANGES)) if group else []
        row = self.actions_table.current_row()
        left_out = row.action.changes - _MOST_CHANGES if isinstance(row, _ActionRow) else 0
        if left_out > 0:
            rows = [*rows, GroupRow(label=_("and {count} more changes").format(count=left_out))]
        self.changes_table.show_rows(rows)

    def _open(self, row_id: str) -> None:
        row = self.changes_table.current_row()
        if isinstance(row, _ChangeRow) and row.id == row_id:
            self.open_record.emit(row.type_name, row.record_id)


def _action_columns() -> list[TableColumn]:
    def when(row: _ActionRow) -> str:
        return row.action.at[:16].replace("T", " ")

    return [
        TableColumn(key="at", label=_("When"), text=when, pieces=lambda row: [fixed(when(row))], width=136),
        TableColumn(key="actor", label=_("Who"), text=lambda row: row.action.actor, width=90),
        TableColumn(key="why", label=_("What"), text=_told, pieces=_told_pieces, stretch=True),
        TableColumn(
            key="changes", label=_("Changes"), text=lambda row: str(row.action.changes), width=70, align_right=True
        ),
    ]


def _told(row: _ActionRow) -> str:
    kind = _(_KINDS[row.action.kind]) if row.action.kind in _KINDS else ""
    undone = _("undone") if row.action.undone else ""
    return " ".join(word for word in (kind, _(row.action.why), undone) if word)


def _told_pieces(row: _ActionRow) -> list[Piece]:
    pieces: list[Piece] = []
    if row.action.kind in _KINDS:
        pieces.append(Chip(_(_KINDS[row.action.kind])))
    pieces.append(Words(_(row.action.why), "dim" if row.action.undone else "text", struck=row.action.undone))
    if row.action.undone:
        pieces.append(Chip(_("undone"), Family.AMBER))
    return pieces


def _change_columns() -> list[TableColumn]:
    return [
        TableColumn(key="label", label=_("Field"), text=lambda row: row.label, width=120),
        TableColumn(key="old", label=_("Old value"), text=lambda row: row.old, pieces=_old_pieces, width=160),
        TableColumn(key="new", label=_("New value"), text=lambda row: row.new, stretch=True),
    ]


def _old_pieces(row: _ChangeRow) -> list[Piece]:
    return [Words(row.old, "dim", struck=True)] if row.old else [caption("—")]


def _change_rows(book: Casebook, operations: Sequence[Operation]) -> list[object]:
    rows: list[object] = []
    for operation in operations:
        known = book.types[operation.type_name]
        icon, tone, words = _EFFECTS.get(operation.effect, _EFFECTS["change"])
        title = f"{_(known.label)} {_title(book, operation)}".strip()
        rows.append(GroupRow(label=title, note=_(words), icon=icon, tone=tone))
        rows += _field_rows(book, operation, {c.name: c for c in columns(known)})
    return rows


def _field_rows(book: Casebook, operation: Operation, known: dict[str, Column]) -> list[_ChangeRow]:
    return [
        _ChangeRow(
            f"{operation.op_id} {name}",
            operation.type_name,
            operation.record_id,
            known[name].label,
            *(_value_words(book, known[name], value) for value in pair),
        )
        for name, pair in operation.fields.items()
        if name in known and known[name].field.listed
    ]


def _title(book: Casebook, operation: Operation) -> str:
    try:
        return label_of(book, operation.type_name, operation.record_id)
    except CaseworkError:
        return ""  # its creation was taken back: only the history knows it


def _value_words(book: Casebook, column: Column, stored: object) -> str:
    value = column.from_stored(stored)
    if column.kind is Kind.REFERENCE and value:
        try:
            return label_of(book, column.field.refers_to, value)
        except CaseworkError:
            return str(value)
    return column.text(value)
