"""A board: a column for each state, cards that are carried from one to the next by pointer or keys."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.language import _
from widgets.board_card import BoardCard
from widgets.board_column import BoardColumn, CardList
from widgets.buttons import icon_button
from widgets.cards import row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Dot, Words, caption

__all__ = ["Board", "BoardCard", "BoardColumn"]
_NARROWEST = 196


class _Lane(QFrame):
    """A column with its head."""

    def __init__(self, column: BoardColumn) -> None:
        super().__init__()
        self.key = column.key
        self.setProperty("surface", "lane")
        self.setMinimumWidth(_NARROWEST)
        self._head = LineLabel(height=32)
        self.add = icon_button("add", _("New in “{column}”").format(column=column.label), height=28)
        self.list = CardList(column.label)
        self._more = TextLabel(tone="dim", size=TextSize.CAPTION)
        self._hint = TextLabel(column.hint, tone="dim", size=TextSize.CAPTION)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(row_of(self._head, self.add, spacing=0))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._more)
        layout.addWidget(self._hint)
        self.list.dragged_over.connect(self._show_drop)
        self.show_column(column)

    def show_column(self, column: BoardColumn) -> None:
        """Other cards, another count."""
        label = Words(column.label, bold=True)
        self._head.set_line(
            [Dot(str(column.family)), label, caption(str(column.count or len(column.cards)), elastic=False)]
        )
        self.add.setVisible(column.adds)
        self._more.setText(_("{count} more").format(count=column.more) if column.more else "")
        self._more.setVisible(bool(column.more))
        self._hint.setText(column.hint)
        self._hint.setVisible(bool(column.hint))
        current = self.list.current_id()
        self.list.cards.show(column.cards)
        self.list.choose(current)

    def _show_drop(self, over: bool) -> None:  # noqa: FBT001 - a signal's fact
        self.setProperty("drop", "true" if over else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class Board(QScrollArea):
    """`card_dropped` (card, from, to) asks for a step: the page takes it by its verb and shows the columns anew."""

    card_opened = Signal(str)
    card_dropped = Signal(str, str, str)
    current_changed = Signal(str)
    add_asked = Signal(str)

    def __init__(self, name: str = "") -> None:
        """`name` is read out."""
        super().__init__()
        self._lanes: dict[str, _Lane] = {}
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setWidget(holder)

    def show_columns(self, columns: Sequence[BoardColumn]) -> None:
        """Shows columns and cards; the same columns keep their scroll and their current card."""
        if [column.key for column in columns] != list(self._lanes):
            for lane in self._lanes.values():
                self._row.removeWidget(lane)
                lane.deleteLater()
            self._lanes = {column.key: self._lane(column) for column in columns}
        for column in columns:
            self._lanes[column.key].show_column(column)

    def list(self, key: str) -> CardList:
        """The cards of a column."""
        return self._lanes[key].list

    def current_id(self) -> str:
        """The id of the card that was current last; empty where there is none."""
        for lane in self._lanes.values():
            if lane.list.selectionModel().hasSelection():
                return lane.list.current_id()
        return ""

    def choose(self, card_id: str) -> bool:
        """Makes a card current, wherever it lies."""
        return any(self._choose_in(lane, card_id) for lane in self._lanes.values())

    def _choose_in(self, lane: _Lane, card_id: str) -> bool:
        if not lane.list.choose(card_id):
            return False
        self._entered(lane.key)
        return True

    def _lane(self, column: BoardColumn) -> _Lane:
        lane = _Lane(column)
        key = column.key
        lane.list.opened.connect(self.card_opened)
        lane.list.dropped.connect(partial(self._dropped, key))
        lane.list.left_or_right.connect(partial(self._go, key))
        lane.list.entered.connect(partial(self._entered, key))
        lane.list.selectionModel().currentChanged.connect(partial(self._moved, key))
        lane.add.clicked.connect(partial(self._add, key))
        self._row.addWidget(lane, 1)
        return lane

    def _dropped(self, key: str, card_id: str) -> None:
        source = next((k for k, lane in self._lanes.items() if lane.list.cards.find(card_id) >= 0), "")
        if source and source != key:
            self.card_dropped.emit(card_id, source, key)

    def _go(self, key: str, step: int, carries: bool) -> None:  # noqa: FBT001 - a signal's fact
        keys = list(self._lanes)
        place = keys.index(key) + step
        if not 0 <= place < len(keys):
            return
        if carries:
            self.card_dropped.emit(self._lanes[key].list.current_id(), key, keys[place])
        else:
            self._lanes[keys[place]].list.setFocus()

    def _entered(self, key: str) -> None:
        """Only one card of the board is the current one."""
        for other, lane in self._lanes.items():
            if other != key:
                lane.list.clearSelection()
        self._lanes[key].list.setCurrentIndex(self._lanes[key].list.currentIndex())
        self.current_changed.emit(self.current_id())

    def _moved(self, key: str, *_facts: object) -> None:
        if self._lanes.get(key) and self._lanes[key].list.hasFocus():
            self.current_changed.emit(self._lanes[key].list.current_id())

    def _add(self, key: str, *_facts: object) -> None:
        self.add_asked.emit(key)
