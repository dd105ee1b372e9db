"""The list of a plain record page: its head with the desks as a choice, the filter, the table."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from casework.casebook import Casebook
from casework.fields import Kind, column, columns
from casework.language import _
from casework.records import Reader, Record
from desktop.choices import editor_needs
from desktop.dialogs.history import HistoryWindow
from desktop.listed import Ids, Listed
from desktop.pages.record_desk import Desk
from desktop.pages.record_rows import Asked, Found, find_rows, grouped
from desktop.session import Session
from widgets.buttons import Button
from widgets.cards import Card, row_of
from widgets.conditions import Filter
from widgets.filter_bar import FilterBar
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Piece, Words, caption
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn, field_column


class RecordList(Card):
    """The records of one desk. `chosen` tells the current one, `add_asked` and `remove_asked` what is wanted."""

    chosen = Signal(str)
    opened = Signal(str)
    add_asked = Signal()
    remove_asked = Signal(str)

    def __init__(self, session: Session, desk: Desk) -> None:
        """Empty until `show_parent` or `refresh`."""
        super().__init__(margins=(1, 10, 1, 7))
        self._session, self.desk = session, desk
        self._asked = Asked()
        self._turn = 0
        self._wish = ""
        self._total = 0
        self._found = Found()
        self._title = LineLabel(height=32)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head: Sequence[Piece] = ()
        self.add_button = Button(_(desk.add_words), "add", key="Ctrl+Shift+A")
        self.add_button.clicked.connect(self._ask_add)
        self.add_button.setEnabled(not session.book.read_only)
        filtered = [c for c in columns(desk.record_type) if c.field.listed]
        self.bar = FilterBar(filtered, editor_needs(session), placeholder=_("Find in this list"))
        self.table = RecordTable(self._columns(), name=_(desk.words), actions=self._actions())
        self._connect()
        self.add(row_of(self._title, self.add_button, margins=(15, 0, 11, 0)))
        self.add(row_of(self.bar, margins=(13, 0, 13, 0)))
        self.add(self.table, 1)

    def _columns(self) -> list[TableColumn]:
        return [*(self._column(name) for name in self.desk.columns), *self.desk.extra(self._sum_of)]  # noqa: S610 - columns of a table, no SQL

    def _column(self, name: str) -> TableColumn:
        known = column(self.desk.record_type, name)
        made = field_column(
            known,
            text=partial(self._named, name) if known.kind is Kind.REFERENCE else None,
            sort_key=name,
            width=self.desk.widths.get(name, 0),
            stretch=name == self.desk.stretched,
        )
        paint = self.desk.painted.get(name)
        if paint is None:
            return made
        today = self._session.today

        def pieces(record: Record) -> Sequence[Piece]:
            return paint(record, made.text(record), today)

        return replace(made, pieces=pieces)

    def _sum_of(self, record: Record) -> int:
        return self._found.sums.get(record.id, 0)

    def _named(self, name: str, record: Record) -> str:
        return self._found.names.get(getattr(record, name), "")

    def _actions(self) -> list[RowAction]:
        return [
            RowAction(label=_("History of this record"), run=self._show_history, icon="history"),
            RowAction(
                label=_("Move to the recycle bin"),
                run=lambda row: self.remove_asked.emit(row.id),
                icon="dismiss_circle",
                key="Del",
                may=lambda _row: not self._session.book.read_only,
            ),
        ]

    def _connect(self) -> None:
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.sorted_by.connect(self._sort)
        self.bar.changed.connect(self._filter)

    def _ask_add(self, *_facts: object) -> None:
        self.add_asked.emit()

    # What is shown

    def set_head(self, pieces: Sequence[Piece]) -> None:
        """What stands before the count: the record of the shelf, or the name of the list."""
        self._head = pieces

    def show_parent(self, parent: str) -> None:
        """Narrows the list to a record of the shelf."""
        self._ask(replace(self._asked, parent=parent))

    def refresh(self) -> None:
        """Reads the list anew; the current row stays."""
        self._ask(self._asked)

    def listed(self) -> Listed:
        """The list as every list is handled; its rows are those at hand."""
        return Listed(
            name=f"desk_{self.desk.record_type.type_name}",
            words=_(self.desk.words),
            record_type=self.desk.record_type,
            bar=self.bar,
            table=self.table,
            ids=self._ids,
            rows_of=partial(_rows_at_hand, self._found),
            columns=self.table.shown_columns,
        )

    def _ids(self) -> Ids:
        return partial(_found_ids, self.desk, self._asked)

    def choose(self, record_id: str) -> None:
        """Makes a record current, now or when the rows have arrived."""
        self._wish = "" if self.table.choose(record_id) else record_id

    def _ask(self, asked: Asked) -> None:
        sort, descending = self.table.sorting()
        asked = self._asked = replace(asked, sort=sort, descending=descending)
        self._turn += 1
        desk = self.desk
        self._session.read(partial(_found, desk, asked), partial(self._show, self._turn))

    def _show(self, turn: int, found: Found) -> None:
        if turn != self._turn:
            return
        self._found = found
        if self._asked.wanted.is_empty:
            self.table.empty.say(_(self.desk.empty), button=_(self.desk.add_words), icon="add", run=self.add_asked.emit)
        else:
            self.table.empty.say_no_hit(self._total, self.bar.told(), self.bar.clear)
        self.table.set_marks([self._asked.wanted.words] if self._asked.wanted.words else [])
        is_sorted = bool(self._asked.sort)
        self.table.show_rows(found.records if is_sorted else grouped(found.records, self.desk, self._session.today))
        if self._asked.wanted.is_empty:
            self._total = len(found.records)
        count = caption(_("{count} records").format(count=len(found.records)), elastic=False)
        self._title.set_line([*(self._head or [_name(self.desk)]), count], self.desk.summary(found.records))
        self._choose_something()

    def _choose_something(self) -> None:
        wish, self._wish = self._wish, ""
        if wish and self.table.choose(wish):
            return
        if not self.table.current_id():
            first = next((n for n in range(self.table.rows_model.rowCount()) if self.table.rows_model.row_id(n)), -1)
            if first >= 0:
                self.table.choose_row(first)
            else:
                self.chosen.emit("")

    def _filter(self, wanted: Filter) -> None:
        self._ask(replace(self._asked, wanted=wanted))

    def _sort(self, _key: str, _descending: bool) -> None:  # noqa: FBT001 - as the table tells it
        self.refresh()

    def _show_history(self, row: Record) -> None:
        shown = HistoryWindow(self._session, self.window(), record_id=row.id, title=row.title())
        shown.finished.connect(shown.deleteLater)
        shown.bring_forward()


def _found(desk: Desk, asked: Asked, book: Casebook) -> Found:
    return find_rows(book, desk, asked)


def _found_ids(desk: Desk, asked: Asked, book: Casebook) -> list[str]:
    return [record.id for record in find_rows(book, desk, asked).records]


def _rows_at_hand(found: Found, _read: Reader, ids: Sequence[str]) -> Sequence[Record]:
    by_id = {record.id: record for record in found.records}
    return [by_id[one] for one in ids if one in by_id]


def _name(desk: Desk) -> Words:
    return Words(_(desk.words), size=TextSize.RECORD, bold=True, elastic=False)
