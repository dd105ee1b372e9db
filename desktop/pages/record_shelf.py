"""The shelf at the left of a plain record page: records that hold others, with how many are open and late."""

from functools import partial

from PySide6.QtCore import Signal

from casework.fields import columns
from casework.language import _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.form_dialog import FormDialog
from desktop.pages.record_desk import Shelf
from desktop.pages.record_rows import Found, find_shelf
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.record_form import FormSection
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import GroupRow, TableColumn
from widgets.tokens import Family


class RecordShelf(Card):
    """The records of a shelf under their groups; `chosen` tells the current one."""

    chosen = Signal(str)

    def __init__(self, session: Session, shelf: Shelf) -> None:
        """Empty until `refresh`."""
        super().__init__(margins=(1, 10, 1, 7))
        self._session, self.shelf = session, shelf
        self._found = Found()
        self._wish = ""
        self.setFixedWidth(shelf.width)
        self._title = LineLabel(height=32)
        self.table = RecordTable(
            [self._column()], header=False, row_height=TWO_LINES, name=_(shelf.words), actions=self._actions()
        )
        self.table.empty.say(_(shelf.empty), button=_(shelf.add_words), icon="add", run=self.add_record)
        self.table.current_changed.connect(self.chosen)
        self.add_button = Button(_(shelf.add_words), "add", ButtonKind.GHOST)
        self.add_button.clicked.connect(partial(_run, self))
        self.add_button.setEnabled(not session.book.read_only)
        self.add(row_of(self._title, margins=(15, 0, 13, 0)))
        self.add(self.table, 1)
        self.add(row_of(self.add_button, None, margins=(8, 0, 8, 0)))

    def _actions(self) -> list[RowAction]:
        def may(_row: Record) -> bool:
            return not self._session.book.read_only

        return [
            RowAction(label=_("Change…"), run=self.change_record, icon="edit", key="F2", hovered=True, may=may),
            RowAction(label=_("Move to the recycle bin"), run=self._remove, icon="dismiss_circle", key="Del", may=may),
        ]

    def _column(self) -> TableColumn:
        return TableColumn(
            key="record",
            label=_(self.shelf.words),
            text=lambda record: record.title(),
            right=self._counts,
            second=lambda record: self.shelf.second(record, self._found.names, self._session.today),
            stretch=True,
        )

    def _counts(self, record: Record) -> list[Piece]:
        count, late = self._found.counts.get(record.id, (0, 0))
        chip = Chip(_("{count} overdue").format(count=late), Family.RED, size=TextSize.KEY)
        return [*([chip] if late else []), caption(str(count), elastic=False)]

    def refresh(self) -> None:
        """Reads the shelf anew; the current record stays."""
        shelf = self.shelf
        self._session.read(lambda book: find_shelf(book, shelf), self._show)

    def current(self) -> Record | None:
        """The record chosen."""
        row = self.table.current_row()
        return row if isinstance(row, Record) else None

    def choose(self, record_id: str) -> None:
        """Makes a record current, now or when the rows have arrived."""
        self._wish = "" if self.table.choose(record_id) else record_id

    def _show(self, found: Found) -> None:
        self._found = found
        rows: list[Record | GroupRow] = []
        for label in dict.fromkeys(self.shelf.group(record, found.names) for record in found.records):
            members = [r for r in found.records if self.shelf.group(r, found.names) == label]
            rows += [GroupRow(label=label, note=str(len(members))), *members]
        words = Words(_(self.shelf.words), size=TextSize.PAGE, bold=True, elastic=False)
        self._title.set_line([words, caption(str(len(found.records)), elastic=False)])
        self.table.show_rows(rows)
        wish, self._wish = self._wish, ""
        if not (wish and self.table.choose(wish)) and not self.table.current_id() and rows:
            self.table.choose_row(1)

    def add_record(self) -> None:
        """Asks for a new record of the shelf."""
        self._ask(_(self.shelf.add_words), self.shelf.verb, None)

    def change_record(self, record: Record) -> None:
        """Asks for changes of a record of the shelf."""
        self._ask(_(record.label), "change", record)

    def _ask(self, title: str, verb: str, record: Record | None) -> None:
        facts = {"type": record.type_name, "id": record.id} if record else {}
        form = FormDialog(
            self._session,
            self,
            title=title,
            icon="edit" if record else "add",
            verb=verb,
            columns=columns(self.shelf.record_type),
            sections=[FormSection(rows=self.shelf.rows)],
            needs=editor_needs(self._session, self.shelf.record_type),
            draft=f"{self.shelf.record_type.type_name} {record.id if record else 'new'}",
            facts=facts,
            values=record,
            changed_only=record is not None,
        )
        form.saved.connect(self._choose_saved)
        form.finished.connect(form.deleteLater)
        form.open()

    def _choose_saved(self, record: Record) -> None:
        self.choose(record.id)

    def _remove(self, record: Record) -> None:
        self._session.do("remove", {"type": record.type_name, "id": record.id})


def _run(shelf: RecordShelf, *_facts: object) -> None:
    shelf.add_record()
