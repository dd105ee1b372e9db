"""Cards: the white surfaces on which everything stands, with a head line."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Piece, Words, caption


class Card(QFrame):
    """A surface with a column of widgets; `surface` is card, next, sunk, note, warning, error, popup, lane or plain."""

    def __init__(self, surface: str = "card", *, margins: tuple[int, int, int, int] = (16, 10, 16, 12)) -> None:
        """`margins` are left, top, right, bottom; 0 for a table that fills the card."""
        super().__init__()
        self.setProperty("surface", surface)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(8)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget at the foot of the column; let exactly one stretch, or end with `fill`."""
        self.column.addWidget(widget, stretch)

    def fill(self) -> None:
        """Takes the room that is left, so that what stands above keeps together."""
        self.column.addStretch(1)


class CardHead(QWidget):
    """The title of a card, what it covers, and what can be done, in one line."""

    def __init__(self, title: str, note: str = "", *actions: QWidget, pieces: tuple[Piece, ...] = ()) -> None:
        """`pieces` stand behind the note: chips."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._pieces = pieces
        self._line = LineLabel(height=28)
        row.addWidget(self._line, 1)
        for action in actions:
            row.addWidget(action)
        self.set_title(title, note)

    def set_title(self, title: str, note: str = "", *pieces: Piece) -> None:
        """Shows another title, note and pieces."""
        words: list[Piece] = [Words(title, size=TextSize.CARD, bold=True, elastic=False)]
        if note:
            words.append(caption(note))
        self._line.set_line([*words, *(pieces or self._pieces)])


def row_of(*widgets: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Widgets beside each other; None takes the room that is left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(*margins)
    row.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return holder


def column_of(*widgets: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Widgets below each other; None takes the room that is left."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            column.addStretch(1)
        else:
            column.addWidget(widget)
    return holder
