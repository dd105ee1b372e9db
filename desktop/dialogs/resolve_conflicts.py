"""The list of what was changed on both sides: the records at the left, the three values of each field at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.language import _
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Icon, Piece, Words, caption
from widgets.record_table import RecordTable
from widgets.table_columns import TableColumn
from widgets.three_values import BOTH, OURS, THEIRS, ThreeValueList, ThreeValues
from widgets.tokens import Family

_LIST_WIDTH = 292


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A record with fields that were changed on both sides; `note` tells where it came from."""

    id: str
    title: str
    note: str
    fields: tuple[ThreeValues, ...]


Decisions = Mapping[tuple[str, str], tuple[str, str]]
"""(record id, field) → the side chosen (ours, theirs, both) and, where both, the text put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A record in the list: how many of its fields are decided."""

    id: str
    title: str
    note: str
    decided: int
    fields: int


class ResolveConflicts(QWidget):
    """Every field is decided by a person, here or with the two buttons for all; `changed` after each decision."""

    changed = Signal()

    def __init__(self) -> None:
        """Empty until conflicts are shown."""
        super().__init__()
        self._conflicts: dict[str, Conflict] = {}
        self._decisions: dict[tuple[str, str], tuple[str, str]] = {}
        self.table = RecordTable(_columns(), header=False, row_height=50, name=_("To decide"))
        self.values = ThreeValueList()
        self.all_ours = Button(_("Keep all of ours"), kind=ButtonKind.GHOST)
        self.all_theirs = Button(_("Take all of theirs"), kind=ButtonKind.GHOST)
        self._title = LineLabel(height=32)
        self._told = LineLabel()
        self._arrange()
        self.table.current_changed.connect(self._show)
        self.values.decided.connect(self._note)
        self.all_ours.clicked.connect(partial(self.decide_all, OURS))
        self.all_theirs.clicked.connect(partial(self.decide_all, THEIRS))

    def _arrange(self) -> None:
        self.table.setFixedWidth(_LIST_WIDTH)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self.values)
        self.values.setAutoFillBackground(False)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._title)
        right.addWidget(_heads())
        right.addWidget(area, 1)
        right.addWidget(row_of(self.all_ours, self.all_theirs, None, self._told))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.table)
        row.addLayout(right, 1)

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Shows these records; nothing is decided yet."""
        self._conflicts = {conflict.id: conflict for conflict in conflicts}
        self._decisions = {}
        self._show_rows()
        if conflicts:
            self.table.choose_row(0)

    @property
    def decisions(self) -> Decisions:
        """What was decided so far."""
        return dict(self._decisions)

    @property
    def open_count(self) -> int:
        """How many fields are still to be decided."""
        return sum(len(conflict.fields) for conflict in self._conflicts.values()) - len(self._decisions)

    def decide_all(self, side: str, *_facts: object) -> None:
        """The same side for every field of every record."""
        for conflict in self._conflicts.values():
            for field in conflict.fields:
                self._decisions[conflict.id, field.key] = (side, "")
        self._show(self.table.current_id())
        self._after_decision()

    def _show(self, record_id: str) -> None:
        conflict = self._conflicts.get(record_id)
        self._title.set_line(_title_pieces(conflict) if conflict else [], [caption(_hint())] if conflict else [])
        self.values.show_values(conflict.fields if conflict else ())
        for line in self.values.lines:
            side, text = self._decisions.get((record_id, line.values.key), ("", ""))
            line.blockSignals(True)
            if text:
                line.set_put_together(text)
            if side:
                line.choose(side)
            line.blockSignals(False)

    def _note(self, key: str) -> None:
        line = next(line for line in self.values.lines if line.values.key == key)
        side, place = line.choice(), (self.table.current_id(), key)
        if side and (side != BOTH or line.put_together()):
            self._decisions[place] = (side, line.put_together() if side == BOTH else "")
        else:
            self._decisions.pop(place, None)
        self._after_decision()

    def _after_decision(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        rows = [
            _Row(
                id=conflict.id,
                title=conflict.title,
                note=conflict.note,
                decided=sum((conflict.id, field.key) in self._decisions for field in conflict.fields),
                fields=len(conflict.fields),
            )
            for conflict in self._conflicts.values()
        ]
        self.table.show_rows(rows)
        total = sum(row.fields for row in rows)
        words = _("{done} of {total} decided").format(done=total - self.open_count, total=total)
        self._told.set_line([caption(words, elastic=False)])


def _heads() -> QWidget:
    """Whose values stand in which column."""
    row = QHBoxLayout()
    row.setContentsMargins(92, 0, 0, 0)
    row.setSpacing(8)
    for icon, words, note in (
        ("history", _("As it was sent out"), ""),
        ("laptop", _("Here now"), "1"),
        ("table", _("On the sheet"), "2"),
    ):
        pieces: list[Piece] = [Icon(icon), Words(words, bold=True)]
        row.addWidget(LineLabel([*pieces, *([caption(note)] if note else [])]), 1)
    holder = QWidget()
    holder.setLayout(row)
    return holder


def _hint() -> str:
    return _("1 ours, 2 theirs, 3 put together; ↑↓ another field")


def _title_pieces(conflict: Conflict) -> list[Piece]:
    chip = Chip(_("{count} to decide").format(count=len(conflict.fields)), Family.AMBER, icon="warning")
    return [Words(conflict.title, size=TextSize.CARD, bold=True), chip]


def _columns() -> list[TableColumn]:
    return [
        TableColumn(
            key="title",
            label=_("Record"),
            text=lambda row: row.title,
            pieces=lambda row: [Words(row.title)],
            right=lambda row: [_state(row)],
            second=lambda row: [caption(row.note)],
            stretch=True,
        )
    ]


def _state(row: _Row) -> Chip:
    if row.decided == row.fields:
        return Chip(_("decided"), Family.GREEN)
    return Chip(_("{count} to decide").format(count=row.fields - row.decided), Family.AMBER)
