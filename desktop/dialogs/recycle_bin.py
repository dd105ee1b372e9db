"""What was removed, newest first; a record comes back with everything that went with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.fields import columns
from casework.language import _
from casework.records import Changes, Record
from desktop.dialogs.side_window import SideWindow
from desktop.session import Session
from widgets.cards import Card
from widgets.pieces import caption, fixed
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BinRow:
    """A removed record with what went with it."""

    id: str
    type_name: str
    label: str
    title: str
    removed_at: str
    removed_by: str
    children: int


class RecycleBinWindow(SideWindow):
    """The bin; the records in it are found nowhere else."""

    restored = Signal(str, str)
    """Type name and id of a record that came back."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        """Reads the bin on the reader's lane."""
        super().__init__(_("Recycle bin"), _("a record comes back with what belongs to it"), parent, QSize(820, 560))
        self._session = session
        restore = RowAction(
            label=_("Restore"), run=self._restore, icon="arrow_undo", hovered=True, may=lambda _row: self._may_write()
        )
        self.table = RecordTable(_columns(), name=_("Recycle bin"), actions=[restore])
        self.table.empty.say(_("The recycle bin is empty."))
        card = Card(margins=(1, 1, 1, 7))
        card.add(self.table, 1)
        self.column.addWidget(card, 1)
        self.table.opened.connect(self._restore_current)
        session.changed.connect(self._note_change)
        self.refresh()

    def refresh(self) -> None:
        """Reads anew."""
        self._session.read(removed_records, self.table.show_rows)

    def _note_change(self, changes: Changes) -> None:
        del changes
        self.refresh()

    def _may_write(self) -> bool:
        return not self._session.book.read_only

    def _restore_current(self, record_id: str) -> None:
        row = self.table.current_row()
        if isinstance(row, BinRow) and row.id == record_id and self._may_write():
            self._restore(row)

    def _restore(self, row: BinRow) -> None:
        def told(_record: object) -> None:
            self._session.said.emit(_("Restored: {title}").format(title=row.title))
            self.restored.emit(row.type_name, row.id)

        self._session.write(lambda book: book.restore(row.type_name, row.id), then=told)


def removed_records(book: Casebook) -> Sequence[BinRow]:
    """What lies in the bin by itself, newest first; what went there with another record is counted at that one."""
    removed = [
        record
        for kind in book.types.values()
        for record in book.select(kind, order="removed_at desc", limit=MOST_SHOWN, removed=True)
    ]
    ids = {record.id for record in removed}
    by_action: dict[str, int] = {}
    tops: list[Record] = []
    for record in removed:
        if _went_with_another(record, ids):
            by_action[record.removed_by] = by_action.get(record.removed_by, 0) + 1
        else:
            tops.append(record)
    tops.sort(key=lambda record: str(record.removed_at), reverse=True)
    why = {action.group: action.actor for action in book.actions(MOST_SHOWN)}
    return [_row(record, by_action, why) for record in tops]


def _went_with_another(record: Record, ids: set[str]) -> bool:
    parent = next((c for c in columns(type(record)) if c.field.refers_to and c.field.required), None)
    return parent is not None and getattr(record, parent.name) in ids


def _row(record: Record, children: dict[str, int], actors: dict[str, str]) -> BinRow:
    number = getattr(record, "number", "")
    return BinRow(
        id=record.id,
        type_name=record.type_name,
        label=_(record.label),
        title=f"{number} {record.title()}".strip(),
        removed_at=f"{record.removed_at:%Y-%m-%d %H:%M}" if record.removed_at else "",
        removed_by=actors.get(record.removed_by, ""),
        children=children.get(record.removed_by, 0),
    )


def _columns() -> list[TableColumn]:
    return [
        TableColumn(key="label", label=_("Type"), text=lambda row: row.label, width=120),
        TableColumn(key="title", label=_("Record"), text=lambda row: row.title, stretch=True),
        TableColumn(key="children", label=_("With it"), text=_with_it, pieces=lambda row: [caption(_with_it(row))]),
        TableColumn(key="by", label=_("Who"), text=lambda row: row.removed_by, width=90),
        TableColumn(
            key="at", label=_("When"), text=lambda r: r.removed_at, pieces=lambda r: [fixed(r.removed_at)], width=140
        ),
    ]


def _with_it(row: BinRow) -> str:
    return _("{count} records").format(count=row.children) if row.children else ""
