"""One column of a board: its head, its cards, and what may be dropped on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView

from widgets.board_card import BoardCard, CardDelegate
from widgets.tokens import Family

CARD_TYPE = "application/x-huifang-card"
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A state: its key, its words and colour; `more` counts cards that are not shown, `hint` says what a drop asks."""

    key: str
    label: str
    family: Family = Family.NEUTRAL
    cards: Sequence[BoardCard] = ()
    count: int = 0
    more: int = 0
    hint: str = ""
    adds: bool = False
    """whether its head offers a new card"""


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No cards yet."""
        super().__init__(parent)
        self._cards: tuple[BoardCard, ...] = ()

    def show(self, cards: Sequence[BoardCard]) -> None:
        """Other cards."""
        self.beginResetModel()
        self._cards = tuple(cards)
        self.endResetModel()

    def card(self, number: int) -> BoardCard | None:
        """The card of that number."""
        return self._cards[number] if 0 <= number < len(self._cards) else None

    def find(self, card_id: str) -> int:
        """The number of a card; -1 where it is not here."""
        return next((n for n, card in enumerate(self._cards) if card.id == card_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card itself for the delegate, its words for everybody else."""
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """A card travels by its id."""
        return [CARD_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the dragged card."""
        card = self.card(indexes[0].row()) if indexes else None
        data = QMimeData()
        data.setData(CARD_TYPE, QByteArray((card.id if card else "").encode()))
        return data


class CardList(QListView):
    """The cards below each other; `dropped` tells the id of a card that was let go here."""

    opened = Signal(str)
    dropped = Signal(str)
    dragged_over = Signal(bool)
    left_or_right = Signal(int, bool)
    entered = Signal()

    def __init__(self, name: str) -> None:
        """`name` is read out."""
        super().__init__()
        self.cards = CardModel(self)
        self.setAccessibleName(name)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setProperty("lane", "true")
        self.doubleClicked.connect(self._open)

    def current_id(self) -> str:
        """The id of the current card; empty where there is none."""
        card = self.cards.card(self.currentIndex().row())
        return card.id if card else ""

    def choose(self, card_id: str) -> bool:
        """Makes a card current."""
        number = self.cards.find(card_id)
        if number >= 0:
            self.setCurrentIndex(self.cards.index(number))
        return number >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next column, with Ctrl they move the card; Enter opens; J and K step."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            carries = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.left_or_right.emit(-1 if key == Qt.Key.Key_Left else 1, carries)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            index = self.cards.index(self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1))
            if index.isValid():
                self.setCurrentIndex(index)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first card becomes current where none is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0))
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A card of this program may come in."""
        if event.mimeData().hasFormat(CARD_TYPE):
            event.acceptProposedAction()
            self.dragged_over.emit(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the column."""
        if event.mimeData().hasFormat(CARD_TYPE):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The card went on."""
        super().dragLeaveEvent(event)
        self.dragged_over.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells the card; the page decides, the rows stay as they are until it shows others."""
        self.dragged_over.emit(False)
        card_id = bytes(event.mimeData().data(CARD_TYPE).data()).decode()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if card_id:
            self.dropped.emit(card_id)

    def _open(self, index: QModelIndex) -> None:
        card = self.cards.card(index.row())
        if card:
            self.opened.emit(card.id)
