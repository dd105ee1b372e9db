"""Painting of a timeline: when and who, a node on the line, title, text and chips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.icons import paint_icon
from widgets.painting import paint_box, paint_focus, paint_line, paint_words
from widgets.pieces import Piece, Words, caption, spoken
from widgets.tokens import Family, Tokens, tokens_in
from widgets.wrapped import paint_wrapped, wrapped_height, wrapped_lines

Index = QModelIndex | QPersistentModelIndex
_WHEN, _NODE, _TEXT = 76, 24, 124
"""Width of the dates, size of a node, where the text begins."""
_MOST_LINES = 3
_FOOT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened: a contact, a step of a case, a stage of a project.

    `when` and `by` stand at the left (11-22 / 王敏), `title` with `note` in the first line, `body`
    below, then `chips` for what came of it. `kind` is what the filter switches on and off.
    """

    id: str
    on: date
    when: str
    title: str
    kind: str = ""
    by: str = ""
    icon: str = "circle"
    family: Family = Family.NEUTRAL
    note: Sequence[Piece] = ()
    body: str = ""
    chips: Sequence[Piece] = ()
    planned: bool = False
    """not done yet: its node is hollow"""

    def spoken(self) -> str:
        """The entry in words."""
        parts = [self.when, self.by, self.title, spoken(self.note), self.body, spoken(self.chips)]
        return "，".join(part for part in parts if part)


class TimelineDelegate(QStyledItemDelegate):
    """Paints entries of their own height."""

    marks: tuple[str, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines need in the width of the list."""
        entry = _entry(index)
        return QSize(option.rect.width(), _height(entry, option.rect.width()) if entry else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one entry."""
        entry = _entry(index)
        if entry is None:
            return
        tokens = tokens_in(option.palette)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            box = QRectF(rect).adjusted(0, 0, 0, -4)
            paint_box(painter, box, tokens.colour("accent_ground" if selected else "hover"), radius=6)
        self._paint_when(painter, tokens, rect, entry)
        self._paint_node(painter, tokens, rect, entry, last=index.row() == index.model().rowCount() - 1)
        self._paint_text(painter, tokens, rect, entry)
        if focused:
            paint_focus(painter, tokens, QRectF(rect).adjusted(0, 0, 0, -4), 6)
        painter.restore()

    def _paint_when(self, painter: QPainter, tokens: Tokens, rect: QRect, entry: TimelineEntry) -> None:
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box = QRectF(rect.x(), rect.y() + 4, _WHEN, 22)
        paint_words(painter, tokens, box, Words(entry.when), right)
        paint_words(painter, tokens, box.translated(0, 20), caption(entry.by, "text2"), right)

    def _paint_node(self, painter: QPainter, tokens: Tokens, rect: QRect, entry: TimelineEntry, *, last: bool) -> None:
        node = QRectF(rect.x() + _WHEN + 14, rect.y() + 4, _NODE, _NODE)
        if not last:
            x, top = round(node.center().x()), node.bottom() + 3
            painter.fillRect(QRectF(x - 1, top, 2, rect.bottom() - top + 2), tokens.colour("line"))
        ground = tokens.colour("card" if entry.planned else f"{entry.family}_ground")
        paint_box(painter, node, ground, tokens.colour(entry.family) if entry.planned else None, _NODE / 2)
        paint_icon(painter, entry.icon, tokens.colour(entry.family).name(), node.adjusted(5, 5, -5, -5))

    def _paint_text(self, painter: QPainter, tokens: Tokens, rect: QRect, entry: TimelineEntry) -> None:
        room = QRectF(rect.x() + _TEXT, rect.y() + 4, rect.width() - _TEXT - 12, 22)
        title = Words(entry.title, bold=True, marks=self.marks)
        paint_line(painter, tokens, room, [title, *entry.note])
        lines = _body(entry, rect.width())
        below = QRectF(room.x(), room.bottom(), room.width(), 0)
        paint_wrapped(painter, tokens, below, lines, Words("", marks=self.marks))
        if entry.chips:
            foot = QRectF(room.x(), room.bottom() + wrapped_height(lines), room.width(), 24)
            paint_line(painter, tokens, foot, entry.chips)


def _entry(index: Index) -> TimelineEntry | None:
    found = index.data(Qt.ItemDataRole.UserRole)
    return found if isinstance(found, TimelineEntry) else None


def _body(entry: TimelineEntry, width: int) -> tuple[str, ...]:
    return wrapped_lines(entry.body, width - _TEXT - 12, most=_MOST_LINES) if entry.body else ()


def _height(entry: TimelineEntry, width: int) -> int:
    text = 4 + 22 + wrapped_height(_body(entry, width)) + (24 if entry.chips else 0)
    return max(text, 4 + 42 if entry.by else 4 + _NODE) + _FOOT
