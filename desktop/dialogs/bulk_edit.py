"""One field of many records changed at once: chosen, tried out with what becomes of each, then done in one step."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.errors import BadInput, CaseworkError
from casework.language import _
from casework.verbs.bulk_edits import BulkEdit, BulkVerdict
from desktop.dialogs.bulk_edit_line import BulkEditLine
from desktop.dialogs.sheet import Sheet
from desktop.listed import Listed
from desktop.session import Session, Told
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.labels import LineLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.record_table import RecordTable
from widgets.segmented import Segmented
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_TRIED_AT_ONCE = 200
"""Records tried in one short transaction; saves and drafts take their turn between two of them."""
_PAUSE = 250


class BulkEditSheet(Sheet):
    """Asks what is done to which records; every record is tried before anything is done."""

    def __init__(self, session: Session, parent: QWidget, listed: Listed) -> None:
        """Over the selected rows where there are several, otherwise over the whole list as it is filtered."""
        super().__init__(parent, _("Change many records: {field}").format(field=listed.words), "edit", width=880)
        self._session, self._listed = session, listed
        self._turn = self._asked = 0
        self._ids: list[str] = []
        self.verdicts: list[BulkVerdict] = []
        picked = len(listed.picked())
        which = [("picked", _("Selected: {count}").format(count=picked)), ("all", _("The whole list as filtered"))]
        self.which = Segmented(which, "picked" if picked > 1 else "all", name=_("Which records"))
        self.line = BulkEditLine(listed.record_type, listed.bar.needs)
        self.table = RecordTable(_columns(), name=_("What becomes of each"))
        self.table.setMinimumHeight(340)
        self._said = LineLabel(height=28)
        self.deed = Button(_("Change"), kind=ButtonKind.PRIMARY, key="Ctrl+↵")
        self.body.addWidget(row_of(self.which, None))
        self.body.addWidget(self.line)
        self.body.addWidget(self._said)
        self.body.addWidget(self.table, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.deed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._connect()
        self._find()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._try)
        self.which.changed.connect(self._find)
        self.line.changed.connect(self._changed)
        self.deed.clicked.connect(self._do)
        self.finished.connect(self._timer.stop)
        self.finished.connect(self._forget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter does it."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        else:
            super().keyPressEvent(event)

    # Which records

    def _find(self, *_facts: object) -> None:
        self._forget()
        self._asked += 1
        ids = self._listed.picked_ids() if self.which.value() == "picked" else self._listed.ids()
        self._session.read(ids, partial(self._found, self._asked))

    def _found(self, asked: int, ids: list[str]) -> None:
        """The records asked for last; what was chosen meanwhile is tried on them."""
        if asked == self._asked:
            self._ids = ids
            self._changed()

    def _forget(self, *_facts: object) -> None:
        """What is still being tried is no longer wanted."""
        self._turn += 1

    # Trying

    def _changed(self) -> None:
        self._forget()
        self.deed.setEnabled(False)
        self._timer.start()

    def edit(self) -> BulkEdit:
        """What is to be done; BadInput where something is missing."""
        return self.line.edit()

    def _try(self) -> None:
        self._forget()
        self.verdicts = []
        self.table.show_rows([])
        try:
            edit = self.edit()
        except BadInput as error:
            self.table.empty.say(_("Choose a field and what becomes of it."))
            self._said.set_line([caption(str(error), "red" if self.line.is_touched else "dim")])
            return
        self.table.empty.say(_("No records."))
        self._try_from(self._turn, edit, 0)

    def _try_from(self, turn: int, edit: BulkEdit, start: int) -> None:
        if turn != self._turn:
            return
        chunk = self._ids[start : start + _TRIED_AT_ONCE]
        if not chunk:
            self._tried()
            return
        self._said.set_line(
            [caption(_("Tried: {done} of {total}").format(done=start, total=len(self._ids)), elastic=False)]
        )
        tried = partial(self._take, turn, edit, start)
        self._session.write(partial(_try_out, edit, chunk), then=tried, refused=partial(self._refused_trial, turn))

    def _refused_trial(self, turn: int, error: CaseworkError) -> None:
        if turn == self._turn:
            self._refused(error)

    def _take(self, turn: int, edit: BulkEdit, start: int, verdicts: Sequence[BulkVerdict]) -> None:
        if turn == self._turn:
            self.verdicts += verdicts
            self._try_from(turn, edit, start + _TRIED_AT_ONCE)

    def _tried(self) -> None:
        ordered = sorted(self.verdicts, key=_importance)
        self.table.show_rows(ordered)
        count = sum(one.is_change for one in self.verdicts)
        refused = sum(bool(one.refused) for one in self.verdicts)
        same = len(self.verdicts) - count - refused
        pieces: list[Piece] = [Words(_("{count} will be changed").format(count=count), bold=True, elastic=False)]
        if same:
            pieces.append(caption(_("{count} stay as they are").format(count=same), elastic=False))
        if refused:
            words = _("{count} are refused by a rule and stay as they are").format(count=refused)
            pieces.append(caption(words, "red", elastic=False))
        self._said.set_line(pieces)
        self.deed.set_words(_("Change {count} records").format(count=count))
        self.deed.setEnabled(count > 0)

    # Doing

    def _do(self, *_facts: object) -> None:
        if not self.deed.isEnabled():
            return
        self.deed.setEnabled(False)
        self.is_saving = True
        wanted = [one.id for one in self.verdicts if one.is_change]
        edit = self.edit()
        self._session.work(edit.words, partial(_do, edit, wanted), self._done, self._refused, writes=True)

    def _done(self, verdicts: Sequence[BulkVerdict]) -> None:
        self.is_saving = False
        count, refused = sum(one.is_change for one in verdicts), sum(bool(one.refused) for one in verdicts)
        self.accept()
        said = _("{count} records changed.").format(count=count)
        more = _(" {count} were refused meanwhile.").format(count=refused) if refused else ""
        self._session.said.emit(said + more)

    def _refused(self, error: CaseworkError) -> None:
        self.is_saving = False
        self._said.set_line([caption(str(error), "red")])


def _try_out(edit: BulkEdit, ids: Sequence[str], book: Casebook) -> list[BulkVerdict]:
    return book.change_many(edit, ids)


def _do(edit: BulkEdit, ids: Sequence[str], book: Casebook, told: Told) -> list[BulkVerdict]:
    return book.change_many(edit, ids, apply=True, progress=told)


def _importance(verdict: BulkVerdict) -> int:
    """What is refused stands first, what stays as it is last."""
    return 0 if verdict.refused else 1 if verdict.is_change else 2


def _columns() -> tuple[TableColumn, ...]:
    def verdict(row: BulkVerdict) -> list[Piece]:
        if row.refused:
            return [Chip(_("refused"), Family.RED), caption(row.refused)]
        return [Chip(_("changed"), Family.GREEN) if row.is_change else Chip(_("as it is"), Family.NEUTRAL)]

    return (
        TableColumn(key="title", label=_("Record"), text=lambda row: row.title, width=270),
        TableColumn(
            key="old", label=_("Before"), text=lambda row: row.old, width=150,
            pieces=lambda row: [caption(" ".join(row.old.split()) or "—", "text2")],
        ),
        TableColumn(
            key="new", label=_("Afterwards"), text=lambda row: row.new, width=150,
            pieces=lambda row: [Words(" ".join(row.new.split()) or "—", bold=row.is_change)],
        ),
        TableColumn(
            key="verdict", label=_("What happens"), text=lambda row: row.refused or _("changed"), pieces=verdict,
            stretch=True,
        ),
    )  # fmt: skip
