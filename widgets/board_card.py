"""A card of a board and its painting: number, whole title, enterprise, clock, owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Piece, Words, caption, spoken
from widgets.tokens import Tokens, tokens_in
from widgets.wrapped import paint_wrapped, wrapped_height, wrapped_lines

Index = QModelIndex | QPersistentModelIndex
_SIDE, _TOP, _GAP = 12, 8, 8
_HEAD, _NOTE, _FOOT = 20, 20, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """What a card says; `chips` stand in its upper right corner, `foot` and `foot_right` below a hairline."""

    id: str
    number: str
    title: str
    note: str = ""
    chips: Sequence[Piece] = ()
    foot: Sequence[Piece] = ()
    foot_right: Sequence[Piece] = ()

    def spoken(self) -> str:
        """The card in words."""
        parts = [self.number, self.title, self.note, spoken(self.chips), spoken(self.foot), spoken(self.foot_right)]
        return "，".join(part for part in parts if part)


class CardDelegate(QStyledItemDelegate):
    """Paints cards of their own height, so that no title is ever cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the title needs in the width of the column."""
        card = card_of(index)
        width = option.rect.width()
        return QSize(width, card_height(card, width) + _GAP) if card else QSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one card."""
        card = card_of(index)
        if card is None:
            return
        tokens = tokens_in(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 0, 0, -_GAP)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        border = "accent" if selected else "border" if hovered else "line"
        paint_box(painter, box, tokens.colour("card"), tokens.colour(border), 7)
        _paint_words(painter, tokens, box.adjusted(_SIDE, _TOP, -_SIDE, 0), card)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, tokens, box, 7)
        painter.restore()


def card_height(card: BoardCard, width: int) -> int:
    """How high a card is in a column of that width."""
    title = wrapped_height(_title(card, width - 2 * _SIDE))
    note = _NOTE if card.note else 0
    foot = _FOOT if card.foot or card.foot_right else 8
    return _TOP + (_HEAD if card.number or card.chips else 0) + title + note + foot


def card_of(index: Index) -> BoardCard | None:
    """The card behind an index."""
    found = index.data(Qt.ItemDataRole.UserRole)
    return found if isinstance(found, BoardCard) else None


def _title(card: BoardCard, width: float) -> tuple[str, ...]:
    return wrapped_lines(card.title, int(width))


def _paint_words(painter: QPainter, tokens: Tokens, room: QRectF, card: BoardCard) -> None:
    y = room.y()
    if card.number or card.chips:
        paint_line(painter, tokens, QRectF(room.x(), y, room.width(), _HEAD), [caption(card.number)], card.chips)
        y += _HEAD
    lines = _title(card, room.width())
    paint_wrapped(painter, tokens, QRectF(room.x(), y, room.width(), 0), lines, Words(""))
    y += wrapped_height(lines)
    if card.note:
        paint_line(painter, tokens, QRectF(room.x(), y, room.width(), _NOTE), [caption(card.note, "text2")])
        y += _NOTE
    if card.foot or card.foot_right:
        painter.fillRect(QRectF(room.x(), round(y + 3), room.width(), 1), tokens.colour("line"))
        foot = QRectF(room.x(), y + 4, room.width(), _FOOT - 6)
        paint_line(painter, tokens, foot, card.foot, card.foot_right)


SMALL = TextSize.CAPTION
"""The size of what stands in the foot of a card."""
